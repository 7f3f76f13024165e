import { readFile as readBytes } from "node:fs/promises";
import {
  type FormatId,
  formatOf,
  layOut,
  type PrintedBlock,
  printedLine,
  type ReadFinding,
  type ReadText,
  readFile,
} from "@adref/exchange";
import type { ImportAuthor, ImportResult, ImportSettings, PreviewLine } from "@adref/protocol";
import type { Party, PartyCode, STANDING, TextValue } from "@adref/schema";
import { type Mended, soundText } from "./sound-text.ts";

/** How many provisions a preview shows. */
const PREVIEWED = 60;
/** Characters of one provision in a preview. */
const LONGEST_LINE = 400;

/** What is known when a file is read. */
export interface ImportCase {
  readonly name: string;
  readonly settings: ImportSettings;
  /** The parties of the negotiation. */
  readonly parties: readonly Party[];
  /** Whose the changes of Word authors were, the last time that somebody said so. */
  readonly remembered: Readonly<Record<string, PartyCode | typeof STANDING | null>>;
  /** Whose they are by the names of the people in the negotiation. */
  readonly known: Readonly<Record<string, PartyCode>>;
}

/** What came of it; a refusal has a sentence for whoever brought the file. */
export type ImportOutcome =
  | { readonly ok: true; readonly text: TextValue; readonly result: ImportResult }
  | { readonly ok: false; readonly id: string; readonly sentence: string };

/** Reads the bytes of a file as a text. Never throws for what stands in them. */
export async function readImport(bytes: Uint8Array, given: ImportCase): Promise<ImportOutcome> {
  const { name, settings, parties, remembered, known } = given;
  if (bytes.length === 0) return { ok: false, id: "empty-file", sentence: "This file is empty." };
  const read = await readFile(bytes, name, {
    ...(settings.format && { format: settings.format }),
    notation: { parties, ...(settings.reading && { reading: settings.reading }) },
    authors: { ...known, ...remembered, ...settings.authors },
    ...(settings.highlights && { highlights: settings.highlights }),
  });
  if (!read.ok) return { ok: false, id: read.reason, sentence: read.sentence };
  const format = settings.format ?? (formatOf(name)?.id as FormatId);
  const sound = soundText(read.text);
  if (!sound.ok) return { ok: false, id: "unsound", sentence: sound.what };
  const findings = [...read.report.findings, ...sound.mended.map(findingOf)];
  const report = { ...read.report, findings };
  return { ok: true, text: sound.text, result: resultOf({ ...read, report }, sound.text, format, given) };
}

const MENDED: Readonly<Record<Mended["what"], readonly [what: string, did: string]>> = {
  characters: ["characters that cannot be read or printed", "They were left out."],
  ids: ["provisions without an id of their own", "They were given one."],
  numbers: ["numbers of provisions that are too long", "They were put before the words."],
  owners: ["owners that are no code of a party", "What they own is nobody's."],
};

function findingOf({ what, count }: Mended): ReadFinding {
  const [words, did] = MENDED[what];
  return { where: "", what: `There are ${count} ${words}.`, did };
}

/** Reads a file from the disk; as readImport. Throws Error where it is not there. */
export async function readImportFile(path: string, given: ImportCase): Promise<ImportOutcome> {
  return readImport(await readBytes(path), given);
}

function resultOf(read: ReadText, text: TextValue, format: FormatId, given: ImportCase): ImportResult {
  return {
    format,
    report: read.report,
    header: read.header,
    authors: (read.authors ?? []).map((author) => ({ ...author, from: sourceOf(author, given) })),
    reading: read.reading ?? null,
    suggestion: read.suggestion ?? null,
    preview: previewOf(text),
  };
}

function sourceOf({ name, party }: { name: string; party: PartyCode | null }, given: ImportCase): ImportAuthor["from"] {
  if (Object.hasOwn(given.settings.authors ?? {}, name)) return "settings";
  if (Object.hasOwn(given.remembered, name)) return "remembered";
  return party === null ? "unknown" : "guessed";
}

/** The first provisions with their brackets as typed characters. */
function previewOf({ doc, record }: TextValue): PreviewLine[] {
  const few = doc.copy(doc.content.cut(0, endOf(doc, PREVIEWED)));
  const blocks = layOut({ doc: few, record }, { attributions: true }).blocks;
  return blocks.flatMap((block) => (block.type === "table" ? block.rows.flat(2) : [block])).map(lineOf);
}

function lineOf(block: PrintedBlock): PreviewLine {
  const line = printedLine(block);
  const words = line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE).toWellFormed()}…` : line;
  return { provision: block.provision, number: block.number, words };
}

/** Where the first `count` blocks of a document end. */
function endOf(doc: TextValue["doc"], count: number): number {
  let end = 0;
  for (let i = 0; i < Math.min(count, doc.childCount); i++) end += doc.child(i).nodeSize;
  return end;
}
