import { type Place, type WholeText, wholeOf } from "@adref/law";
import { bodyOf, docOfY, nodeOfY, type ProvisionValue, schema, type TextValue } from "@adref/schema";
import * as Y from "yjs";

type Node = TextValue["doc"];

interface ReadBlock {
  readonly node: Node;
  readonly whole: WholeText;
}

/**
 * Reads the whole words of a document as the law looks at them, again and again as they change. A block that Yjs says did
 * not change is not read anew; `audit` reads everything afresh, so that a mistake in that shows.
 */
export class WholeReader {
  readonly #body: Y.XmlFragment;
  readonly #blocks = new WeakMap<Y.XmlElement, ReadBlock>();
  #whole: WholeText | null = null;

  constructor(doc: Y.Doc) {
    this.#body = bodyOf(doc);
    this.#body.observeDeep((events) => {
      this.#whole = null;
      for (const { target } of events) this.#forget(target as Y.AbstractType<unknown>);
    });
  }

  /** The words as they are now. Throws RangeError where they do not fit the schema. */
  whole(): WholeText {
    this.#whole ??= this.#joined();
    return this.#whole;
  }

  /** The same as a document. */
  node(): Node {
    return schema.topNodeType.createChecked(
      null,
      this.#read().map(({ node }) => node),
    );
  }

  /** Throws Error where reading block by block differs from reading everything. */
  audit(): void {
    const afresh = wholeOf(docOfY(this.#body));
    if (signOf(afresh) !== signOf(this.whole())) throw new Error("Reading block by block went wrong; please report it");
  }

  #joined(): WholeText {
    const places: Place[] = [];
    const provisions = new Map<string, ProvisionValue>();
    for (const { whole } of this.#read()) {
      places.push(...whole.places);
      for (const [id, value] of whole.provisions) if (!provisions.has(id)) provisions.set(id, value);
    }
    return { places, provisions };
  }

  #read(): ReadBlock[] {
    return this.#body.toArray().map((block) => {
      if (!(block instanceof Y.XmlElement)) throw new RangeError("The body holds blocks only");
      let read = this.#blocks.get(block);
      if (!read) {
        const node = nodeOfY(block);
        read = { node, whole: wholeOf(schema.topNodeType.createChecked(null, [node])) };
        this.#blocks.set(block, read);
      }
      return read;
    });
  }

  #forget(changed: Y.AbstractType<unknown>): void {
    for (let type: Y.AbstractType<unknown> | null = changed; type; type = type.parent) {
      if (type instanceof Y.XmlElement && type.parent === this.#body) this.#blocks.delete(type);
    }
  }
}

const signOf = ({ places, provisions }: WholeText): string => JSON.stringify([places, [...provisions]]);
