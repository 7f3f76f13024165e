import { EMPTY_RECORD, FILE_ROOTS, isKind, type Kind, LEVEL_OF, type RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { recordSchema } from "../json/index.ts";
import { unescapeFact } from "../marked/odd-characters.ts";
import { cellNode, provisionNode, tableNode, textOfBlocks } from "../marked/rebuild.ts";
import { reportOn } from "../read-report.ts";
import { type ReadFinding, type ReadResult, refused } from "../reading.ts";
import { childOf, descendants, elementsIn, textOf, type XmlElement } from "./parse-xml.ts";
import { factOf, numberIn, readRuns } from "./read-words.ts";
import { AKN_VERSION, ELEMENT_OF, FACT_ELEMENTS, NULLABLE, YES_OR_NO } from "./vocabulary.ts";

/** Our facts in a document, undefined in one that has none. */
export function ownFacts(document: XmlElement): XmlElement | undefined {
  const meta = childOf(document, "meta");
  const all = meta ? elementsIn(meta).filter(({ name }) => name === "proprietary") : [];
  return all.find((one) => childOf(one, "adref:text") !== undefined);
}

/** Reads a document that writeAkn wrote: exactly as it was, but for what somebody changed in it since. */
export function readOwn(document: XmlElement, facts: XmlElement): ReadResult {
  const version = childOf(facts, "adref:text")?.attributes.version;
  if (version !== AKN_VERSION) {
    const sentence = `The file is of version ${version ?? "?"} of the convention; this program reads version ${AKN_VERSION}. Use a newer program.`;
    return refused("wrong-version", sentence);
  }
  const reader = new Reader();
  for (const part of elementsIn(document)) if (part.name !== "meta") reader.blocks(part);
  const read = recordSchema.safeParse(recordOf(facts));
  const notKept: ReadFinding[] = [];
  if (!read.success) {
    const path = read.error.issues[0]?.path.join(".") ?? "";
    const did = "Owners, stances and statuses were not read; words and brackets were.";
    notKept.push({ where: path, what: "The facts in the file's metadata do not keep to the convention.", did });
  }
  const record = { ...EMPTY_RECORD, ...(read.success ? read.data : recordSchema.parse({})) } as RecordValue;
  const text = textOfBlocks(reader.top, reader.placed, record);
  return { ok: true, text, header: headerOf(facts), report: reportOn(text, { notKept }) };
}

function headerOf(facts: XmlElement): Record<string, string> {
  const lines = elementsIn(facts).filter(({ name }) => name === "adref:header");
  return Object.fromEntries(lines.map((line) => [factOf(line, "name") ?? "", unescapeFact(textOf(line))]));
}

/** The record that the metadata spells, still to be checked. */
function recordOf(facts: XmlElement): unknown {
  const roots = new Map<string, Map<string, unknown>>(FILE_ROOTS.map((root) => [root, new Map()]));
  const rootOf = new Map<string, string>(FILE_ROOTS.map((root) => [`adref:${FACT_ELEMENTS[root]}`, root]));
  const stances = new Map<string, Map<string, unknown>>();
  for (const fact of elementsIn(facts)) {
    const root = rootOf.get(fact.name);
    const { id, target, party, ...rest } = fact.attributes;
    if (root !== undefined && id !== undefined) {
      // A comment has a party and none of these has a target.
      roots.get(root)?.set(unescapeFact(id), valuesOf(fact.name, party === undefined ? rest : { ...rest, party }));
    } else if (fact.name === "adref:stance" && target !== undefined) {
      const of = stances.get(unescapeFact(target)) ?? new Map<string, unknown>();
      if (party !== undefined) of.set(unescapeFact(party), valuesOf(fact.name, rest));
      stances.set(unescapeFact(target), of);
    }
  }
  const plain = [...roots].map(([root, facts]) => [root, Object.fromEntries(facts)]);
  const said = Object.fromEntries([...stances].map(([target, of]) => [target, Object.fromEntries(of)]));
  return { ...Object.fromEntries(plain), stances: said };
}

function valuesOf(element: string, attributes: Readonly<Record<string, string>>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name of NULLABLE[element.slice("adref:".length)] ?? []) out[name] = null;
  for (const [name, value] of Object.entries(attributes)) {
    out[name] = YES_OR_NO.has(name) ? value === "true" : unescapeFact(value);
  }
  return out;
}

const KIND_OF = new Map<string, Kind>(Object.entries(ELEMENT_OF).map(([kind, element]) => [element, kind as Kind]));

class Reader {
  readonly top: Node[] = [];
  readonly placed: { place: number; node: Node }[] = [];

  /** The provisions and tables below an element, in document order. */
  blocks(parent: XmlElement): void {
    for (const child of elementsIn(parent)) this.#block(child);
  }

  #block(element: XmlElement): void {
    if (element.attributes["adref:filler"] === "true") return;
    const named = element.name === "hcontainer" ? element.attributes.name : undefined;
    const kind = KIND_OF.get(element.name) ?? (isKind(named) ? named : undefined);
    if (kind !== undefined) this.#hierarchical(element, kind);
    else if (element.name === "recital") this.#hierarchical(element, "recital");
    else if (element.name === "table") this.top.push(this.#table(element));
    else if (element.name === "p" || element.name === "block") this.top.push(this.#line(element));
    else this.blocks(element);
  }

  #hierarchical(element: XmlElement, kind: Kind): void {
    const num = childOf(element, "num");
    const inside = childOf(element, "content") ?? childOf(element, "intro") ?? element;
    const words = childOf(element, "heading") ?? childOf(inside, "p");
    this.top.push(this.#provision(element, kind, num, words));
    for (const child of elementsIn(element)) {
      if (child === words || child === num) continue;
      // What another program put beside the words stays as provisions of its own.
      if (child === inside) for (const other of elementsIn(child)) other === words || this.#block(other);
      else this.#block(child);
    }
  }

  #line(element: XmlElement): Node {
    const num = elementsIn(element).find((child) => child.name === "inline" && child.attributes.name === "num");
    const given = element.attributes["adref:kind"];
    return this.#provision(element, isKind(given) ? given : "paragraph", num, element);
  }

  #provision(element: XmlElement, kind: Kind, num: XmlElement | undefined, words: XmlElement | undefined): Node {
    const derived = (num ?? element).attributes["adref:derived"] === "true";
    return this.#node(element, kind, derived ? null : num ? numberIn(num) : "", words);
  }

  #footnote(note: XmlElement): void {
    const place = Number(note.attributes["adref:place"] ?? Number.NaN);
    const node = this.#node(note, "footnote", factOf(note, "adref:number"), childOf(note, "p"));
    this.placed.push({ place: Number.isInteger(place) ? place : Number.MAX_SAFE_INTEGER, node });
  }

  #node(element: XmlElement, kind: Kind, number: string | null, words: XmlElement | undefined): Node {
    const level = Number(element.attributes["adref:level"] ?? LEVEL_OF[kind]);
    return provisionNode(
      {
        id: idOf(element),
        kind,
        level: Number.isInteger(level) && level >= 0 && level < 100 ? level : LEVEL_OF[kind],
        number,
        bracket: factOf(element, "adref:bracket"),
        option: factOf(element, "adref:option"),
        within: factOf(element, "adref:within"),
      },
      words ? readRuns(words, (note) => this.#footnote(note)) : [],
    );
  }

  #table(element: XmlElement): Node {
    const rows = elementsIn(element).filter(({ name, attributes }) => name === "tr" && !attributes["adref:filler"]);
    const cells = rows.map((row) =>
      elementsIn(row)
        .filter(({ name, attributes }) => (name === "td" || name === "th") && !attributes["adref:filler"])
        .map((cell) => {
          const { colspan, rowspan, "adref:colwidth": widths } = cell.attributes;
          const attrs = {
            colspan: sizeOf(colspan),
            rowspan: sizeOf(rowspan),
            colwidth: widths === undefined ? null : widths.split(" ").map(Number).filter(Number.isFinite),
          };
          const blocks = elementsIn(cell).filter(({ name }) => name === "p");
          return cellNode(
            cell.name === "th",
            attrs,
            blocks.map((block) => this.#line(block)),
          );
        }),
    );
    return tableNode(idOf(element), cells);
  }
}

function idOf(element: XmlElement): string | null {
  return factOf(element, "adref:id") ?? element.attributes.wId ?? null;
}

function sizeOf(value: string | undefined): number {
  const size = Number(value ?? 1);
  return Number.isInteger(size) && size >= 1 && size <= 1_000 ? size : 1;
}

/** Whether a file of XML is Akoma Ntoso, and the document in it. */
export function documentOf(root: XmlElement): XmlElement | undefined {
  if (root.name !== "akomaNtoso") return undefined;
  return elementsIn(root).find((child) => [...descendants(child, "meta")].length > 0);
}
