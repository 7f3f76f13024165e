import type { Printed, PrintedBlock } from "../printed.ts";
import type { Change, Piece } from "./model.ts";
import { type Drawing, piecesOf, type SourcedPiece } from "./pieces.ts";

/** Lays footnotes down while a paper is made: every sign has a note of its own, because Word knows no second sign to a note. */
export class Notes {
  readonly list: (readonly Piece[])[] = [];

  /** The pieces with their signs bound to notes, whose words `wordsOf` gives; a sign without words is left out. */
  bind(
    sourced: readonly SourcedPiece[],
    wordsOf: (footnote: string, change: Change | null) => readonly Piece[] | null,
  ): Piece[] {
    return sourced.flatMap((one) => {
      if (one.sign === null) return [one.piece];
      const words = wordsOf(one.sign, one.piece.change);
      return words ? [{ ...one.piece, footnote: this.list.push(words) - 1 }] : [];
    });
  }
}

/** The words of a footnote without the number that its text gave it, which Word gives, and without signs to further notes. */
export function noteWords(block: PrintedBlock, drawing: Drawing): SourcedPiece[] {
  return piecesOf({ ...block, number: "" }, drawing).filter(({ sign }) => sign === null);
}

/** A layout in which footnotes without a sign stand at the end, so that their words are on the paper. */
export function withLooseNotes(printed: Printed): Printed {
  const signs = new Set<string>();
  for (const block of printed.blocks) {
    for (const one of block.type === "block" ? [block] : block.rows.flat(2)) {
      for (const { footnote } of one.spans) if (footnote !== null) signs.add(footnote);
    }
  }
  const loose = [...printed.footnotes].filter(([id]) => !signs.has(id)).map(([, block]) => block);
  return loose.length === 0 ? printed : { ...printed, blocks: [...printed.blocks, ...loose] };
}
