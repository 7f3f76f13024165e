import { STANDING } from "@adref/schema";
import type { Change, CommentEdge, NoteSign, Piece, WordParagraph } from "./paragraph.ts";

/** Whose an author's changes are: a party's code, STANDING for changes that are simply made, null for nobody's. */
export type Whose = (author: string) => string | null;

/**
 * The paragraphs after the changes of authors whose changes are simply made: what they put in is words like others, what they
 * took out is gone, and paragraphs that they joined are one.
 */
export function settle(paragraphs: readonly WordParagraph[], whose: Whose): WordParagraph[] {
  const out: WordParagraph[] = [];
  let group: WordParagraph[] = [];
  for (const paragraph of paragraphs) {
    group.push(withoutStanding(paragraph, whose));
    if (paragraph.mark.some((change) => change.type === "deleted" && whose(change.author) === STANDING)) continue;
    out.push(joined(group));
    group = [];
  }
  if (group.length > 0) out.push(joined(group));
  return out;
}

function withoutStanding(paragraph: WordParagraph, whose: Whose): WordParagraph {
  const standing = ({ author }: Change) => whose(author) === STANDING;
  const touched = paragraph.mark.some(standing) || paragraph.pieces.some(({ changes }) => changes.some(standing));
  if (!touched) return paragraph;
  const pieces: Piece[] = [];
  const cuts: { readonly at: number; readonly before: number }[] = [];
  let gone = 0;
  let at = 0;
  for (const piece of paragraph.pieces) {
    const end = at + piece.text.length;
    if (piece.changes.some((change) => change.type === "deleted" && standing(change))) {
      cuts.push({ at, before: gone });
      gone += piece.text.length;
      cuts.push({ at: end, before: gone });
    } else pieces.push({ ...piece, changes: piece.changes.filter((change) => !standing(change)) });
    at = end;
  }
  // Between the two ends of a cut everything moves to its beginning.
  const moved = (place: number) => {
    const i = lastAtMost(cuts, place);
    const cut = cuts[i];
    if (!cut) return place;
    return i % 2 === 0 ? cut.at - cut.before : place - cut.before;
  };
  return {
    ...paragraph,
    pieces,
    notes: paragraph.notes.map((sign) => ({ ...sign, at: moved(sign.at) })),
    comments: paragraph.comments.map((edge) => ({ ...edge, at: moved(edge.at) })),
    mark: paragraph.mark.filter((change) => !standing(change)),
  };
}

/** Several paragraphs as one, which looks like the first that has words. */
export function joined(paragraphs: readonly WordParagraph[]): WordParagraph {
  const [first] = paragraphs;
  if (!first) throw new RangeError("Nothing to join");
  if (paragraphs.length === 1) return first;
  const pieces: Piece[] = [];
  const notes: NoteSign[] = [];
  const comments: CommentEdge[] = [];
  let shift = 0;
  for (const paragraph of paragraphs) {
    for (const sign of paragraph.notes) notes.push({ ...sign, at: sign.at + shift });
    for (const edge of paragraph.comments) comments.push({ ...edge, at: edge.at + shift });
    for (const piece of paragraph.pieces) {
      pieces.push(piece);
      shift += piece.text.length;
    }
  }
  const leading = paragraphs.find(({ n }) => n > 0) ?? first;
  return { ...leading, pieces, notes, comments, mark: paragraphs.at(-1)?.mark ?? [] };
}

/** The index of the last of some sorted places that is not after `at`; -1 where all are. */
export function lastAtMost(places: readonly { readonly at: number }[], at: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.at ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}
