import { SPELLED_NUMBERS } from "@adref/notation";
import type { Kind } from "@adref/schema";

/** A number that words begin with, and what kind of provision it makes of them. */
export interface Label {
  readonly kind: Kind;
  /** As the text has it: "Article 5", "2 bis", "(a)". */
  readonly number: string;
  /** How many characters it takes, with what divides it from the words. */
  readonly length: number;
}

/** What decides between readings of one label. */
export interface LabelContext {
  /** Whether the paragraph looks like a heading: by its style, or centred, or short and bold. */
  readonly heading: boolean;
  readonly before: { readonly kind: Kind; readonly number: string } | null;
  /** Word's name of the format in which it counts, where it is the number of a list. */
  readonly format?: string | null;
  /** How deep it stands in a list of no known format; a third level is that of items. */
  readonly level?: number | null;
}

const LATIN = "(?:[ \\u00a0]?(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt))?";
const NAMES: readonly (readonly [Kind, string])[] = [
  ["article", "Article|Art\\.|Статья"],
  ["chapter", "Chapter|Part|Глава|Часть"],
  ["section", "Section|Раздел"],
  ["annex", "Annex|Appendix|Schedule|Приложение"],
];
const NAMED = NAMES.map(([kind, names]) => {
  const label = `(?:№[ \\u00a0]?)?(?:\\d{1,4}(?:[.\\-–]\\d{1,4})*[A-Za-z]?|[IVXLC]{1,8}|${SPELLED_NUMBERS}|[A-ZА-Я])`;
  return [kind, new RegExp(`^(${names})[ \\u00a0]+(${label}${LATIN})(?![\\p{L}\\p{N}])`, "iu")] as const;
});
const ALONE = /^(annex|appendix|приложение)[ \u00a0]*$/i;
/** What may stand between the number of an article and its title. */
const DIVIDED = /^(?:[ \u00a0]*[.:][ \t\n\u00a0]*|[ \u00a0]*[—–-][ \t\u00a0]+|[ \u00a0]*[\t\n][ \t\n]*|[ \u00a0]*$)/;
const PARAGRAPH = new RegExp(
  `^(\\d{1,3}(?:\\.\\d{1,3}){0,4}[a-z]?${LATIN})(\\.?[ \\u00a0]*\\t|\\.[ \\u00a0]+|\\.$)[ \\t]*`,
  "u",
);
const STEPPED = /^(\d{1,3}(?:\.\d{1,3}){1,4})[ \u00a0]+(?=\p{L})/u;
const CLOSED = new RegExp(`^((?:\\d{1,3}|[a-z]|[ivx]{1,5}|[а-я])${LATIN}\\))[ \\t\\u00a0]+`, "u");
const ENCLOSED = new RegExp(`^(\\((?:\\p{L}{1,2}|[ivxlcIVXLC]{1,8}|\\d{1,3})${LATIN}\\))(?:[ \\t\\u00a0]+|$)`, "u");

/** The number at the beginning of words; null where they begin with none. */
export function readLabel(words: string, context: LabelContext): Label | null {
  for (const [kind, pattern] of NAMED) {
    const found = pattern.exec(words);
    if (!found) continue;
    const rest = words.slice(found[0].length);
    const divided = DIVIDED.exec(rest)?.[0] ?? (context.heading ? (/^[ \u00a0]+/.exec(rest)?.[0] ?? null) : null);
    // "Article 5: …" heads what follows; "Article 5. The Parties shall" in running words of a paragraph does not look like it.
    if (divided === null) return null;
    const number = `${proper(found[1] as string)} ${(found[2] as string).replace(/\u00a0/g, " ")}`;
    return { kind, number, length: found[0].length + divided.length };
  }
  const alone = context.heading ? ALONE.exec(words) : null;
  if (alone) return { kind: "annex", number: proper(alone[1] as string), length: words.length };
  const paragraph = PARAGRAPH.exec(words) ?? STEPPED.exec(words);
  if (paragraph) return { kind: "paragraph", number: plain(paragraph[1]), length: paragraph[0].length };
  const enclosed = ENCLOSED.exec(words) ?? CLOSED.exec(words);
  if (!enclosed) return null;
  const number = plain(enclosed[1]);
  return { kind: kindOfLetter(number, context), number, length: enclosed[0].length };
}

const plain = (label: string | undefined) => (label ?? "").replace(/\u00a0/g, " ");

/** "ARTICLE" is a way to print "Article". */
function proper(name: string): string {
  if (name.length < 3 || name !== name.toUpperCase()) return name === "Art." ? "Article" : name;
  return name.charAt(0) + name.slice(1).toLowerCase();
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function romanValue(label: string): number | null {
  const numeral = label.replace(/[()]/g, "");
  if (!/^[ivxlc]+$/.test(numeral)) return null;
  const digits = [...numeral].map((letter) => ROMAN[letter] as number);
  return digits.reduce((sum, digit, i) => sum + (digit < (digits[i + 1] ?? 0) ? -digit : digit), 0);
}

/** A Roman numeral that goes on from an item, or begins after a subparagraph other than (h), is an item's. */
function kindOfLetter(label: string, { before, format, level }: LabelContext): Kind {
  const value = romanValue(label);
  if (typeof format === "string") {
    const inside = before?.kind === "subparagraph" || before?.kind === "item";
    return format === "lowerRoman" && inside ? "item" : "subparagraph";
  }
  if ((level ?? 0) >= 2) return "item";
  if (value === null || !before) return "subparagraph";
  if (before.kind === "item") return romanValue(before.number) === value - 1 ? "item" : "subparagraph";
  return before.kind === "subparagraph" && value === 1 && !/^\(?h\)$/.test(before.number) ? "item" : "subparagraph";
}
