import type { BracketChange, RowKind } from "./comparison.ts";

/** The sorts of change; each is the id of a message with the entry's `values` in it. */
export const CHANGE_SORTS = [
  "provision-added",
  "provision-removed",
  "provision-moved",
  "provision-renumbered",
  "structure-changed",
  "words-changed",
  "formatting-changed",
  "bracket-opened",
  "bracket-closed",
  "bracket-reopened",
  "bracket-parked",
  "bracket-unparked",
  "option-proposed",
  "option-withdrawn",
  "option-reworded",
  "options-joined",
  "option-adopted",
  "standing-kept",
  "bracket-merged",
  "bracket-lifted",
  "bracket-deleted",
  "owner-changed",
  "stance-given",
  "stance-changed",
  "stance-withdrawn",
  "agreed-group",
  "agreed-adref",
  "adopted",
  "reopened",
  "provision-parked",
  "provision-unparked",
] as const;

export type ChangeSort = (typeof CHANGE_SORTS)[number];

/** One told change: for a list, a table, and the next and previous keys. */
export interface ChangeEntry {
  /** Equal for equal texts, unique in one comparison. */
  readonly key: string;
  readonly sort: ChangeSort;
  /** The row that it stands in; `null` where the bracket has words in neither text. */
  readonly row: number | null;
  readonly rowKind: RowKind | null;
  /** The later provision, or the earlier one where it is gone. */
  readonly provision: string | null;
  /** As displayed, in the later text where it is there. */
  readonly number: string;
  /** For a sentence: names as in the message's placeholders; parties are codes, "" where nobody is named. */
  readonly values: Readonly<Record<string, string | number>>;
  /** What is told of a bracket, where the change is one. */
  readonly bracket: BracketChange | null;
}

/** How many of each sort, and how many rows of each kind. */
export interface ChangeCounts {
  readonly total: number;
  readonly rows: Readonly<Record<RowKind, number>>;
  readonly sorts: Readonly<Partial<Record<ChangeSort, number>>>;
  /** Words (not characters) that came and went. */
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
}
