import type { Standing, WordPiece } from "./comparison.ts";
import { type Hunk, hunksOf } from "./hunks.ts";
import { formattingKey, type Passage, type StandingRun, type Token, tokenise } from "./passage.ts";
import { readable } from "./readable.ts";
import { isSpace, weightOf } from "./tokens.ts";

/** Under which name an option of the later text goes in the earlier one; `undefined` where it is new. */
export type EarlierOption = (later: string) => string | undefined;

/**
 * What changed between two passages, piece by piece, by whole words. Swapping the passages swaps added and removed and
 * nothing else.
 */
export function comparePassages(before: Passage, after: Passage, earlier: EarlierOption): WordPiece[] {
  const regions = before.text === after.text ? [] : compareWords(before, after, earlier);
  const pieces = new Pieces(before, after);
  let a = 0;
  let b = 0;
  for (const region of regions) {
    pieces.same(a, b, region.a0 - a);
    pieces.removed(region.a0, region.a1);
    pieces.added(region.b0, region.b1);
    a = region.a1;
    b = region.b1;
  }
  pieces.same(a, b, before.text.length - a);
  return pieces.out;
}

/** The replaced stretches in characters. */
function compareWords(before: Passage, after: Passage, earlier: EarlierOption): Hunk[] {
  const a = tokenise(before);
  const b = tokenise(after).map((token) =>
    token.option === null ? token : { ...token, option: earlier(token.option) ?? `new ${token.option}` },
  );
  // One order for both directions, so that the comparison is the same seen from either side.
  const swapped = isLess(after, before);
  const hunks = swapped ? bestHunks(b, a).map(swap) : bestHunks(a, b);
  const regions = hunks.map(({ a0, a1, b0, b1 }) => ({
    a0: offset(a, a0, before),
    a1: offset(a, a1, before),
    b0: offset(b, b0, after),
    b1: offset(b, b1, after),
  }));
  // The same characters that brackets divide into other tokens did not change.
  return regions.filter(({ a0, a1, b0, b1 }) => before.text.slice(a0, a1) !== after.text.slice(b0, b1));
}

const swap = ({ a0, a1, b0, b1 }: Hunk): Hunk => ({ a0: b0, a1: b1, b0: a0, b1: a1 });

const offset = (tokens: readonly Token[], at: number, passage: Passage) => tokens[at]?.from ?? passage.text.length;

function isLess(a: Passage, b: Passage): boolean {
  if (a.text.length !== b.text.length) return a.text.length < b.text.length;
  return a.text < b.text;
}

/**
 * Words may stay while their option ends (it was adopted) or begins (they were put forward again), and options that go on
 * should be compared with themselves. So options that one side alone has are taken once for options of their own and once
 * for standing words, and the reading with the smallest change wins.
 */
function bestHunks(a: readonly Token[], b: readonly Token[]): Hunk[] {
  const inA = new Set(a.map(({ option }) => option));
  const inB = new Set(b.map(({ option }) => option));
  const gone = [...inA].some((option) => option !== null && !inB.has(option));
  const come = [...inB].some((option) => option !== null && !inA.has(option));
  let best: { hunks: Hunk[]; cost: number } | null = null;
  for (const [freeGone, freeCome] of READINGS) {
    if ((freeGone && !gone) || (freeCome && !come)) continue;
    const keyOf =
      (others: ReadonlySet<string | null>, free: boolean) =>
      ({ text, option }: Token) =>
        option === null || (free && !others.has(option)) ? text : `${text}\u0000${option}`;
    const hunks = hunksOf(a.map(keyOf(inB, freeGone)), b.map(keyOf(inA, freeCome)));
    const cost = costOf(hunks, a, b);
    if (!best || cost < best.cost) best = { hunks, cost };
  }
  return readable(best?.hunks ?? [], a, b);
}

const READINGS = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

/** What a reading costs: the words that it calls changed, each hunk, and a little for words that change hands. */
function costOf(hunks: readonly Hunk[], a: readonly Token[], b: readonly Token[]): number {
  let cost = 0;
  let [at, to] = [0, 0];
  const stayed = (end: number) => {
    for (; at < end; at++, to++) {
      const [x, y] = [a[at] as Token, b[to] as Token];
      if (x.option !== y.option) cost += isSpace(x.text) ? 0.02 : 0.25;
    }
  };
  for (const hunk of hunks) {
    stayed(hunk.a0);
    cost += 1;
    for (let i = hunk.a0; i < hunk.a1; i++) cost += weightOf((a[i] as Token).text);
    for (let i = hunk.b0; i < hunk.b1; i++) cost += weightOf((b[i] as Token).text);
    [at, to] = [hunk.a1, hunk.b1];
  }
  stayed(a.length);
  return cost;
}

/** Cuts stretches where the marks on them change, and puts them in order. */
class Pieces {
  readonly out: WordPiece[] = [];
  readonly #before: Passage;
  readonly #after: Passage;

  constructor(before: Passage, after: Passage) {
    this.#before = before;
    this.#after = after;
  }

  removed(from: number, to: number): void {
    each(this.#before.runs, from, to, (start, end, before) => {
      this.out.push({
        kind: "removed",
        text: this.#before.text.slice(start, end),
        before,
        after: null,
        reformatted: false,
      });
    });
  }

  added(from: number, to: number): void {
    each(this.#after.runs, from, to, (start, end, after) => {
      this.out.push({
        kind: "added",
        text: this.#after.text.slice(start, end),
        before: null,
        after,
        reformatted: false,
      });
    });
  }

  same(inBefore: number, inAfter: number, length: number): void {
    const by = inAfter - inBefore;
    each(this.#before.runs, inBefore, inBefore + length, (start, end, before) => {
      each(this.#after.runs, start + by, end + by, (from, to, after) => {
        const text = this.#after.text.slice(from, to);
        const reformatted = formattingKey(before.marks) !== formattingKey(after.marks);
        this.out.push({ kind: "same", text, before, after, reformatted });
      });
    });
  }
}

function each(
  runs: readonly StandingRun[],
  from: number,
  to: number,
  visit: (from: number, to: number, standing: Standing) => void,
): void {
  if (from >= to) return;
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle] as StandingRun).to <= from) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < runs.length; i++) {
    const run = runs[i] as StandingRun;
    if (run.from >= to) return;
    visit(Math.max(from, run.from), Math.min(to, run.to), run.standing);
  }
}
