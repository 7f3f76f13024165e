import * as Y from "yjs";

/** What transactions touched: provisions, and parts of tables (or `null`, the body) whose children or attributes changed. */
export interface Touches {
  readonly provisions: Set<Y.XmlElement>;
  readonly order: Set<Y.XmlElement | null>;
}

/** Nothing touched yet. */
export const noTouches = (): Touches => ({ provisions: new Set(), order: new Set() });

/**
 * Adds what a transaction touched, by climbing from each changed type to its provision. Types that are new or deleted are
 * not among the changed ones; their parents are.
 */
export function addTouches(touches: Touches, transaction: Y.Transaction): void {
  for (const changed of transaction.changed.keys()) {
    const type = changed as unknown as Y.AbstractType<unknown>;
    const provision = provisionAround(type);
    if (provision) touches.provisions.add(provision);
    else touches.order.add(type instanceof Y.XmlElement ? type : null);
  }
}

/** The provision that a shared type is or stands in; `null` for the body and the parts of tables. */
function provisionAround(type: Y.AbstractType<unknown>): Y.XmlElement | null {
  for (let at: Y.AbstractType<unknown> | null = type; at; at = at.parent as Y.AbstractType<unknown> | null) {
    if (at instanceof Y.XmlElement && at.nodeName === "provision") return at;
  }
  return null;
}
