import type { Kind, MarkValue, PartyCode, Resolution, Stance, Status } from "@adref/schema";

/**
 * Two texts side by side, as plain JSON: the one value from which the screen, Word, HTML and the command line draw a
 * comparison. It holds no sentences; `changesOf` lists what there is to say, as message ids with values.
 */
export interface Comparison {
  /** In the reading order of the later text; a removed provision stands after the one that it followed. */
  readonly rows: readonly ComparisonRow[];
  /** What is told of brackets that have no words in either text, such as a stance on one that ended long before. */
  readonly elsewhere: readonly BracketChange[];
}

export type RowKind = "same" | "changed" | "added" | "removed" | "moved";

/** One provision of either text, or the same one in both. */
export interface ComparisonRow {
  /** Stable for equal texts: made of the provision's id, or of its place where ids are missing or doubled. */
  readonly key: string;
  /** `moved` wins over `changed`; `changed` below says whether it was changed as well. */
  readonly kind: RowKind;
  readonly before: ComparedProvision | null;
  readonly after: ComparedProvision | null;
  /** Both sides show a number, and another one. */
  readonly renumbered: boolean;
  /** What differs; all false in a row that is `same`, `added` or `removed`, or only moved. */
  readonly changed: RowChanges;
  /** Without the removed ones, the later words; without the added ones, the earlier words; every character once. */
  readonly words: readonly WordPiece[];
  /** What is told of brackets whose first words stand here. */
  readonly brackets: readonly BracketChange[];
  readonly status: StatusChange | null;
  /** Where a moved provision stood and stands: the provision that it follows, `null` at the beginning. */
  readonly moved: { readonly from: MovePlace; readonly to: MovePlace } | null;
}

export interface MovePlace {
  /** The provision before this place in its own text. */
  readonly follows: string | null;
  readonly number: string;
}

export interface RowChanges {
  readonly words: boolean;
  /** Bold, italic and so on, notes and footnote signs, where the words stayed. */
  readonly formatting: boolean;
  /** Whose words they are, or what brackets they stand in, where the words stayed. */
  readonly standing: boolean;
  /** The kind or the level. */
  readonly structure: boolean;
}

/** A provision as one of the texts has it. */
export interface ComparedProvision {
  readonly provision: string;
  readonly kind: Kind;
  readonly level: number;
  /** As displayed. */
  readonly number: string;
  /** Its place in the reading order of its text, from 0. */
  readonly position: number;
  readonly status: Status;
  /** Set where the provision is proposed as a whole. */
  readonly proposal: { readonly bracket: string; readonly option: string; readonly party: PartyCode | null } | null;
  /** Set in a table: rows and columns from 0. */
  readonly cell: TablePlace | null;
}

export interface TablePlace {
  /** The table's id, or its place among the tables of its text (`#0`) where it has none. */
  readonly table: string;
  readonly row: number;
  readonly column: number;
  readonly header: boolean;
}

/** Consecutive characters that stayed, went or came together. A piece never holds half a word. */
export interface WordPiece {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
  /** How the words stand in the earlier text; `null` for added ones. */
  readonly before: Standing | null;
  /** How they stand in the later text; `null` for removed ones. */
  readonly after: Standing | null;
  /** The words stayed and their formatting did not. */
  readonly reformatted: boolean;
}

/** Whose words they are, and everything that is marked on them. */
export interface Standing {
  /** The innermost option whose words they are, the provision's own included; `null` for standing words. */
  readonly option: string | null;
  /** The option's owner; `null` for standing words and where nobody is named. */
  readonly party: PartyCode | null;
  /** All marks, sorted as in `Run.marks`: brackets, notes, footnotes and formatting. */
  readonly marks: readonly MarkValue[];
}

/** What became of a provision's status. */
export interface StatusChange {
  readonly from: Status;
  readonly to: Status;
  /** Whether it was set aside: `null` where that did not change. */
  readonly parked: boolean | null;
  readonly at: string;
  readonly reason: string | null;
}

/** What an option or a bracket is called and where it stands. */
interface InBracket {
  readonly bracket: string;
}
interface OfOption extends InBracket {
  readonly option: string;
  /** The option's owner, `null` where nobody is named. */
  readonly party: PartyCode | null;
  /** The option's words: the later ones where it is still there. */
  readonly words: string;
}
interface Resolved extends InBracket {
  /** Who resolved it: the person on the record. */
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
}

/** One told change of brackets, options or stances; told from the words and the record of both texts. */
export type BracketChange =
  /** Words that stood free are in brackets now; `words` are the contested ones, "" where only options stand in it. */
  | (InBracket & { readonly what: "opened"; readonly party: PartyCode | null; readonly words: string })
  /** The brackets are gone and nobody resolved them: those who had put them up took them away. */
  | (InBracket & { readonly what: "closed"; readonly party: PartyCode | null })
  | (OfOption & { readonly what: "proposed" })
  | (OfOption & { readonly what: "withdrawn" })
  /** An option's own words were rewritten. */
  | (OfOption & { readonly what: "reworded"; readonly earlier: string })
  /** Several options went and one that draws on them all came, or went into one that stayed. */
  | (OfOption & {
      readonly what: "joined";
      readonly of: readonly { readonly option: string; readonly party: PartyCode | null }[];
    })
  /** The chair's resolution. `option` is null where the standing words were kept, and with all but `adopt`. */
  | (Resolved & {
      readonly what: "resolved";
      readonly how: Resolution;
      readonly option: string | null;
      /** The owner of the adopted or lifted option. */
      readonly party: PartyCode | null;
      /** The words that stand now: the adopted, the merged or the kept ones. */
      readonly words: string;
      /** The owners of all options that it had. */
      readonly parties: readonly (PartyCode | null)[];
    })
  /** A resolution of the earlier text does not hold in the later one: the bracket is there again. */
  | (InBracket & { readonly what: "reopened" })
  /** `option` is null for the bracket itself. */
  | (InBracket & {
      readonly what: "owner";
      readonly option: string | null;
      readonly from: PartyCode | null;
      readonly to: PartyCode | null;
    })
  /** `option` is null for a stance on the standing words; `from` null: given, `to` null: taken back. */
  | (InBracket & {
      readonly what: "stance";
      readonly option: string | null;
      readonly party: PartyCode;
      readonly from: Stance | null;
      readonly to: Stance | null;
      readonly note: string | null;
    })
  | (InBracket & { readonly what: "parked"; readonly parked: boolean });
