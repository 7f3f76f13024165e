import { EMPTY_RECORD, isKind, LEVEL_OF, type MarkValue, type RecordValue, type Run } from "@adref/schema";
import type { DefaultTreeAdapterTypes } from "parse5";
import type { Node } from "prosemirror-model";
import { z } from "zod";
import { recordSchema } from "../json/index.ts";
import { characterOf, unescapeFact } from "../marked/odd-characters.ts";
import { cellNode, provisionNode, tableNode, textOfBlocks } from "../marked/rebuild.ts";
import { reportOn } from "../read-report.ts";
import { type ReadFinding, type ReadResult, refused } from "../reading.ts";
import { attribute, type ChildNode, type Element, findElement, isElement, textBelow } from "./parse-page.ts";
import { HTML_VERSION } from "./write-html.ts";

/** Whether a page says that it was written here, so that its facts can be read. */
export function isOwnPage(page: DefaultTreeAdapterTypes.Document): boolean {
  return (
    findElement(page, (element) => element.tagName === "html" && attribute(element, "data-adref") === "text") !== null
  );
}

const factsSchema = z.strictObject({ header: z.record(z.string(), z.string()), record: recordSchema });

/** Reads a page that writeHtml wrote: exactly as it was, but for what somebody changed in it since. */
export function readOwnPage(page: DefaultTreeAdapterTypes.Document): ReadResult {
  const root = findElement(page, (element) => element.tagName === "html");
  const version = root && attribute(root, "data-version");
  if (version !== HTML_VERSION) {
    const sentence = `The page is of version ${version} of its format; this program reads version ${HTML_VERSION}. Use a newer program.`;
    return refused("wrong-version", sentence);
  }
  const reader = new Reader();
  const main = findElement(page, (element) => element.tagName === "main");
  if (main) reader.blocks(main);
  const facts = factsOf(page);
  const notKept: ReadFinding[] = [];
  if (!facts) {
    const did = "Owners, stances and statuses were not read; words and brackets were.";
    notKept.push({ where: "", what: "The page has lost its facts or somebody changed them.", did });
  }
  const empty = recordSchema.parse({});
  const text = textOfBlocks(reader.top, reader.placed, { ...EMPTY_RECORD, ...(facts?.record ?? empty) } as RecordValue);
  return { ok: true, text, header: facts?.header ?? {}, report: reportOn(text, { notKept }) };
}

function factsOf(page: DefaultTreeAdapterTypes.Document): z.output<typeof factsSchema> | null {
  const template = findElement(page, (element) => attribute(element, "data-facts") === "record");
  if (!template || !("content" in template)) return null;
  try {
    const read = factsSchema.safeParse(JSON.parse(textBelow((template as DefaultTreeAdapterTypes.Template).content)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

const FORMATS: ReadonlyMap<string, string> = new Map([
  ["strong", "strong"],
  ["b", "strong"],
  ["em", "em"],
  ["i", "em"],
  ["u", "underline"],
  ["s", "strike"],
  ["sup", "superscript"],
  ["sub", "subscript"],
]);

class Reader {
  readonly top: Node[] = [];
  readonly placed: { place: number; node: Node }[] = [];

  /** The provisions and tables below an element, wherever somebody's program has put them. */
  blocks(parent: Element): void {
    for (const child of parent.childNodes) {
      if (!isElement(child) || attribute(child, "data-paper") !== null) continue;
      if (attribute(child, "data-kind") !== null) this.#provision(child, this.top);
      else if (child.tagName === "table") this.top.push(this.#table(child));
      else this.blocks(child);
    }
  }

  #table(table: Element): Node {
    const rows = elementsOf(table, "tr").map((row) =>
      row.childNodes.filter(isElement).flatMap((cell) => {
        if (cell.tagName !== "td" && cell.tagName !== "th") return [];
        const blocks: Node[] = [];
        for (const inner of cell.childNodes) {
          if (isElement(inner) && attribute(inner, "data-kind") !== null) this.#provision(inner, blocks);
        }
        const widths = attribute(cell, "data-colwidth");
        const attrs = {
          colspan: sizeOf(attribute(cell, "colspan")),
          rowspan: sizeOf(attribute(cell, "rowspan")),
          colwidth: widths === null ? null : widths.split(",").map(Number).filter(Number.isFinite),
        };
        return [cellNode(cell.tagName === "th", attrs, blocks)];
      }),
    );
    return tableNode(fact(table, "data-table"), rows);
  }

  #provision(element: Element, into: Node[]): void {
    const given = attribute(element, "data-kind");
    const kind = isKind(given) ? given : "paragraph";
    const level = Number(attribute(element, "data-level") ?? Number.NaN);
    const runs: Run[] = [];
    readRuns(element, [], runs);
    const node = provisionNode(
      {
        id: fact(element, "data-provision"),
        kind,
        level: Number.isInteger(level) && level >= 0 && level < 100 ? level : LEVEL_OF[kind],
        number: fact(element, "data-number"),
        bracket: fact(element, "data-bracket"),
        option: fact(element, "data-option"),
        within: fact(element, "data-within"),
      },
      runs,
    );
    const place = Number(attribute(element, "data-place") ?? Number.NaN);
    if (Number.isInteger(place)) this.placed.push({ place, node });
    else into.push(node);
  }
}

function readRuns(parent: Element, marks: readonly MarkValue[], runs: Run[]): void {
  for (const child of parent.childNodes) {
    if ("value" in child) runs.push({ text: child.value, marks });
    else if (isElement(child)) readElement(child, marks, runs);
  }
}

function readElement(element: Element, marks: readonly MarkValue[], runs: Run[]): void {
  if (attribute(element, "data-paper") !== null) return;
  const code = attribute(element, "data-char");
  if (code !== null) {
    const character = characterOf(code);
    runs.push({ text: character ?? textBelow(element as ChildNode), marks });
    return;
  }
  const mark = markOf(element);
  readRuns(element, mark ? [...marks, mark] : marks, runs);
}

function markOf(element: Element): MarkValue | null {
  const type = FORMATS.get(element.tagName);
  if (type) return { type, attrs: {} };
  const [bracket, option] = [fact(element, "data-bracket"), fact(element, "data-option")];
  switch (attribute(element, "class")) {
    case "contested":
      return bracket === null ? null : { type: "contested", attrs: { bracket } };
    case "proposed":
      if (bracket === null || option === null) return null;
      return { type: "proposed", attrs: { bracket, option, within: fact(element, "data-within") } };
    case "note": {
      const note = fact(element, "data-note");
      return note === null ? null : { type: "note", attrs: { note } };
    }
    case "footnote-anchor": {
      const footnote = fact(element, "data-footnote");
      return footnote === null ? null : { type: "footnote", attrs: { footnote } };
    }
    default:
      return null;
  }
}

function fact(element: Element, name: string): string | null {
  const value = attribute(element, name);
  return value === null ? null : unescapeFact(value);
}

function sizeOf(value: string | null): number {
  const size = Number(value ?? 1);
  return Number.isInteger(size) && size >= 1 && size <= 1_000 ? size : 1;
}

function elementsOf(parent: Element, tag: string): Element[] {
  return parent.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === tag) return [child];
    return child.tagName === "table" ? [] : elementsOf(child, tag);
  });
}
