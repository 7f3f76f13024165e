import type { Kind } from "@adref/schema";

/** What a block's marker says; `length` is that of the marker itself, without the space after it. */
export interface Marker {
  readonly kind: Kind;
  readonly number: string | null;
  readonly length: number;
}

/** What decides whether an unindented `(i)` is an item or a subparagraph. */
export interface MarkerContext {
  readonly indented: boolean;
  readonly before: { readonly kind: Kind; readonly number: string | null } | null;
}

/** What numbers of inserted provisions end with. */
export const LATIN_WORDS = "bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt";
const LATIN = `(?: (?:${LATIN_WORDS}))?`;
const END = "(?=[ \\t\\n]|$)";
const LABEL = `(?:[\\p{L}\\p{N}]{1,12}(?:[.\\-–/][\\p{L}\\p{N}]{1,8}){0,4}${LATIN}|\\+)`;
const named = (words: string) => new RegExp(`^((?:${words}) ${LABEL})\\.${END}`, "u");

const HEADING = new RegExp(`^(#{1,4})(\\+?)${END}`);
const CHAPTER = named("Chapter|Part|Глава|Часть");
const ANNEX = named("Annex|Appendix|Приложение");
const SECTION = named("Section|Раздел");
const ARTICLE = named("Article|Статья");
const RECITAL = new RegExp(`^>(?:(\\+)|[ \\t]+(PP\\d{1,3}[a-z]?${LATIN})\\.)?${END}`);
const PARAGRAPH = new RegExp(`^((?:OP\\d{1,3}|\\d{1,4}(?:\\.\\d{1,4}){0,4})[a-z]?${LATIN}|\\+)\\.${END}`);
const LETTER = new RegExp(`^\\((?:(?:\\p{L}{1,2}|[ivxlcIVXLC]{1,8}|\\d{1,3})${LATIN}|\\+)\\)${END}`, "u");
const FOOTNOTE = new RegExp(`^\\{\\^([^\\s{}[\\]\\\\]{1,12})\\}${END}`);
const PLAIN = new RegExp(`^¶${END}`);

/** The longest marker that is looked for, in characters. */
const REACH = 120;

const HEADED: Readonly<Record<number, readonly { readonly kind: Kind; readonly label: RegExp }[]>> = {
  2: [
    { kind: "chapter", label: CHAPTER },
    { kind: "annex", label: ANNEX },
  ],
  3: [{ kind: "section", label: SECTION }],
  4: [{ kind: "article", label: ARTICLE }],
};
const UNLABELLED: readonly Kind[] = ["title", "heading", "section", "article"];

/** The marker that stands at `from` of a block that ends at `to`, or null. */
export function readMarker(source: string, from: number, to: number, context: MarkerContext): Marker | null {
  const text = source.slice(from, Math.min(to, from + REACH));
  const heading = HEADING.exec(text);
  if (heading) return readHeading(text, (heading[1] as string).length, heading[2] === "+");
  let found = RECITAL.exec(text);
  if (found) return { kind: "recital", number: found[1] ? null : (found[2] ?? ""), length: found[0].length };
  found = PARAGRAPH.exec(text);
  if (found)
    return { kind: "paragraph", number: found[1] === "+" ? null : (found[1] as string), length: found[0].length };
  found = LETTER.exec(text);
  if (found) {
    const label = found[0];
    return { kind: letterKind(label, context), number: label === "(+)" ? null : label, length: label.length };
  }
  found = FOOTNOTE.exec(text);
  if (found)
    return { kind: "footnote", number: found[1] === "+" ? null : (found[1] as string), length: found[0].length };
  return PLAIN.test(text) ? { kind: "paragraph", number: "", length: 1 } : null;
}

function readHeading(text: string, depth: number, derived: boolean): Marker {
  const signs = depth + (derived ? 1 : 0);
  if (!derived) {
    const space = /^[ \t]*/.exec(text.slice(signs))?.[0].length ?? 0;
    for (const { kind, label } of HEADED[depth] ?? []) {
      const found = label.exec(text.slice(signs + space));
      if (!found) continue;
      const number = found[1] as string;
      return { kind, number: number.endsWith(" +") ? null : number, length: signs + space + found[0].length };
    }
  }
  return { kind: UNLABELLED[depth - 1] as Kind, number: derived ? null : "", length: signs };
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function romanValue(label: string): number | null {
  if (!/^\([ivxlc]+\)$/.test(label)) return null;
  const digits = [...label.slice(1, -1)].map((letter) => ROMAN[letter] as number);
  return digits.reduce((sum, digit, i) => sum + (digit < (digits[i + 1] ?? 0) ? -digit : digit), 0);
}

/**
 * Indented letters are items, others subparagraphs; but a Roman numeral that continues items, or that is `(i)` right
 * after a subparagraph other than (h), is an item without indentation too.
 */
function letterKind(label: string, { indented, before }: MarkerContext): Kind {
  if (indented) return "item";
  const value = romanValue(label);
  if (value === null || !before) return "subparagraph";
  if (before.kind === "item") return romanValue(before.number ?? "") === value - 1 ? "item" : "subparagraph";
  return before.kind === "subparagraph" && value === 1 && before.number !== "(h)" ? "item" : "subparagraph";
}

/**
 * The marker to write for a kind and number. Where the signs have none that says both, the nearest that says the kind;
 * "" for a paragraph without a number.
 */
export function markerOf(kind: Kind, number: string | null): string {
  switch (kind) {
    case "title":
      return number === null ? "#+" : "#";
    case "heading":
      return number === null ? "##+" : "##";
    case "chapter":
      return `## ${labelOr(CHAPTER, number, "Chapter +")}.`;
    case "annex":
      return `## ${labelOr(ANNEX, number, "Annex +")}.`;
    case "section":
      return number === "" ? "###" : number === null ? "###+" : headed("###", SECTION, number);
    case "article":
      return number === "" ? "####" : number === null ? "####+" : headed("####", ARTICLE, number);
    case "recital":
      if (number === "") return ">";
      return number === null ? ">+" : RECITAL.exec(`> ${number}.`)?.[2] === number ? `> ${number}.` : ">";
    case "paragraph":
      return number === "" ? "" : number === null || !PARAGRAPH.test(`${number}.`) ? "+." : `${number}.`;
    case "subparagraph":
      return number !== null && LETTER.test(number) ? number : "(+)";
    case "item":
      return `  ${number !== null && LETTER.test(number) ? number : "(+)"}`;
    case "footnote":
      return number !== null && FOOTNOTE.test(`{^${number}}`) ? `{^${number}}` : "{^+}";
    case "cell":
      return "";
  }
}

function labelOr(pattern: RegExp, number: string | null, otherwise: string): string {
  return number !== null && pattern.test(`${number}.`) && !number.endsWith("+") ? number : otherwise;
}

function headed(signs: string, pattern: RegExp, number: string): string {
  const label = labelOr(pattern, number, "");
  return label === "" ? `${signs}+` : `${signs} ${label}.`;
}

const NO_CONTEXT: MarkerContext = { indented: false, before: null };

/**
 * The offset of the character to escape in words that would be taken for a marker where they follow `marker` (none, or a
 * heading's signs alone); -1 where they would not.
 */
export function markedAt(marker: string, words: string): number {
  if (marker === "") {
    const found = readMarker(words, 0, words.length, NO_CONTEXT);
    if (found) return found.kind === "paragraph" && found.number !== "" ? found.length - 1 : 0;
    return words.startsWith("%%") ? 0 : -1;
  }
  if (!/^(?:#{2,4}|>)$/.test(marker)) return -1;
  const length = readMarker(`${marker} ${words}`, 0, marker.length + 1 + words.length, NO_CONTEXT)?.length ?? 0;
  return length > marker.length ? length - marker.length - 2 : -1;
}
