import type { Mark, Node } from "prosemirror-model";
import { type EditorState, Selection, TextSelection, type Transaction } from "prosemirror-state";

/** One small change, by positions in the document before all of them. None goes over the edge of a provision. */
export type Edit =
  | { readonly kind: "delete"; readonly from: number; readonly to: number }
  | { readonly kind: "mark"; readonly from: number; readonly to: number; readonly mark: Mark; readonly add: boolean }
  | { readonly kind: "insert"; readonly at: number; readonly nodes: readonly Node[] }
  | { readonly kind: "attribute"; readonly at: number; readonly name: string; readonly value: unknown };

/** Where the caret goes: a position before the edits, on which side of what is inserted there, and how far from it. */
export interface Caret {
  readonly at: number;
  readonly side: "before" | "after";
  readonly plus: number;
}

/** A transaction of these edits, each as one step of its own. */
export function transactionOf(state: EditorState, edits: readonly Edit[], caret: Caret | null): Transaction {
  const { tr } = state;
  for (const edit of edits) {
    if (edit.kind === "attribute") tr.setNodeAttribute(edit.at, edit.name, edit.value);
    if (edit.kind !== "mark") continue;
    if (edit.add) tr.addMark(edit.from, edit.to, edit.mark);
    else tr.removeMark(edit.from, edit.to, edit.mark);
  }
  // From the end to the beginning, so that no position moves under a later edit.
  const moving = edits.filter((edit) => edit.kind === "delete" || edit.kind === "insert");
  const first = tr.steps.length;
  for (const edit of moving.sort((a, b) => placeOf(b) - placeOf(a) || rank(a) - rank(b))) {
    if (edit.kind === "delete") tr.delete(edit.from, edit.to);
    else tr.insert(edit.at, [...edit.nodes]);
  }
  if (caret) {
    const pos = tr.mapping.slice(first).map(caret.at, caret.side === "before" ? -1 : 1) + caret.plus;
    const $pos = tr.doc.resolve(Math.max(0, Math.min(pos, tr.doc.content.size)));
    tr.setSelection($pos.parent.isTextblock ? TextSelection.create(tr.doc, $pos.pos) : Selection.near($pos, -1));
  }
  return tr;
}

type Moving = Extract<Edit, { kind: "delete" | "insert" }>;

const placeOf = (edit: Moving) => (edit.kind === "delete" ? edit.from : edit.at);
const rank = (edit: Moving) => (edit.kind === "delete" ? 0 : 1);
