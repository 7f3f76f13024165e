import { nodeOfY } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type * as Y from "yjs";

/** What a change of the shared words means for the editor's document. */
interface Edit {
  readonly from: number;
  readonly to: number;
  /** The node that stands there now; null where a block went away. */
  readonly node: Node | null;
  /** The block that stood there; null where a block is new. */
  readonly old: Node | null;
}

/**
 * Brings the editor's document up to date with the shared words, touching the blocks that changed and nothing else, each by
 * its smallest replacement: decorations, positions and the caret elsewhere stay as they are. `before` are the shared blocks
 * that the document shows, `after` those of now. A shared element never moves, it is deleted or inserted, so the blocks that
 * survive stand in the same order. Throws RangeError where a shared block does not fit the schema.
 */
export function readChanges(
  transaction: Transaction,
  before: readonly Y.XmlElement[],
  after: readonly Y.XmlElement[],
  touched: ReadonlySet<Y.XmlElement>,
): void {
  const { doc } = transaction;
  const edits: Edit[] = [];
  const survives = before === after ? null : new Set(after);
  let pos = 0;
  let next = 0;
  const insert = (element: Y.XmlElement) => edits.push({ from: pos, to: pos, node: nodeOfY(element), old: null });
  for (let i = 0; i < before.length; i++) {
    const element = before[i] as Y.XmlElement;
    const old = doc.child(i);
    const end = pos + old.nodeSize;
    if (survives && !survives.has(element)) {
      edits.push({ from: pos, to: end, node: null, old });
    } else {
      while (survives && after[next] !== element) insert(after[next++] as Y.XmlElement);
      next++;
      if (touched.has(element)) edits.push({ from: pos, to: end, node: nodeOfY(element), old });
    }
    pos = end;
  }
  while (survives && next < after.length) insert(after[next++] as Y.XmlElement);
  for (const edit of edits.reverse()) apply(transaction, edit);
}

function apply(transaction: Transaction, { from, to, node, old }: Edit): void {
  if (!node) transaction.delete(from, to);
  else if (!old) transaction.insert(from, node);
  else if (old.type !== node.type) transaction.replaceWith(from, to, node);
  else {
    const start = old.content.findDiffStart(node.content);
    if (start !== null) replaceContent(transaction, from, old, node, start);
    for (const name of Object.keys(node.attrs)) {
      if (old.attrs[name] !== node.attrs[name]) transaction.setNodeAttribute(from, name, node.attrs[name]);
    }
  }
}

function replaceContent(transaction: Transaction, from: number, old: Node, node: Node, start: number): void {
  if (!node.inlineContent) {
    transaction.replaceWith(from + 1, from + 1 + old.content.size, node.content);
    return;
  }
  let { a, b } = old.content.findDiffEnd(node.content) ?? { a: start, b: start };
  const overlap = start - Math.min(a, b);
  if (overlap > 0) {
    a += overlap;
    b += overlap;
  }
  transaction.replaceWith(from + 1 + start, from + 1 + a, node.content.cut(start, b));
}
