import { schema } from "@adref/schema";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import type { BracketIndex } from "./bracket.ts";
import { SEAM } from "./seam.ts";

/**
 * What becomes of brackets that are open: "standing" gives the words as they stand (nothing proposed, everything
 * contested kept), "nothing" only those that nobody contests.
 */
export type OpenWords = "standing" | "nothing";

/**
 * A document's words with no bracket left in them. Formatting, notes and footnotes stay; a note is shown where it stands
 * because a blank in brackets, such as a date to come, is part of the sentence. Provisions that are proposed, and with
 * "nothing" those that are contested from the first to the last word, go. A space before words that
 * went goes with them where another space, a stop or the provision's end follows, and a space after them at its beginning. `index` is the document's own; without brackets the same document is returned.
 */
export function cleanDoc(doc: Node, index: BracketIndex, open: OpenWords): Node {
  if (index.order.length === 0) return doc;
  const cleaned = cleanChildren(doc, open);
  return cleaned === doc.content ? doc : doc.copy(cleaned);
}

function cleanChildren(parent: Node, open: OpenWords): Fragment {
  const kept: Node[] = [];
  let changed = false;
  parent.forEach((child) => {
    const cleaned = child.type === schema.nodes.provision ? cleanProvision(child, open) : cleanBlock(child, open);
    if (cleaned !== child) changed = true;
    if (cleaned) kept.push(cleaned);
  });
  return changed ? Fragment.fromArray(kept) : parent.content;
}

function cleanBlock(block: Node, open: OpenWords): Node {
  if (block.isLeaf) return block;
  const content = cleanChildren(block, open);
  return content === block.content ? block : block.copy(content);
}

function cleanProvision(node: Node, open: OpenWords): Node | null {
  if (node.attrs.option) return null;
  if (!node.children.some((child) => child.marks.some(isBracket))) return node;
  const kept: Node[] = [];
  let hole = false;
  let holed = false;
  let struck = false;
  for (const child of node.children) {
    const proposed = child.marks.some((mark) => mark.type === schema.marks.proposed);
    const contested = child.marks.some((mark) => mark.type === schema.marks.contested);
    if (proposed || (contested && open === "nothing")) {
      hole = true;
      struck ||= contested && !proposed;
      continue;
    }
    if (hole && SEAM.test(child.text ?? "")) dropLastSpace(kept);
    holed ||= hole;
    hole = false;
    const marks = child.marks.filter((mark) => !isBracket(mark));
    const text = holed && kept.length === 0 ? child.text?.replace(/^ /, "") : child.text;
    if (text) kept.push(schema.text(text, marks));
  }
  if (hole || holed) dropLastSpace(kept);
  if (kept.length === 0 && struck && node.attrs.kind !== "cell") return null;
  return node.copy(Fragment.fromArray(joined(kept)));
}

function dropLastSpace(kept: Node[]): void {
  const last = kept.at(-1);
  if (!last?.text?.endsWith(" ")) return;
  kept.pop();
  if (last.text.length > 1) kept.push(last.cut(0, last.text.length - 1));
}

const isBracket = (mark: Mark) => mark.type === schema.marks.contested || mark.type === schema.marks.proposed;

function joined(nodes: readonly Node[]): Node[] {
  const out: Node[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (last?.sameMarkup(node)) out[out.length - 1] = schema.text(`${last.text}${node.text}`, last.marks);
    else out.push(node);
  }
  return out;
}
