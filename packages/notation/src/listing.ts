import type { PartyCode, Stance } from "@adref/schema";

/** One party's stance, as a listing shows it. */
export interface ListedStance {
  readonly party: PartyCode;
  readonly stance: Stance;
  readonly note?: string;
}

/** One option of a listed bracket. */
export interface ListedOption {
  readonly id: string;
  /** The party that put it forward; null where nobody is named. */
  readonly party: PartyCode | null;
  /** Its label on paper, such as "Option 1", if it had one. */
  readonly label: string | null;
  readonly words: string;
  readonly stances: readonly ListedStance[];
}

/** One bracket of a text, as plain values that can be written as JSON. */
export interface ListedBracket {
  readonly id: string;
  /** 0 is outermost. */
  readonly depth: number;
  readonly owner: PartyCode | null;
  /** Where it stands, with the numbers that readers see. */
  readonly provisions: readonly { readonly id: string; readonly number: string }[];
  /** The contested words; null where the bracket only adds. */
  readonly standing: string | null;
  readonly options: readonly ListedOption[];
  /** Stances on the standing words. */
  readonly stances: readonly ListedStance[];
}
