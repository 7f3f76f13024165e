import type { Stance } from "@adref/schema";
import { readAttribution } from "./attributions.ts";
import { type Label, readLabel } from "./labels.ts";
import type { Names } from "./names.ts";
import { endsWithVerb, LONGEST_LIST, readSaid, type Saying } from "./said.ts";

/** Who says what of a part of a bracket, as far as the words before, amid or behind the part's own tell it. */
export interface Credit {
  /** The attribution's own characters: these are no words. */
  readonly from: number;
  readonly to: number;
  readonly sayings: readonly Saying[];
  /** Digits of footnotes that stood in it. */
  readonly footnotes: string;
}

/** What stands at one end of a part: a credit, names that are not known (with the sign to guard), or nothing. */
export interface Reading {
  readonly credit: Credit | null;
  readonly label: Label | null;
  /** The notation's own `?:`: nobody is named on purpose. */
  readonly unnamed: boolean;
  /** Offset of the sign that makes unknown names look like an attribution, and the names. */
  readonly unknown: { readonly at: number; readonly names: readonly string[] } | null;
  /** A verb without names before the words, as in `[delete: words - KAZ]`, with the offset after it. */
  readonly verb: { readonly stance: Stance; readonly to: number } | null;
}

const NOTHING: Reading = { credit: null, label: null, unnamed: false, unknown: null, verb: null };

/** Reads what stands before the words of a part from `from` on; `to` is where its first words without signs end. */
export function readBefore(source: string, from: number, to: number, names: Names, labels: boolean): Reading {
  const label = labels ? readLabel(source, from, to) : null;
  const start = label?.end ?? from;
  const own = readAttribution(source, start, to);
  if (own && own.parties.length === 0) return { ...NOTHING, label, unnamed: true, credit: credit(from, own.end, []) };
  const window = oneBlock(source.slice(start, Math.min(to, start + LONGEST_LIST)));
  const colon = window.indexOf(":");
  if (colon > 0) {
    const head = window.slice(0, colon);
    const said = readSaid(head, names);
    if (said && "sayings" in said) {
      return {
        ...NOTHING,
        label,
        credit: credit(start, spaced(source, start + colon + 1, to), said.sayings, said.footnotes),
      };
    }
    if (said && /\s/.test(window.charAt(colon + 1)))
      return { ...NOTHING, label, unknown: { at: start + colon, names: said.unknown } };
    if (/^\s*(?:delete|исключить|удалить)\s*$/i.test(head)) {
      return { ...NOTHING, label, verb: { stance: "delete", to: spaced(source, start + colon + 1, to) } };
    }
  }
  return {
    ...NOTHING,
    label,
    credit: slashed(source, start, to, window, names) ?? dashed(source, start, to, window, names),
  };
}

const BLANK = /\n[ \t]*\n/;

/** No attribution goes on over a blank line: the words up to the first one, or behind the last one. */
function oneBlock(words: string, last = false): string {
  if (!words.includes("\n")) return words;
  const blocks = words.split(BLANK);
  return blocks.at(last ? -1 : 0) ?? words;
}

const credit = (from: number, to: number, sayings: readonly Saying[], footnotes = ""): Credit => {
  return { from, to, sayings, footnotes };
};

/** The offset after the spaces at `at`. */
function spaced(source: string, at: number, to: number): number {
  let end = at;
  while (end < to && (source[end] === " " || source[end] === "\t")) end++;
  return end;
}

/** `NZ/Can/Mex. words`: two names or more that a full stop ends. */
function slashed(source: string, start: number, to: number, window: string, names: Names): Credit | null {
  const found = /^\s*(\p{Lu}[\p{L}\p{N}.-]{0,20}(?:\/\p{Lu}[\p{L}\p{N}.-]{0,20}){1,20})\.\s+(?=\S)/u.exec(window);
  if (!found) return null;
  const said = readSaid(found[1] as string, names);
  if (!said || !("sayings" in said)) return null;
  return credit(start, spaced(source, start + found[0].length, to), said.sayings);
}

/** `KAZ – words`. */
function dashed(source: string, start: number, to: number, window: string, names: Names): Credit | null {
  const found = /^([^–—\n]{1,120}?)\s+[-–—]\s+(?=\S)/u.exec(window);
  if (!found || found[0].length >= window.length) return null;
  const said = readSaid(found[1] as string, names);
  if (!said || !("sayings" in said) || readSaid(window.slice(found[0].length), names)) return null;
  return credit(start, spaced(source, start + found[0].length, to), said.sayings, said.footnotes);
}

const MOST_DASHES = 6;

/** Reads what stands behind the words of a part that ends at `to`; `from` is where its last words without signs begin. */
export function readBehind(source: string, from: number, to: number, names: Names): Reading {
  const start = Math.max(from, to - oneBlock(source.slice(Math.max(from, to - LONGEST_LIST), to), true).length);
  const window = source.slice(start, to);
  let unknown: Reading["unknown"] = null;
  let dashes = 0;
  for (let at = window.length - 1; at >= 0 && dashes < MOST_DASHES; at--) {
    if (!/[-–—]/.test(window.charAt(at)) || !mayIntroduce(window, at, start === from)) continue;
    dashes++;
    const said = readSaid(window.slice(at + 1), names);
    if (said && "sayings" in said) {
      let begin = at;
      while (begin > 0 && /[ \t\n]/.test(window.charAt(begin - 1))) begin--;
      return { ...NOTHING, credit: credit(start + begin, to, said.sayings, said.footnotes) };
    }
    if (said && !unknown) unknown = { at: start + at, names: said.unknown };
  }
  const round = /[ \t\n]*\(([^()]{1,300})\)[ \t]*[.;]?[ \t]*$/.exec(window);
  if (round) {
    const said = readSaid(round[1] as string, names);
    if (said && "sayings" in said) {
      return { ...NOTHING, credit: credit(start + round.index, to, said.sayings, said.footnotes) };
    }
  }
  return unknown ? { ...NOTHING, unknown } : NOTHING;
}

/** A hyphen inside a word introduces nothing. */
function mayIntroduce(window: string, at: number, whole: boolean): boolean {
  const before = window.charAt(at - 1);
  if (at === 0) return whole;
  if (before === "\\") return false;
  return window[at] !== "-" || /[\s.,;:)\]]/.test(before);
}

/** Reads an attribution amid words: `each Party US propose; AU oppose: shall`. It has a verb right before its colon. */
export function readAmid(source: string, from: number, to: number, names: Names): Credit | null {
  const stretch = source.slice(from, to);
  for (let found = stretch.indexOf(":"); found !== -1; found = stretch.indexOf(":", found + 1)) {
    const colon = from + found;
    const start = Math.max(from, colon - LONGEST_LIST / 2);
    const window = source.slice(start, colon);
    if (BLANK.test(window)) continue;
    if (!endsWithVerb(window)) continue;
    for (const word of window.matchAll(/(?<=\s)\p{Lu}/gu)) {
      const said = readSaid(window.slice(word.index), names);
      if (!said || !("sayings" in said)) continue;
      return credit(start + word.index, spaced(source, colon + 1, to), said.sayings, said.footnotes);
    }
  }
  return null;
}
