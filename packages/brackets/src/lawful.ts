import type { Transaction } from "prosemirror-state";

/** An act that goes with a change of words; the wire's own acts include it. */
export type ProposedAct =
  | { readonly type: "stance"; readonly target: string; readonly stance: "delete" }
  /** Says of an option that it is to replace a provision that stands elsewhere. */
  | { readonly type: "explain"; readonly target: string; readonly moves: string };

const LAWFUL = "adref.lawful";

/** Marks a transaction as made under the rules of proposing, with the acts that go with it. */
export function markLawful(tr: Transaction, acts: readonly ProposedAct[] = []): Transaction {
  return tr.setMeta(LAWFUL, acts);
}

/** Whether a transaction was made under the rules of proposing: by `proposeChange` or by a command of this package. */
export function isLawful(tr: Transaction): boolean {
  return tr.getMeta(LAWFUL) !== undefined;
}

/** The acts to send once the words of a lawful transaction are saved. */
export function actsOf(tr: Transaction): readonly ProposedAct[] {
  return (tr.getMeta(LAWFUL) as readonly ProposedAct[] | undefined) ?? [];
}
