import DiffMatchPatch from "diff-match-patch";

/** A stretch of tokens that was replaced: `a` of the earlier, `b` of the later passage; one of them may be empty. */
export interface Hunk {
  a0: number;
  a1: number;
  b0: number;
  b1: number;
}

/** Code units that stand for tokens: without surrogates, which the library would split. */
const FIRST_CODE = 1;
const SURROGATES = { from: 0xd800, to: 0xdfff };
const MOST_CODES = 0xffff - FIRST_CODE - (SURROGATES.to - SURROGATES.from + 1);

/** Above this many pairs of tokens that differ, a passage is told as replaced: real provisions stay far below. */
const MOST_PAIRS = 30_000_000;

const differ = new DiffMatchPatch();
// No limit of time: the same two texts always give the same comparison.
differ.Diff_Timeout = 0;

/**
 * Where two lists of keys differ, as the fewest replaced keys (Myers, by diff-match-patch, which compares characters: each
 * distinct key becomes one). Keys between the hunks are equal one by one. Lists too long or with too many distinct keys are
 * told as one hunk between what they begin and end with in common.
 */
export function hunksOf(a: readonly string[], b: readonly string[]): Hunk[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const whole: Hunk = { a0: head, a1: a.length - tail, b0: head, b1: b.length - tail };
  const [inA, inB] = [whole.a1 - head, whole.b1 - head];
  if (inA === 0 && inB === 0) return [];
  if (inA === 0 || inB === 0 || inA * inB > MOST_PAIRS) return [whole];
  const codes = new Map<string, string>();
  const encodedA = encode(a, head, whole.a1, codes);
  const encodedB = encode(b, head, whole.b1, codes);
  if (encodedA === null || encodedB === null) return [whole];
  return readDiffs(differ.diff_main(encodedA, encodedB, false), head);
}

function encode(keys: readonly string[], from: number, to: number, codes: Map<string, string>): string | null {
  let out = "";
  for (let i = from; i < to; i++) {
    const key = keys[i] as string;
    let code = codes.get(key);
    if (code === undefined) {
      if (codes.size >= MOST_CODES) return null;
      const unit = codes.size + FIRST_CODE;
      code = String.fromCharCode(unit < SURROGATES.from ? unit : unit + (SURROGATES.to - SURROGATES.from + 1));
      codes.set(key, code);
    }
    out += code;
  }
  return out;
}

function readDiffs(diffs: readonly (readonly [number, string] | { 0: number; 1: string })[], head: number): Hunk[] {
  const hunks: Hunk[] = [];
  let a = head;
  let b = head;
  for (const diff of diffs) {
    const length = diff[1].length;
    if (length === 0) continue;
    const last = hunks.at(-1);
    const open = last && last.a1 === a && last.b1 === b ? last : null;
    if (diff[0] === 0) {
      a += length;
      b += length;
    } else {
      const hunk = open ?? { a0: a, a1: a, b0: b, b1: b };
      if (!open) hunks.push(hunk);
      if (diff[0] < 0) hunk.a1 = a += length;
      else hunk.b1 = b += length;
    }
  }
  return hunks;
}
