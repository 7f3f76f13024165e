import { type Place, placeOf, signOf } from "@adref/law";
import type { ProvisionValue } from "@adref/schema";
import * as Y from "yjs";

/**
 * One place in the order of a text: a provision, or where a table or a part of one begins (`sign`) or ends ("/", with no
 * `item`). `item` is the Yjs id of its element, the same in every replica.
 */
export interface Spot {
  readonly item: Y.ID | null;
  /** A provision's id; `null` for a part of a table. */
  readonly id: string | null;
  readonly sign: string;
  /** Whether the provision is proposed as a whole. */
  readonly whole: boolean;
}

const END: Spot = { item: null, id: null, sign: "/", whole: false };

/** Reads the order of a shared body. Elements that did not change are read once. */
export class OrderReader {
  readonly #known = new WeakMap<Y.XmlElement, Spot>();

  /** Reads an element anew at the next `read`: its attributes have changed. */
  forget(element: Y.XmlElement): void {
    this.#known.delete(element);
  }

  /** The spot of an element that the last `read` came upon. */
  spotOf(element: Y.XmlElement): Spot | undefined {
    return this.#known.get(element);
  }

  read(body: Y.XmlFragment): Spot[] {
    const out: Spot[] = [];
    this.#readChildren(body, out);
    return out;
  }

  #readChildren(parent: Y.XmlFragment | Y.XmlElement, out: Spot[]): void {
    for (let item = parent._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
      const { type } = item.content;
      if (!(type instanceof Y.XmlElement)) continue;
      const spot = this.#known.get(type) ?? this.#readElement(type, item.id);
      out.push(spot);
      if (spot.id !== null) continue;
      this.#readChildren(type, out);
      out.push(END);
    }
  }

  #readElement(element: Y.XmlElement, item: Y.ID): Spot {
    const attrs = element.getAttributes() as Record<string, unknown>;
    const spot: Spot =
      element.nodeName === "provision"
        ? { item, id: String(attrs.id ?? ""), sign: "", whole: (attrs.option ?? null) !== null }
        : { item, id: null, sign: signOf(element.nodeName, attrs), whole: false };
    this.#known.set(element, spot);
    return spot;
  }
}

/** Where two orders differ: all before `from`, and all from the two ends on, is the same and untouched. */
export interface Middle {
  readonly before: readonly Spot[];
  readonly after: readonly Spot[];
}

/** The part of two orders outside which nothing differs. Places of `after` that were touched are inside it. */
export function middleOf(
  before: readonly Spot[],
  after: readonly Spot[],
  touched: { has(spot: Spot): boolean },
): Middle {
  const isLike = (a: Spot | undefined, b: Spot | undefined) =>
    a !== undefined && b !== undefined && sameSpot(a, b) && !touched.has(b);
  let from = 0;
  while (isLike(before[from], after[from])) from += 1;
  let back = 0;
  const most = Math.min(before.length, after.length) - from;
  while (back < most && isLike(before[before.length - 1 - back], after[after.length - 1 - back])) back += 1;
  return { before: before.slice(from, before.length - back), after: after.slice(from, after.length - back) };
}

function sameSpot(a: Spot, b: Spot): boolean {
  return a === b || (a.id === b.id && a.sign === b.sign && a.whole === b.whole && sameItem(a.item, b.item));
}

/** Whether two Yjs ids are the same; `null` is none. */
export function sameItem(a: Y.ID | null, b: Y.ID | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock);
}

/** Places as the law wants them. `value` is asked for provisions that are proposed as a whole only. */
export function placesOf(spots: readonly Spot[], value: (spot: Spot) => ProvisionValue): Place[] {
  return spots.map((spot) => {
    if (spot.id === null) return { id: null, sign: spot.sign };
    return spot.whole ? placeOf(value(spot)) : { id: spot.id, proposed: null };
  });
}
