import DiffMatchPatch from "diff-match-patch";

/** A stretch of words that stayed, went or came. */
export interface WordChange {
  readonly kind: "kept" | "removed" | "added";
  readonly words: string;
}

const TOKEN = /\p{L}[\p{L}\p{M}\p{N}'’-]*|\p{N}[\p{N}.,]*\p{N}|\p{N}|\s+|[^\p{L}\p{N}\s]/gu;

/** Code units that stand for words: the private and the common planes, without surrogates, which the library would split. */
const FIRST_CODE = 1;
const SURROGATES = { from: 0xd800, to: 0xdfff };
const MOST_WORDS = 0xffff - FIRST_CODE - (SURROGATES.to - SURROGATES.from + 1);

/**
 * What changed between two passages, by whole words: a reader is never shown half a word. Each distinct word becomes one code
 * unit for the library, which compares characters; where a passage has more distinct words than there are code units
 * (over 63,000) it is told as replaced whole.
 */
export function compareWords(before: string, after: string): readonly WordChange[] {
  if (before === after) return before === "" ? [] : [{ kind: "kept", words: before }];
  const words: string[] = [];
  const codes = new Map<string, string>();
  const encode = (passage: string): string | null => {
    let out = "";
    for (const [word] of passage.matchAll(TOKEN)) {
      let code = codes.get(word);
      if (code === undefined) {
        if (words.length >= MOST_WORDS) return null;
        code = String.fromCharCode(codeAt(words.length));
        codes.set(word, code);
        words.push(word);
      }
      out += code;
    }
    return out;
  };
  const a = encode(before);
  const b = encode(after);
  if (a === null || b === null) return replaced(before, after);
  const differ = new DiffMatchPatch();
  differ.Diff_Timeout = 0;
  const diffs = differ.diff_main(a, b, false);
  differ.diff_cleanupSemantic(diffs);
  const decode = (text: string) => [...text].map((code) => words[indexOf(code.charCodeAt(0))]).join("");
  return diffs.map(([operation, text]) => ({
    kind: operation === 0 ? "kept" : operation < 0 ? "removed" : "added",
    words: decode(text),
  }));
}

function codeAt(index: number): number {
  const code = index + FIRST_CODE;
  return code < SURROGATES.from ? code : code + (SURROGATES.to - SURROGATES.from + 1);
}

function indexOf(code: number): number {
  return (code > SURROGATES.to ? code - (SURROGATES.to - SURROGATES.from + 1) : code) - FIRST_CODE;
}

function replaced(before: string, after: string): readonly WordChange[] {
  const out: WordChange[] = [];
  if (before !== "") out.push({ kind: "removed", words: before });
  if (after !== "") out.push({ kind: "added", words: after });
  return out;
}
