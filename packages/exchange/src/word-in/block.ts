import type { Kind, Status } from "@adref/schema";
import type { Piece, WordParagraph } from "./paragraph.ts";

/** Characters from one place up to another. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Whether a place is in one of a few ranges. */
export const isIn = (ranges: readonly Range[], place: number): boolean =>
  ranges.some(({ from, to }) => from <= place && place < to);

/** What a text will have one provision for: a paragraph of the file, or two that belong together. */
export interface WordBlock {
  readonly paragraph: WordParagraph;
  readonly kind: Kind;
  readonly number: string;
  /** Its characters, deleted ones included, line breaks and tabs as spaces. */
  readonly chars: string;
  /** Where the signs end that stand before the number; 0 where the number, or none, comes first. */
  readonly lead: number;
  /** Where the typed number begins and ends. */
  readonly numberFrom: number;
  readonly numberTo: number;
  /** The characters that are a number, or were one, and are no words; in order. */
  readonly numbers: readonly Range[];
  /** Where the words end: a status after them is none of them. */
  readonly end: number;
  readonly status: Status | "parked" | null;
  readonly cell: { readonly table: number; readonly row: number; readonly cell: number } | null;
  /** Of a footnote: the type and id under which signs name it. */
  readonly note: string | null;
}

/** A table of a text, of which the blocks are cells. */
export interface TableShape {
  readonly rows: readonly (readonly {
    readonly colspan: number;
    readonly rowspan: number;
    readonly header: boolean;
  }[])[];
}

/** The pieces of a block, each with the offset of its first character. */
export function placedPieces(pieces: readonly Piece[]): { readonly at: number; readonly piece: Piece }[] {
  let at = 0;
  return pieces.map((piece) => {
    const placed = { at, piece };
    at += piece.text.length;
    return placed;
  });
}
