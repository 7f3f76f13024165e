import type { EntryRef } from "./origin.ts";
import { type Inserted, type Removed, type Segment, slice } from "./segments.ts";
import { isWord, tokensOf } from "./tokens.ts";
import { compareWords } from "./word-diff.ts";

/** Shorter words than this that went here and came there may have met by chance. */
const FEWEST_CHARACTERS = 4;
/** So many words in a row of an option, in the words that it was merged into, are that option's. */
const FEWEST_WORDS = 3;
/** Beyond so many pairs only stretches that moved whole are found. */
const MOST_PAIRS = 10_000;

/** New characters of a provision, and what they say. */
export interface Arrival {
  readonly provision: string;
  readonly text: string;
}

/**
 * Finds words that one entry took away in one place and put down in another: a paragraph that was split, joined or moved
 * takes its words' origins along. Answers for each arrival what is known of it, part by part.
 */
export class Carrier {
  readonly #entry: EntryRef;
  readonly #exact = new Map<string, Removed[]>();
  readonly #pool: Removed[];
  readonly #close: boolean;

  constructor(entry: EntryRef, removed: readonly Removed[], arrivals: number) {
    this.#entry = entry;
    this.#pool = removed.filter(({ text }) => isLong(text));
    this.#close = this.#pool.length * arrivals <= MOST_PAIRS;
    for (const one of this.#pool) {
      const known = this.#exact.get(one.text);
      if (known) known.push(one);
      else this.#exact.set(one.text, [one]);
    }
  }

  carry(arrival: Arrival): readonly (Segment | Inserted)[] {
    const { text } = arrival;
    if (!isLong(text)) return [unknown(text.length)];
    const exact = this.#exact.get(text)?.find((one) => this.#pool.includes(one));
    if (exact) return this.#take(exact, 0, text.length, arrival);
    if (!this.#close) return [unknown(text.length)];
    const part = this.#pool.filter((one) => text.includes(one.text)).sort((x, y) => y.text.length - x.text.length)[0];
    if (part) {
      const at = text.indexOf(part.text);
      const end = at + part.text.length;
      return [
        ...this.carry({ ...arrival, text: text.slice(0, at) }),
        ...this.#take(part, 0, part.text.length, arrival),
        ...this.carry({ ...arrival, text: text.slice(end) }),
      ];
    }
    const whole = this.#pool.find((one) => one.text.includes(text));
    if (!whole) return [unknown(text.length)];
    const at = whole.text.indexOf(text);
    return this.#take(whole, at, at + text.length, arrival);
  }

  #take(one: Removed, from: number, to: number, { provision }: Arrival): Segment[] {
    this.#pool.splice(this.#pool.indexOf(one), 1);
    for (const [start, end] of [[0, from] as const, [to, one.text.length] as const]) {
      const text = one.text.slice(start, end);
      if (isLong(text)) this.#pool.push({ ...one, text, segments: slice(one.segments, start, end) });
    }
    return moved(slice(one.segments, from, to), one.provision, provision, this.#entry);
  }
}

/**
 * Finds, in words that a chair merged, the stretches that an option or the standing words had: at least a few words in a
 * row, or all of it.
 */
export function carryMerged(arrival: Arrival, removed: readonly Removed[], entry: EntryRef): (Segment | Inserted)[] {
  let parts: { readonly from: number; readonly to: number; readonly segments: readonly Segment[] }[] = [];
  for (const one of removed.flatMap(byOption).sort((x, y) => y.text.length - x.text.length)) {
    let [inOld, inNew] = [0, 0];
    for (const { kind, words } of compareWords(one.text, arrival.text)) {
      const [from, to] = [inNew, inNew + words.length];
      if (kind === "kept" && isStretch(words, one.text) && !parts.some((part) => part.from < to && from < part.to)) {
        const segments = slice(one.segments, inOld, inOld + words.length);
        parts.push({ from, to, segments: moved(segments, one.provision, arrival.provision, entry) });
      }
      if (kind !== "added") inOld += words.length;
      if (kind !== "removed") inNew += words.length;
    }
  }
  parts = parts.sort((x, y) => x.from - y.from);
  const out: (Segment | Inserted)[] = [];
  let at = 0;
  for (const { from, to, segments } of parts) {
    if (from > at) out.push(unknown(from - at));
    out.push(...segments);
    at = to;
  }
  if (at < arrival.text.length) out.push(unknown(arrival.text.length - at));
  return out;
}

const isStretch = (words: string, all: string) =>
  words.trim() === all.trim() ? isLong(words) : tokensOf(words).filter(isWord).length >= FEWEST_WORDS;

/** A removed stretch in parts, each one option's words. */
function byOption(one: Removed): Removed[] {
  const out: Removed[] = [];
  let at = 0;
  for (const segment of one.segments) {
    const text = one.text.slice(at, at + segment.length);
    const last = out.at(-1);
    if (last && last.segments[0]?.option === segment.option) {
      out[out.length - 1] = { ...last, text: last.text + text, segments: [...last.segments, segment] };
    } else out.push({ provision: one.provision, text, segments: [segment] });
    at += segment.length;
  }
  return out;
}

function moved(segments: readonly Segment[], from: string, to: string, entry: EntryRef): Segment[] {
  if (from === to) return [...segments];
  return segments.map((segment) => {
    const { origin } = segment;
    return { ...segment, origin: { ...origin, places: [...origin.places, { provision: from, entry }] } };
  });
}

const isLong = (text: string) => text.trim().length >= FEWEST_CHARACTERS;

const unknown = (length: number): Inserted => ({ length, origin: null, option: null });
