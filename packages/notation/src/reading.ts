import type { Party, PartyCode } from "@adref/schema";

/**
 * How a source is to be read. Real drafts are written in many ways that characters alone cannot tell apart; each way is a
 * setting here, so that a person can see and change what was guessed (`suggestReading`, `preview`).
 */
export interface Reading {
  /**
   * `notation`: by the rules of the notation and nothing else. `marked`: markers, escapes, formatting and tables are the
   * notation's, brackets are as people write them. `draft`: plain text, in which every sign but the brackets is a character.
   */
  readonly source: "notation" | "marked" | "draft";
  /** Of a `draft`: whether every line is a paragraph, or paragraphs run over lines up to a blank line or a number. */
  readonly lines: "paragraphs" | "wrapped";
  /** Which brackets side by side are options of one: none, `[a][b]` only, or `[a] [b]` as well. */
  readonly adjacent: "separate" | "touching" | "spaced";
  /** Which slashes divide options: none; `[a / b]` and `[a]/[b]`; or `[shall/should]` as well. */
  readonly slashes: "words" | "spaced" | "all";
  /** What `Option 1:`, `Alt. 2`, `Variant A` before words or over blocks are. */
  readonly labels: "options" | "words";
  /** What `[54]` is: contested words, a citation (plain words), or a footnote's number. */
  readonly numbers: "contested" | "citations" | "footnotes";
  /** What `{a/b}` is: words, options as in square brackets, or a note. */
  readonly braces: "words" | "options" | "notes";
  /** Whether round brackets that name a party, as in `(shall - KAZ)`, are options. */
  readonly rounds: "words" | "options";
  /** Names as they are spelled in this source and the codes that they mean; null for words that are no party's name. */
  readonly parties: Readonly<Record<string, PartyCode | null>>;
}

/** The reading of what `serialize` writes; `parse` uses it unless told. */
export const NOTATION: Reading = {
  source: "notation",
  lines: "paragraphs",
  adjacent: "touching",
  slashes: "words",
  labels: "words",
  numbers: "contested",
  braces: "words",
  rounds: "words",
  parties: {},
};

/** The reading of a foreign draft of which nothing is known. */
export const DRAFT: Reading = {
  source: "draft",
  lines: "paragraphs",
  adjacent: "touching",
  slashes: "spaced",
  labels: "options",
  numbers: "contested",
  braces: "words",
  rounds: "words",
  parties: {},
};

/** A party as `parse` wants to know it: its code alone, or its names as well, as the directory has them. */
export type KnownParty = PartyCode | Pick<Party, "code" | "names">;
