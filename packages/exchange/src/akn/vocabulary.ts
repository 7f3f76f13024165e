import type { Kind } from "@adref/schema";

/** Akoma Ntoso 3.0 (OASIS standard 1.0). */
export const AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
/** Our own facts: attributes on Akoma Ntoso's elements, and elements in `proprietary`. See AKN.md. */
export const ADREF = "urn:adref:akn:1";
export const AKN_VERSION = "1";

/** The hierarchical element that a kind of provision is; the others are containers with the kind as their name. */
export const ELEMENT_OF: Partial<Record<Kind, string>> = {
  chapter: "chapter",
  section: "section",
  article: "article",
  paragraph: "paragraph",
  subparagraph: "subparagraph",
  item: "point",
};

/** How an eId begins, by kind, after the abbreviations that the naming convention has for such elements. */
export const ID_PREFIX: Readonly<Record<Kind, string>> = {
  title: "title",
  heading: "hdg",
  recital: "rec",
  chapter: "chp",
  annex: "annex",
  section: "sec",
  article: "art",
  paragraph: "para",
  subparagraph: "subpara",
  item: "point",
  footnote: "fn",
  cell: "cell",
};

/** The element in `proprietary` that a fact of a root of the record is. */
export const FACT_ELEMENTS = {
  brackets: "bracket",
  options: "option",
  statuses: "status",
  resolutions: "resolution",
  comments: "comment",
} as const;

/** Facts that may be `null`: a missing attribute says so. */
export const NULLABLE: Readonly<Record<string, readonly string[]>> = {
  bracket: ["owner"],
  option: ["within", "owner"],
  comment: ["party", "answers"],
};

/** Facts that are true or false. */
export const YES_OR_NO: ReadonlySet<string> = new Set(["parked", "done"]);

/** The element that a mark of formatting is, and the class that tells it from others of its name. */
export const FORMAT_ELEMENTS: Readonly<Record<string, { readonly name: string; readonly class?: string }>> = {
  strong: { name: "b" },
  em: { name: "i" },
  underline: { name: "u" },
  strike: { name: "span", class: "strike" },
  superscript: { name: "sup" },
  subscript: { name: "sub" },
};
