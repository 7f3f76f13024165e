import { STANCES, type Stance } from "@adref/schema";
import { escapeNote, withoutEscapes } from "./characters.ts";

/** What stands between `[` and the words: whose they are. `parties` is empty for an unnamed party's option, `[?: words]`. */
export interface Attribution {
  readonly parties: readonly string[];
  /** Offset of the first word. */
  readonly end: number;
  readonly spaced: boolean;
}

const CODE = "[A-Z][A-Z0-9-]{1,11}";
const ATTRIBUTION = new RegExp(`[ \\t]{0,3}(${CODE}(?:,[ \\t]{0,3}${CODE}){0,40}|\\?):( |\\n[ \\t]*)?`, "y");
const NOTE = /(?:(?:Drafting|Drafter[’']s|Drafters[’']|Editorial|Secretariat|Chair[’']s) note|Note|Placeholder):/iy;
const EXPLICIT_NOTE = /!: ?/y;
const BARE_NOTE = /^(?:[ \t]+|\.{3}|…|X+|TB[DC]|●|•)$/;

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** The attribution at `at`, right after an opening sign; null for words that nobody signed. */
export function readAttribution(source: string, at: number, to: number): Attribution | null {
  const found = match(ATTRIBUTION, source, at);
  if (!found || at + found[0].length > to) return null;
  const parties = found[1] === "?" ? [] : [...new Set((found[1] as string).split(",").map((code) => code.trim()))];
  return { parties, end: at + found[0].length, spaced: found[2] !== undefined };
}

/** Where the words of a note begin when `[` before `from` and `]` at `to` enclose one; null when they do not. */
export function readNoteStart(source: string, from: number, to: number): number | null {
  const explicit = match(EXPLICIT_NOTE, source, from);
  if (explicit) return Math.min(to, from + explicit[0].length);
  if (match(NOTE, source, from)) return from;
  return to - from <= 20 && BARE_NOTE.test(source.slice(from, to)) ? from : null;
}

/** The offset of the colon by which words after `[` would be taken for an attribution or a note's beginning; else -1. */
export function attributedAt(words: string): number {
  const head = match(EXPLICIT_NOTE, words, 0) ?? match(NOTE, words, 0) ?? readAttribution(words, 0, words.length);
  return head ? words.indexOf(":") : -1;
}

/** Whether words are those of a note by themselves: a placeholder, or words that begin with "Note:" or the like. */
export function isBareNote(words: string): boolean {
  return BARE_NOTE.test(words);
}

/** Whether words say themselves that they are a note. */
export function beginsAsNote(words: string): boolean {
  return match(NOTE, words, 0) !== null;
}

const VERBS = STANCES.join("|");
const NEARLY = new RegExp(`[-–—]\\s*${CODE}(?:[,;] ?${CODE}){0,20} (?:${VERBS})`, "iy");

/** Whether words such as `- KAZ delete` at `at` look like stances, whatever their dash. */
export function looksLikeStances(words: string, at: number): boolean {
  return match(NEARLY, words, at) !== null;
}

/** One party's stance in a list such as `KAZ delete; MNG, UZB retain`. */
export interface StanceWords {
  readonly party: string;
  readonly stance: Stance;
  readonly note?: string;
}

const STANCE_ENTRY = new RegExp(
  `[ \\t\\n]*(${CODE}(?:,[ \\t\\n]*${CODE}){0,40})[ \\t\\n]+(${VERBS})(?:[ \\t\\n]+"((?:[^"\\\\]|\\\\[^])*)")?[ \\t\\n]*(;|$)`,
  "y",
);

/** Reads a list of stances; null when any part of it is something else, or a party speaks twice. */
export function readStances(list: string): StanceWords[] | null {
  const out: StanceWords[] = [];
  const seen = new Set<string>();
  for (let at = 0; ; ) {
    const found = match(STANCE_ENTRY, list, at);
    if (!found) return null;
    const note = found[3] === undefined ? undefined : withoutEscapes(found[3].replace(/[ \t]*\n[ \t]*/g, " "));
    for (const code of (found[1] as string).split(",")) {
      const party = code.trim();
      if (seen.has(party)) return null;
      seen.add(party);
      out.push({ party, stance: found[2] as Stance, ...(note === undefined ? {} : { note }) });
    }
    if (found[4] === "") return out;
    at += found[0].length;
  }
}

/** Writes stances: the owner's `delete` first, then by stance and party, equal ones together. */
export function writeStances(stances: readonly StanceWords[], first: string | null): string {
  const order: readonly Stance[] = ["delete", "retain", "support", "oppose", "reserve", "flexible"];
  const rank = (s: StanceWords) => (s.party === first && s.stance === "delete" ? -1 : order.indexOf(s.stance));
  const sorted = [...stances].sort(
    (a, b) =>
      rank(a) - rank(b) || Number(a.note !== undefined) - Number(b.note !== undefined) || (a.party < b.party ? -1 : 1),
  );
  const entries = new Map<string, { parties: string[]; words: string }>();
  for (const { party, stance, note } of sorted) {
    const words = note === undefined ? stance : `${stance} "${escapeNote(note)}"`;
    const known = entries.get(words);
    if (known && known.parties.length < 40) known.parties.push(party);
    else entries.set(known ? `${words} ${party}` : words, { parties: [party], words });
  }
  return [...entries.values()].map(({ parties, words }) => `${parties.join(", ")} ${words}`).join("; ");
}
