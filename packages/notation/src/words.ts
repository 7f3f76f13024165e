import { escapeCharacter, UNPRINTABLE } from "./characters.ts";

/** Where words stand, as far as it decides what must be escaped in them. */
export interface Surroundings {
  /** Whether a space at the beginning, or at the end, would be taken for none of the words. */
  readonly start: boolean;
  readonly end: boolean;
  /** Whether the words stand in brackets, where a dash may begin stances. */
  readonly bracketed: boolean;
  /** Whether the provision has subscripts, whose sign is two commas. */
  readonly subscripts: boolean;
  /** Whether the character at this offset would be taken for something else. */
  guarded(offset: number): boolean;
}

const ALWAYS = new Set(["\\", "[", "]", "{", "|", "*"]);
const DOUBLED = new Set(["_", "~", "^", ","]);

/** Writes words so that they are read as themselves. */
export function writeWords(text: string, around: Surroundings): string {
  let out = "";
  let offset = 0;
  for (const character of text) {
    const next = offset + character.length;
    const escaped =
      ALWAYS.has(character) ||
      around.guarded(offset) ||
      UNPRINTABLE.test(character) ||
      (DOUBLED.has(character) && mayDouble(text, offset, around)) ||
      (character === "—" && around.bracketed && /^ *(?:[A-Z]|$)/.test(text.slice(next, next + 40))) ||
      (character === " " && ((around.start && offset === 0) || (around.end && next === text.length)));
    out += escaped ? escapeCharacter(character) : character;
    offset = next;
  }
  return out;
}

/** Whether a sign that means something when it stands twice does or might stand beside another. */
function mayDouble(text: string, offset: number, around: Surroundings): boolean {
  const sign = text[offset];
  if (text[offset - 1] === sign || text[offset + 1] === sign) return true;
  if (offset > 0 && offset < text.length - 1) return false;
  return sign !== "," || around.subscripts;
}
