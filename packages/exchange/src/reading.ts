import type { Reading, Suggestion } from "@adref/notation";
import type { PartyCode, TextValue } from "@adref/schema";

/** Something that a reader of a file wants to be known: where it stands, what it is, what was made of it. */
export interface ReadFinding {
  /** A place that a person finds: "line 3, column 5", "provision 12", "blocks[3].runs[0]"; "" for the whole file. */
  readonly where: string;
  /** The provision that stands there now, where one does. */
  readonly provision?: string;
  readonly what: string;
  readonly did: string;
  /** The setting that changes it, where one does. */
  readonly setting?: string;
}

/** What came of reading a file, to be shown before anything changes. */
export interface ReadReport {
  /** How much of what was read, by its name in the plural: provisions, brackets, options, footnotes, tables, notes. */
  readonly read: Readonly<Record<string, number>>;
  /** What the file did not say and the reader decided. */
  readonly guessed: readonly ReadFinding[];
  /** What stood in the file and is not in the text. */
  readonly notKept: readonly ReadFinding[];
  /** Everything else that a careful person looks at. */
  readonly findings: readonly ReadFinding[];
}

/** Somebody who changed or commented a file. */
export interface ReadAuthor {
  readonly name: string;
  readonly changes: number;
  readonly comments: number;
  /** Whose the changes were read as: by the settings, or else guessed from the name; null for nobody's. */
  readonly party: PartyCode | null;
  /** Of `changes`, those that put words in and those that took words out. */
  readonly insertions?: number;
  readonly deletions?: number;
  /** The party that the name speaks of, whatever the settings say. */
  readonly suggested?: PartyCode | null;
  /** Whether the changes were simply made, and are no proposals. */
  readonly standing?: boolean;
}

/** A file as it was read. */
export interface ReadText {
  readonly ok: true;
  readonly text: TextValue;
  /** What the file says of itself, under the keys of the notation's header: title, symbol, body, revision, date, language. */
  readonly header: Readonly<Record<string, string>>;
  readonly report: ReadReport;
  /** Who changed or commented the file, where the format says so (Word). */
  readonly authors?: readonly ReadAuthor[];
  /** How brackets that were typed as characters were read; missing where the format carries them as facts. */
  readonly reading?: Reading;
  /** What of that reading was guessed, and why. */
  readonly suggestion?: Suggestion;
}

export const READ_REFUSALS = [
  "unknown-format",
  "too-large",
  "too-deep",
  "not-readable",
  "wrong-version",
  "encrypted",
  "macros",
] as const;
export type ReadRefusalId = (typeof READ_REFUSALS)[number];

/** A file that is not read, with a sentence for the person who brought it. */
export interface ReadRefused {
  readonly ok: false;
  readonly reason: ReadRefusalId;
  readonly sentence: string;
  /** Where in the file, where one place is to blame. */
  readonly path?: string;
}

export type ReadResult = ReadText | ReadRefused;

/** A refusal to read. */
export function refused(reason: ReadRefusalId, sentence: string, path?: string): ReadRefused {
  return path === undefined ? { ok: false, reason, sentence } : { ok: false, reason, sentence, path };
}

/** No file is read that is larger than this, and none that unpacks to more: a 300-page text takes a tenth of it. */
export const LARGEST_BYTES = 50_000_000;
