/** A stretch of clocks: from the first to the one behind the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What is deleted, by client: ranges in order that do not touch each other. */
export type Deletions = ReadonlyMap<number, readonly Range[]>;

/** Sorts and joins ranges as Yjs gives them, so that a question costs a binary search however many there are. */
export function deletionsOf(
  clients: ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>,
): Deletions {
  const out = new Map<number, readonly Range[]>();
  for (const [client, given] of clients) {
    const ranges = given.map(({ clock, len }) => ({ from: clock, to: clock + len })).sort((a, b) => a.from - b.from);
    const joined: { from: number; to: number }[] = [];
    for (const range of ranges) {
      const last = joined.at(-1);
      if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
      else joined.push(range);
    }
    if (joined.length > 0) out.set(client, joined);
  }
  return out;
}

/** How many clocks are deleted. */
export function countDeleted(deletions: Deletions): number {
  let count = 0;
  for (const ranges of deletions.values()) for (const { from, to } of ranges) count += to - from;
  return count;
}

/** The parts of a stretch of a client's clocks that are deleted. */
export function deletedParts(deletions: Deletions, client: number, from: number, to: number): readonly Range[] {
  const ranges = deletions.get(client);
  if (!ranges) return [];
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as Range).to <= from) low = middle + 1;
    else high = middle;
  }
  const out: Range[] = [];
  for (let i = low; i < ranges.length; i++) {
    const range = ranges[i] as Range;
    if (range.from >= to) break;
    out.push({ from: Math.max(range.from, from), to: Math.min(range.to, to) });
  }
  return out;
}

/** Whether a whole stretch of a client's clocks is deleted. */
export function isDeleted(deletions: Deletions, client: number, from: number, to: number): boolean {
  const [part] = deletedParts(deletions, client, from, to);
  return part !== undefined && part.from === from && part.to === to;
}
