import { hunksOf } from "./hunks.ts";
import type { Partners } from "./partners.ts";
import { longestRising } from "./rising.ts";
import type { Threshold } from "./units.ts";
import { likeness, type Unit } from "./units.ts";

/** A gap with more pairs than this is compared along its diagonal only, and about so many pairs of it. */
const MOST_PAIRS = 40_000;
const MOST_ALONG = 400_000;

/**
 * Pairs what is left between the pairs that stayed in order, so that the pairs of each gap stay in order too: first the
 * same words, then the best sum of likenesses.
 */
export function alignGaps(
  a: readonly Unit[],
  b: readonly Unit[],
  partners: Partners,
  threshold: Pick<Threshold, "inOrder" | "numbered">,
): void {
  forGaps(partners, (inA, inB) => {
    if (inA.length * inB.length > MOST_PAIRS) pairEqual(a, b, inA, inB, partners);
  });
  forGaps(partners, (inA, inB) => pairAlike(a, b, inA, inB, partners, threshold));
}

/** Visits each gap between pairs in order, with the units in it that have no partner, where both sides have some. */
function forGaps(partners: Partners, visit: (inA: readonly number[], inB: readonly number[]) => void): void {
  const chain = longestRising(partners.toB);
  let [fromA, fromB] = [0, 0];
  for (const i of [...chain, partners.toB.length]) {
    const j = i < partners.toB.length ? (partners.toB[i] as number) : partners.toA.length;
    const inA = alone(partners.toB, fromA, i);
    const inB = inA.length > 0 ? alone(partners.toA, fromB, j) : [];
    if (inB.length > 0) visit(inA, inB);
    [fromA, fromB] = [i + 1, j + 1];
  }
}

function alone(taken: Int32Array, from: number, to: number): number[] {
  const out: number[] = [];
  for (let i = from; i < to; i++) if (taken[i] === -1) out.push(i);
  return out;
}

/** Pairs units of the same words in order, in a gap too large for everything to be compared with everything. */
function pairEqual(
  a: readonly Unit[],
  b: readonly Unit[],
  inA: readonly number[],
  inB: readonly number[],
  partners: Partners,
): void {
  const keyOf = ({ kind, words }: Unit) => `${kind}/${words}`;
  const wordsOfA = new Set(inA.map((i) => keyOf(a[i] as Unit)));
  const sharedB = inB.filter((j) => wordsOfA.has(keyOf(b[j] as Unit)));
  const wordsOfB = new Set(sharedB.map((j) => keyOf(b[j] as Unit)));
  const sharedA = inA.filter((i) => wordsOfB.has(keyOf(a[i] as Unit)));
  const keysOf = (units: readonly Unit[], places: readonly number[]) => places.map((i) => keyOf(units[i] as Unit));
  let [at, to] = [0, 0];
  const end = { a0: sharedA.length, a1: 0, b0: 0, b1: 0 };
  for (const hunk of [...hunksOf(keysOf(a, sharedA), keysOf(b, sharedB)), end]) {
    for (; at < hunk.a0; at++, to++) partners.pair(sharedA[at] as number, sharedB[to] as number);
    [at, to] = [hunk.a1, hunk.b1];
  }
}

/** Pairs what is alike, in order, for the best sum (the classic table); only along the diagonal where the gap is large. */
function pairAlike(
  a: readonly Unit[],
  b: readonly Unit[],
  inA: readonly number[],
  inB: readonly number[],
  partners: Partners,
  threshold: Pick<Threshold, "inOrder" | "numbered">,
): void {
  const [n, m] = [inA.length, inB.length];
  const small = n * m <= MOST_PAIRS;
  const width = small ? m : Math.min(m, Math.max(32, Math.floor(MOST_ALONG / n)));
  const first = (i: number) => (small ? 0 : Math.max(0, Math.min(m - width, Math.round((i * m) / n) - (width >> 1))));
  // best[i][k]: the best sum of the first i units with those before first(i) + k.
  const rows: Float64Array[] = [new Float64Array(width + 1)];
  const scores: Float64Array[] = [];
  const at = (i: number, j: number) => {
    const row = rows[i] as Float64Array;
    return row[Math.max(0, Math.min(width, j - first(Math.max(0, i - 1))))] as number;
  };
  for (let i = 1; i <= n; i++) {
    const from = first(i - 1);
    const row = new Float64Array(width + 1);
    const score = new Float64Array(width + 1);
    rows.push(row);
    row[0] = at(i - 1, from);
    for (let k = 1; k <= width; k++) {
      const j = from + k;
      const value = gapScore(a[inA[i - 1] as number] as Unit, b[inB[j - 1] as number] as Unit, threshold);
      score[k] = value;
      row[k] = Math.max(row[k - 1] as number, at(i - 1, j), value > 0 ? at(i - 1, j - 1) + value : 0);
    }
    scores.push(score);
  }
  let j = first(n - 1) + width;
  for (let i = n; i > 0; i--) {
    const from = first(i - 1);
    j = Math.min(j, from + width);
    while (j > from && (rows[i] as Float64Array)[j - from] === (rows[i] as Float64Array)[j - from - 1]) j--;
    const value = (scores[i - 1] as Float64Array)[j - from] as number;
    if (j <= from || value <= 0) continue;
    if ((rows[i] as Float64Array)[j - from] !== at(i - 1, j - 1) + value) continue;
    partners.pair(inA[i - 1] as number, inB[j - 1] as number);
    j--;
  }
}

/** What pairing two units of one gap is worth; 0 is not to be paired. */
function gapScore(a: Unit, b: Unit, threshold: Pick<Threshold, "inOrder" | "numbered">): number {
  const alike = likeness(a, b);
  const kind = a.kind === b.kind;
  const numbered = kind && a.number !== "" && a.number === b.number;
  const enough =
    alike >= threshold.inOrder || (numbered && (alike >= threshold.numbered || a.heading)) || (kind && alike === 1);
  return enough ? 0.1 + alike + (kind ? 0.05 : 0) + (numbered ? 0.1 : 0) : 0;
}
