import { createHash } from "node:crypto";
import { canonicalBlock, canonicalWords } from "@adref/schema";
import * as Y from "yjs";

/** The SHA-256 of the words, in lower-case hex: equal for equal words on every replica. */
export function bodyHash(body: Y.XmlFragment): string {
  return createHash("sha256").update(canonicalWords(body), "utf8").digest("hex");
}

/** The same hash, kept up block by block: asking again reads the touched blocks only. */
export class BodyHash {
  readonly #body: Y.XmlFragment;
  readonly #blocks = new WeakMap<Y.XmlElement, string>();

  constructor(body: Y.XmlFragment) {
    this.#body = body;
  }

  /** Forgets the blocks that a transaction touched. */
  touch(transaction: Y.Transaction): void {
    for (const changed of transaction.changed.keys()) {
      let type: Y.AbstractType<unknown> | null = changed as unknown as Y.AbstractType<unknown>;
      while (type && type.parent !== this.#body) type = type.parent as Y.AbstractType<unknown> | null;
      if (type instanceof Y.XmlElement) this.#blocks.delete(type);
    }
  }

  get hex(): string {
    const hash = createHash("sha256");
    let joint = "[";
    for (const block of this.#body.toArray()) {
      hash.update(joint + this.#canonical(block), "utf8");
      joint = ",\n";
    }
    return hash.update(joint === "[" ? "[]" : "]", "utf8").digest("hex");
  }

  #canonical(block: unknown): string {
    if (!(block instanceof Y.XmlElement)) return canonicalBlock(block);
    const known = this.#blocks.get(block);
    if (known !== undefined) return known;
    const canonical = canonicalBlock(block);
    this.#blocks.set(block, canonical);
    return canonical;
  }
}
