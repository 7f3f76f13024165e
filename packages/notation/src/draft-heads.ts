import { readBefore } from "./draft-attributions.ts";
import { LATIN_WORDS } from "./markers.ts";
import type { Names } from "./names.ts";
import type { Reading } from "./reading.ts";

/** A marker as a draft spells it, and how the notation does. */
export interface DraftMarker {
  /** The notation's marker, without the space after it. */
  readonly marker: string;
  readonly heading: boolean;
  /** Where the words begin. */
  readonly end: number;
}

/** What a line of a draft begins with. */
export interface DraftHead {
  /** The opening signs before the marker, each with the offset after its attribution. */
  readonly leads: readonly { readonly at: number; readonly end: number }[];
  readonly marker: DraftMarker | null;
  /** Where the marker begins, or the words after the leads. */
  readonly at: number;
}

const MOST_LEADS = 8;
const REACH = 200;
const LATIN = `(?:[ .]{0,2}(${LATIN_WORDS})(?![\\p{L}\\p{N}]))?`;

/** Numbers that headings spell out, as alternatives of a regular expression. */
export const SPELLED_NUMBERS =
  "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth";
const LABEL = `((?:\\d{1,4}(?:[a-z](?!\\p{L}))?|[ivxlc]{1,8}|\\p{L}|${SPELLED_NUMBERS})(?:[.\\-–/][\\p{L}\\p{N}]{1,8}){0,4})${LATIN}(?![\\p{L}\\p{N}])`;
const HEADED = new RegExp(
  `^(article|art\\.|статья|chapter|part|глава|часть|annex|appendix|приложение|section|раздел)[ \\t]{1,8}${LABEL}`,
  "iu",
);
const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  article: ["####", "Article"],
  "art.": ["####", "Article"],
  статья: ["####", "Статья"],
  chapter: ["##", "Chapter"],
  part: ["##", "Part"],
  глава: ["##", "Глава"],
  часть: ["##", "Часть"],
  annex: ["##", "Annex"],
  appendix: ["##", "Appendix"],
  приложение: ["##", "Приложение"],
  section: ["###", "Section"],
  раздел: ["###", "Раздел"],
};
const PREAMBULAR = new RegExp(
  `^(PP|OP)[ ]?(\\d{1,3}(?:[a-z](?!\\p{L}))?)${LATIN}[ \\t]*[.:)]?(?=[ \\t[]|$)[ \\t]*`,
  "iu",
);
const NUMBER = new RegExp(
  `^(\\d{1,3}(?:\\.\\d{1,4}){0,4}(?:[a-z](?!\\p{L}))?)${LATIN}(?:[ \\t]*([.)])|)(?=([ \\t]*)(.?))`,
  "iu",
);
const LETTER = new RegExp(`^(\\(?)(\\p{L}|\\p{Ll}{2}|[ivxlc]{1,6}|\\d{1,2})${LATIN}\\)(?=[ \\t[]|$)[ \\t]*`, "iu");

/** Reads the head of a line of a draft from `from`, its first character that is no space, to `to`. */
export function readDraftHead(source: string, from: number, to: number, names: Names, reading: Reading): DraftHead {
  const leads: { at: number; end: number }[] = [];
  let at = from;
  while (at < to && source[at] === "[" && leads.length < MOST_LEADS) {
    const stop = source.slice(at + 1, Math.min(to, at + 1 + 2 * REACH)).search(/[[\]]/);
    const bound = stop === -1 ? to : at + 1 + stop;
    const { credit, label } = readBefore(source, at + 1, bound, names, reading.labels === "options");
    let end = credit?.to ?? label?.end ?? at + 1;
    while (end < to && /[ \t\n]/.test(source.charAt(end))) end++;
    leads.push({ at, end });
    at = end;
  }
  const marker = readDraftMarker(source, at, to);
  if (!marker || (leads.length > 0 && source[marker.end] === "]")) return { leads, marker: null, at };
  return { leads, marker, at };
}

function readDraftMarker(source: string, at: number, to: number): DraftMarker | null {
  const text = source.slice(at, Math.min(to, at + REACH));
  return headed(text, at) ?? preambular(text, at) ?? numbered(text, at) ?? lettered(text, at);
}

/** Headings: a separator after the label, nothing, or a title in capitals; else it is a sentence that begins so. */
function headed(text: string, at: number): DraftMarker | null {
  const found = HEADED.exec(text);
  if (!found) return null;
  const [signs, word] = SIGNS[(found[1] as string).toLowerCase()] as readonly [string, string];
  const rest = text.slice(found[0].length);
  const separator = /^[ \t]*[.:–—-](?=[ \t]|$)[ \t]*|^[ \t]*:[ \t]*/.exec(rest)?.[0] ?? null;
  const spaces = /^[ \t]*/.exec(rest)?.[0].length ?? 0;
  if (separator === null && rest.length > spaces && (spaces === 0 || !isTitle(rest.slice(spaces)))) return null;
  const latin = found[3] ? ` ${found[3].toLowerCase()}` : "";
  return {
    marker: `${signs} ${word} ${found[2]}${latin}.`,
    heading: true,
    end: at + found[0].length + (separator?.length ?? spaces),
  };
}

/** Whether words are a title: its long words begin with capitals, and it does not end as a sentence does. */
export function isTitle(words: string): boolean {
  const plain = words.replace(/[[\]{}()]/g, " ").trim();
  if (plain === "" || plain.length > 160 || /[.;,]$/.test(plain) || !/^\P{Ll}/u.test(plain)) return false;
  return plain
    .split(/\s+/)
    .every((word) => word.length < 5 || /^[^\p{L}]*\p{Lu}/u.test(word) || /^\P{L}+$/u.test(word));
}

/**
 * Whether a line of its own under a heading that is a number alone is that heading's title: few words that begin with a
 * capital and do not end as a sentence does. Many drafts write titles as `Paperless trade`.
 */
export function isShortTitle(words: string): boolean {
  const plain = words.replace(/[[\]{}()]/g, " ").trim();
  return plain.length <= 80 && plain.split(/\s+/).length <= 12 && /^\p{Lu}/u.test(plain) && !/[.;,:]$/.test(plain);
}

function preambular(text: string, at: number): DraftMarker | null {
  const found = PREAMBULAR.exec(text);
  if (!found) return null;
  const kind = (found[1] as string).toUpperCase();
  const number = `${kind}${found[2]}${found[3] ? ` ${found[3].toLowerCase()}` : ""}`;
  return { marker: kind === "PP" ? `> ${number}.` : `${number}.`, heading: false, end: at + found[0].length };
}

/** `1.`, `1)`, `2.bis`, `2 bis.`, `5.1 Words`, `2.[Words]`. */
function numbered(text: string, at: number): DraftMarker | null {
  const found = NUMBER.exec(text);
  if (!found) return null;
  const [all, digits, latin, separator = "", spaces, next] = found as unknown as readonly (string | undefined)[];
  const dotted = digits?.includes(".") ?? false;
  if (next && spaces === "" && !(separator !== "" && /[\p{Lu}[{]/u.test(next))) return null;
  if (separator === "" && !latin && !(dotted && next && /[\p{Lu}[“"]/u.test(next))) return null;
  if (latin && separator === "" && next && /\p{Ll}/u.test(next)) return null;
  const number = `${digits}${latin ? ` ${latin.toLowerCase()}` : ""}`;
  return { marker: `${number}.`, heading: false, end: at + (all?.length ?? 0) + (spaces?.length ?? 0) };
}

/** `(a)`, `a)`, `(ii)`. */
function lettered(text: string, at: number): DraftMarker | null {
  const found = LETTER.exec(text);
  if (!found) return null;
  const [all, open, sign, latin] = found as unknown as readonly (string | undefined)[];
  if (open === "" && !/^(?:\p{Ll}|[ivx]{1,5})$/u.test(sign ?? "")) return null;
  if (/^\p{L}{2}$/u.test(sign ?? "") && !/^(?:[ivxlc]+|(\p{Ll})\1)$/u.test(sign ?? "")) return null;
  return { marker: `(${sign}${latin ? ` ${latin.toLowerCase()}` : ""})`, heading: false, end: at + (all?.length ?? 0) };
}
