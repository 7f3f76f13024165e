import type { Printed, PrintedBlock } from "../printed.ts";
import { type Change, type PaperBlock, type PaperParagraph, type Piece, paragraph, piece } from "./model.ts";
import { type Drawing, piecesOf, type SourcedPiece } from "./pieces.ts";

/** Lays footnotes down while a paper is made: every sign has a note of its own, because Word knows no second sign to a note. */
export class Notes {
  readonly list: (readonly Piece[])[] = [];
  readonly #drawn = new Set<string>();

  /** The pieces with their signs bound to notes, whose words `wordsOf` gives; a sign without words is left out. */
  bind(
    sourced: readonly SourcedPiece[],
    wordsOf: (footnote: string, change: Change | null) => readonly Piece[] | null,
  ): Piece[] {
    return sourced.flatMap((one) => {
      if (one.sign === null) return [one.piece];
      const words = wordsOf(one.sign, one.piece.change);
      if (!words) return [];
      this.#drawn.add(one.sign);
      return [{ ...one.piece, footnote: this.list.push(words) - 1 }];
    });
  }

  /** Footnotes to which no sign was drawn, as paragraphs for the end of the paper, so that their words are on it. */
  undrawn(printed: Printed, drawing: Drawing): PaperBlock[] {
    return [...printed.footnotes].filter(([id]) => !this.#drawn.has(id)).map(([, block]) => looseNote(block, drawing));
  }
}

/** The words of a footnote without the number that its text gave it, which Word gives, and without signs to further notes. */
export function noteWords(block: PrintedBlock, drawing: Drawing): SourcedPiece[] {
  return piecesOf({ ...block, number: "" }, drawing).filter(({ sign }) => sign === null);
}

function looseNote(block: PrintedBlock, drawing: Drawing): PaperParagraph {
  const number = block.number === "" ? [] : [piece(`${block.number} `, "number")];
  return paragraph("FootnoteText", [...number, ...noteWords(block, drawing).map((one) => one.piece)], {
    provision: block.provision,
  });
}
