import { Plugin, PluginKey, type Transaction } from "prosemirror-state";

/** One transaction that changed the words, and the one before it. */
export interface Link {
  readonly transaction: Transaction;
  /** Cut off once the binding has written what came before, so that old documents can be collected. */
  before: Link | null;
}

const recorderKey = new PluginKey<Link | null>("adref-recorder");

/**
 * Remembers the transactions since the binding last wrote, so that it can write their steps instead of comparing documents:
 * a comparison cannot tell which of two equal letters was typed, and shifts words across the edges of brackets.
 */
export function recorder(): Plugin {
  return new Plugin<Link | null>({
    key: recorderKey,
    state: {
      init: () => null,
      apply: (transaction, last) => (transaction.docChanged ? { transaction, before: last } : last),
    },
  });
}

/** The transactions recorded after `since`, oldest first. */
export function recordedSince(head: Link | null, since: Link | null): Transaction[] {
  const out: Transaction[] = [];
  for (let link = head; link !== null && link !== since; link = link.before) out.push(link.transaction);
  return out.reverse();
}

export { recorderKey };
