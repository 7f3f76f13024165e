import type { Party, PartyCode, TextValue } from "@adref/schema";
import type { Cover } from "./cover.ts";

/** How a Word paper is made, whatever it shows. */
interface AnyPaper {
  /**
   * Whether the codes of parties stand in the paper: in brackets, as column heads, as authors of tracked changes. A paper
   * without them names no party anywhere in the file.
   */
  readonly attributions: boolean;
  readonly cover: Omit<Cover, "lines">;
  /** Named on the cover of a paper that shows their codes. */
  readonly parties: readonly Party[];
  /**
   * Whether proposed words have their party's colour as well as its code. Without attributions there are no colours. A tracked
   * paper has none of its own, because Word colours by author.
   */
  readonly colours?: boolean;
  /** Whether every fifth line has its number in the margin, from the top of each page or through the whole paper. */
  readonly lineNumbers?: "none" | "page" | "continuous";
}

/** The text by itself. */
export interface PlainPaper extends AnyPaper {
  /** `bracketed` prints brackets as typed signs; `clean` prints the standing words only. */
  readonly view: "bracketed" | "clean";
  /**
   * `typed` prints numbers as characters. `real` lets Word count what it can count; a number that it cannot make, such as
   * "2 bis", stays typed. `typed` unless said.
   */
  readonly numbers?: "typed" | "real";
  /** Whether a provision's status stands after it, as "{agreed ad ref}"; of no effect on a clean paper. */
  readonly statuses?: boolean;
}

/** Another text that a paper compares with, and what the paper calls it, such as "Zero draft". */
export interface Against {
  readonly text: TextValue;
  readonly name: string;
}

/**
 * What changed since another text as tracked changes: accepting all gives this text, rejecting all the other one. Numbers are
 * typed, so that a changed number is seen and can be accepted or rejected like any word.
 */
export interface TrackedPaper extends AnyPaper {
  readonly view: "tracked";
  readonly against: Against;
  /** Whether both texts stand with their brackets or clean; with brackets unless said. */
  readonly words?: "bracketed" | "clean";
  /** When the later text was what it is, ISO 8601: the date of changes for which the record has none. */
  readonly at?: string;
}

/** A row for each provision, on a page that lies on its side. */
export interface TablePaper extends AnyPaper {
  readonly view: "table";
  /**
   * `parties`: the standing words, then what each party puts forward and says; without attributions it is made as `options`.
   * `options`: the standing words, then the first option of each bracket, the second, and so on.
   * `texts`: the other text, then this one, with what differs marked; needs `against`.
   */
  readonly columns: "parties" | "options" | "texts";
  /** Which parties have a column, in this order; all that have put words forward or said something, unless given. */
  readonly only?: readonly PartyCode[];
  readonly against?: Against;
  /** With `texts`: whether both stand with their brackets or clean; with brackets unless said. */
  readonly words?: "bracketed" | "clean";
  /** `open` leaves out provisions about which there is nothing to compare; `all` unless said. */
  readonly rows?: "all" | "open";
}

export type WordOptions = PlainPaper | TrackedPaper | TablePaper;

/** Told now and then how much of a long paper is made; `done` of `of` is a share, not a count of anything. */
export type WordProgress = (done: number, of: number) => void;
