export { cleanText, exportWord, type WordOptions } from "./export-word.ts";
export { layOut } from "./lay-out.ts";
export { type Printed, type PrintedBlock, type PrintedSpan, type PrintedTable, printedLine } from "./printed.ts";
export type { Cover } from "./word.ts";
