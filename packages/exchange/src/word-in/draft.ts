import type { Mark, Node } from "prosemirror-model";
import { isIn, placedPieces, type WordBlock } from "./block.ts";
import type { Piece } from "./paragraph.ts";

/** Words of a provision under equal marks, from one piece of the file. */
export interface Segment {
  readonly text: string;
  /** Where its first character stands in the block. */
  readonly from: number;
  readonly piece: Piece;
  /** What brackets typed as characters say of it, and what is added to that. */
  marks: readonly Mark[];
}

/** A provision that is being made: what the parser read, over what the file says. */
export interface Draft {
  readonly block: WordBlock;
  segments: Segment[];
  /** Of a provision that is proposed as a whole. */
  whole: { bracket: string; option: string; within: string | null } | null;
  /** The id that the parser gave it. */
  readonly parsed: string;
  /** Whether the number that stood behind signs was read as one; else it is among the words. */
  readonly numbered: boolean;
}

/** Where the parser found a provision and its words in the source. */
export interface Found {
  readonly at: number;
  readonly words: readonly { readonly word: number; readonly at: number; readonly plain: boolean }[];
}

/**
 * Lays the words of a provision that the parser read over the pieces of its block. Characters of the source that no block
 * has, such as those of markers, are no words of the file and are dropped.
 */
export function draftOf(node: Node, found: Found, block: WordBlock, offsets: Int32Array): Draft {
  const pieces = placedPieces(block.paragraph.pieces);
  const segments: Segment[] = [];
  let next = 0;
  let origin = -1;
  let word = 0;
  let piece = 0;
  let numbered = true;
  node.forEach((child) => {
    const text = child.text ?? "";
    /** The stretch that is being gathered: where it begins in `text` and in the block, and its piece. */
    let begin = -1;
    let first = 0;
    let gathered: Piece | null = null;
    const close = (end: number) => {
      if (gathered) segments.push({ text: text.slice(begin, end), from: first, piece: gathered, marks: child.marks });
      gathered = null;
    };
    for (let i = 0; i < text.length; i++, word++) {
      while (origin + 1 < found.words.length && (found.words[origin + 1]?.word ?? 0) <= word) origin++;
      const from = found.words[origin];
      const at = from ? (from.plain ? from.at + word - from.word : from.at) : -1;
      while (next < offsets.length && (offsets[next] as number) < at) next++;
      while (piece + 1 < pieces.length && (pieces[piece + 1]?.at ?? 0) <= next) piece++;
      const own = pieces[piece]?.piece;
      if (at < 0 || offsets[next] !== at || !own) {
        close(i);
        continue;
      }
      if (isIn(block.numbers, next)) numbered = false;
      if (gathered !== own || next - first !== i - begin) {
        close(i);
        gathered = own;
        begin = i;
        first = next;
      }
      next++;
    }
    close(text.length);
  });
  const { bracket, option, within } = node.attrs;
  const whole = bracket && option ? { bracket, option, within } : null;
  return { block, segments, whole, parsed: node.attrs.id, numbered };
}

/** Divides the segments of a draft so that one begins at a place among the block's characters. */
export function splitAt(draft: Draft, place: number): void {
  const i = draft.segments.findIndex(({ from, text }) => from < place && place < from + text.length);
  const segment = draft.segments[i];
  if (!segment) return;
  const cut = place - segment.from;
  draft.segments.splice(
    i,
    1,
    { ...segment, text: segment.text.slice(0, cut) },
    { ...segment, text: segment.text.slice(cut), from: place },
  );
}
