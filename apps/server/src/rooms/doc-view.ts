import { bodyOf, docOfY, nodeOfY, schema, type TextValue } from "@adref/schema";
import * as Y from "yjs";

type Node = TextValue["doc"];

/**
 * The accepted words as a ProseMirror document, kept up by the blocks that changed: asking again costs the touched blocks,
 * and untouched blocks are the same nodes, which is what an index goes by.
 */
export class DocView {
  readonly #body: Y.XmlFragment;
  #nodes = new WeakMap<Y.XmlElement, Node>();
  #doc: Node | null = null;

  constructor(doc: Y.Doc) {
    this.#body = bodyOf(doc);
    this.#body.observeDeep((events) => {
      this.#doc = null;
      for (const event of events) this.#forget(event.target as Y.AbstractType<unknown>);
    });
  }

  /** The document. Throws RangeError where the words do not fit the schema, which a gate never lets happen. */
  get doc(): Node {
    this.#doc ??= schema.topNodeType.create(
      null,
      this.#body.toArray().map((child) => this.#of(child)),
    );
    return this.#doc;
  }

  #of(child: unknown): Node {
    if (!(child instanceof Y.XmlElement)) throw new RangeError("The body holds blocks only");
    let node = this.#nodes.get(child);
    if (!node) {
      node = nodeOfY(child);
      this.#nodes.set(child, node);
    }
    return node;
  }

  #forget(changed: Y.AbstractType<unknown>): void {
    let type: Y.AbstractType<unknown> | null = changed;
    while (type && type.parent !== this.#body) type = type.parent as Y.AbstractType<unknown> | null;
    if (type) this.#nodes.delete(type as Y.XmlElement);
  }
}

/** The whole document at once, for one that is read a single time. */
export const docOf = (doc: Y.Doc): Node => docOfY(bodyOf(doc));
