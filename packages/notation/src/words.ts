import { looksLikeStances } from "./attributions.ts";
import { escapeCharacter, UNPRINTABLE } from "./characters.ts";

/** Where words stand, as far as it decides what must be escaped in them. */
export interface Surroundings {
  /** Whether a space at the beginning, or at the end, would be taken for none of the words. */
  readonly start: boolean;
  readonly end: boolean;
  /** Whether the words stand in brackets, where a dash may begin stances. */
  readonly bracketed: boolean;
  /** The formatting signs right before and after them. */
  readonly signsBefore: string;
  readonly signsAfter: string;
  /** Offsets of characters that would be taken for something else. */
  readonly guards: ReadonlySet<number>;
}

const ALWAYS = new Set(["\\", "[", "]", "{", "|", "*"]);
const DOUBLED = new Set(["_", "~", "^", ","]);

/** Writes the characters of `words` from `from` to `to` so that they are read as themselves. */
export function writeWords(words: string, from: number, to: number, around: Surroundings): string {
  let out = "";
  let at = from;
  for (const character of words.slice(from, to)) {
    const next = at + character.length;
    const escaped =
      ALWAYS.has(character) ||
      around.guards.has(at) ||
      UNPRINTABLE.test(character) ||
      (DOUBLED.has(character) && mayDouble(words, at, from, to, around)) ||
      (around.bracketed && mayBeginStances(words, character, at)) ||
      (character === " " && ((around.start && at === from) || (around.end && next === to)));
    out += escaped ? escapeCharacter(character) : character;
    at = next;
  }
  return out;
}

/** Whether a sign that means something when it stands twice does or might stand beside another. */
function mayDouble(words: string, at: number, from: number, to: number, around: Surroundings): boolean {
  const sign = words.charAt(at);
  if (words[at - 1] === sign || words[at + 1] === sign) return true;
  return (at === from && around.signsBefore.includes(sign)) || (at === to - 1 && around.signsAfter.includes(sign));
}

function mayBeginStances(words: string, character: string, at: number): boolean {
  if (character === "—") return /^ *[A-Z]/.test(words.slice(at + 1, at + 40));
  return (character === "-" || character === "–") && looksLikeStances(words, at);
}
