import { compareTexts } from "@adref/revisions";
import type { TextValue } from "@adref/schema";
import type { PrintedBlock, PrintedTable } from "../printed.ts";

/** Which provision of an earlier text is which of a later one. */
export interface Alignment {
  /** Places in reading order: from the later text's to the earlier one's. A provision that moved is not among them. */
  readonly pairs: ReadonlyMap<number, number>;
  /** The earlier id of a footnote, by its later one. */
  readonly footnotes: ReadonlyMap<string, string>;
}

/** Lays two texts side by side: by id, then by likeness where ids say nothing. */
export function alignTexts(before: TextValue, after: TextValue): Alignment {
  const pairs = new Map<number, number>();
  const footnotes = new Map<string, string>();
  for (const { kind, before: earlier, after: later } of compareTexts(before, after).rows) {
    if (!earlier || !later) continue;
    if (kind !== "moved") pairs.set(later.position, earlier.position);
    if (later.kind === "footnote") footnotes.set(later.provision, earlier.provision);
  }
  return { pairs, footnotes };
}

type Block = PrintedBlock | PrintedTable;

/**
 * The earlier block of each later one, in rising order, so that both orders can be read off one paper. Two tables are one where
 * most of the later one's provisions stood in the earlier.
 */
export function alignBlocks(
  before: readonly Block[],
  after: readonly Block[],
  pairs: Alignment["pairs"],
): ReadonlyMap<number, number> {
  const home = new Map<number, number>();
  for (const [i, block] of before.entries()) for (const position of positionsIn(block)) home.set(position, i);
  const candidates: (readonly [number, number])[] = [];
  for (const [i, block] of after.entries()) {
    const votes = new Map<number, number>();
    for (const position of positionsIn(block)) {
      const earlier = pairs.get(position);
      const at = earlier === undefined ? undefined : home.get(earlier);
      if (at !== undefined && before[at]?.type === block.type) votes.set(at, (votes.get(at) ?? 0) + 1);
    }
    const best = [...votes].sort((a, b) => b[1] - a[1])[0];
    if (best) candidates.push([i, best[0]]);
  }
  return new Map(rising(candidates));
}

/** The places of a block's provisions. */
export function positionsIn(block: Block): readonly number[] {
  return block.type === "block"
    ? [block.position]
    : block.rows.flatMap((cells) => cells.flatMap((inside) => inside.map(({ position }) => position)));
}

/** As many of the pairs as can be kept in order: a longest subsequence whose second numbers rise. */
export function rising(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [i, [, value]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] as number]?.[1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = i;
  }
  const out: (readonly [number, number])[] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] as number) out.push(pairs[i] as readonly [number, number]);
  return out.reverse();
}
