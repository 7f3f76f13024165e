import { type ProvisionValue, provisionOfNode, provisionsOf, schema, type TextValue } from "@adref/schema";

export type Block = TextValue["doc"];

/** The blocks of a text by a name that is the same at every moment: a provision's id, or a table's. */
export function keyedBlocks(doc: Block): ReadonlyMap<string, Block> {
  const out = new Map<string, Block>();
  doc.forEach((block) => {
    let key = keyOf(block);
    while (out.has(key)) key += "+";
    out.set(key, block);
  });
  return out;
}

/** A table without an id is known by its first provision. */
function keyOf(block: Block): string {
  if (block.type === schema.nodes.provision) return `p/${block.attrs.id}`;
  const id = (block.attrs.id as string | null) ?? provisionsIn(block)[0]?.id ?? "";
  return `t/${id}`;
}

/** The provisions of a block, in reading order. */
export function provisionsIn(block: Block): readonly ProvisionValue[] {
  if (block.type === schema.nodes.provision) return [provisionOfNode(block)];
  return provisionsOf(block).map(({ node }) => provisionOfNode(node));
}

/** A string that is equal for equal provisions, whatever the order in which marks are held. */
export function signOf(value: ProvisionValue): string {
  const { id, kind, level, number, bracket, option, within, runs } = value;
  return JSON.stringify([id, kind, level, number, bracket, option, within, runs]);
}

/** The same of everything in a block but its provisions: what cells a table has, and which provisions stand in each. */
export function frameOf(block: Block): string {
  if (block.type === schema.nodes.provision) return JSON.stringify(block.attrs.id);
  const inside: string[] = [];
  block.forEach((child) => {
    inside.push(frameOf(child));
  });
  const attrs = Object.entries(block.attrs).sort(([a], [b]) => (a < b ? -1 : 1));
  return `[${JSON.stringify([block.type.name, attrs])},${inside.join(",")}]`;
}
