/** A card that wants to stand at `top` and needs `height`. Among its neighbours `weight` says how much its wish counts. */
export interface Wish {
  readonly top: number;
  readonly height: number;
  readonly weight: number;
}

/**
 * Where cards stand, in their order, so that none overlaps the one before and each stands as near as can be to its line:
 * the weighted sum of squared displacements is the least possible. Neighbours that would collide form a cluster that is
 * moved as one (pool adjacent violators). `gap` is the least space between two cards; none stands above `from`.
 */
export function pack(wishes: readonly Wish[], gap: number, from = 0): number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const wish of wishes) {
    offsets.push(offset);
    offset += wish.height + gap;
  }
  const clusters: { sum: number; weight: number; count: number }[] = [];
  for (const [i, wish] of wishes.entries()) {
    let cluster = { sum: (wish.top - (offsets[i] ?? 0)) * wish.weight, weight: wish.weight, count: 1 };
    for (let last = clusters.at(-1); last && last.sum / last.weight >= cluster.sum / cluster.weight; ) {
      clusters.pop();
      cluster = {
        sum: last.sum + cluster.sum,
        weight: last.weight + cluster.weight,
        count: last.count + cluster.count,
      };
      last = clusters.at(-1);
    }
    clusters.push(cluster);
  }
  const tops: number[] = [];
  for (const { sum, weight, count } of clusters) {
    const shift = Math.max(from, sum / weight);
    for (let i = 0; i < count; i++) tops.push(shift + (offsets[tops.length] ?? 0));
  }
  return tops;
}
