import type { Format } from "../printed.ts";

/**
 * A paper between layout and XML: paragraphs and tables of pieces, each with the tracked change that it is part of. All views
 * of Word papers become this, so that only one place knows how Word spells things.
 */
export interface Paper {
  readonly blocks: readonly PaperBlock[];
  /** The notes of the pieces' footnote signs; a piece holds an index into this list. */
  readonly footnotes: readonly (readonly Piece[])[];
}

export type PaperBlock = PaperParagraph | PaperTable;

/** Who changed something and when; `date` is ISO 8601 or null where it is not known. */
export interface Change {
  readonly kind: "ins" | "del";
  readonly author: string;
  readonly date: string | null;
}

export interface Piece {
  readonly text: string;
  readonly role: "words" | "sign" | "note" | "number" | "status";
  readonly format: readonly Format[];
  /** RRGGBB; never the only signal. */
  readonly colour: string | null;
  /** The footnote whose sign this is; its text is "" then. */
  readonly footnote: number | null;
  readonly change: Change | null;
  /** The words stayed and their formatting changed: what it was, and by whom. */
  readonly former: { readonly format: readonly Format[]; readonly by: Omit<Change, "kind"> } | null;
}

export interface ParagraphLook {
  /** The id of its style (styles.ts). */
  readonly style: string;
  /** How many levels it stands deeper than its style has it. */
  readonly deeper: number;
}

export interface PaperParagraph {
  readonly type: "paragraph";
  readonly look: ParagraphLook;
  readonly pieces: readonly Piece[];
  /** The change of the paragraph's end: with it the paragraph comes or goes as a whole. */
  readonly mark: Change | null;
  /** What it looked like before, where that was otherwise, and who changed it. */
  readonly former: { readonly look: ParagraphLook; readonly by: Omit<Change, "kind"> } | null;
  /** The list that counts it, where Word numbers; its pieces hold no number then. */
  readonly list: number | null;
  /** The provision whose words these are, "" for none. */
  readonly provision: string;
}

export interface PaperTable {
  readonly type: "table";
  /** The widths of its columns, in twentieths of a point. */
  readonly grid: readonly number[];
  readonly rows: readonly PaperRow[];
}

export interface PaperRow {
  /** Repeated at the top of every page. */
  readonly header: boolean;
  readonly change: Change | null;
  readonly cells: readonly PaperCell[];
}

export interface PaperCell {
  readonly columns: number;
  /** `begin` and `go on` make one cell of several rows. */
  readonly rows: "one" | "begin" | "go on";
  readonly shaded: boolean;
  readonly paragraphs: readonly PaperParagraph[];
}

/** A piece with nothing special about it. */
export function piece(text: string, role: Piece["role"] = "words", more: Partial<Piece> = {}): Piece {
  return { text, role, format: [], colour: null, footnote: null, change: null, former: null, ...more };
}

/** A paragraph that is no provision's. */
export function paragraph(style: string, pieces: readonly Piece[], more: Partial<PaperParagraph> = {}): PaperParagraph {
  return {
    type: "paragraph",
    look: { style, deeper: 0 },
    pieces,
    mark: null,
    former: null,
    list: null,
    provision: "",
    ...more,
  };
}
