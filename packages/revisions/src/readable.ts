import type { Hunk } from "./hunks.ts";
import type { Token } from "./passage.ts";
import { isSpace, isWord, weightOf } from "./tokens.ts";

/**
 * Makes the fewest replaced tokens into what a reader would call the change: pure insertions and deletions begin where a
 * phrase begins, and a sentence that was rewritten reads as one replacement, not as confetti. Returns other hunks; the
 * tokens between them are still equal one by one.
 */
export function readable(hunks: readonly Hunk[], a: readonly Token[], b: readonly Token[]): Hunk[] {
  return together(slid(hunks, a, b), a, b).map((hunk) => trimmed(hunk, a, b));
}

/** Moves pure insertions and deletions among equal tokens to where they read best. */
function slid(hunks: readonly Hunk[], a: readonly Token[], b: readonly Token[]): Hunk[] {
  const out = hunks.map((hunk) => ({ ...hunk }));
  out.forEach((hunk, i) => {
    const before = out[i - 1];
    const after = out[i + 1];
    const floor = before ? hunk.b0 - before.b1 : hunk.b0;
    const ceiling = after ? after.b0 - hunk.b1 : b.length - hunk.b1;
    if (hunk.a0 === hunk.a1) slide(hunk, b, hunk.b0, hunk.b1, floor, ceiling, a);
    else if (hunk.b0 === hunk.b1) slide(hunk, a, hunk.a0, hunk.a1, floor, ceiling, b);
  });
  return out;
}

function slide(
  hunk: Hunk,
  tokens: readonly Token[],
  from: number,
  to: number,
  left: number,
  right: number,
  others: readonly Token[],
): void {
  const place = hunk.a0 === hunk.a1 ? hunk.a0 : hunk.b0;
  let lowest = 0;
  while (-lowest < left && same(tokens[from + lowest - 1], tokens[to + lowest - 1])) lowest--;
  let highest = 0;
  while (highest < right && same(tokens[from + highest], tokens[to + highest])) highest++;
  if (lowest === highest) return;
  let best = 0;
  let bestScore = -1;
  for (let by = lowest; by <= highest; by++) {
    let score = edgeScore(tokens, from + by) + edgeScore(tokens, to + by);
    // The words that stay should stay whose they are.
    if (others[place + by]?.option === tokens[to + by]?.option) score += 1;
    if (others[place + by - 1]?.option === tokens[from + by - 1]?.option) score += 1;
    if (score > bestScore) [best, bestScore] = [by, score];
  }
  hunk.a0 += best;
  hunk.a1 += best;
  hunk.b0 += best;
  hunk.b1 += best;
}

const same = (x: Token | undefined, y: Token | undefined) => x !== undefined && x.text === y?.text;

/** How well a passage may be divided before a token: best where whose words they are changes, then by what ends there. */
function edgeScore(tokens: readonly Token[], at: number): number {
  const left = tokens[at - 1];
  const right = tokens[at];
  if (!left || !right) return 8;
  if (left.option !== right.option) return 12;
  const stop = isSpace(left.text) ? tokens[at - 2]?.text : undefined;
  if (stop !== undefined && /^[.!?。！？;；:]$/.test(stop)) return 7;
  if (/^[,、，)]$/.test(right.text) && isWord(left.text)) return 5;
  if (stop !== undefined && /^[,、，]$/.test(stop)) return 4;
  if (isSpace(left.text) && !isSpace(right.text)) return 3;
  if (isSpace(right.text)) return 2;
  return 0;
}

/** Joins neighbouring hunks where what stayed between them weighs less than what changed on either side of it. */
function together(hunks: readonly Hunk[], a: readonly Token[], b: readonly Token[]): Hunk[] {
  const out: Hunk[] = [];
  for (const hunk of hunks) {
    let current = hunk;
    for (let last = out.at(-1); last && swallows(last, current, a, b); last = out.at(-1)) {
      current = { a0: last.a0, a1: current.a1, b0: last.b0, b1: current.b1 };
      out.pop();
    }
    out.push(current);
  }
  return out;
}

/** A replacement without what both its sides begin or end with, such as a space that was drawn into it. */
function trimmed(hunk: Hunk, a: readonly Token[], b: readonly Token[]): Hunk {
  let { a0, a1, b0, b1 } = hunk;
  while (a0 < a1 && b0 < b1 && equal(a[a0], b[b0])) [a0, b0] = [a0 + 1, b0 + 1];
  while (a0 < a1 && b0 < b1 && equal(a[a1 - 1], b[b1 - 1])) [a1, b1] = [a1 - 1, b1 - 1];
  return { a0, a1, b0, b1 };
}

const equal = (x: Token | undefined, y: Token | undefined) => x?.text === y?.text && x?.option === y?.option;

function swallows(left: Hunk, right: Hunk, a: readonly Token[], b: readonly Token[]): boolean {
  if (left.a1 === right.a0 && left.b1 === right.b0) return true;
  // What is another's words, or becomes another's, is never drawn into a change that is not theirs.
  if (!oneOption(a, left.a0, right.a1) || !oneOption(b, left.b0, right.b1)) return false;
  const between = weigh(a, left.a1, right.a0);
  const [l, r] = [largest(left, a, b), largest(right, a, b)];
  if (between === 0) return isReplacement(left) || isReplacement(right);
  // Between two replacements little must stay to be worth a break; an insertion or a deletion reads well by itself.
  const share = isReplacement(left) && isReplacement(right) ? 1 : 0.5;
  return between <= share * Math.min(l, r);
}

const isReplacement = (hunk: Hunk) => hunk.a1 > hunk.a0 && hunk.b1 > hunk.b0;

function oneOption(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (tokens[i]?.option !== tokens[from]?.option) return false;
  return true;
}

const largest = (hunk: Hunk, a: readonly Token[], b: readonly Token[]) =>
  Math.max(weigh(a, hunk.a0, hunk.a1), weigh(b, hunk.b0, hunk.b1));

function weigh(tokens: readonly Token[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += weightOf((tokens[i] as Token).text);
  return sum;
}
