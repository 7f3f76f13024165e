import { type MarkValue, type ProvisionValue, type RecordValue, type Run, schema, type TextValue } from "@adref/schema";
import { Fragment, Mark, type Node } from "prosemirror-model";

/** A provision's facts besides its words; an id may be missing. */
export type ProvisionAttrs = Omit<ProvisionValue, "runs" | "id"> & { readonly id: string | null };

/** A provision node from what was read. Throws RangeError where the schema does not know a mark. */
export function provisionNode(attrs: ProvisionAttrs, runs: readonly Run[]): Node {
  const nodes = runs.filter((run) => run.text !== "").map((run) => schema.text(run.text, pmMarksOf(run.marks)));
  return schema.node("provision", { ...attrs }, Fragment.fromArray(joined(nodes)));
}

/** A table node; its rows are what cellNode made. */
export function tableNode(id: string | null, rows: readonly (readonly Node[])[]): Node {
  return schema.node(
    "table",
    { id },
    rows.map((cells) => schema.node("table_row", null, cells)),
  );
}

/** How a cell reaches over others. */
export interface CellAttrs {
  readonly colspan: number;
  readonly rowspan: number;
  readonly colwidth: readonly number[] | null;
}

export function cellNode(header: boolean, { colspan, rowspan, colwidth }: CellAttrs, blocks: readonly Node[]): Node {
  return schema.node(header ? "table_header" : "table_cell", { colspan, rowspan, colwidth }, blocks);
}

/**
 * A text from its blocks and from those that were read elsewhere and know their place among all (footnotes). A place that
 * is taken or beyond the end is given up: the block comes as early after it as it can.
 */
export function textOfBlocks(
  blocks: readonly Node[],
  placed: readonly { readonly place: number; readonly node: Node }[],
  record: RecordValue,
): TextValue {
  const elsewhere = placed.toSorted((a, b) => a.place - b.place);
  const all: Node[] = [];
  let next = 0;
  for (const block of blocks) {
    for (let one = elsewhere[next]; one && one.place <= all.length; one = elsewhere[++next]) all.push(one.node);
    all.push(block);
  }
  for (const one of elsewhere.slice(next)) all.push(one.node);
  const doc = schema.topNodeType.createChecked(null, Fragment.fromArray(all));
  return { doc, record };
}

function pmMarksOf(marks: readonly MarkValue[]) {
  return marks.reduce<readonly Mark[]>((set, { type, attrs }) => schema.mark(type, attrs).addToSet(set), Mark.none);
}

function joined(nodes: readonly Node[]): Node[] {
  const out: Node[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (last?.sameMarkup(node)) out[out.length - 1] = schema.text(`${last.text}${node.text}`, last.marks);
    else out.push(node);
  }
  return out;
}
