/**
 * The kinds of provision and the level each stands on. Hierarchy is derived from levels, never from nesting:
 * a provision belongs to the nearest provision before it whose level is smaller.
 */
export const KINDS = [
  "title",
  "heading",
  "recital",
  "chapter",
  "annex",
  "section",
  "article",
  "paragraph",
  "subparagraph",
  "item",
  "footnote",
  "cell",
] as const;

export type Kind = (typeof KINDS)[number];

/** The level a kind has unless the Secretariat sets another: 0 is the text itself. */
export const LEVEL_OF: Readonly<Record<Kind, number>> = {
  title: 0,
  heading: 1,
  recital: 2,
  chapter: 1,
  annex: 1,
  section: 2,
  article: 3,
  paragraph: 4,
  subparagraph: 5,
  item: 6,
  footnote: 7,
  cell: 7,
};

/** Whether a string names a kind; foreign data is narrowed with it. */
export function isKind(value: unknown): value is Kind {
  return typeof value === "string" && (KINDS as readonly string[]).includes(value);
}

/** Kinds that head other provisions, so that agreeing one agrees what stands below it. */
export function isHeadingKind(kind: Kind): boolean {
  return kind === "heading" || kind === "chapter" || kind === "annex" || kind === "section" || kind === "article";
}
