import { isId, type Structure, structureOf } from "@adref/law";
import { bodyOf, type ProvisionValue, provisionOfY } from "@adref/schema";
import * as Y from "yjs";
import type { Trial } from "./candidate.ts";
import { type Middle, middleOf, OrderReader, placesOf, type Spot, sameItem } from "./order.ts";
import { addTouches, noTouches } from "./touched.ts";

/** A provision that an update touched, in both documents; `null` where it does not stand. */
export interface Pair {
  readonly id: string;
  readonly before: ProvisionValue | null;
  readonly after: ProvisionValue | null;
  readonly accepted: Y.XmlElement | null;
  readonly tried: Y.XmlElement | null;
}

/** What an update would change. */
export interface Difference {
  readonly pairs: readonly Pair[];
  readonly structure: Structure | null;
  /** The id of a provision that would stand twice. */
  readonly twice: string | null;
  /** Whether all parts of tables are the elements that they were. */
  readonly sameTables: boolean;
  /** The order of the text as tried, and where it differs; `null` where it was not touched. */
  readonly order: { readonly spots: readonly Spot[]; readonly middle: Middle } | null;
}

/** The accepted words are not what a gate can judge changes of: a text was imported or written badly. */
export class GateError extends Error {
  override readonly name = "GateError";
}

/** The accepted document with what is known of it: the value of each provision and the order of the text. */
export class AcceptedText {
  readonly doc: Y.Doc;
  readonly body: Y.XmlFragment;
  readonly #values = new WeakMap<Y.XmlElement, ProvisionValue>();
  /** Reads the order of trials; they are of one candidate until that is thrown away. */
  #reader = new OrderReader();
  #order: { spots: readonly Spot[]; byId: Map<string, Spot> } | null = null;

  constructor(doc: Y.Doc) {
    this.doc = doc;
    this.body = bodyOf(doc);
    doc.on("afterTransaction", (transaction: Y.Transaction) => this.#forget(transaction));
  }

  /** Every provision's value. Throws GateError where provisions have no ids of their own. */
  values(): ProvisionValue[] {
    const { spots, byId } = this.#known();
    const out: ProvisionValue[] = [];
    for (const spot of spots) {
      if (spot.id === null) continue;
      if (!isId(spot.id) || byId.get(spot.id) !== spot) {
        throw new GateError(`Two provisions have the id "${spot.id}", or it is none. Mend the text before opening it.`);
      }
      out.push(this.#valueAt(spot));
    }
    return out;
  }

  /** Compares what a trial touched with what is accepted. Costs the touched provisions, or the order where it was touched. */
  compare(trial: Trial, body: Y.XmlFragment): Difference {
    if (trial.order.size === 0) {
      const pairs = [...trial.provisions].map((tried) => this.#pair(tried));
      if (pairs.every(keepsPlace)) {
        return { pairs, structure: null, twice: null, sameTables: true, order: null };
      }
    }
    return this.#compareOrders(trial, body);
  }

  /** Remembers what is true now that the tried update was applied to the accepted document as well. */
  remember({ pairs, order }: Difference): void {
    for (const { accepted, tried, after } of pairs) {
      if (accepted && tried && after && isSame(accepted, tried)) this.#values.set(accepted, after);
    }
    if (!order) return;
    const { spots, middle } = order;
    const { byId } = this.#known();
    for (const { id } of middle.before) if (id !== null) byId.delete(id);
    for (const spot of middle.after) if (spot.id !== null) byId.set(spot.id, spot);
    this.#order = { spots, byId };
  }

  /** Reads the order anew from the accepted document when it is next needed: the server changed it. */
  forgetOrder(): void {
    this.#order = null;
    this.#reader = new OrderReader();
  }

  #known(): { spots: readonly Spot[]; byId: Map<string, Spot> } {
    if (!this.#order) {
      const spots = new OrderReader().read(this.body);
      this.#order = { spots, byId: new Map() };
      for (const spot of spots) if (spot.id !== null) this.#order.byId.set(spot.id, spot);
    }
    return this.#order;
  }

  #valueOf(provision: Y.XmlElement): ProvisionValue {
    let value = this.#values.get(provision);
    if (!value) {
      value = provisionOfY(provision);
      this.#values.set(provision, value);
    }
    return value;
  }

  #valueAt(spot: Spot): ProvisionValue {
    const provision = spot.item && elementAt(this.doc, spot.item);
    if (!provision) throw new Error(`The order names provision ${spot.id}, which does not stand`);
    return this.#valueOf(provision);
  }

  #pair(tried: Y.XmlElement): Pair {
    const accepted = elementAt(this.doc, (tried._item as Y.Item).id);
    const before = accepted && this.#valueOf(accepted);
    const after = provisionOfY(tried);
    return { id: after.id, before, after, accepted, tried };
  }

  #compareOrders(trial: Trial, body: Y.XmlFragment): Difference {
    for (const element of [...trial.provisions, ...trial.order]) if (element) this.#reader.forget(element);
    const known = this.#known();
    const spots = this.#reader.read(body);
    const touched = new Set([...trial.provisions].map((provision) => this.#reader.spotOf(provision)));
    const middle = middleOf(known.spots, spots, touched);
    const before = byId(middle.before);
    const after = byId(middle.after);
    const tried = body.doc as Y.Doc;
    const values = new Map<Spot, ProvisionValue>();
    const pairs: Pair[] = [];
    for (const spot of middle.after) {
      const { id, item } = spot;
      if (id === null || item === null) continue;
      const old = before.get(id);
      if (old && sameItem(old.item, item) && !touched.has(spot)) {
        values.set(spot, this.#valueAt(old));
        continue;
      }
      const element = elementAt(tried, item);
      if (!element) continue;
      const value = provisionOfY(element);
      values.set(spot, value);
      const accepted = old?.item ? elementAt(this.doc, old.item) : null;
      pairs.push({ id, before: accepted && this.#valueOf(accepted), after: value, accepted, tried: element });
    }
    for (const [id, spot] of before) {
      if (after.has(id)) continue;
      const accepted = spot.item && elementAt(this.doc, spot.item);
      pairs.push({ id, before: this.#valueAt(spot), after: null, accepted, tried: null });
    }
    const structure = structureOf(
      placesOf(middle.before, (spot) => this.#valueAt(spot)),
      placesOf(middle.after, (spot) => values.get(spot) as ProvisionValue),
    );
    const twice = middle.after.find(({ id }) => id !== null && known.byId.has(id) && !before.has(id))?.id ?? null;
    return { pairs, structure, twice, sameTables: sameTables(middle), order: { spots, middle } };
  }

  #forget(transaction: Y.Transaction): void {
    const touches = noTouches();
    addTouches(touches, transaction);
    for (const provision of touches.provisions) this.#values.delete(provision);
  }
}

/** Whether two elements of two documents are the same one. */
export function isSame(a: Y.XmlElement, b: Y.XmlElement): boolean {
  return a._item !== null && b._item !== null && sameItem(a._item.id, b._item.id);
}

/** Whether a touched provision is the same place in the order as before. */
function keepsPlace({ before, after }: Pair): boolean {
  return before?.id === after?.id && (before?.option === null) === (after?.option === null);
}

/** The element with a Yjs id, where it stands. */
function elementAt(doc: Y.Doc, id: Y.ID): Y.XmlElement | null {
  if (id.clock >= Y.getState(doc.store, id.client)) return null;
  const struct = Y.getItem(doc.store, id) as Y.Item | Y.GC;
  if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentType)) return null;
  return struct.content.type instanceof Y.XmlElement ? struct.content.type : null;
}

function byId(spots: readonly Spot[]): Map<string, Spot> {
  const out = new Map<string, Spot>();
  for (const spot of spots) if (spot.id !== null) out.set(spot.id, spot);
  return out;
}

function sameTables({ before, after }: Middle): boolean {
  const parts = (spots: readonly Spot[]) => spots.filter(({ id, item }) => id === null && item !== null);
  const a = parts(before);
  const b = parts(after);
  return a.length === b.length && a.every((part, i) => sameItem(part.item, b[i]?.item ?? null));
}
