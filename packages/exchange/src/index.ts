export { type AknOptions, readAkn, writeAkn } from "./akn/index.ts";
export type { Cover } from "./cover.ts";
export { cleanText, exportWord } from "./export-word.ts";
export {
  FORMAT_IDS,
  FORMATS,
  type Format,
  type FormatId,
  formatById,
  formatOf,
  headerOf,
  type ReadSettings,
  readFile,
  type WriteOptions,
  writeFile,
} from "./formats.ts";
export {
  type ComparisonPageOptions,
  comparisonHtml,
  type HtmlOptions,
  readHtml,
  writeHtml,
} from "./html/index.ts";
export { readJson, writeJson } from "./json/index.ts";
export { layOut } from "./lay-out.ts";
export { type Printed, type PrintedBlock, type PrintedSpan, type PrintedTable, printedLine } from "./printed.ts";
export {
  LARGEST_BYTES,
  READ_REFUSALS,
  type ReadAuthor,
  type ReadFinding,
  type ReadRefusalId,
  type ReadRefused,
  type ReadReport,
  type ReadResult,
  type ReadText,
} from "./reading.ts";
export { type PaperView, viewOf } from "./view.ts";
export { readWord } from "./word-in/read-word.ts";
export type { WordReadSettings } from "./word-in/settings.ts";
export type {
  Against,
  PlainPaper,
  TablePaper,
  TrackedPaper,
  WordOptions,
  WordProgress,
} from "./word-options.ts";
