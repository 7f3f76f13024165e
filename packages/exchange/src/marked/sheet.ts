import { type BracketIndex, indexBrackets, signsOf } from "@adref/brackets";
import {
  displayedNumbers,
  type ProvisionValue,
  provisionOfNode,
  provisionsOf,
  type Status,
  statusOf,
  type TextValue,
} from "@adref/schema";
import type { Node } from "prosemirror-model";
import { type InlineContent, inlineOf } from "./inline.ts";

/** A provision as it is written: its value, and what a reader of paper sees of it. */
export interface SheetBlock extends InlineContent {
  readonly type: "block";
  readonly value: ProvisionValue;
  /** The displayed number, "" where it has none. */
  readonly number: string;
  readonly status: Status;
  /** Its index among the text's blocks; that of its table for a provision in a cell. */
  readonly place: number;
}

export interface SheetCell {
  readonly node: Node;
  readonly blocks: readonly SheetBlock[];
}

export interface SheetTable {
  readonly type: "table";
  readonly node: Node;
  readonly rows: readonly (readonly SheetCell[])[];
}

/** A text as markup is written from it: every block in order, except the footnotes, which stand where they are attached. */
export interface Sheet {
  readonly blocks: readonly (SheetBlock | SheetTable)[];
  /** The footnotes that stand with the first words that they are attached to, by id, in that order. */
  readonly footnotes: ReadonlyMap<string, SheetBlock>;
}

/**
 * Lays a text out for markup. A footnote leaves its place among the blocks only where exactly one block has its id and
 * words outside footnotes are attached to it; any other stands where it is.
 */
export function sheetOf(text: TextValue): Sheet {
  const index: BracketIndex = indexBrackets(text.doc);
  const signs = signsOf(index, text.doc);
  const provisions = provisionsOf(text.doc);
  const values = new Map(provisions.map(({ node }) => [node, provisionOfNode(node)] as const));
  const numbers = displayedNumbers([...values.values()]);
  const block = (node: Node, place: number): SheetBlock => {
    const value = values.get(node) ?? provisionOfNode(node);
    return {
      type: "block",
      value,
      number: value.number ?? numbers.get(value.id) ?? "",
      status: statusOf(text.record, value.id),
      place,
      ...inlineOf(value, signs.get(value.id) ?? [], index),
    };
  };
  const attached = attachedFootnotes(text.doc, provisions);
  const blocks: (SheetBlock | SheetTable)[] = [];
  const found = new Map<string, SheetBlock>();
  text.doc.forEach((node, _, place) => {
    if (node.type.name === "table") blocks.push(tableOf(node, (inner) => block(inner, place)));
    else if (attached.has(node.attrs.id) && node.attrs.kind === "footnote")
      found.set(node.attrs.id, block(node, place));
    else blocks.push(block(node, place));
  });
  return { blocks, footnotes: new Map([...attached].map((id) => [id, found.get(id) as SheetBlock])) };
}

function tableOf(node: Node, block: (node: Node) => SheetBlock): SheetTable {
  const rows = node.children.map((row) =>
    row.children.map((cell) => ({ node: cell, blocks: cell.children.map(block) })),
  );
  return { type: "table", node, rows };
}

/** The ids of footnotes that words outside footnotes are attached to, in the order of those words. */
function attachedFootnotes(doc: Node, provisions: readonly { node: Node }[]): ReadonlySet<string> {
  const times = new Map<string, number>();
  for (const { node } of provisions) times.set(node.attrs.id, (times.get(node.attrs.id) ?? 0) + 1);
  const footnotes = new Set<string>();
  doc.forEach((node) => {
    if (node.attrs.kind === "footnote" && times.get(node.attrs.id) === 1) footnotes.add(node.attrs.id);
  });
  const out = new Set<string>();
  for (const { node } of provisions) {
    if (footnotes.has(node.attrs.id)) continue;
    node.forEach((run) => {
      for (const mark of run.marks) {
        if (mark.type.name === "footnote" && footnotes.has(mark.attrs.footnote)) out.add(mark.attrs.footnote);
      }
    });
  }
  return out;
}
