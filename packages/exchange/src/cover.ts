/** What stands on the first page above the text. Everything is printed as given. */
export interface Cover {
  /** Whose paper it is, such as "CAREC Secretariat"; it heads the first page and is the file's author. */
  readonly secretariat?: string;
  /** The language in which the text is negotiated, by its English name; a paper without one does not say. */
  readonly language?: string;
  readonly symbol: string;
  readonly title: string;
  /** The negotiation. */
  readonly subtitle: string;
  /** The body that the paper is for, such as "Working Group 1". */
  readonly body?: string;
  /** Such as "Rev.1"; a paper without one is a draft of the day. */
  readonly revision?: string;
  readonly date: string;
  /** Who may have the paper, such as "Restricted"; it stands on every page. */
  readonly distribution?: string;
  /** What sort of paper it is, such as "Clean text"; it stands below the title. */
  readonly kind?: string;
  /** What the reader must know first, such as that a clean paper still has open brackets. */
  readonly note?: string;
  /** Smaller lines below: what the paper does not prejudge, what the codes mean. */
  readonly lines?: readonly string[];
}
