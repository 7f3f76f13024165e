import type { Node } from "prosemirror-model";

/**
 * A text with the very nodes of another wherever blocks are equal, so that whoever draws both leaves what they share alone.
 * The same text comes back as the other one.
 */
export function sharingNodes(text: Node, other: Node): Node {
  const known = new Map<string, Node>();
  other.forEach((block) => {
    known.set(block.attrs.id as string, block);
  });
  const blocks: Node[] = [];
  text.forEach((block) => {
    const old = known.get(block.attrs.id as string);
    blocks.push(old?.eq(block) ? old : block);
  });
  const same = blocks.length === other.childCount && blocks.every((block, i) => block === other.child(i));
  return same ? other : text.type.create(null, blocks);
}
