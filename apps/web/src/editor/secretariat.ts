import { newId, type RecordValue } from "@adref/schema";
import type { EditorState, Transaction } from "prosemirror-state";
import { changedProvisions, refusalOf, sameIds } from "./judged.ts";
import type { Refused } from "./refused.ts";

/**
 * The Secretariat's own change: provisions that came by splitting, pasting or inserting get ids of their own, then the law
 * looks at it as the server will.
 */
export function secretariatChange(state: EditorState, tr: Transaction, record: RecordValue): Transaction | Refused {
  mendIds(state, tr);
  const refusal = refusalOf(state.doc, tr.doc, { actor: { role: "secretariat" }, record, claimed: new Set() });
  return refusal ? { refused: { id: refusal.id, provision: refusal.provision ?? null } } : tr;
}

/** Gives an id to every provision without one or with one that stands before it already; a number comes only from an issue. */
function mendIds(state: EditorState, tr: Transaction): void {
  const { before, after } = changedProvisions(state.doc, tr.doc);
  if (sameIds(before, after)) return;
  const seen = new Set<string>();
  const mend: number[] = [];
  tr.doc.descendants((node, pos) => {
    if (node.type.name !== "provision") return true;
    const id = node.attrs.id as string | null;
    if (id === null || seen.has(id)) mend.push(pos);
    else seen.add(id);
    return false;
  });
  for (const pos of mend) {
    tr.setNodeAttribute(pos, "id", newId("p"));
    if (tr.doc.nodeAt(pos)?.attrs.number) tr.setNodeAttribute(pos, "number", null);
  }
}
