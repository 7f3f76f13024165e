import type { Status } from "@adref/schema";
import { readNoteStart } from "./attributions.ts";
import { withoutEscapes } from "./characters.ts";
import { type Credit, type Reading as Ends, readAmid, readBefore, readBehind } from "./draft-attributions.ts";
import type { Label } from "./labels.ts";
import { LATIN_WORDS, readMarker } from "./markers.ts";
import type { Names } from "./names.ts";
import { MOST_DEPTH } from "./reader.ts";
import type { Reading } from "./reading.ts";
import { draftNote, statusTag } from "./roles.ts";
import { readSaid, type Saying } from "./said.ts";
import type { SignPair } from "./sign-pairs.ts";

/** What one pair of signs is. */
export type Role =
  /** Not read at all: it stands too deep, in a note, or holds no words. */
  | { readonly is: "words" }
  | { readonly is: "note"; readonly guessed: boolean }
  | { readonly is: "status"; readonly status: Status | "parked" }
  | { readonly is: "number" }
  /** Only says who wants the words before it deleted, retained …. */
  | { readonly is: "stances"; readonly sayings: readonly Saying[] }
  | { readonly is: "parts"; readonly parts: readonly Part[] };

/** One option of a bracket as a draft has it: `[a - KAZ / b]` has two. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly before: Ends;
  readonly behind: Ends;
  readonly amid: Credit | null;
  label: Label | null;
}

const SHORT = 300;

/** Says what pairs of signs are; asked in the order in which they open. */
export class Roles {
  readonly #source: string;
  readonly #names: Names;
  readonly #reading: Reading;
  readonly #roles = new Map<SignPair, Role>();

  constructor(source: string, names: Names, reading: Reading) {
    this.#source = source;
    this.#names = names;
    this.#reading = reading;
  }

  of(pair: SignPair): Role {
    const known = this.#roles.get(pair);
    if (known) return known;
    const role = this.#read(pair);
    this.#roles.set(pair, role);
    return role;
  }

  #read(pair: SignPair): Role {
    const { parent, open, close, inside } = pair;
    if (pair.depth >= MOST_DEPTH || (parent && this.of(parent).is !== "parts")) return { is: "words" };
    const words = withoutEscapes(this.#source.slice(open + 1, Math.min(close, open + 1 + SHORT)));
    if (/^\s*$/.test(words) && close - open <= SHORT)
      return words === "" ? { is: "words" } : { is: "note", guessed: false };
    if (pair.sign === "{" && this.#reading.braces === "notes") return { is: "note", guessed: false };
    if (readNoteStart(this.#source, open + 1, close) !== null) return { is: "note", guessed: false };
    const note = inside.length === 0 || /^[^[\]]{0,40}\bnote/i.test(words) ? draftNote(words) : null;
    if (note) return { is: "note", guessed: note === "note" };
    if (inside.length === 0 && close - open <= SHORT) {
      const status = pair.sign === "(" ? null : statusTag(words);
      if (status) return { is: "status", status };
      if (pair.sign === "[" && this.#isNumber(words, pair)) return { is: "number" };
      const said = /\p{L}/u.test(words) ? readSaid(words.replace(/\s[-–—]\s/g, " "), this.#names) : null;
      if (said && "sayings" in said && said.verbs && said.sayings.every(({ says }) => says !== "propose")) {
        return { is: "stances", sayings: said.sayings };
      }
    }
    const parts = this.#parts(pair);
    return parts.length > 0 ? { is: "parts", parts } : { is: "words" };
  }

  /** Whether a number in brackets is a footnote's or a citation, or a former number right behind the present one. */
  #isNumber(words: string, { open, close }: SignPair): boolean {
    const found = /^\s*\d{1,3}([.)])?\s*$/.exec(words);
    if (!found) return false;
    if (this.#reading.numbers !== "contested") return !found[1];
    const next = this.#source.slice(close + 1, close + 3);
    return (found[1] !== undefined || /^ ?\p{Lu}/u.test(next)) && followsNumber(this.#source, open);
  }

  /** The parts of a bracket, divided at slashes where these are options; none where a bracket holds no words. */
  #parts(pair: SignPair): readonly Part[] {
    const cuts = this.#cuts(pair);
    const parts: Part[] = [];
    let from = pair.open + 1;
    let first = 0;
    for (const { at, end } of [...cuts, { at: pair.close, end: pair.close }]) {
      let last = first;
      while (last < pair.inside.length && (pair.inside[last] as SignPair).open < at) last++;
      const part = this.#part(from, at, pair.inside.slice(first, last));
      if (!part) return cuts.length > 0 ? this.#whole(pair) : [];
      parts.push(part);
      from = end;
      first = last;
    }
    return parts;
  }

  #whole(pair: SignPair): readonly Part[] {
    const part = this.#part(pair.open + 1, pair.close, pair.inside);
    return part ? [part] : [];
  }

  #part(from: number, to: number, inside: readonly SignPair[]): Part | null {
    const [first, last] = [inside[0], inside.at(-1)];
    const before = readBefore(this.#source, from, first?.open ?? to, this.#names, this.#reading.labels === "options");
    const start = before.credit?.to ?? before.label?.end ?? from;
    const tail = last ? last.close + 1 : start;
    const behind = readBehind(this.#source, Math.max(start, tail), to, this.#names);
    const end = behind.credit?.from ?? to;
    const own = first ? "" : this.#source.slice(start, end).trim();
    if (!first && (own === "" || this.#isMarkerAlone(own, from, end))) return null;
    const amid = before.credit || behind.credit ? null : this.#amid(start, end, inside);
    return { from, to, before, behind, amid, label: before.label };
  }

  /** Whether a part is a block's marker and nothing else: an attribution would have no words to be about. */
  #isMarkerAlone(own: string, from: number, end: number): boolean {
    if (own.length > 60 || this.#source.charAt(end) === "]") return false;
    const before = this.#source.slice(Math.max(0, from - 20), from);
    if (!/(?:^|\n)[ \t]*[[/]{0,9}$/.test(before) && !this.#source.slice(from, end).includes("\n")) return false;
    return readMarker(`${own} `, 0, own.length + 1, { indented: false, before: null })?.length === own.length;
  }

  /** An attribution between words, in one of the stretches that no other signs interrupt. */
  #amid(from: number, to: number, inside: readonly SignPair[]): Credit | null {
    let at = from;
    for (const stop of [...inside.map((pair) => ({ at: pair.open, end: pair.close + 1 })), { at: to, end: to }]) {
      const found = stop.at > at ? readAmid(this.#source, at, stop.at, this.#names) : null;
      if (found) return found;
      at = stop.end;
    }
    return null;
  }

  /** The slashes, with the spaces round them, that divide a bracket; a bracket over paragraphs is not divided. */
  #cuts(pair: SignPair): { at: number; end: number }[] {
    const { open, close, inside } = pair;
    const { slashes, braces } = this.#reading;
    const brace = pair.sign === "{" && braces === "options";
    if (slashes === "words" && !brace) return [];
    if (brace || (slashes === "all" && inside.length === 0 && close - open <= SHORT)) {
      const words = this.#source.slice(open + 1, close);
      if (brace && inside.length === 0 && !words.includes(" / ")) return cutsAt(words, open + 1, /\s?\/\s?/g);
      if (/^[^\s/:\\]+(?:\/[^\s/:\\]+)+$/.test(words) && !/^(?:and\/or|[\d/.,]+)$/i.test(words)) {
        return cutsAt(words, open + 1, /\//g);
      }
    }
    const cuts: { at: number; end: number }[] = [];
    let at = open + 1;
    for (const stop of [...inside.map((one) => ({ at: one.open, end: one.close + 1 })), { at: close, end: close }]) {
      const words = this.#source.slice(at, stop.at);
      if (/\n[ \t]*\n/.test(words)) return [];
      cuts.push(...cutsAt(words, at, /(?<!\s)\s+\/\s+/g));
      at = stop.end;
    }
    return this.#headed(pair) ? [] : cuts;
  }

  /** Whether a bracket begins with a marker, so that dividing it would divide a provision. */
  #headed(pair: SignPair): boolean {
    for (let { open, close, inside } = pair; ; { open, close, inside } = inside[0] as SignPair) {
      const first = inside[0];
      const { credit, label } = readBefore(this.#source, open + 1, first?.open ?? close, this.#names, true);
      const at = credit?.to ?? label?.end ?? open + 1;
      if (first?.open !== at) return MARKER.test(this.#source.slice(at, at + 60));
    }
  }
}

const LATIN = `(?: (?:${LATIN_WORDS}))?`;
const MARKER = new RegExp(
  `^(?:#{1,4} |> |¶ |(?:OP)?\\d{1,4}(?:\\.\\d{1,4})*[a-z]?${LATIN}\\. |\\([\\p{L}\\d]{1,5}${LATIN}\\) )`,
  "u",
);

function followsNumber(source: string, at: number): boolean {
  return /(?:^|\n)[ \t]*\[{0,3}\d{1,4}(?:\.\d{1,4})*\. $/.test(source.slice(Math.max(0, at - 30), at));
}

function cutsAt(words: string, offset: number, slash: RegExp): { at: number; end: number }[] {
  return [...words.matchAll(slash)].map(({ 0: text, index }) => ({
    at: offset + index,
    end: offset + index + text.length,
  }));
}
