import type { PartyCode } from "@adref/schema";
import { looksLikeName, Names } from "./names.ts";
import { DRAFT, type KnownParty, NOTATION, type Reading } from "./reading.ts";
import { statusTag } from "./roles.ts";
import { LONGEST_LIST, readSaid } from "./said.ts";
import type { NameMet, Reason, Suggestion } from "./suggestion.ts";

/** What the caller knows of the parties when it asks for a reading. */
export interface SuggestOptions {
  readonly parties?: readonly KnownParty[];
  readonly aliases?: Readonly<Record<string, PartyCode>>;
}

/**
 * Looks at a source and proposes how to read it, with the reasons. Where the parties are not given, names that stand where
 * parties' names stand are proposed as parties under codes made from them. Pure, and linear in the length of the source.
 */
export function suggestReading(source: string, options: SuggestOptions = {}): Suggestion {
  return new Look(source.replace(/\r\n?/g, "\n"), options).suggest();
}

class Look {
  readonly #source: string;
  readonly #options: SuggestOptions;
  readonly #reasons: Reason[] = [];

  constructor(source: string, options: SuggestOptions) {
    this.#source = source;
    this.#options = options;
  }

  suggest(): Suggestion {
    const names = this.#names();
    if (this.#isNotation()) return { reading: NOTATION, reasons: this.#reasons, names };
    const guessed = this.#options.parties ? [] : names.filter(({ code }) => code !== null);
    const reading: Reading = {
      ...DRAFT,
      lines: this.#lines(),
      adjacent: this.#adjacent(),
      slashes: this.#slashes(),
      labels: this.#labels(),
      numbers: this.#numbers(),
      braces: this.#braces(),
      rounds: this.#rounds(),
      parties: Object.fromEntries(guessed.map(({ name, code }) => [name, code])),
    };
    return { reading, reasons: this.#reasons, names };
  }

  /** Notes why a setting was proposed; nothing where the sign was not seen. */
  #because(setting: keyof Reading, because: string, seen: readonly RegExpMatchArray[]): number {
    const first = seen[0];
    if (!first) return 0;
    const at = first.index ?? 0;
    const before = this.#source.slice(0, at);
    const line = before.split("\n").length;
    const words = first[0].trim().slice(0, 60);
    this.#reasons.push({
      setting,
      because,
      count: seen.length,
      example: { line, column: at - before.lastIndexOf("\n"), words },
    });
    return seen.length;
  }

  #find(pattern: RegExp): RegExpMatchArray[] {
    return [...this.#source.matchAll(pattern)];
  }

  #isNotation(): boolean {
    const header = this.#source.match(/^%% (?:adref|record)\b.*/m);
    const signs = this.#find(
      /^(?:#{1,4} \S|> |¶|\{\^\d|\/\[|\|.*\|$|.*\{(?:agreed (?:in group|ad ref)|adopted|parked)\}$).*/gm,
    );
    const foreign = this.#find(/^(?:ARTICLE|CHAPTER|Article \d|Section [A-Z\d]|Option \d)/gm);
    if (header) return this.#because("source", "notation-header", [header as RegExpMatchArray]) > 0;
    if (signs.length > foreign.length) return this.#because("source", "notation-signs", signs) > 0;
    return false;
  }

  /** Lines that begin with a small letter go on with the line before them, which has no blank line behind it. */
  #lines(): Reading["lines"] {
    const lines = this.#source.split("\n").filter((line) => line.trim() !== "");
    const running = this.#find(/[^\n\s][ \t]*\n[ \t]*\p{Ll}\P{L}?\p{Ll}/gu);
    if (running.length < 3 || running.length * 5 < lines.length) return "paragraphs";
    this.#because("lines", "lines-run-on", running);
    return "wrapped";
  }

  /** `[a] [b]` are options where they look alike: both short, or ending or beginning with the same word. */
  #adjacent(): Reading["adjacent"] {
    const touching = this.#find(/\]\[(?=[^\]])/g);
    const spaced = this.#find(
      /\[([^[\]\n]{1,200})\][ \t]{0,4}\n?[ \t]{1,8}\[([^[\]\n]{1,200})\]|\[([^[\]\n]{1,200})\]\n\[([^[\]\n]{1,200})\]/g,
    );
    const alike = spaced.filter((found) => areAlike(found[1] ?? found[3] ?? "", found[2] ?? found[4] ?? ""));
    this.#because("adjacent", "touching-brackets", touching);
    if (alike.length > 0 && alike.length * 2 >= spaced.length) {
      this.#because("adjacent", "spaced-brackets-alike", alike);
      return "spaced";
    }
    this.#because("adjacent", "spaced-brackets-unlike", spaced);
    return "touching";
  }

  #slashes(): Reading["slashes"] {
    const brackets = this.#find(/\[([^[\]\n]{1,600})\]|\]\s?\/\s?\[/g);
    const spaced = brackets.filter(([all, words]) => words === undefined || / \/ /.test(all));
    const whole = /^[^\s/]{2,30}(?:\/[^\s/]{2,30})+$/;
    const words = brackets.filter(({ 1: inside = "" }) => whole.test(inside) && inside.toLowerCase() !== "and/or");
    this.#because("slashes", "spaced-slashes", spaced);
    if (words.length === 0) return spaced.length > 0 ? "spaced" : DRAFT.slashes;
    this.#because("slashes", "words-with-slashes", words);
    return "all";
  }

  #labels(): Reading["labels"] {
    const seen = this.#find(
      /(?:^[ \t]*|\[[ \t]*)(?:option|alternative|alt\.?|variant|вариант)[ \t]+\(?(?:\d{1,2}|[a-z])\)?(?=[\s.:)])/gim,
    );
    this.#because("labels", "labels-of-options", seen);
    return "options";
  }

  /** Numbers in brackets that stand behind words and rise are footnotes; numbers beside other brackets are contested. */
  #numbers(): Reading["numbers"] {
    const behind = this.#find(
      /(?<=[\p{L}.,;:”"’)])[ \t]?\[(\d{1,3})\](?![ \t]?\[)(?![ \t]*(?:days|months|years|hours|per|percent|%|дней|лет|год))/gu,
    );
    const values = behind.map((found) => Number.parseInt(found[1] ?? "", 10));
    const rising = values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0));
    if (behind.length < 2 || !rising) return "contested";
    const defined = this.#find(/^[ \t]*\[\d{1,3}\][ \t]+\p{L}/gmu);
    this.#because("numbers", defined.length > 0 ? "footnotes-in-brackets" : "citations-in-brackets", behind);
    return defined.length > 0 ? "footnotes" : "citations";
  }

  #braces(): Reading["braces"] {
    const options = this.#find(/\{[^{}\n]{1,200}\/[^{}\n]{1,200}\}|\{[^{}\n]{1,100}\}\{[^{}\n]{1,100}\}/g);
    if (this.#because("braces", "braces-with-options", options) > 0) return "options";
    const notes = this.#find(/\{(?:placeholder|note)[^{}\n]{0,200}\}/gi);
    return this.#because("braces", "braces-with-notes", notes) > 0 ? "notes" : "words";
  }

  #rounds(): Reading["rounds"] {
    const seen = this.#find(/\][ \t]?\([^()\n]{1,200} [-–—] ?\p{Lu}[^()\n]{1,60}\)/gu);
    return this.#because("rounds", "round-brackets-with-names", seen) > 0 ? "options" : "words";
  }

  /** The names that stand in attributions, and how often. */
  #names(): NameMet[] {
    const known = new Names(this.#options.parties, this.#options.aliases ?? {});
    const counts = new Map<string, number>();
    for (const list of this.#lists()) for (const name of namesOf(list)) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts]
      .map(([name, mentions]) => ({ name, code: this.#codeOf(name, known), mentions }))
      .filter(({ name, code }) => code !== undefined || looksLikeName(name))
      .map((met) => ({ ...met, code: met.code ?? null }))
      .sort((a, b) => b.mentions - a.mentions || (a.name < b.name ? -1 : 1));
  }

  #codeOf(name: string, known: Names): PartyCode | null {
    const code = known.resolve(name);
    if (code !== undefined || this.#options.parties) return code ?? null;
    const made = name
      .normalize("NFD")
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 12);
    return /^[A-Z][A-Z0-9-]+$/.test(made) ? made : null;
  }

  /** What stands before the colon or behind the last dash of a bracket, if it could be a list of names. */
  *#lists(): Generator<string> {
    for (const { 1: words = "" } of this.#source.matchAll(/\[([^[\]]{1,2000})(?=[[\]])/g)) {
      const colon = words.slice(0, LONGEST_LIST).indexOf(":");
      if (colon > 0) yield words.slice(0, colon);
    }
    for (const { index } of this.#source.matchAll(/[\])]/g)) {
      const near = this.#source.slice(Math.max(0, index - LONGEST_LIST), index);
      const words = near.slice(Math.max(...[...SIGNS].map((sign) => near.lastIndexOf(sign))) + 1);
      for (const part of words.split(/\s\/\s/)) {
        const dash = Math.max(part.lastIndexOf(" -"), part.lastIndexOf(" –"), part.lastIndexOf(" —"));
        if (dash >= 0) yield part.slice(dash + 2);
      }
    }
  }
}

/** The names in a list, where it is one: all of its words are names and verbs. */
function namesOf(list: string): string[] {
  if (statusTag(list) || /\bnote\s*$/i.test(list)) return [];
  const said = readSaid(list, new Names([]));
  return said && "unknown" in said ? [...said.unknown] : [];
}

const SIGNS = "[](){}";
const WORD = /\p{L}+|\d+/gu;

function areAlike(a: string, b: string): boolean {
  const left: readonly string[] = a.toLowerCase().match(WORD) ?? [];
  const right: readonly string[] = b.toLowerCase().match(WORD) ?? [];
  if (left.length === 0 || right.length === 0) return false;
  if (left.length === 1 && right.length === 1) {
    const modal =
      /^(?:shall|should|may|must|will|can|could|a|an|the|this|any|all|each|party|parties|agreement|chapter|\d+)$/;
    return (
      modal.test(left[0] as string) || modal.test(right[0] as string) || left[0]?.slice(0, 4) === right[0]?.slice(0, 4)
    );
  }
  const shared = left.filter((word) => word.length > 3 && right.includes(word));
  return (
    left[0] === right[0] || left.at(-1) === right.at(-1) || shared.length > 0 || /^(?:or|and)$/.test(right[0] as string)
  );
}
