import { alignGaps } from "./align-gaps.ts";
import { Partners } from "./partners.ts";
import { longestRising } from "./rising.ts";
import { BY_WORDS, likeness, type Threshold, type Unit } from "./units.ts";

/** So many words it takes to say that something moved. */
const FEWEST_WORDS = 3;
/** A pair of words that more units hold than this says nothing of any of them. */
const COMMON = 250;
/** Of a unit's pairs of words the rarest are looked up, until so many units were met. */
const MEETINGS = 400;
/** So many of the likeliest partners are looked at closely. */
const CANDIDATES = 6;

/**
 * Pairs units by their words. First those with the same words that occur once in each list; then their neighbours with the
 * same words; then the likeliest by the rare pairs of words that they share, wherever they stand; then, between those that
 * stayed in order, whatever is alike. Costs about n log n: nothing is compared with everything but inside small gaps.
 */
export function alignUnits(
  a: readonly Unit[],
  b: readonly Unit[],
  partners = new Partners(a.length, b.length),
  threshold = BY_WORDS,
): Partners {
  pairUnique(a, b, partners, ({ kind, words }) => `${kind}/${words}`);
  pairUnique(a, b, partners, ({ words }) => words);
  pairNeighbours(a, b, partners);
  pairLikely(a, b, partners, threshold);
  pairNeighbours(a, b, partners);
  alignGaps(a, b, partners, threshold);
  return partners;
}

function pairUnique(a: readonly Unit[], b: readonly Unit[], partners: Partners, keyOf: (unit: Unit) => string): void {
  const once = (units: readonly Unit[], taken: Int32Array) => {
    const at = new Map<string, number>();
    for (let i = 0; i < units.length; i++) {
      if (taken[i] !== -1) continue;
      const unit = units[i] as Unit;
      if (unit.words === "") continue;
      const key = keyOf(unit);
      at.set(key, at.has(key) ? -1 : i);
    }
    return at;
  };
  const inB = once(b, partners.toA);
  for (const [key, i] of once(a, partners.toB)) {
    const j = inB.get(key);
    if (i >= 0 && j !== undefined && j >= 0) partners.pair(i, j);
  }
}

/** Pairs units of the same words beside paired ones: what occurs often is told apart by where it stands. */
function pairNeighbours(a: readonly Unit[], b: readonly Unit[], partners: Partners): void {
  const alike = (i: number, j: number) => {
    const [x, y] = [a[i], b[j]];
    return x !== undefined && y !== undefined && x.words === y.words && x.kind === y.kind;
  };
  for (let i = 0; i < a.length; i++) {
    const j = partners.toB[i] as number;
    if (j >= 0 && alike(i + 1, j + 1)) partners.pair(i + 1, j + 1);
  }
  for (let i = a.length - 1; i >= 0; i--) {
    const j = partners.toB[i] as number;
    if (j >= 0 && alike(i - 1, j - 1)) partners.pair(i - 1, j - 1);
  }
}

interface Candidate {
  readonly i: number;
  readonly j: number;
  readonly score: number;
}

function pairLikely(a: readonly Unit[], b: readonly Unit[], partners: Partners, threshold: Threshold): void {
  const postings = new Map<number, number[]>();
  for (let j = 0; j < b.length; j++) {
    if (partners.toA[j] !== -1) continue;
    for (const feature of featuresOf(b[j] as Unit)) {
      const posting = postings.get(feature);
      if (!posting) postings.set(feature, [j]);
      else if (posting.length <= COMMON) posting.push(j);
    }
  }
  const gapOf = gapsBetween(partners);
  const candidates: Candidate[] = [];
  const votes = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    if (partners.toB[i] !== -1) continue;
    const unit = a[i] as Unit;
    votes.clear();
    const rarest = featuresOf(unit)
      .map((feature) => postings.get(feature) ?? [])
      .filter((posting) => posting.length <= COMMON)
      .sort((x, y) => x.length - y.length);
    let met = 0;
    for (const posting of rarest) {
      met += posting.length;
      if (met > MEETINGS && votes.size > 0) break;
      for (const j of posting) votes.set(j, (votes.get(j) ?? 0) + 1);
    }
    const likeliest = [...votes].sort(([j, n], [k, m]) => m - n || j - k).slice(0, CANDIDATES);
    for (const [j] of likeliest) {
      const other = b[j] as Unit;
      const alike = likeness(unit, other);
      const nearby = gapOf.a(i) === gapOf.b(j);
      if (alike < (nearby ? threshold.nearby : threshold.moved)) continue;
      if (Math.min(unit.bag.length, other.bag.length) < FEWEST_WORDS) continue;
      candidates.push({ i, j, score: alike + (nearby ? 0.1 : 0) + context(unit, other) });
    }
  }
  candidates.sort((x, y) => y.score - x.score || x.i - y.i || x.j - y.j);
  for (const { i, j } of candidates) partners.pair(i, j);
}

/** What the same kind and number add to the likeness of words. */
export function context(a: Unit, b: Unit): number {
  return (a.kind === b.kind ? 0.05 : 0) + (a.number !== "" && a.number === b.number ? 0.05 : 0);
}

/** The pairs of neighbouring words of a unit, as numbers; its words where it has only one. */
function featuresOf(unit: Unit): number[] {
  const { order } = unit;
  const out = new Set<number>();
  if (order.length === 1) out.add(order[0] as number);
  for (let i = 1; i < order.length; i++) out.add((order[i - 1] as number) * 4_194_304 + (order[i] as number) + 1);
  return [...out];
}

/** Between which of the pairs that stayed in order a place lies, counted from the beginning. */
function gapsBetween(partners: Partners): { a(i: number): number; b(j: number): number } {
  const chain = longestRising(partners.toB);
  const chainB = chain.map((i) => partners.toB[i] as number);
  return { a: (i) => countBelow(chain, i), b: (j) => countBelow(chainB, j) };
}

function countBelow(rising: readonly number[], value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
