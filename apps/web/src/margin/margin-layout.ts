import type { EditorHandle, EditorState, Stretch } from "../editor/handle.ts";
import { pack } from "./pack.ts";

/** Where a card stands, in pixels from the top of the page's scroll container. */
export interface Placed {
  readonly id: string;
  readonly top: number;
}

/** Cards that are not brackets', in the order of their lines. */
export interface OtherCards {
  readonly order: readonly string[];
  /** Where the words of one stand, in pixels from the top of the editor's element; null when they show nowhere. */
  stretchOf(id: string): Stretch | null;
}

export type LayoutHandle = Pick<EditorHandle, "subscribe" | "getState" | "rectOf">;

/** Cards are mounted this far above and below what is visible, in pixels. */
const BEYOND = 500;
/** Cards this far away still have a say in where their neighbours stand, so that scrolling does not make those move. */
const REACH = 1_600;
const GAP = 4;
/** The height of a card that was never measured. */
const GUESS = 56;
/** Never more cards than this are placed, however dense the brackets. */
const MOST = 160;
/** How much more the open card's wish to stand at its line counts than its neighbours'. */
const WEIGHT_OF_OPEN = 10_000;

/**
 * Which cards are mounted and where they stand. It reads positions at most once a frame and only of brackets near the
 * viewport, found by halving, so that a text of 5,000 brackets costs no more than a short one.
 */
export class MarginLayout {
  #handle: LayoutHandle;
  #frame: (run: () => void) => number;
  #cancel: (frame: number) => void;
  #pending: number | null = null;
  #heights = new Map<string, number>();
  /** Lines already read. Scrolling keeps them; anything else that happens in the editor does away with them. */
  #lines = new Map<string, number | null>();
  #seen: EditorState | null = null;
  #open: string | null = null;
  #only: ReadonlySet<string> | null = null;
  #order: {
    readonly of: readonly string[];
    readonly only: ReadonlySet<string>;
    readonly ids: readonly string[];
  } | null = null;
  #others: OtherCards | null = null;
  #placed: readonly Placed[] = [];
  #listeners = new Set<() => void>();
  #unsubscribe: () => void;

  constructor(
    handle: LayoutHandle,
    frame: (run: () => void) => number = requestAnimationFrame,
    cancel: (frame: number) => void = cancelAnimationFrame,
  ) {
    this.#handle = handle;
    this.#frame = (run) => frame(run);
    this.#cancel = (pending) => cancel(pending);
    this.#unsubscribe = handle.subscribe(() => {
      const state = handle.getState();
      if (!this.#seen || !scrolledOnly(this.#seen, state)) this.#lines.clear();
      this.#seen = state;
      this.#soon();
    });
    this.#soon();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The mounted cards from top to bottom; the same object until one moves, comes or goes. */
  getState(): readonly Placed[] {
    return this.#placed;
  }

  /** The card that is open stands at its line; the others make room. */
  set open(id: string | null) {
    if (id === this.#open) return;
    this.#open = id;
    this.#soon();
  }

  /** Brackets that have cards; null for all. The one that is open has one in any case. */
  set only(ids: ReadonlySet<string> | null) {
    if (ids === this.#only) return;
    this.#only = ids;
    this.#soon();
  }

  /** Cards that stand between those of brackets. */
  set others(cards: OtherCards | null) {
    if (cards === this.#others) return;
    for (const id of this.#others?.order ?? []) this.#lines.delete(id);
    this.#others = cards;
    this.#soon();
  }

  /** Tells the height of a mounted card, in pixels. */
  measured(id: string, height: number): void {
    if (this.#heights.get(id) === height) return;
    this.#heights.set(id, height);
    this.#soon();
  }

  /** Something moved the words: the page's size, a font that arrived. */
  moved(): void {
    this.#lines.clear();
    this.#soon();
  }

  destroy(): void {
    this.#unsubscribe();
    if (this.#pending !== null) this.#cancel(this.#pending);
    this.#listeners.clear();
  }

  #soon(): void {
    this.#pending ??= this.#frame(() => {
      this.#pending = null;
      this.#place();
    });
  }

  #place(): void {
    const lines = this.#near();
    const tops = pack(
      lines.map(({ id, top }) => ({
        top,
        height: this.#heights.get(id) ?? GUESS,
        weight: id === this.#open ? WEIGHT_OF_OPEN : 1,
      })),
      GAP,
    );
    const { visible } = this.#handle.getState();
    const placed = lines
      .map(({ id }, i) => this.#keep(id, Math.round(tops[i] ?? 0)))
      .filter(({ id, top }) => {
        return id === this.#open || (top > visible.top - BEYOND && top < visible.bottom + BEYOND);
      });
    const same = placed.length === this.#placed.length && placed.every((card, i) => card === this.#placed[i]);
    if (same) return;
    this.#placed = placed;
    for (const listener of this.#listeners) listener();
  }

  #keep(id: string, top: number): Placed {
    const before = this.#placed.find((card) => card.id === id);
    return before?.top === top ? before : { id, top };
  }

  /** The brackets and other cards near the viewport with their lines, in the order of their lines. */
  #near(): Placed[] {
    const { index } = this.#handle.getState();
    const lines = [...this.#nearOf(this.#shown(index.order)), ...this.#nearOf(this.#others?.order ?? [])];
    const isThere = (id: string) => index.brackets.has(id) || this.#others?.order.includes(id);
    if (this.#open && isThere(this.#open) && !lines.some(({ id }) => id === this.#open)) {
      const top = this.#line(this.#open);
      if (top !== null) lines.push({ id: this.#open, top });
    }
    return lines.sort((a, b) => a.top - b.top);
  }

  /** The brackets that have cards, in their order. */
  #shown(order: readonly string[]): readonly string[] {
    const only = this.#only;
    if (!only) return order;
    if (this.#order?.of !== order || this.#order.only !== only) {
      this.#order = { of: order, only, ids: order.filter((id) => only.has(id)) };
    }
    return this.#order.ids;
  }

  #nearOf(order: readonly string[]): Placed[] {
    const { visible } = this.#handle.getState();
    const lines: Placed[] = [];
    const first = this.#firstBelow(order, visible.top - REACH);
    for (let i = first; i < order.length && lines.length < MOST; i++) {
      const id = order[i] as string;
      const top = this.#line(id);
      if (top === null) continue;
      if (top > visible.bottom + REACH) break;
      lines.push({ id, top });
    }
    return lines;
  }

  /** Where a bracket's first words stand; null when it shows nowhere. */
  #line(id: string): number | null {
    const known = this.#lines.get(id);
    if (known !== undefined) return known;
    const isBracket = this.#handle.getState().index.brackets.has(id);
    const top = (isBracket ? this.#handle.rectOf(id) : this.#others?.stretchOf(id))?.top ?? null;
    this.#lines.set(id, top);
    return top;
  }

  /** The place in `order` of the first bracket whose line is at `y` or below. Brackets that show nowhere are passed over. */
  #firstBelow(order: readonly string[], y: number): number {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      let probe = middle;
      let top = this.#line(order[probe] as string);
      while (top === null && probe + 1 < high) {
        probe += 1;
        top = this.#line(order[probe] as string);
      }
      if (top === null || top >= y) high = middle;
      else low = probe + 1;
    }
    return low;
  }
}

/** Whether nothing but the part of the page that is seen changed. */
function scrolledOnly(before: EditorState, now: EditorState): boolean {
  return (Object.keys(now) as (keyof EditorState)[]).every((key) => key === "visible" || now[key] === before[key]);
}
