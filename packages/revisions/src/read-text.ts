import { displayedNumbers, type ProvisionValue, provisionOfNode, schema, type TextValue, wordsOf } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { TablePlace } from "./comparison.ts";

/** A provision in the reading order of its text. */
export interface Item {
  readonly index: number;
  readonly value: ProvisionValue;
  readonly text: string;
  /** As displayed. */
  readonly number: string;
  readonly cell: TablePlace | null;
}

/** A top-level block: one provision, or a table as rows of cells, each of them the indices of its provisions. */
export type BlockItem =
  | { readonly kind: "provision"; readonly item: number }
  | { readonly kind: "table"; readonly id: string | null; readonly rows: readonly (readonly (readonly number[])[])[] };

export interface ReadText {
  readonly items: readonly Item[];
  readonly blocks: readonly BlockItem[];
}

/** Reads a text once, for everything that compares it. */
export function readText(text: TextValue): ReadText {
  const found: Omit<Item, "number">[] = [];
  const blocks: BlockItem[] = [];
  const push = (node: Node, cell: TablePlace | null): number => {
    const value = provisionOfNode(node);
    found.push({ index: found.length, value, text: wordsOf(value), cell });
    return found.length - 1;
  };
  let tables = 0;
  text.doc.forEach((block) => {
    if (block.type === schema.nodes.provision) blocks.push({ kind: "provision", item: push(block, null) });
    else blocks.push(readTable(block, tables++, push));
  });
  // By place and not by id: ids may be missing or doubled here.
  const numbers = displayedNumbers(found.map(({ value, index }) => ({ ...value, id: String(index) })));
  return { items: found.map((item) => ({ ...item, number: numbers.get(String(item.index)) ?? "" })), blocks };
}

function readTable(node: Node, nth: number, push: (node: Node, cell: TablePlace) => number): BlockItem {
  const id = (node.attrs.id as string | null | undefined) ?? null;
  const rows: number[][][] = [];
  node.forEach((row) => {
    const cells: number[][] = [];
    let column = 0;
    row.forEach((cell) => {
      const header = cell.type === schema.nodes.table_header;
      const place: TablePlace = { table: id ?? `#${nth}`, row: rows.length, column, header };
      const provisions: number[] = [];
      cell.forEach((provision) => {
        provisions.push(push(provision, place));
      });
      cells.push(provisions);
      column += (cell.attrs.colspan as number | undefined) ?? 1;
    });
    rows.push(cells);
  });
  return { kind: "table", id, rows };
}
