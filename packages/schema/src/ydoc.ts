import { Fragment, type Node } from "prosemirror-model";
import * as Y from "yjs";
import { schema } from "./schema.ts";
import { markValue, pmMarks, yAttributes } from "./ymarks.ts";

/** The name of the root type that holds the words. No other root is lawful. */
export const BODY = "body";

/** The shared words of a document. Call it before the first update is applied, so that the root has its type. */
export function bodyOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(BODY);
}

/**
 * Stops a document from deleting formatting that it takes for superfluous after a change from elsewhere. Every replica would
 * delete by what it knows at that moment; where two know different things, the deletion of one takes a mark off words that
 * the other has just put it on, under the name of somebody who did nothing. Call it before the first update is applied.
 */
export function keepFormatting(doc: Y.Doc): void {
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    // Yjs looks at this flag right after this event, and only there.
    transaction._needFormattingCleanup = false;
  });
}

/**
 * A document for words, with the body declared and nothing that changes it by itself: every replica of a text is made with
 * this one. `words` is a Yjs update that it starts from.
 */
export function newWordsDoc(words?: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  keepFormatting(doc);
  bodyOf(doc);
  if (words) Y.applyUpdate(doc, words);
  return doc;
}

/**
 * Reads a shared element (or a child of one) as a ProseMirror node without touching the shared document.
 * Throws RangeError where the content does not fit the schema; y-prosemirror would delete it instead.
 */
export function nodeOfY(element: Y.XmlElement): Node {
  const children: Node[] = [];
  for (const child of element.toArray()) {
    if (child instanceof Y.XmlElement) children.push(nodeOfY(child));
    else if (child instanceof Y.XmlText) children.push(...textNodesOfY(child));
    else throw new RangeError(`Unexpected shared type in ${element.nodeName}`);
  }
  const type = schema.nodes[element.nodeName];
  if (!type) throw new RangeError(`Unknown node type ${element.nodeName}`);
  return type.createChecked(element.getAttributes() as Record<string, unknown>, Fragment.fromArray(children));
}

/** The text nodes of one shared text. Throws RangeError on unknown marks or embedded objects. */
export function textNodesOfY(text: Y.XmlText): Node[] {
  const out: Node[] = [];
  for (const part of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof part.insert !== "string") throw new RangeError("Embedded object in a shared text");
    const node = schema.text(part.insert, pmMarks(part.attributes));
    const last = out.at(-1);
    if (last?.sameMarkup(node)) out[out.length - 1] = schema.text(last.text! + node.text!, last.marks);
    else out.push(node);
  }
  return out;
}

/** The whole shared body as a ProseMirror document. Throws RangeError where it does not fit the schema. */
export function docOfY(body: Y.XmlFragment): Node {
  const blocks = body.toArray().map((child) => {
    if (!(child instanceof Y.XmlElement)) throw new RangeError("The body holds blocks only");
    return nodeOfY(child);
  });
  return schema.topNodeType.createChecked(null, Fragment.fromArray(blocks));
}

/**
 * A shared element for a node. A provision always gets exactly one text type, even when it is empty: two people who start
 * typing in an empty provision would otherwise each bring a text type of their own.
 */
export function yOfNode(node: Node): Y.XmlElement {
  const element = new Y.XmlElement(node.type.name);
  for (const [name, value] of Object.entries(node.attrs)) {
    if (value !== null) element.setAttribute(name, value as string);
  }
  if (node.type === schema.nodes.provision) {
    const text = new Y.XmlText();
    const delta: { insert: string; attributes: Record<string, unknown> }[] = [];
    node.forEach((child) => {
      delta.push({ insert: child.text ?? "", attributes: yAttributes(child.marks.map(markValue)) });
    });
    if (delta.length > 0) text.applyDelta(delta);
    element.insert(0, [text]);
  } else {
    const children: Y.XmlElement[] = [];
    node.forEach((child) => {
      children.push(yOfNode(child));
    });
    element.insert(0, children);
  }
  return element;
}

/** Writes a document's blocks into an empty body, in one transaction. */
export function writeDoc(body: Y.XmlFragment, doc: Node, origin: unknown = null): void {
  const blocks: Y.XmlElement[] = [];
  doc.forEach((block) => {
    blocks.push(yOfNode(block));
  });
  body.doc!.transact(() => body.insert(0, blocks), origin);
}

/** Every provision element of the body in reading order, those in table cells included. */
export function* provisionElements(body: Y.XmlFragment | Y.XmlElement): Generator<Y.XmlElement> {
  for (const child of body.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (child.nodeName === "provision") yield child;
    else yield* provisionElements(child);
  }
}

/** Every provision node of a document in reading order with its position, those in table cells included. */
export function provisionsOf(doc: Node): { node: Node; pos: number }[] {
  const out: { node: Node; pos: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.type !== schema.nodes.provision) return true;
    out.push({ node, pos });
    return false;
  });
  return out;
}
