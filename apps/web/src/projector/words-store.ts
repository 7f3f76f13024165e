import { type BracketIndex, indexBrackets } from "@adref/brackets";
import { nodeOfY, schema } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type * as Y from "yjs";
import type { OutlineEntry } from "../editor/handle.ts";
import { outlineOf } from "../history/outline-of.ts";
import type { SharedWords } from "../sync/types.ts";

/** The words of a text as they are read, without an editor. */
export interface ReadWords {
  readonly doc: Node;
  readonly index: BracketIndex;
  readonly outline: readonly OutlineEntry[];
}

interface Source {
  subscribe(listener: () => void): () => void;
  getState(): { readonly loaded: boolean };
  words(): SharedWords;
}

/** The words are read again at most this often, in milliseconds. */
const PAUSE_MS = 120;

/**
 * Reads the shared words for those who only look at them: the screen of the room, the chair's console. A change costs the
 * blocks that it touched. While the words hold something that this version cannot read, the last that it could are shown.
 */
export class WordsStore {
  #source: Source;
  #epoch = -1;
  #body: Y.XmlFragment | null = null;
  #nodes = new Map<unknown, Node>();
  #state: ReadWords | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #listeners = new Set<() => void>();
  #unsubscribe: () => void;

  constructor(source: Source) {
    this.#source = source;
    this.#unsubscribe = source.subscribe(() => this.#bind());
    this.#bind();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Null until words are there. */
  getState(): ReadWords | null {
    return this.#state;
  }

  destroy(): void {
    this.#unsubscribe();
    this.#body?.unobserveDeep(this.#changed);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #bind(): void {
    const { body, epoch } = this.#source.words();
    if (!this.#source.getState().loaded || epoch === this.#epoch) return;
    this.#body?.unobserveDeep(this.#changed);
    this.#epoch = epoch;
    this.#body = body;
    this.#nodes.clear();
    body.observeDeep(this.#changed);
    this.#read();
  }

  #changed = (events: readonly Y.YEvent<Y.XmlElement | Y.XmlText | Y.XmlFragment>[]): void => {
    for (const event of events) {
      let block: unknown = event.target;
      while (block && (block as Y.XmlElement).parent !== this.#body) block = (block as Y.XmlElement).parent;
      if (block) this.#nodes.delete(block);
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#read();
    }, PAUSE_MS);
  };

  #read(): void {
    if (!this.#body) return;
    try {
      const nodes = new Map<unknown, Node>();
      for (const block of this.#body.toArray()) {
        nodes.set(block, this.#nodes.get(block) ?? nodeOfY(block as Y.XmlElement));
      }
      this.#nodes = nodes;
      const doc = schema.topNodeType.create(null, [...nodes.values()]);
      const index = indexBrackets(doc, this.#state?.index);
      this.#state = { doc, index, outline: outlineOf(doc) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return;
    }
    for (const listener of this.#listeners) listener();
  }
}
