/**
 * The places, in a list of distinct numbers, of a longest rising subsequence; negative numbers are left out. What is not in it has moved.
 * O(n log n).
 */
export function longestRising(values: ArrayLike<number>): number[] {
  const tails: number[] = [];
  const previous = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < 0) continue;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = tails[low - 1] ?? -1;
    tails[low] = i;
  }
  const out: number[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] as number) out.push(at);
  return out.reverse();
}
