import { indexBrackets, openBrackets } from "@adref/brackets";
import {
  cleanText,
  comparisonHtml,
  exportWord,
  type FormatId,
  formatById,
  headerOf,
  type PlainPaper,
  type TablePaper,
  type TrackedPaper,
  viewOf,
  type WordOptions,
  writeFile,
  writeHtml,
} from "@adref/exchange";
import { compareTexts } from "@adref/revisions";
import type { TextValue } from "@adref/schema";
import { type PaperFrame, type PaperLook, wordOptions } from "./paper-options.ts";
import { takenDownLine } from "./taken-down.ts";

/** A paper to be written: what of which text, how, and what may be said of brackets that are open. */
export interface PaperOrder<Text> {
  readonly text: Text;
  /** The other text, where two are shown, and what the paper calls it. */
  readonly against: { readonly text: Text; readonly name: string } | null;
  readonly format: FormatId;
  readonly look: PaperLook;
  readonly frame: PaperFrame;
  /** Whether a clean paper may be written of a text with open brackets; it says so on its face. */
  readonly sayOpen: boolean;
  /** Whether the reader may see whose words are whose; where not, nothing of it is in the file, whatever is asked for. */
  readonly names: boolean;
}

/** The file; or how many brackets are open where a clean paper was asked for that does not say so. */
export type Paper =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly mediaType: string; readonly ending: string }
  | { readonly ok: false; readonly open: number };

/** Writes a paper; `told` hears how far it is, from 0 to 1. */
export async function writePaper(
  order: PaperOrder<TextValue>,
  told: (done: number) => void = () => {},
): Promise<Paper> {
  const { format, names, sayOpen } = order;
  const seen = (text: TextValue) => (names ? text : viewOf(text, { view: "bracketed", attributions: false }));
  const text = seen(order.text);
  const against = order.against && { ...order.against, text: seen(order.against.text) };
  const look: PaperLook = names ? order.look : { ...order.look, attributions: "off", colours: "off" };
  const open = look.view === "clean" ? openIn(text) : 0;
  if (open > 0 && !sayOpen) return { ok: false, open };
  const waiting = look.attributions === "on" && look.view !== "clean" ? takenDownLine(text) : null;
  const noted = open > 0 ? withNote(order.frame, open) : order.frame;
  const frame = waiting === null ? noted : withLine(noted, waiting);
  const options = wordOptions(look, against, frame);
  const { mediaType, ending } = formatById(format);
  return { ok: true, bytes: await fileOf(text, format, options, frame, told), mediaType, ending };
}

async function fileOf(
  text: TextValue,
  format: FormatId,
  options: WordOptions,
  frame: PaperFrame,
  told: (done: number) => void,
): Promise<Uint8Array> {
  if (format === "docx") return exportWord(text, options, (done, of) => told(done / of));
  if (options.view === "tracked" || options.view === "table") {
    return new TextEncoder().encode(comparedPage(text, options));
  }
  return plainFile(text, format, options, frame);
}

async function plainFile(
  text: TextValue,
  format: FormatId,
  { view, attributions, parties, cover, statuses = true }: PlainPaper,
  { header }: PaperFrame,
): Promise<Uint8Array> {
  const options = { view, attributions, parties, cover, header };
  if (format !== "html") return writeFile(text, format, options);
  return new TextEncoder().encode(writeHtml(text, { ...options, statuses, header: headerOf(options) }));
}

/** Two texts as a page. Throws RangeError where there is only one (paper-rules.ts). */
function comparedPage(text: TextValue, options: TrackedPaper | TablePaper): string {
  const { against, words, cover, attributions, parties } = options;
  if (!against) throw new RangeError("A page that compares needs the other text");
  const [before, after] = words === "clean" ? [cleanText(against.text), cleanText(text)] : [against.text, text];
  return comparisonHtml(compareTexts(before, after, { brackets: words !== "clean" }), {
    before: against.name,
    after: cover.revision ?? cover.date,
    layout: options.view === "table" ? "side" : "inline",
    rows: options.view === "table" && options.rows === "open" ? "changed" : "all",
    attributions,
    cover,
    parties,
  });
}

function withNote(frame: PaperFrame, open: number): PaperFrame {
  const brackets = open === 1 ? "1 bracket is" : `${open} brackets are`;
  return { ...frame, cover: { ...frame.cover, note: `Not an agreed text: ${brackets} open in it.` } };
}

function withLine(frame: PaperFrame, line: string): PaperFrame {
  const { note } = frame.cover;
  return { ...frame, cover: { ...frame.cover, note: note === undefined ? line : `${note} ${line}` } };
}

/** How many brackets are open in a text. */
function openIn({ doc, record }: TextValue): number {
  return openBrackets(indexBrackets(doc), record).total;
}
