import type { Kind } from "@adref/schema";
import { XML_HEAD } from "./xml.ts";

interface List {
  /** How Word counts, and what stands round the count. */
  readonly format: "decimal" | "lowerLetter" | "lowerRoman" | "upperRoman" | "upperLetter";
  readonly text: string;
  readonly suffix: "tab" | "space";
  /** The value of a label of this list, null where Word would write it in another way. */
  readonly valueOf: (label: string) => number | null;
}

const LISTS: Partial<Record<Kind, List>> = {
  chapter: {
    format: "upperRoman",
    text: "Chapter %1.",
    suffix: "space",
    valueOf: (label) => valueIn(label, "Chapter ", "", roman),
  },
  annex: {
    format: "upperLetter",
    text: "Annex %1.",
    suffix: "space",
    valueOf: (label) => valueIn(label, "Annex ", "", (n) => letters(n).toUpperCase()),
  },
  article: {
    format: "decimal",
    text: "Article %1.",
    suffix: "space",
    valueOf: (label) => valueIn(label, "Article ", "", String),
  },
  paragraph: { format: "decimal", text: "%1", suffix: "tab", valueOf: (label) => valueIn(label, "", "", String) },
  subparagraph: {
    format: "lowerLetter",
    text: "(%1)",
    suffix: "tab",
    valueOf: (label) => valueIn(label, "(", ")", letters),
  },
  item: {
    format: "lowerRoman",
    text: "(%1)",
    suffix: "tab",
    valueOf: (label) => valueIn(label, "(", ")", (n) => roman(n).toLowerCase()),
  },
};

/** Beyond this Word and we would have to agree on how letters go on. */
const MOST = 999;

/** The number from 1 for which `write` gives what stands between `before` and `after`. */
function valueIn(label: string, before: string, after: string, write: (n: number) => string): number | null {
  if (!label.startsWith(before) || !label.endsWith(after)) return null;
  const core = label.slice(before.length, label.length - after.length);
  for (let n = /^\d{1,3}$/.test(core) ? Number(core) : 1; n <= MOST; n++) {
    if (write(n) === core) return n;
    if (/^\d/.test(core)) return null;
  }
  return null;
}

/** As Word letters: a … z, aa, bb … zz, aaa. */
function letters(n: number): string {
  return String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.ceil(n / 26));
}

const ROMAN = [[1000, "M"], [900, "CM"], [500, "D"], [400, "CD"], [100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]] as const; // biome-ignore format: a list

function roman(n: number): string {
  let out = "";
  let rest = n;
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      out += sign;
      rest -= value;
    }
  }
  return out;
}

/**
 * Decides, provision by provision, which numbers Word may count. A list goes on while the next label is the one that Word
 * would write, and starts anew elsewhere; what Word cannot write, such as "2 bis", stays typed and interrupts nothing.
 */
export class Numbering {
  readonly #values = new Map<string, number | null>();
  readonly #running = new Map<Kind, { readonly list: number; value: number }>();
  /** The lists that have begun: their kind and first value; a list's id is its place, from 1. */
  readonly #begun: { readonly kind: Kind; readonly from: number }[] = [];

  /** The list that writes this label, or null where it must be typed. */
  listFor(kind: Kind, label: string): number | null {
    const value = this.#valueOf(kind, label);
    if (value === null) return null;
    const running = this.#running.get(kind);
    if (running && running.value + 1 === value) {
      running.value = value;
      return running.list;
    }
    const list = this.#begun.push({ kind, from: value });
    this.#running.set(kind, { list, value });
    return list;
  }

  #valueOf(kind: Kind, label: string): number | null {
    const key = `${kind}/${label}`;
    let value = this.#values.get(key);
    if (value === undefined) {
      value = LISTS[kind]?.valueOf(label) ?? null;
      this.#values.set(key, value);
    }
    return value;
  }

  /** The part numbering.xml, or null where nothing is counted. */
  xml(): string | null {
    if (this.#begun.length === 0) return null;
    const kinds = Object.keys(LISTS) as Kind[];
    const lists = kinds.map((kind, i) => abstractXml(i, LISTS[kind] as List)).join("");
    const begun = this.#begun.map(
      ({ kind, from }, i) =>
        `<w:num w:numId="${i + 1}"><w:abstractNumId w:val="${kinds.indexOf(kind)}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="${from}"/></w:lvlOverride></w:num>`,
    );
    return `${XML_HEAD}<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${lists}${begun.join("")}</w:numbering>`;
  }
}

function abstractXml(id: number, { format, text, suffix }: List): string {
  const space = suffix === "space" ? '<w:suff w:val="space"/>' : "";
  return `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${space}<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>`;
}
