import { provisionsOf } from "@adref/schema";
import { type ParseOptions, parse } from "../src/index.ts";
import { readLabel } from "../src/labels.ts";
import { Names } from "../src/names.ts";
import { statusTag } from "../src/roles.ts";
import { readSaid } from "../src/said.ts";

/** Of a source that was parsed: what stands in it that is neither words, nor signs, nor anything that SPEC.md lets go. */
export interface Account {
  readonly unexplained: readonly string[];
  /** Whether the words stand in the text in the order of the source, each character once. */
  readonly ordered: boolean;
}

const LATIN = /(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt)/g;
const plain = (words: string) =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/^art(?=\d)/, "article")
    .replace(LATIN, " $&");

/** Accounts for every character of a source. */
export function account(source: string, options: ParseOptions): Account {
  const start = source.replace(/\r\n?/g, "\n").replace(/^\ufeff/, "");
  const { text, origins } = parse(source, options);
  const nodes = provisionsOf(text.doc).map(({ node }) => node);
  const numbers = new Set(nodes.map((node) => plain((node.attrs.number as string | null) ?? "")));
  const covered = new Uint8Array(start.length + 1);
  let ordered = true;
  let last = -1;
  nodes.forEach((node, i) => {
    const words = origins[i]?.words ?? [];
    const length = node.textContent.length;
    words.forEach(({ word, at, plain: isPlain }, k) => {
      if (!isPlain) return;
      const stretch = (words[k + 1]?.word ?? length) - word;
      if (at <= last) ordered = false;
      for (let n = 0; n < stretch; n++) covered[at + n] = 1;
      last = at + stretch - 1;
    });
  });
  const names = new Names(options.parties, options.aliases ?? {}, options.reading?.parties ?? {});
  const unexplained: string[] = [];
  const isExplained = (words: string) => inTwo(words, (part) => explained(part, numbers, names));
  for (const piece of uncovered(start, covered)) {
    if (isExplained(piece.replace(/\s+/g, " ").trim())) continue;
    const parts = piece.split(FINE).map((part) => part.trim());
    unexplained.push(...parts.filter((part) => !isExplained(part)));
  }
  return { unexplained, ordered };
}

const FINE = /\n| \/ |(?<=:)|(?<=^\s*(?:option|alternative|alt\.?|variant) \(?\w{1,3}\)?[:.)]?)\s/i;

/** The stretches that became no words, cut at signs. */
function* uncovered(source: string, covered: Uint8Array): Generator<string> {
  for (let at = 0; at < source.length; at++) {
    if (covered[at]) continue;
    let end = at;
    while (end < source.length && !covered[end]) end++;
    yield* source.slice(at, end).split(/[[\]{}]/);
    at = end;
  }
}

/** Whether words, or the two halves of them that some space divides, are explained. */
function inTwo(words: string, isExplained: (words: string) => boolean): boolean {
  if (isExplained(words)) return true;
  return [...words.matchAll(/\s+/g)].some(({ 0: space, index }) => {
    return isExplained(words.slice(0, index)) && isExplained(words.slice(index + space.length));
  });
}

function explained(piece: string, numbers: ReadonlySet<string>, names: Names): boolean {
  if (/^(?:|[/?!:()¶|#>\\]|[?!]:)$/.test(piece) || numbers.has(plain(piece))) return true;
  if (statusTag(piece) || readLabel(piece, 0, piece.length)?.end === piece.length) return true;
  const said = readSaid(
    piece
      .replace(/^\(|\)$/g, "")
      .replace(/^[-–—]|[-–—]$/g, "")
      .replace(/\s[-–—]\s/, " "),
    names,
  );
  return (said !== null && "sayings" in said) || /^delete:?$/.test(piece);
}
