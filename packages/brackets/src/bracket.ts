/** Words of one provision, by offsets inside it (0 is before its first character). */
export interface Span {
  readonly provision: string;
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** One alternative of a bracket that somebody put forward. */
export interface OptionView {
  readonly id: string;
  /** The option into which it was written; it may be gone by now, and then the option stands for itself. */
  readonly within: string | null;
  /** Its words in document order; a provision proposed as a whole gives a span of all of its words, even when empty. */
  readonly spans: readonly Span[];
  /** The provisions that it proposes as a whole. */
  readonly whole: readonly string[];
}

/** One contested passage: the words that stand, and the options beside them. */
export interface BracketView {
  readonly id: string;
  /** The contested words, in document order; empty for a pure insertion. */
  readonly standing: readonly Span[];
  /** In the order in which they appear. */
  readonly options: readonly OptionView[];
  /** Every provision that holds words of it, in document order. */
  readonly provisions: readonly string[];
  /** The innermost option that it stands in, if it stands in one. */
  readonly parent: string | null;
  /** How many brackets it stands in; 0 is outermost. */
  readonly depth: number;
  /** Brackets that overlap this one without either standing in the other, sorted by id. */
  readonly crosses: readonly string[];
}

/** What brackets a text holds. Notes are none: they are shown, but never contested. */
export interface BracketIndex {
  readonly brackets: ReadonlyMap<string, BracketView>;
  /** Bracket ids in document order, outer ones before those inside. */
  readonly order: readonly string[];
  /** The brackets with words in a provision, in order; provisions without brackets are missing. */
  readonly byProvision: ReadonlyMap<string, readonly string[]>;
}
