import { isHeadingKind, type Kind } from "@adref/schema";
import { isWord, tokensOf, weightOf } from "./tokens.ts";

/** What is aligned by likeness: a provision, a table, a row or a cell, by its words. */
export interface Unit {
  /** The words without regard to case, spaces and signs; equal for equal words. */
  readonly words: string;
  readonly kind: string;
  /** As displayed, "" where it has none. */
  readonly number: string;
  readonly heading: boolean;
  /** Numbers of its words in reading order. */
  readonly order: Int32Array;
  /** The numbers of the words that say something (of all, where none does), sorted. */
  readonly bag: Int32Array;
}

/** How much must be alike to be told as the same. */
export interface Threshold {
  /** Of the words of one that moved. */
  readonly moved: number;
  /** Of one whose neighbours say the same. */
  readonly nearby: number;
  /** Of one that is left between pairs in order. */
  readonly inOrder: number;
  /** With the same kind and number. */
  readonly numbered: number;
}

/** Where nothing but words says what is the same. */
export const BY_WORDS: Threshold = { moved: 0.75, nearby: 0.6, inOrder: 0.4, numbered: 0.2 };
/** Where ids have said so already, and what is left over may well be new. */
export const BESIDE_IDS: Threshold = { moved: 0.9, nearby: 0.75, inOrder: 0.6, numbered: 0.6 };

/** Numbers words, so that they are compared as numbers; one for both texts. */
export class Lexicon {
  readonly #numbers = new Map<string, number>();

  unit(text: string, kind: string, number: string): Unit {
    const words = tokensOf(text.toLowerCase()).filter(isWord);
    const order = Int32Array.from(words, (word) => this.#number(word));
    const telling = order.filter((_, i) => weightOf(words[i] as string) === 1);
    return {
      words: words.length > 0 ? words.join(" ") : text.trim(),
      kind,
      number,
      heading: isHeadingKind(kind as Kind) || kind === "title",
      order,
      bag: (telling.length > 0 ? telling : order.slice()).sort(),
    };
  }

  #number(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(word, number);
    }
    return number;
  }
}

/** How alike two units are by their words in any order (Dice): 0 nothing in common, 1 the same words. Two empty ones: 1. */
export function likeness(a: Unit, b: Unit): number {
  const [x, y] = [a.bag, b.bag];
  if (x.length + y.length === 0) return a.words === b.words ? 1 : 0;
  if (2 * Math.min(x.length, y.length) < 0.2 * (x.length + y.length)) return 0;
  let both = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    const [p, q] = [x[i] as number, y[j] as number];
    if (p === q) both++;
    if (p <= q) i++;
    if (q <= p) j++;
  }
  return (2 * both) / (x.length + y.length);
}
