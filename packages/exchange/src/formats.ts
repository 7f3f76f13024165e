import type { Party, TextValue } from "@adref/schema";
import { readAkn, writeAkn } from "./akn/index.ts";
import type { Cover } from "./cover.ts";
import { exportWord } from "./export-word.ts";
import { readHtml, writeHtml } from "./html/index.ts";
import { readJson, writeJson } from "./json/index.ts";
import { type ReadResult, refused } from "./reading.ts";
import { readNotation, writeNotation } from "./text-notation.ts";
import { type PaperView, viewOf } from "./view.ts";
import { readWord } from "./word-in/read-word.ts";
import type { WordReadSettings } from "./word-in/settings.ts";

export const FORMAT_IDS = ["docx", "html", "txt", "json", "akn"] as const;
export type FormatId = (typeof FORMAT_IDS)[number];

/** A kind of file that a text is written to or read from. */
export interface Format {
  readonly id: FormatId;
  /** The usual ending of such files, with its point. */
  readonly ending: string;
  /** Other endings that are read as this format. */
  readonly alsoEndings: readonly string[];
  readonly mediaType: string;
  /** As a menu shows it. */
  readonly name: string;
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

/** How a file is read; what is left out is as the reader of the format has it. All but `notation` is for Word files. */
export interface ReadSettings extends WordReadSettings {
  /** The format, where the ending does not tell. */
  readonly format?: FormatId;
}

/** What a written file shows and what it says of itself. */
export interface WriteOptions extends PaperView {
  readonly cover: Omit<Cover, "lines">;
  readonly parties: readonly Party[];
  /** Further facts about the text, such as its body; title, symbol, revision, date and language come from the cover. */
  readonly header?: Readonly<Record<string, string>>;
}

export const FORMATS: readonly Format[] = [
  {
    id: "docx",
    ending: ".docx",
    alsoEndings: [],
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    name: "Word",
    canRead: true,
    canWrite: true,
  },
  {
    id: "html",
    ending: ".html",
    alsoEndings: [".htm", ".xhtml"],
    mediaType: "text/html; charset=utf-8",
    name: "Web page",
    canRead: true,
    canWrite: true,
  },
  {
    id: "txt",
    ending: ".txt",
    alsoEndings: [".adref", ".md"],
    mediaType: "text/plain; charset=utf-8",
    name: "Bracketed plain text",
    canRead: true,
    canWrite: true,
  },
  {
    id: "json",
    ending: ".json",
    alsoEndings: [],
    mediaType: "application/json",
    name: "JSON",
    canRead: true,
    canWrite: true,
  },
  {
    id: "akn",
    ending: ".xml",
    alsoEndings: [".akn"],
    mediaType: "application/akn+xml",
    name: "Akoma Ntoso",
    canRead: true,
    canWrite: true,
  },
];

/** The format of a file by its name, `null` where none has such an ending. */
export function formatOf(name: string): Format | null {
  const lower = name.toLowerCase();
  return FORMATS.find(({ ending, alsoEndings }) => [ending, ...alsoEndings].some((end) => lower.endsWith(end))) ?? null;
}

/** A format by its id. Throws RangeError for an id that is none: ids come from the list. */
export function formatById(id: FormatId): Format {
  const format = FORMATS.find((one) => one.id === id);
  if (!format) throw new RangeError(`No such format: ${id}. There are ${FORMAT_IDS.join(", ")}.`);
  return format;
}

/** Reads a file by its ending or by the format that the settings name. Never throws for what stands in the file. */
export async function readFile(bytes: Uint8Array, name: string, settings: ReadSettings = {}): Promise<ReadResult> {
  const format = settings.format ? formatById(settings.format) : formatOf(name);
  switch (format?.id) {
    case "docx":
      return readWord(bytes, settings);
    case "html":
      return readHtml(bytes, settings.notation);
    case "txt":
      return readNotation(bytes, settings.notation);
    case "json":
      return readJson(bytes);
    case "akn":
      return readAkn(bytes);
  }
  const known = FORMATS.filter((one) => one.canRead).map((one) => `${one.name} (${one.ending})`);
  return refused("unknown-format", `"${name}" is not a file that can be read here. Bring one of: ${known.join(", ")}.`);
}

/** Writes a text as a file. */
export async function writeFile(text: TextValue, format: FormatId, options: WriteOptions): Promise<Uint8Array> {
  const header = headerOf(options);
  const { parties, attributions } = options;
  switch (format) {
    case "docx":
      return exportWord(text, options);
    case "html":
      return new TextEncoder().encode(writeHtml(text, { ...options, header }));
    case "txt":
      return writeNotation(viewOf(text, options), header);
    case "json":
      return writeJson(viewOf(text, options), header);
    case "akn": {
      // A paper that names no party does not list them either.
      const named = options.view === "bracketed" && attributions ? parties : [];
      return new TextEncoder().encode(writeAkn(viewOf(text, options), { header, parties: named, attributions }));
    }
  }
}

/** What a file says of itself, from its cover; where a header says the same, the header counts. */
export function headerOf({ cover, header }: WriteOptions): Readonly<Record<string, string>> {
  const { title, symbol, revision, date, language } = cover;
  const said = Object.entries({ title, symbol, revision, date, language }).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
  );
  return { ...Object.fromEntries(said), ...header };
}
