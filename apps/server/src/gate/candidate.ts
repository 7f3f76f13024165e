import { bodyOf, newWordsDoc } from "@adref/schema";
import * as Y from "yjs";
import { type Deletions, deletionsOf } from "./deletions.ts";
import { addTouches, noTouches, type Touches } from "./touched.ts";

/** What an update did to the candidate. */
export interface Trial extends Touches {
  /** What it deleted that was not deleted before. */
  readonly deletions: Deletions;
  /** Whether it did anything at all. */
  readonly news: boolean;
}

/**
 * A second copy of the accepted document on which updates are tried. After one that is not taken it is thrown away, and made
 * anew when it is next needed.
 */
export class Candidate {
  readonly #accepted: Y.Doc;
  #doc: Y.Doc | null = null;
  #running: { touches: Touches; clients: Map<number, { clock: number; len: number }[]>; news: boolean } | null = null;

  constructor(accepted: Y.Doc) {
    this.#accepted = accepted;
  }

  get doc(): Y.Doc {
    if (!this.#doc) {
      const doc = newWordsDoc(Y.encodeStateAsUpdate(this.#accepted));
      // One application may run several transactions, each with its own event: all are collected.
      doc.on("afterTransaction", (transaction: Y.Transaction) => this.#collect(transaction));
      this.#doc = doc;
    }
    return this.#doc;
  }

  get body(): Y.XmlFragment {
    return bodyOf(this.doc);
  }

  /**
   * Applies an update. `null` where that failed or left something waiting; the candidate is useless then, as it is after
   * any trial that is not taken: call `discard`.
   */
  try(update: Uint8Array): Trial | null {
    const { doc } = this;
    const running = {
      touches: noTouches(),
      clients: new Map<number, { clock: number; len: number }[]>(),
      news: false,
    };
    this.#running = running;
    try {
      Y.applyUpdate(doc, update);
    } catch {
      return null;
    } finally {
      this.#running = null;
    }
    if (doc.store.pendingStructs || doc.store.pendingDs) return null;
    return { ...running.touches, deletions: deletionsOf(running.clients), news: running.news };
  }

  /** Follows the accepted document through a change that the server made. */
  follow(update: Uint8Array): void {
    if (this.#doc) Y.applyUpdate(this.#doc, update);
  }

  discard(): void {
    this.#doc?.destroy();
    this.#doc = null;
  }

  #collect(transaction: Y.Transaction): void {
    const running = this.#running;
    if (!running) return;
    addTouches(running.touches, transaction);
    for (const [client, ranges] of transaction.deleteSet.clients) {
      if (ranges.length === 0) continue;
      running.news = true;
      const list = running.clients.get(client) ?? [];
      for (const { clock, len } of ranges) list.push({ clock, len });
      running.clients.set(client, list);
    }
    for (const [client, clock] of transaction.afterState) {
      if (clock !== (transaction.beforeState.get(client) ?? 0)) running.news = true;
    }
  }
}
