import type { Node } from "prosemirror-model";
import type { Sought, Stretched } from "../editor/emphasis.ts";
import type { EditorHandle } from "../editor/handle.ts";
import type { TextSession } from "../sync/types.ts";
import { type Hit, hitsOf, type SearchSources, soughtFor } from "./search.ts";

export interface SearchState {
  readonly words: string;
  readonly hits: readonly Hit[];
  /** The hit that the reader has come to; -1 before the first. */
  readonly at: number;
}

/** What a search has to know of the negotiation. */
type Knows = () => Pick<SearchSources, "parties" | "nameOf">;

/** Hits follow the text and what is typed at most this often, in milliseconds. */
const PAUSE_MS = 180;

/** What a reader looks for in an open text. */
export class SearchStore {
  readonly #handle: EditorHandle;
  readonly #session: TextSession;
  readonly #knows: Knows;
  #state: SearchState = { words: "", hits: [], at: -1 };
  #sought: Sought | null = null;
  #known = new WeakMap<Node, readonly Stretched[]>();
  #doc: Node | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #listeners = new Set<() => void>();
  #unsubscribe: () => void;

  constructor(session: TextSession, handle: EditorHandle, knows: Knows) {
    this.#session = session;
    this.#handle = handle;
    this.#knows = knows;
    this.#unsubscribe = handle.subscribe(() => {
      if (this.#sought && handle.doc() !== this.#doc) this.#soon(() => this.#find());
    });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getState(): SearchState {
    return this.#state;
  }

  destroy(): void {
    this.#unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  /** Looks for words as they are being typed; "" ends the search. */
  seek(words: string): void {
    this.#become({ ...this.#state, words });
    this.#soon(() => this.#begin());
  }

  /** Goes to the next or the previous hit, round and round; from where the reader is at first. False where there is none. */
  step(by: 1 | -1): boolean {
    this.#now();
    const { hits, at } = this.#state;
    if (hits.length === 0) return false;
    const next = at < 0 ? this.#nearest(by) : (at + by + hits.length) % hits.length;
    const hit = hits[next] as Hit;
    this.#become({ ...this.#state, at: next });
    this.#show(hit);
    this.#handle.goTo({ provision: hit.provision, at: hit.from }, false);
    return true;
  }

  /** The first hit at or after the reader's place, or the last one before it. */
  #nearest(by: 1 | -1): number {
    const { hits } = this.#state;
    const here = this.#handle.getState().provision?.id;
    if (here === undefined) return by > 0 ? 0 : hits.length - 1;
    const order = new Map(this.#handle.getState().outline.map(({ id }, i) => [id, i]));
    const place = order.get(here) ?? 0;
    const orderOf = ({ provision }: Hit) => order.get(provision) ?? 0;
    const found =
      by > 0 ? hits.findIndex((hit) => orderOf(hit) >= place) : hits.findLastIndex((hit) => orderOf(hit) < place);
    return found < 0 ? (by > 0 ? 0 : hits.length - 1) : found;
  }

  #soon(work: () => void): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      work();
    }, PAUSE_MS);
  }

  /** What waits is done at once: a person who presses Enter means what is in the field. */
  #now(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#begin();
  }

  #begin(): void {
    const { index } = this.#handle.getState();
    const doc = this.#handle.doc();
    const { record } = this.#session.getState();
    this.#sought = soughtFor(this.#state.words, { doc, index, record, ...this.#knows() });
    this.#known = new WeakMap();
    this.#handle.emphasise({ sought: this.#sought });
    this.#find();
  }

  #find(): void {
    this.#doc = this.#handle.doc();
    const hits = this.#sought ? hitsOf(this.#sought, this.#doc, this.#known) : [];
    const was = this.#state.hits[this.#state.at];
    const at = was ? hits.findIndex(({ provision, from }) => provision === was.provision && from === was.from) : -1;
    this.#become({ ...this.#state, hits, at });
  }

  #show({ provision, from }: Hit): void {
    if (!this.#sought) return;
    this.#sought = { ...this.#sought, current: { provision, from } };
    this.#handle.emphasise({ sought: this.#sought });
  }

  #become(state: SearchState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
