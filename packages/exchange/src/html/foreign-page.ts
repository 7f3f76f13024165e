import type { Kind } from "@adref/schema";
import type { DefaultTreeAdapterTypes } from "parse5";
import {
  type DraftProvision,
  type DraftTable,
  type Piece,
  tidied,
  withoutFirst,
  wordsOfPieces,
} from "../foreign/draft.ts";
import { Tally } from "../foreign/notes.ts";
import { readLabel } from "../word-in/labels.ts";
import { footnotesOf, type PageFootnotes } from "./footnotes.ts";
import { formatsOf, isHidden, Paragraph } from "./foreign-inline.ts";
import { labelOf } from "./list-labels.ts";
import { attribute, type ChildNode, type Element, isElement, textBelow } from "./parse-page.ts";

const SKIPPED: ReadonlySet<string> = new Set([
  "head",
  "script",
  "style",
  "template",
  "noscript",
  "link",
  "meta",
  "title",
  "datalist",
]);
const NOT_WORDS: ReadonlyMap<string, string> = new Map([
  ["img", "# picture(s)."],
  ["svg", "# picture(s)."],
  ["canvas", "# picture(s)."],
  ["picture", "# picture(s)."],
  ["video", "# film(s) or sound(s)."],
  ["audio", "# film(s) or sound(s)."],
  ["iframe", "# other page(s) shown inside this one."],
  ["object", "# other page(s) shown inside this one."],
  ["embed", "# other page(s) shown inside this one."],
  ["math", "# formula(s)."],
  ["input", "# field(s) or button(s) of forms."],
  ["select", "# field(s) or button(s) of forms."],
  ["textarea", "# field(s) or button(s) of forms."],
  ["button", "# field(s) or button(s) of forms."],
]);
const BLOCKS: ReadonlySet<string> = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "body",
  "center",
  "dd",
  "details",
  "dialog",
  "div",
  "dl",
  "dt",
  "fieldset",
  "figcaption",
  "figure",
  "footer",
  "form",
  "header",
  "hr",
  "html",
  "legend",
  "main",
  "nav",
  "p",
  "pre",
  "section",
  "summary",
  "caption",
  "tbody",
  "thead",
  "tfoot",
  "tr",
  "td",
  "th",
]);
const HEADINGS: ReadonlyMap<string, Kind> = new Map([
  ["h1", "title"],
  ["h2", "heading"],
  ["h3", "section"],
  ["h4", "article"],
  ["h5", "article"],
  ["h6", "article"],
]);
const LEFT_OUT = "Left out: a text holds words only.";

/** What a foreign page was read as. */
export interface ForeignPage {
  readonly blocks: readonly (DraftProvision | DraftTable)[];
  readonly title: string;
  readonly guessed: Tally;
  readonly notKept: Tally;
}

interface List {
  readonly ordered: boolean;
  readonly type: string;
  next: number;
}

/** Where a paragraph stands: in a heading, in a list, or neither. */
interface Context {
  readonly heading: Kind | null;
  readonly lists: readonly List[];
  /** The number of a list's item, for its first words; taken by whoever uses it. */
  readonly item: { label: string | null } | null;
}

/** Reads the words of a page that was not written here. */
export function readForeignPage(page: DefaultTreeAdapterTypes.Document): ForeignPage {
  const reader = new PageReader(footnotesOf(page));
  for (const child of page.childNodes) reader.node(child, { heading: null, lists: [], item: null }, []);
  reader.end({ heading: null, lists: [], item: null });
  reader.restOfNotes();
  return { blocks: reader.blocks, title: titleOf(page), guessed: reader.guessed, notKept: reader.notKept };
}

class PageReader {
  readonly blocks: (DraftProvision | DraftTable)[] = [];
  readonly guessed = new Tally();
  readonly notKept = new Tally();
  readonly #footnotes: PageFootnotes;
  readonly #paragraph = new Paragraph();
  #signs = new Set<string>();
  #readNotes = new Set<string>();
  #before: { kind: Kind; number: string } | null = null;

  constructor(footnotes: PageFootnotes) {
    this.#footnotes = footnotes;
  }

  node(node: ChildNode, context: Context, formats: readonly string[]): void {
    if ("value" in node) this.#paragraph.add(node.value, formats);
    else if (isElement(node)) this.#element(node, context, formats);
  }

  #element(element: Element, context: Context, formats: readonly string[]): void {
    const { tagName } = element;
    if (SKIPPED.has(tagName) || this.#footnotes.backLinks.has(element)) return;
    const foreign = NOT_WORDS.get(tagName);
    if (foreign) return this.notKept.add(foreign, LEFT_OUT, this.#where());
    if (isHidden(element)) {
      if (textBelow(element).trim() === "") return;
      return this.notKept.add("# passage(s) that the page does not show.", "Left out.", this.#where());
    }
    // Its words come with its sign.
    if (this.#footnotes.byBody.has(element)) return;
    const sign = this.#footnotes.bySign.get(element);
    if (sign !== undefined) {
      this.#paragraph.attach(sign);
      this.#signs.add(sign);
      return;
    }
    if (tagName === "br") return this.#paragraph.add("\n", formats);
    if (tagName === "table") return this.#table(element, context);
    if (tagName === "ul" || tagName === "ol" || tagName === "menu") return this.#list(element, context, formats);
    const heading = HEADINGS.get(tagName);
    const inner = formatsOf(element, formats);
    const within = heading ? { ...context, heading } : context;
    const block = heading !== undefined || BLOCKS.has(tagName) || tagName === "li";
    if (tagName === "ins")
      this.guessed.add("# passage(s) marked as inserted (ins).", "Read as words like others.", this.#where());
    if (tagName === "del")
      this.guessed.add("# passage(s) marked as deleted (del).", "Kept as words that are struck out.", this.#where());
    if (block) this.end(context);
    // A heading is bold by its nature.
    for (const child of element.childNodes)
      this.node(child, within, heading ? inner.filter((one) => one !== "strong") : inner);
    if (block) this.end(within);
  }

  #list(element: Element, context: Context, formats: readonly string[]): void {
    this.end(context);
    const start = Number(attribute(element, "start") ?? 1);
    const style = /list-style(?:-type)?:\s*([a-z-]+)/i.exec(attribute(element, "style") ?? "")?.[1];
    const list: List = {
      ordered: element.tagName === "ol",
      type: style ?? attribute(element, "type") ?? "1",
      next: Number.isInteger(start) ? start : 1,
    };
    const lists = [...context.lists, list];
    for (const child of element.childNodes) {
      if (!isElement(child) || child.tagName !== "li") {
        this.node(child, { ...context, lists }, formats);
        continue;
      }
      const value = Number(attribute(child, "value") ?? Number.NaN);
      if (Number.isInteger(value)) list.next = value;
      const label = list.ordered ? labelOf(list.type, list.next, lists.length) : null;
      list.next++;
      if (!list.ordered)
        this.guessed.add("# item(s) with a bullet.", "Read as provisions without numbers.", this.#where());
      this.node(child, { ...context, lists, item: { label } }, formats);
      this.end({ ...context, lists });
    }
  }

  /** Ends the paragraph that is being read. A blank line inside, made of line breaks, divides it. */
  end(context: Context): void {
    const pieces = this.#paragraph.take();
    for (const part of dividedAtBlankLines(pieces)) this.#provision(tidied(part), context);
    for (const sign of this.takeSigns()) this.#note(sign);
  }

  #provision(pieces: readonly Piece[], context: Context): void {
    if (pieces.length === 0) return;
    const { heading, lists, item } = context;
    const words = wordsOfPieces(pieces);
    const typed = readLabel(words, {
      heading: heading !== null,
      before: this.#before,
      level: lists.length > 0 ? lists.length - 1 : null,
    });
    const listed = item?.label ?? null;
    if (item) item.label = null;
    let block: DraftProvision;
    if (typed) {
      block = { type: "provision", kind: typed.kind, number: typed.number, pieces: withoutFirst(pieces, typed.length) };
    } else {
      const depth: Kind = lists.length <= 1 ? "paragraph" : lists.length === 2 ? "subparagraph" : "item";
      const kind = heading ?? (lists.length > 0 ? depth : "paragraph");
      block = { type: "provision", kind, number: heading ? "" : (listed ?? ""), pieces };
    }
    this.blocks.push(block);
    if (block.number !== "") this.#before = { kind: block.kind, number: block.number };
  }

  /** The footnotes whose signs were in a part that was left out. */
  restOfNotes(): void {
    for (const name of this.#footnotes.bodies.keys()) this.#note(name);
  }

  #note(name: string): void {
    if (this.#readNotes.has(name)) return;
    this.#readNotes.add(name);
    const body = this.#footnotes.bodies.get(name);
    if (!body) return;
    const inner = new PageReader({ ...this.#footnotes, bySign: new Map(), byBody: new Map(), bodies: new Map() });
    for (const child of body.childNodes) inner.node(child, NOWHERE, []);
    inner.end(NOWHERE);
    const pieces = inner.blocks.flatMap((block, i) => {
      if (block.type === "table") return [];
      const number = block.number === "" || i === 0 ? [] : [{ text: `${block.number} `, formats: [], footnotes: [] }];
      return [...(i > 0 ? [SPACE] : []), ...number, ...block.pieces];
    });
    const number = String(this.#readNotes.size);
    this.blocks.push({ type: "provision", kind: "footnote", number, pieces: tidied(pieces), footnote: name });
  }

  #table(table: Element, context: Context): void {
    this.end(context);
    const rows = rowsOf(table);
    if (rows.length === 1 && rows[0]?.length === 1) {
      // A table of one cell is a frame.
      for (const child of (rows[0][0] as Element).childNodes) this.node(child, context, []);
      return this.end(context);
    }
    const signs: string[] = [];
    const cells = rows.map((row) =>
      row.map((cell) => {
        const inner = new PageReader({ ...this.#footnotes, byBody: new Map() });
        for (const child of cell.childNodes) inner.node(child, NOWHERE, []);
        signs.push(...inner.takeSigns());
        inner.end(NOWHERE);
        const pieces = inner.blocks.flatMap((block, i) => (i > 0 ? [SPACE, ...piecesOf(block)] : piecesOf(block)));
        if (inner.blocks.some(({ type }) => type === "table")) {
          this.notKept.add(
            "# table(s) inside a cell.",
            "Its words stand in the cell, one after the other.",
            this.#where(),
          );
        }
        return {
          header: cell.tagName === "th",
          colspan: spanOf(cell, "colspan"),
          rowspan: spanOf(cell, "rowspan"),
          pieces: tidied(pieces),
        };
      }),
    );
    const filled = cells.filter((row) => row.length > 0);
    if (filled.length > 0) this.blocks.push({ type: "table", rows: filled });
    for (const sign of signs) this.#note(sign);
  }

  takeSigns(): ReadonlySet<string> {
    const signs = this.#signs;
    this.#signs = new Set();
    return signs;
  }

  #where(): string {
    return `paragraph ${this.blocks.length + 1}`;
  }
}

const NOWHERE: Context = { heading: null, lists: [], item: null };
const SPACE: Piece = { text: " ", formats: [], footnotes: [] };

function piecesOf(block: DraftProvision | DraftTable): readonly Piece[] {
  if (block.type === "table")
    return block.rows.flat().flatMap(({ pieces }, i) => (i > 0 ? [SPACE, ...pieces] : pieces));
  return block.number === ""
    ? block.pieces
    : [{ text: `${block.number} `, formats: [], footnotes: [] }, ...block.pieces];
}

function dividedAtBlankLines(pieces: readonly Piece[]): Piece[][] {
  if (!pieces.some(({ text }) => text.includes("\n"))) return [[...pieces]];
  const parts: Piece[][] = [[]];
  let blank = false;
  for (const piece of pieces) {
    for (const [i, line] of piece.text.split("\n").entries()) {
      if (i > 0) {
        if (blank) parts.push([]);
        blank = true;
      }
      if (line.trim() !== "") blank = false;
      const before = i > 0 && !blank ? " " : "";
      parts.at(-1)?.push({ ...piece, text: before + line });
    }
  }
  return parts;
}

function rowsOf(table: Element): Element[][] {
  const rows: Element[][] = [];
  for (const child of table.childNodes) {
    if (!isElement(child)) continue;
    if (child.tagName === "tr") {
      rows.push(child.childNodes.filter(isElement).filter(({ tagName }) => tagName === "td" || tagName === "th"));
    } else if (child.tagName !== "table") rows.push(...rowsOf(child));
  }
  return rows;
}

function spanOf(cell: Element, name: string): number {
  const span = Number(attribute(cell, name) ?? 1);
  return Number.isInteger(span) && span >= 1 && span <= 1_000 ? span : 1;
}

function titleOf(page: DefaultTreeAdapterTypes.Document): string {
  const html = page.childNodes.find((child) => isElement(child) && child.tagName === "html") as Element | undefined;
  const head = html?.childNodes.find((child) => isElement(child) && child.tagName === "head") as Element | undefined;
  const title = head?.childNodes.find((child) => isElement(child) && child.tagName === "title");
  return title ? textBelow(title).replace(/\s+/g, " ").trim().slice(0, 500) : "";
}
