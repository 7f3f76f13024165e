import { EMPTY_RECORD, type Kind, LEVEL_OF } from "@adref/schema";
import { attach, type DraftProvision, type DraftTable, nodesOf, type Piece, tidied } from "../foreign/draft.ts";
import { Tally } from "../foreign/notes.ts";
import { textOfBlocks } from "../marked/rebuild.ts";
import { reportOn } from "../read-report.ts";
import type { ReadResult } from "../reading.ts";
import { childOf, descendants, elementsIn, isXml, textOf, type XmlElement } from "./parse-xml.ts";

/** Units of a hierarchy that head others, and the kind that each is. `section` depends on the document. */
const HEADS: ReadonlyMap<string, Kind> = new Map([
  ["book", "chapter"],
  ["tome", "chapter"],
  ["title", "chapter"],
  ["subtitle", "section"],
  ["part", "chapter"],
  ["subpart", "section"],
  ["chapter", "chapter"],
  ["subchapter", "section"],
  ["division", "section"],
  ["subdivision", "section"],
  ["article", "article"],
]);

/** Units that hold words, one below the other. */
const UNITS: ReadonlySet<string> = new Set([
  "paragraph",
  "subparagraph",
  "subsection",
  "clause",
  "subclause",
  "point",
  "indent",
  "alinea",
  "rule",
  "subrule",
  "proviso",
  "list",
  "sublist",
  "level",
  "transitional",
]);
const BELOW: Readonly<Record<string, Kind>> = { paragraph: "subparagraph", subparagraph: "item", item: "item" };

const FORMATS: ReadonlyMap<string, string> = new Map([
  ["b", "strong"],
  ["i", "em"],
  ["u", "underline"],
  ["sup", "superscript"],
  ["sub", "subscript"],
  ["del", "strike"],
]);
const NOT_WORDS: ReadonlySet<string> = new Set(["img", "foreign", "toc", "marker", "noteRef", "math"]);

/** Reads a document of Akoma Ntoso that was not written here. */
export function readForeignAkn(document: XmlElement): ReadResult {
  const reader = new ForeignReader([...descendants(document, "article")].length > 0);
  for (const part of elementsIn(document)) reader.part(part);
  const text = textOfBlocks(nodesOf(reader.blocks), [], EMPTY_RECORD);
  const { guessed, notKept } = reader;
  return {
    ok: true,
    text,
    header: headerOf(document),
    report: reportOn(text, { guessed: guessed.list(), notKept: notKept.list() }),
  };
}

function headerOf(document: XmlElement): Record<string, string> {
  const identification = childOf(childOf(document, "meta"), "identification");
  const work = childOf(identification, "FRBRWork");
  const expression = childOf(identification, "FRBRExpression");
  const said = {
    title: childOf(work, "FRBRname")?.attributes.value,
    symbol: childOf(work, "FRBRnumber")?.attributes.value,
    date: childOf(expression, "FRBRdate")?.attributes.date ?? childOf(work, "FRBRdate")?.attributes.date,
    revision: childOf(expression, "FRBRversionNumber")?.attributes.value,
  };
  return Object.fromEntries(Object.entries(said).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** What stands round a unit: its kind, and whether its list is that of recitals. */
interface Around {
  readonly kind: Kind | null;
  readonly level: number | null;
}

const TOP: Around = { kind: null, level: null };

class ForeignReader {
  readonly blocks: (DraftProvision | DraftTable)[] = [];
  readonly guessed = new Tally();
  readonly notKept = new Tally();
  readonly #articles: boolean;
  #footnotes = 0;

  /** `articles`: whether the document has articles; where it has none, its sections are what articles are elsewhere. */
  constructor(articles: boolean) {
    this.#articles = articles;
  }

  part(element: XmlElement): void {
    switch (element.name) {
      case "meta":
        return;
      case "coverPage":
        return this.notKept.add("# cover page(s).", "Left out: a paper has a cover of its own.", this.#where());
      case "attachments":
      case "components":
        for (const document of elementsIn(element)) this.#attachment(document);
        return;
      default:
        this.#inside(element, TOP);
    }
  }

  #attachment(element: XmlElement): void {
    const heading = childOf(element, "heading") ?? childOf(element, "subheading");
    const pieces = heading ? this.#pieces(heading) : [];
    this.guessed.add("# attached document(s).", "Read as annexes at the end.", this.#where());
    this.#push("annex", "", pieces);
    for (const inner of elementsIn(element)) {
      if (inner === heading) continue;
      for (const part of childOf(inner, "meta") ? elementsIn(inner) : [inner]) this.part(part);
    }
  }

  #inside(parent: XmlElement, around: Around): void {
    for (const child of elementsIn(parent)) this.#element(child, around);
  }

  #element(element: XmlElement, around: Around): void {
    const { name } = element;
    const head = HEADS.get(name) ?? (name === "section" ? (this.#articles ? "section" : "article") : undefined);
    if (head) return this.#head(element, head);
    if (name === "recital" || name === "citation") return this.#unit(element, "recital", around);
    if (UNITS.has(name)) return this.#unit(element, BELOW[around.kind ?? ""] ?? "paragraph", around);
    switch (name) {
      case "hcontainer":
        return childOf(element, "heading")
          ? this.#head(element, "section")
          : this.#unit(element, BELOW[around.kind ?? ""] ?? "paragraph", around);
      case "crossHeading":
        return this.#push("heading", "", this.#pieces(element));
      case "longTitle":
        for (const words of elementsIn(element)) this.#push("title", "", this.#pieces(words));
        return;
      case "blockList":
      case "ul":
      case "ol":
        return this.#list(element, around);
      case "table":
        return this.#table(element);
      case "p":
      case "block":
      case "listIntroduction":
      case "listWrapUp":
      case "heading":
      case "subheading":
      case "caption":
        return this.#push(descendantTitle(element) ? "title" : "paragraph", "", this.#pieces(element));
      case "num":
        return this.#push("paragraph", "", this.#pieces(element));
      default:
        if (NOT_WORDS.has(name)) return this.#lost(name);
        if (name.startsWith("?:") || name.startsWith("adref:")) {
          return this.notKept.add("# element(s) of other namespaces.", "Left out.", this.#where());
        }
        if (hasWords(element)) return this.#push("paragraph", "", this.#pieces(element));
        this.#inside(element, around);
    }
  }

  #head(element: XmlElement, kind: Kind): void {
    const num = childOf(element, "num");
    const heading = childOf(element, "heading");
    this.#push(kind, num ? numberOf(num) : "", heading ? this.#pieces(heading) : [], true);
    const subheading = childOf(element, "subheading");
    if (subheading) this.#push("heading", "", this.#pieces(subheading));
    for (const child of elementsIn(element)) {
      if (child !== num && child !== heading && child !== subheading) this.#element(child, TOP);
    }
  }

  /** A unit's first words are one provision; further blocks in it stand below, without numbers. */
  #unit(element: XmlElement, kind: Kind, around: Around): void {
    const num = childOf(element, "num");
    const heading = childOf(element, "heading");
    const inside = elementsIn(element).filter((child) => child !== num);
    const first = heading ?? firstWords(element);
    const level = kind === "item" && around.kind === "item" ? (around.level ?? LEVEL_OF.item) + 1 : LEVEL_OF[kind];
    if (num || first)
      this.#push(kind, num ? numberOf(num) : "", first ? this.#pieces(first) : [], num !== undefined, level);
    const within = { kind, level };
    for (const child of inside) {
      if (child === first) continue;
      if (first && (child.name === "content" || child.name === "intro")) {
        for (const block of elementsIn(child)) if (block !== first) this.#element(block, within);
      } else this.#element(child, within);
    }
  }

  #list(element: XmlElement, around: Around): void {
    for (const child of elementsIn(element)) {
      const item = child.name === "item" || child.name === "li";
      if (child.name === "li" && hasWords(child))
        this.#push(BELOW[around.kind ?? ""] ?? "paragraph", "", this.#pieces(child));
      else if (item) this.#unit(child, BELOW[around.kind ?? ""] ?? "paragraph", around);
      else this.#element(child, around);
    }
  }

  #table(table: XmlElement): void {
    const caption = childOf(table, "caption");
    if (caption) this.#push("heading", "", this.#pieces(caption));
    const notes: XmlElement[] = [];
    const rows = elementsIn(table)
      .filter(({ name }) => name === "tr")
      .map((row) =>
        elementsIn(row).map((cell) => ({
          header: cell.name === "th",
          colspan: spanOf(cell.attributes.colspan),
          rowspan: spanOf(cell.attributes.rowspan),
          pieces: this.#collect(cell, notes),
        })),
      )
      .filter((row) => row.length > 0);
    if (rows.length > 0) this.blocks.push({ type: "table", rows });
    for (const note of notes) this.#note(note);
  }

  /** A block, and after it the footnotes in its words. */
  #push(kind: Kind, number: string, pieces: readonly Piece[], keepEmpty = false, level?: number): void {
    const notes = this.#waiting.splice(0);
    const words = tidied(pieces);
    if (words.length > 0 || keepEmpty) {
      this.blocks.push({ type: "provision", kind, number, pieces: words, ...(level === undefined ? {} : { level }) });
    }
    for (const note of notes) this.#note(note);
  }

  readonly #waiting: XmlElement[] = [];
  readonly #names = new Map<XmlElement, string>();

  #pieces(element: XmlElement): Piece[] {
    return this.#collect(element, this.#waiting);
  }

  #collect(element: XmlElement, notes: XmlElement[]): Piece[] {
    const pieces: Piece[] = [];
    const read = (parent: XmlElement, formats: readonly string[]) => {
      for (const child of parent.children) {
        if (!isXml(child)) pieces.push({ text: child, formats, footnotes: [] });
        else if (child.name === "authorialNote") {
          const name = `note ${this.#names.size}`;
          this.#names.set(child, name);
          attach(pieces, name);
          notes.push(child);
        } else if (child.name === "br" || child.name === "eol") pieces.push({ text: " ", formats, footnotes: [] });
        else if (NOT_WORDS.has(child.name)) this.#lost(child.name);
        else if (child.name.startsWith("?:"))
          this.notKept.add("# element(s) of other namespaces.", "Left out.", this.#where());
        else {
          this.#told(child);
          const format = FORMATS.get(child.name);
          read(child, format && !formats.includes(format) ? exclusive([...formats, format]) : formats);
          if (INNER_BLOCKS.has(child.name)) pieces.push({ text: " ", formats, footnotes: [] });
        }
      }
    };
    read(element, []);
    return tidied(pieces);
  }

  #note(note: XmlElement): void {
    this.#footnotes++;
    const number = note.attributes.marker ?? String(this.#footnotes);
    const pieces = this.#pieces(note);
    const inner = this.#waiting.splice(0);
    this.blocks.push({ type: "provision", kind: "footnote", number, pieces, footnote: this.#names.get(note) ?? "" });
    for (const one of inner) this.#note(one);
  }

  #told({ name }: XmlElement): void {
    if (name === "ref" || name === "rref" || name === "mref" || name === "a") {
      this.notKept.add("# link(s) to other texts.", "Their words were kept, what they lead to was not.", this.#where());
    } else if (name === "ins")
      this.guessed.add("# passage(s) marked as inserted.", "Read as words like others.", this.#where());
    else if (name === "del")
      this.guessed.add("# passage(s) marked as deleted.", "Kept as words that are struck out.", this.#where());
    else if (name === "quotedStructure" || name === "embeddedStructure") {
      this.notKept.add("# quoted provision(s).", "Kept as words in the paragraph that quotes them.", this.#where());
    }
  }

  #lost(name: string): void {
    if (name === "img" || name === "foreign" || name === "math")
      this.notKept.add("# picture(s) or formula(s).", "Left out: a text holds words only.", this.#where());
    else if (name === "toc")
      this.notKept.add("# table(s) of contents.", "Left out: it is made of the text.", this.#where());
  }

  #where(): string {
    return `block ${this.blocks.length + 1}`;
  }
}

const INNER_BLOCKS: ReadonlySet<string> = new Set([
  "p",
  "block",
  "li",
  "num",
  "heading",
  "item",
  "td",
  "th",
  "tr",
  "content",
]);

/** The first words of a unit that stand in a block of their own. */
function firstWords(element: XmlElement): XmlElement | undefined {
  const inside = childOf(element, "content") ?? childOf(element, "intro") ?? element;
  const first = elementsIn(inside).find(({ name }) => name !== "num");
  return first && (first.name === "p" || first.name === "block") ? first : undefined;
}

const hasWords = (element: XmlElement) => element.children.some((child) => !isXml(child) && child.trim() !== "");

const descendantTitle = (element: XmlElement) => [...descendants(element, "docTitle")].length > 0;

/** A number as a text has it: without the full stop after it. */
function numberOf(num: XmlElement): string {
  return textOf(num).replace(/\s+/g, " ").trim().replace(/[.:]$/, "").trim();
}

/** Words stand above or below the line, not both. */
function exclusive(formats: readonly string[]): readonly string[] {
  const last = formats.at(-1);
  const other = last === "superscript" ? "subscript" : last === "subscript" ? "superscript" : null;
  return other === null ? formats : formats.filter((format) => format !== other);
}

function spanOf(value: string | undefined): number {
  const span = Number(value ?? 1);
  return Number.isInteger(span) && span >= 1 && span <= 1_000 ? span : 1;
}
