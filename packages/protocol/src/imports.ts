import type { ReadReport } from "@adref/exchange";
import type { Reading, Suggestion } from "@adref/notation";
import { ID_PATTERN, PARTY_CODE_PATTERN, type PartyCode, type RecordValue, STANDING, STATUSES } from "@adref/schema";
import * as z from "zod";
import { FILE_FORMATS, type FileFormat } from "./exports.ts";
import { shownLine } from "./shown-line.ts";

/** The largest file that is taken in, in bytes. A text of 300 pages has less than five million. */
export const LARGEST_IMPORT = 25_000_000;

const code = z.string().regex(PARTY_CODE_PATTERN);
const name = z.string().min(1).max(200);

/** What a person says of a reading; the rest is guessed. */
const reading: z.ZodType<Partial<Reading>> = z.strictObject({
  source: z.enum(["notation", "marked", "draft"]).exactOptional(),
  lines: z.enum(["paragraphs", "wrapped"]).exactOptional(),
  adjacent: z.enum(["separate", "touching", "spaced"]).exactOptional(),
  slashes: z.enum(["words", "spaced", "all"]).exactOptional(),
  labels: z.enum(["options", "words"]).exactOptional(),
  numbers: z.enum(["contested", "citations", "footnotes"]).exactOptional(),
  braces: z.enum(["words", "options", "notes"]).exactOptional(),
  rounds: z.enum(["words", "options"]).exactOptional(),
  parties: z.record(name, code.nullable()).exactOptional(),
});

/**
 * What a person says of how a file is to be read: the body of `PUT /api/imports/:id/settings`. What is left out is guessed;
 * the guesses stand in the view that comes back.
 */
export const importSettingsSchema = z.strictObject({
  format: z.enum(FILE_FORMATS).exactOptional(),
  /** How brackets that were typed as characters are read. */
  reading: reading.exactOptional(),
  /** Whose the tracked changes of a Word author are: a party's; nobody's (null); or simply made (`standing`). */
  authors: z.record(name, z.union([code, z.literal(STANDING)]).nullable()).exactOptional(),
  /** What a highlight of a colour says of a provision. */
  highlights: z.record(z.string().regex(/^#?[A-Za-z0-9]{1,20}$/), z.enum(STATUSES).nullable()).exactOptional(),
});
export type ImportSettings = z.infer<typeof importSettingsSchema>;

/** The body of `POST /api/imports/:id/accept`. */
export const acceptImportSchema = z.strictObject({
  title: shownLine(300),
  symbol: shownLine(80),
  body: z.string().regex(ID_PATTERN),
});
export type AcceptImport = z.infer<typeof acceptImportSchema>;

/** Somebody who changed or commented a Word file, and the party that this person is taken to belong to. */
export interface ImportAuthor {
  readonly name: string;
  readonly changes: number;
  readonly comments: number;
  readonly party: PartyCode | null;
  /** The party that the name speaks of, whatever was said. */
  readonly suggested?: PartyCode | null;
  /** Whether the changes were simply made, and are no proposals. */
  readonly standing?: boolean;
  /** Where the party comes from: the person's settings, an earlier import, the name itself, or nowhere. */
  readonly from: "settings" | "remembered" | "guessed" | "unknown";
}

/** A file that is being brought in. Nothing of it is in the negotiation before it is accepted. */
export interface ImportView {
  readonly id: string;
  /** The file's name as it was given. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of the file, lower-case hex. */
  readonly hash: string;
  /** Who brought it, and when; what is not accepted is forgotten after `expires`. ISO 8601. */
  readonly by: string;
  readonly at: string;
  readonly expires: string;
  /** The settings as they were given. */
  readonly settings: ImportSettings;
  readonly state: "reading" | "ready" | "refused";
  /** How far the reading is, from 0 to 1. */
  readonly done: number;
  /** With `refused`: why, for a person. */
  readonly refusal: { readonly id: string; readonly sentence: string } | null;
  /** With `ready`. */
  readonly result: ImportResult | null;
  /** The id of the text that was made of it. */
  readonly text: string | null;
}

/** What a file was read as. */
export interface ImportResult {
  readonly format: FileFormat;
  readonly report: ReadReport;
  /** What the file says of itself: title, symbol, body, where it does. */
  readonly header: Readonly<Record<string, string>>;
  readonly authors: readonly ImportAuthor[];
  /** How typed brackets were read, guesses included; null for formats that carry brackets as facts. */
  readonly reading: Reading | null;
  /** What was guessed of that, why, and which names stand where parties stand. */
  readonly suggestion: Suggestion | null;
  /** The first provisions, brackets as typed characters. */
  readonly preview: readonly PreviewLine[];
}

export interface PreviewLine {
  readonly provision: string;
  readonly number: string;
  readonly words: string;
}

/** The answer of `GET /api/imports/:id/text`: the ProseMirror JSON of the words, and the record. */
export interface ImportedText {
  readonly doc: unknown;
  readonly record: RecordValue;
}
