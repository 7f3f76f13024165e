/**
 * The members of the heaviest rising subsequence of distinct whole numbers below `bound`. What is not in it has to move;
 * weights say what should rather stay. Costs n log(bound).
 */
export function heaviestRising(
  values: readonly number[],
  weightOf: (value: number) => number,
  bound: number,
): Set<number> {
  /** A Fenwick tree of the best chain that ends at or below a value: its weight and its last member. */
  const best: { weight: number; last: number }[] = Array.from({ length: bound + 1 }, () => ({ weight: 0, last: -1 }));
  const previous = new Map<number, number>();
  for (const value of values) {
    let chain = { weight: 0, last: -1 };
    for (let i = value; i > 0; i -= i & -i) {
      const known = best[i] as { weight: number; last: number };
      if (known.weight > chain.weight) chain = known;
    }
    previous.set(value, chain.last);
    const longer = { weight: chain.weight + weightOf(value), last: value };
    for (let i = value + 1; i <= bound; i += i & -i) {
      if (longer.weight > (best[i] as { weight: number }).weight) best[i] = longer;
    }
  }
  let end = { weight: 0, last: -1 };
  for (let i = bound; i > 0; i -= i & -i) {
    const known = best[i] as { weight: number; last: number };
    if (known.weight > end.weight) end = known;
  }
  const out = new Set<number>();
  for (let at = end.last; at >= 0; at = previous.get(at) ?? -1) out.add(at);
  return out;
}
