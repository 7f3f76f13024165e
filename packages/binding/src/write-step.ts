import { markKey, markValue, yAttributes, yOfNode } from "@adref/schema";
import type { Mark, Node, ResolvedPos } from "prosemirror-model";
import { AddMarkStep, AttrStep, RemoveMarkStep, ReplaceStep, type Step } from "prosemirror-transform";
import * as Y from "yjs";
import { deleteWords } from "./delete-words.ts";
import { formatWords, insertWords } from "./exact-text.ts";

/** The top-level elements of the body, held so that finding a block does not walk the shared list. */
export type Blocks = readonly Y.XmlElement[];

/**
 * Writes one step to the shared words exactly as it was made, and says whether it could. `doc` is the document before the
 * step, which the shared words must equal. What crosses the edges of provisions (splits, joins, wraps) is left to the
 * caller, who compares documents instead.
 */
export function writeStep(step: Step, doc: Node, body: Y.XmlFragment, blocks: Blocks): boolean {
  if (step instanceof ReplaceStep) return writeReplace(step, doc, body, blocks);
  if (step instanceof AddMarkStep) return writeMark(step, doc, blocks, true);
  if (step instanceof RemoveMarkStep) return writeMark(step, doc, blocks, false);
  if (step instanceof AttrStep) return writeAttribute(step, doc, blocks);
  return false;
}

function writeReplace(step: ReplaceStep, doc: Node, body: Y.XmlFragment, blocks: Blocks): boolean {
  const $from = doc.resolve(step.from);
  const $to = doc.resolve(step.to);
  const { slice } = step;
  if (slice.openStart > 0 || slice.openEnd > 0 || !$from.sameParent($to)) return false;
  if ($from.parent.type.name === "provision") {
    const element = elementAt($from, $from.depth, blocks);
    if (!element) return false;
    deleteText(element, $from.parentOffset, $to.parentOffset);
    let offset = $from.parentOffset;
    slice.content.forEach((node) => {
      insertText(element, offset, node.text ?? "", node.marks);
      offset += node.nodeSize;
    });
    return true;
  }
  if ($from.textOffset > 0 || $to.textOffset > 0) return false;
  const parent = $from.depth === 0 ? body : elementAt($from, $from.depth, blocks);
  if (!parent || parent.length !== $from.parent.childCount) return false;
  const index = $from.index();
  const count = $to.index() - index;
  if (count > 0) parent.delete(index, count);
  const inserted: Y.XmlElement[] = [];
  slice.content.forEach((node) => {
    inserted.push(yOfNode(node));
  });
  if (inserted.length > 0) parent.insert(index, inserted);
  return true;
}

function writeMark(step: AddMarkStep | RemoveMarkStep, doc: Node, blocks: Blocks, add: boolean): boolean {
  const value = markValue(step.mark);
  const key = markKey(value);
  let written = true;
  doc.nodesBetween(step.from, step.to, (node, pos) => {
    if (node.type.name !== "provision") return true;
    const element = elementAt(doc.resolve(pos + 1), doc.resolve(pos + 1).depth, blocks);
    if (!element) written = false;
    else {
      const from = Math.max(step.from - pos - 1, 0);
      const to = Math.min(step.to - pos - 1, node.content.size);
      eachText(element, from, to, (text, start, end) =>
        formatWords(text, start, end, key, add ? { ...value.attrs } : null),
      );
    }
    return false;
  });
  return written;
}

function writeAttribute(step: AttrStep, doc: Node, blocks: Blocks): boolean {
  const $pos = doc.resolve(step.pos);
  const node = $pos.nodeAfter;
  if (!node) return false;
  const $inside = doc.resolve(step.pos + 1);
  const element = elementAt($inside, $inside.depth, blocks);
  if (!element) return false;
  if (step.value === null) element.removeAttribute(step.attr);
  else element.setAttribute(step.attr, step.value);
  return true;
}

/** The shared element of the ancestor of `$pos` at `depth` (1 is the top-level block). */
function elementAt($pos: ResolvedPos, depth: number, blocks: Blocks): Y.XmlElement | null {
  let element: Y.XmlElement | undefined = blocks[$pos.index(0)];
  for (let level = 1; level < depth && element; level++) {
    const child: unknown = element.get($pos.index(level));
    element = child instanceof Y.XmlElement ? child : undefined;
  }
  return element?.nodeName === $pos.node(depth).type.name ? element : null;
}

/** Calls `visit` for each shared text of a provision that the range touches, with offsets inside that text. */
function eachText(
  element: Y.XmlElement,
  from: number,
  to: number,
  visit: (text: Y.XmlText, start: number, end: number) => void,
): void {
  let offset = 0;
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    const length = child.length;
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, length);
    if (start < end) visit(child, start, end);
    offset += length;
  }
}

function deleteText(element: Y.XmlElement, from: number, to: number): void {
  if (from < to) eachText(element, from, to, deleteWords);
}

function insertText(element: Y.XmlElement, at: number, words: string, marks: readonly Mark[]): void {
  if (words === "") return;
  const attributes = yAttributes(marks.map(markValue));
  let offset = 0;
  let last: Y.XmlText | null = null;
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    if (at <= offset + child.length) {
      insertWords(child, at - offset, words, attributes);
      return;
    }
    offset += child.length;
    last = child;
  }
  if (last) insertWords(last, last.length, words, attributes);
  else {
    const text = new Y.XmlText();
    element.insert(element.length, [text]);
    insertWords(text, 0, words, attributes);
  }
}
