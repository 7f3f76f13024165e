import { schema } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { type Author, ownContest, ownsPiece, ownsProvision } from "./author.ts";
import type { BracketIndex, BracketView } from "./bracket.ts";
import type { Edit } from "./edits.ts";
import { movedWords, type Placed, pieceAfter, pieceBefore, provisionsIn, type Region, regionsIn } from "./placed.ts";

/** What deleting a range comes to: the author's own words go, those of others are to be contested. */
export interface Deletion {
  readonly from: number;
  readonly to: number;
  readonly edits: readonly Edit[];
  /** Words of others that the author does not contest yet. */
  readonly contest: readonly Region[];
  /** Words of others that the author contests already. */
  readonly contested: readonly Region[];
  /** The author's own words that go, outside of provisions that go as a whole. */
  readonly own: readonly Region[];
  /** The author's own provisions that go as a whole. */
  readonly removed: readonly Placed[];
}

/**
 * Plans the deletion of a range. Blocks are never joined, unless both are the author's own. `keep` is a provision that
 * stays although all of its words go, because others are put in their place.
 */
export function planDeletion(
  doc: Node,
  author: Author,
  from: number,
  to: number,
  keep: Placed | null = null,
): Deletion {
  const edits: Edit[] = [];
  const contest: Region[] = [];
  const contested: Region[] = [];
  const own: Region[] = [];
  const removed: Placed[] = [];
  const provisions = from < to ? provisionsIn(doc, from, to) : [];
  const joint = jointOf(doc, author, provisions, from, to);
  for (const placed of provisions) {
    const regions = regionsIn(placed, from, to);
    const joined = placed === joint?.second;
    if (joined || (placed.pos !== keep?.pos && goesWhole(author, placed, regions, from, to))) {
      removed.push(placed);
      edits.push({ kind: "delete", from: placed.pos, to: placed.pos + placed.node.nodeSize });
      const tail = placed.node.content.cut(Math.min(placed.node.content.size, Math.max(0, to - placed.start)));
      if (joined && tail.size > 0) edits.push({ kind: "insert", at: joint.first.end, nodes: movedWords(tail).content });
      continue;
    }
    const mine: Region[] = [];
    for (const region of regions) {
      if (ownsPiece(author, placed.facts, region.piece)) mine.push(region);
      else if (ownContest(author, region.piece) !== undefined) contested.push(region);
      else contest.push(region);
    }
    own.push(...mine);
    for (const range of merged(mine)) edits.push({ kind: "delete", ...range });
  }
  return { from, to, edits, contest, contested, own, removed };
}

function goesWhole(author: Author, placed: Placed, regions: readonly Region[], from: number, to: number): boolean {
  if (!ownsProvision(author, placed.facts)) return false;
  if (placed.pos < from && to < placed.pos + placed.node.nodeSize) return false;
  const covered = regions.reduce((sum, region) => sum + region.to - region.from, 0);
  if (covered < placed.node.content.size) return false;
  return regions.every((region) => ownsPiece(author, placed.facts, region.piece));
}

/** Two of the author's own provisions that the deletion joins: the words of the second go to the end of the first. */
function jointOf(
  doc: Node,
  author: Author,
  provisions: readonly Placed[],
  from: number,
  to: number,
): { first: Placed; second: Placed } | null {
  const first = provisions[0];
  const second = provisions.at(-1);
  if (!first || !second || first === second) return null;
  if (from < first.start || to < second.start || to > second.end || to === second.end) return null;
  if (!doc.resolve(first.pos).sameParent(doc.resolve(second.pos))) return null;
  if (!ownsProvision(author, first.facts) || !ownsProvision(author, second.facts)) return null;
  const all = [...regionsIn(first, from, first.end), ...regionsIn(second, second.start, second.end)];
  if (!all.every((region) => ownsPiece(author, region.placed.facts, region.piece))) return null;
  const between = provisions.slice(1, -1).every((placed) => ownsProvision(author, placed.facts));
  return between ? { first, second } : null;
}

function merged(regions: readonly Region[]): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of regions) {
    const last = out.at(-1);
    if (last?.to === from) out[out.length - 1] = { from: last.from, to };
    else out.push({ from, to });
  }
  return out;
}

/** Puts regions into a bracket, one edit for each stretch. */
export function contestEdits(regions: readonly Region[], bracket: string): Edit[] {
  const mark = schema.mark("contested", { bracket });
  return merged(regions).map((range) => ({ kind: "mark", ...range, mark, add: true }));
}

/**
 * The author's own bracket without options that begins or ends where the deletion does: deleting character by character
 * extends it.
 */
export function adjacentContest(author: Author, index: () => BracketIndex, deletion: Deletion): string | null {
  const first = deletion.contest[0] as Region;
  const last = deletion.contest.at(-1) as Region;
  const after = pieceAfter(last.placed.facts, last.to - last.placed.start);
  const before = pieceBefore(first.placed.facts, first.from - first.placed.start);
  const beside = [after, before].map((piece) => piece && ownContest(author, piece));
  return singleContest(author, index, deletion) ?? firstWithoutOptions(index, beside);
}

/** The author's own bracket without options round some of the words that a deletion takes. */
export function singleContest(author: Author, index: () => BracketIndex, deletion: Deletion): string | null {
  return firstWithoutOptions(
    index,
    deletion.contested.map((region) => ownContest(author, region.piece)),
  );
}

function firstWithoutOptions(index: () => BracketIndex, brackets: readonly (string | undefined)[]): string | null {
  for (const bracket of brackets) {
    if (bracket !== undefined && (index().brackets.get(bracket)?.options.length ?? 0) === 0) return bracket;
  }
  return null;
}

/**
 * The open bracket of which a deletion takes exactly the standing words (and perhaps words of its options): what is
 * deleted is contested already, so that it needs no second bracket.
 */
export function bracketOfStanding(index: () => BracketIndex, deletion: Deletion): BracketView | null {
  const regions = [...deletion.contest, ...deletion.contested];
  const candidates = regions[0]?.piece.contested ?? [];
  for (const id of candidates) {
    const view = index().brackets.get(id);
    if (!view) continue;
    const belongs = regions.every(
      ({ piece }) => piece.contested.includes(id) || piece.proposed.some((proposal) => proposal.bracket === id),
    );
    const taken = regions
      .filter(({ piece }) => piece.contested.includes(id))
      .reduce((sum, region) => sum + region.to - region.from, 0);
    const standing = view.standing.reduce((sum, span) => sum + span.to - span.from, 0);
    if (belongs && taken === standing) return view;
  }
  return null;
}
