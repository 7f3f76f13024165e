/** A stretch of characters that stays, goes or comes. */
export type WordEdit =
  | { readonly kind: "keep"; readonly length: number }
  | { readonly kind: "delete"; readonly length: number }
  | { readonly kind: "insert"; readonly words: string };

const TOKEN = /\s+|[\p{L}\p{M}\p{N}]+|./gsu;
/** Between two long passages that differ throughout, everything is replaced: comparing them would cost their product. */
const MOST_PAIRS = 1_000_000;

/** Turns one passage into another by whole words, keeping the longest common sequence of them. Lengths are UTF-16 units. */
export function wordEdits(before: string, after: string): readonly WordEdit[] {
  const a = before.match(TOKEN) ?? [];
  const b = after.match(TOKEN) ?? [];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const edits = new Edits();
  for (let i = 0; i < start; i++) edits.keep(a[i] as string);
  between(a.slice(start, a.length - end), b.slice(start, b.length - end), edits);
  for (let i = a.length - end; i < a.length; i++) edits.keep(a[i] as string);
  return edits.out;
}

function between(a: readonly string[], b: readonly string[], edits: Edits): void {
  const width = b.length + 1;
  const common = a.length * b.length > MOST_PAIRS ? null : commonLengths(a, b);
  let i = 0;
  let j = 0;
  while (common && i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      edits.keep(a[i] as string);
      i++;
      j++;
    } else if ((common[(i + 1) * width + j] as number) >= (common[i * width + j + 1] as number)) {
      edits.delete(a[i++] as string);
    } else edits.insert(b[j++] as string);
  }
  for (; i < a.length; i++) edits.delete(a[i] as string);
  for (; j < b.length; j++) edits.insert(b[j] as string);
}

/** By the places from which on two lists are compared, the length of their longest common subsequence. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1;
  const out = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [down, right] = [out[(i + 1) * width + j] as number, out[i * width + j + 1] as number];
      out[i * width + j] = a[i] === b[j] ? (out[(i + 1) * width + j + 1] as number) + 1 : Math.max(down, right);
    }
  }
  return out;
}

class Edits {
  readonly out: WordEdit[] = [];

  keep(word: string): void {
    const last = this.out.at(-1);
    if (last?.kind === "keep") this.out[this.out.length - 1] = { kind: "keep", length: last.length + word.length };
    else this.out.push({ kind: "keep", length: word.length });
  }

  delete(word: string): void {
    const last = this.out.at(-1);
    if (last?.kind === "delete") this.out[this.out.length - 1] = { kind: "delete", length: last.length + word.length };
    else this.out.push({ kind: "delete", length: word.length });
  }

  insert(word: string): void {
    const last = this.out.at(-1);
    if (last?.kind === "insert") this.out[this.out.length - 1] = { kind: "insert", words: last.words + word };
    else this.out.push({ kind: "insert", words: word });
  }
}
