import { readEscape } from "./characters.ts";
import type { Reading } from "./reading.ts";

/** One pair of signs in a source: square brackets, or braces and round brackets where they are options. */
export interface SignPair {
  readonly sign: "[" | "{" | "(";
  readonly open: number;
  readonly close: number;
  readonly parent: SignPair | null;
  /** How many pairs it stands in. */
  readonly depth: number;
  /** The pairs right inside, in order. */
  readonly inside: readonly SignPair[];
}

const SIGNS = /\\|[[\](){}]/g;
const CLOSES: Readonly<Record<string, string>> = { "]": "[", "}": "{", ")": "(" };

interface Opening {
  readonly sign: SignPair["sign"];
  readonly at: number;
  readonly inside: SignPair[];
}

/**
 * Pairs the signs of a source up to `end`: a square bracket closes the nearest open one, whatever stands open in
 * between; a brace or a round bracket closes only what was opened last. Signs without a partner are none. `isOption`
 * decides whether round brackets, which hold no other signs, are options; without `escapes` a backslash is a character. Linear in the length.
 * Returns the pairs in the order in which they open.
 */
export function pairsOf(
  source: string,
  end: number,
  reading: Reading,
  isOption: (from: number, to: number) => boolean,
  escapes = true,
): SignPair[] {
  const open: Opening[] = [];
  let squares = 0;
  const outermost: SignPair[] = [];
  SIGNS.lastIndex = 0;
  for (let found = SIGNS.exec(source); found && found.index < end; found = SIGNS.exec(source)) {
    const at = found.index;
    const sign = found[0];
    if (sign === "\\") {
      if (escapes) SIGNS.lastIndex = readEscape(source, at, end)?.end ?? at + 1;
    } else if (sign === "[" || sign === "{" || sign === "(") {
      if (!counts(sign, source, at, reading)) continue;
      if (open.at(-1)?.sign === "(") open.pop();
      open.push({ sign, at, inside: [] });
      if (sign === "[") squares++;
    } else {
      const wanted = CLOSES[sign];
      if (wanted !== "(" && open.at(-1)?.sign === "(") open.pop();
      if (wanted === "[" ? squares === 0 : open.at(-1)?.sign !== wanted) continue;
      const skipped: (readonly SignPair[])[] = [];
      let top = open.pop() as Opening;
      for (; top.sign !== wanted; top = open.pop() as Opening) skipped.push(top.inside);
      if (wanted === "[") squares--;
      if (top.sign === "(" && !isOption(top.at + 1, at)) continue;
      const inside = skipped.length > 0 ? [...top.inside, ...skipped.reverse().flat()] : top.inside;
      const outer = open.at(-1)?.inside ?? outermost;
      outer.push({ sign: top.sign, open: top.at, close: at, parent: null, depth: 0, inside });
    }
  }
  for (const { inside } of open) for (const pair of inside) outermost.push(pair);
  return inOrder(outermost.sort((a, b) => a.open - b.open));
}

function counts(sign: string, source: string, at: number, reading: Reading): boolean {
  if (sign === "[") return true;
  if (sign === "(") return reading.rounds === "options";
  return reading.braces !== "words" && source[at + 1] !== "^";
}

/** The pairs of a forest in the order in which they open, each with its parent and depth. */
function inOrder(roots: readonly SignPair[]): SignPair[] {
  const out: SignPair[] = [];
  const waiting: { pair: SignPair; parent: SignPair | null; depth: number }[] = [];
  const push = (pairs: readonly SignPair[], parent: SignPair | null, depth: number) => {
    for (let i = pairs.length - 1; i >= 0; i--) waiting.push({ pair: pairs[i] as SignPair, parent, depth });
  };
  push(roots, null, 0);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { pair, parent, depth } = next;
    Object.assign(pair, { parent, depth });
    out.push(pair);
    push(pair.inside, pair, depth + 1);
  }
  return out;
}
