/**
 * How single characters are written. A backslash before a sign makes it a plain character; `\u{…}` with a hexadecimal code
 * point writes a character that could not stand in a line of text, or that must not begin a block. Any other backslash is
 * itself, so that careless sources keep theirs.
 */
const SIGN = /[!-/:-@[-`{-~ —–…¶]/;
const CODE_POINT = /^u\{([0-9a-fA-F]{1,6})\}/;

/** The character that the backslash at `at` writes, and the offset after it; null where the backslash is itself. */
export function readEscape(source: string, at: number, to: number): { character: string; end: number } | null {
  if (at + 1 >= to) return null;
  const next = source.charAt(at + 1);
  if (next === "u") {
    const hex = CODE_POINT.exec(source.slice(at + 1, Math.min(to, at + 12)));
    const code = hex ? Number.parseInt(hex[1] as string, 16) : Number.NaN;
    if (hex && code <= 0x10ffff) return { character: String.fromCodePoint(code), end: at + 1 + hex[0].length };
    return null;
  }
  return SIGN.test(next) ? { character: next, end: at + 2 } : null;
}

/** A character written so that it is read as itself anywhere. */
export function escapeCharacter(character: string): string {
  if (SIGN.test(character)) return `\\${character}`;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Characters that cannot stand in a line: controls, line separators, a byte order mark, half a surrogate pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
export const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\p{Cs}/u;

/** Undoes every escape in a piece of source. */
export function withoutEscapes(source: string): string {
  let out = "";
  let from = 0;
  for (let at = source.indexOf("\\"); at !== -1; at = source.indexOf("\\", from)) {
    const escaped = readEscape(source, at, source.length);
    out += source.slice(from, at) + (escaped ? escaped.character : "\\");
    from = escaped ? escaped.end : at + 1;
  }
  return out + source.slice(from);
}

const UNPRINTABLES = new RegExp(UNPRINTABLE.source, "gu");

/** Escapes what a quoted note inside a bracket must not hold bare. */
export function escapeNote(note: string): string {
  return note.replace(/[\\"[\]{|*_~^—]|,(?=,)|(?<=,),/g, (sign) => `\\${sign}`).replace(UNPRINTABLES, escapeCharacter);
}

/** Escapes what a header's value must not hold bare. */
export function escapeValue(value: string): string {
  const escaped = value.replaceAll("\\", "\\\\").replace(UNPRINTABLES, escapeCharacter);
  return escaped.replace(/^ | $/g, "\\ ");
}

/** The offset of the first character from `from` on that is not a space, tab or line break. */
export function skipSpaces(source: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(source, at)) at++;
  return at;
}

/** The offset after the last character before `end` that is not a space, tab or line break, or is an escaped space. */
export function trimmedEnd(source: string, from: number, end: number): number {
  let to = end;
  while (to > from && isSpace(source, to - 1)) to--;
  return to < end && source[to] === " " && isEscaped(source, from, to) ? to + 1 : to;
}

/** Whether a backslash that is not itself escaped stands before `at`. */
export function isEscaped(source: string, from: number, at: number): boolean {
  let first = at;
  while (first > from && source[first - 1] === "\\") first--;
  return (at - first) % 2 === 1;
}

function isSpace(source: string, at: number): boolean {
  const character = source[at];
  return character === " " || character === "\t" || character === "\n";
}
