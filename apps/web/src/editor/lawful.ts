import { actsOf, isLawful, markForTyping, proposeChange } from "@adref/brackets";
import { type Act, partyOfDraft } from "@adref/protocol";
import { isFrozen } from "@adref/schema";
import type { Mark } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { TextSession } from "../sync/types.ts";
import { authorOf } from "./author-of.ts";
import type { Refused } from "./refused.ts";
import { secretariatChange } from "./secretariat.ts";
import { shownIn } from "./shown.ts";
import type { World } from "./world.ts";

/** What becomes of a local change: a lawful one and the acts that follow it, or a refusal. */
export type Outcome = { readonly tr: Transaction; readonly acts: readonly Act[] } | Refused;

/** Whether nobody may write in the words before the reader: a private draft goes on while the text is frozen. */
export function isHeldUp(session: Pick<TextSession, "me" | "getState">): boolean {
  const { party } = session.me;
  return isFrozen(session.getState().record) && (party === null || partyOfDraft(party) === null);
}

/** Makes what a person did lawful: a proposal for a delegation, the change itself for the Secretariat, nothing for others. */
export function lawful(state: EditorState, tr: Transaction, session: TextSession): Outcome {
  if (isHeldUp(session)) return { refused: { id: "frozen", provision: null } };
  const author = authorOf(session);
  if (author) {
    if (isLawful(tr)) return { tr, acts: actsOf(tr) };
    const proposed = proposeChange(state, tr, author);
    if (proposed.refused) return { refused: { id: proposed.refused.why, provision: proposed.refused.provision } };
    return { tr: proposed.tr, acts: proposed.acts };
  }
  if (session.me.role === "secretariat") {
    const change = secretariatChange(state, tr, session.getState().record);
    return "refused" in change ? change : { tr: change, acts: [] };
  }
  return { refused: { id: session.me.role === "chair" ? "chair-acts" : "reading", provision: null } };
}

/** Sets the marks that words composed at the caret will carry, and moves the caret to where they belong. */
export function markTyping(view: EditorView, session: TextSession): void {
  const author = authorOf(session);
  if (!author) return;
  // What is composed over a selection comes in its place: that is contested, or goes, before the first letter.
  if (!view.state.selection.empty) view.dispatch(view.state.tr.deleteSelection());
  if (!view.state.selection.empty) return;
  const typing = markForTyping(view.state, author);
  if (!typing) return;
  // What is composed keeps the marks that it begins with: were its ids not known for ours, it would get others, and an
  // element that changes under the browser ends the composition.
  session.claim(newIn(typing.marks, shownIn(view.state).world));
  const { tr } = view.state;
  if (typing.at !== view.state.selection.from) tr.setSelection(TextSelection.create(tr.doc, typing.at));
  view.dispatch(tr.setStoredMarks(typing.marks));
}

/** The ids in marks that neither the text nor the record knows. */
function newIn(marks: readonly Mark[], { index, record }: World): string[] {
  return marks.flatMap(({ type, attrs }) => {
    if (type.name !== "proposed") return [];
    const view = index.brackets.get(attrs.bracket as string);
    const known = record.options[attrs.option as string] ?? view?.options.find((one) => one.id === attrs.option);
    if (known) return [];
    const bracket = view ?? record.brackets[attrs.bracket as string];
    return bracket ? [attrs.option as string] : [attrs.bracket as string, attrs.option as string];
  });
}
