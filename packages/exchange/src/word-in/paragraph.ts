import type { Style } from "./styles.ts";

/** A tracked change, as Word says it. One object for each change element, so that identity means the same change. */
export interface Change {
  readonly type: "inserted" | "deleted";
  readonly author: string;
  /** ISO 8601, "" where Word does not say. */
  readonly at: string;
}

/** The formatting that a text keeps, each as one bit. */
export const FORMAT = { strong: 1, em: 2, underline: 4, strike: 8, superscript: 16, subscript: 32 } as const;

/** Words of a paragraph under equal properties. */
export interface Piece {
  readonly text: string;
  readonly format: number;
  /** The changes around them, the outermost first. */
  readonly changes: readonly Change[];
  readonly highlight: string | null;
  /** What the words are by their character style, where it is one of our own papers. */
  readonly role: "number" | "status" | null;
}

/** A footnote's or endnote's sign. `at` counts the characters of the paragraph before it. */
export interface NoteSign {
  readonly at: number;
  readonly type: "footnote" | "endnote";
  readonly id: string;
}

/** Where a comment begins, ends, or has its sign. */
export interface CommentEdge {
  readonly at: number;
  readonly side: "start" | "end" | "sign";
  readonly id: string;
}

/** A paragraph of a Word file, before anything is guessed about it. */
export interface WordParagraph {
  /** Counts the paragraphs of the file that are not empty, from 1; 0 for an empty one. */
  readonly n: number;
  readonly pieces: readonly Piece[];
  readonly notes: readonly NoteSign[];
  readonly comments: readonly CommentEdge[];
  readonly style: Style;
  readonly outline: number | null;
  readonly list: { readonly id: string; readonly level: number } | null;
  readonly centred: boolean;
  /** The id of the provision that it was, where one of our own papers says so. */
  readonly bookmark: string | null;
  /** The tracked changes of its end. */
  readonly mark: readonly Change[];
}

/** A paragraph's characters, deleted ones included. */
export const wordsOf = (paragraph: Pick<WordParagraph, "pieces">) => paragraph.pieces.map(({ text }) => text).join("");

const SHOWN = 40;
/** So many characters are looked at for them. */
const REACH = 200;

/** Where a paragraph stands, as a person finds it: its number and its first words. */
export function placeOf(paragraph: Pick<WordParagraph, "n" | "pieces">): string {
  let start = "";
  for (const { text } of paragraph.pieces) {
    start += text.slice(0, REACH);
    if (start.length > REACH) break;
  }
  const words = start.trim().replace(/\s+/g, " ");
  const first = words.length > SHOWN ? `${words.slice(0, SHOWN).trimEnd()}…` : words;
  return first === "" ? `paragraph ${paragraph.n}` : `paragraph ${paragraph.n}, “${first.toWellFormed()}”`;
}
