import { forgetStep, redo, undo } from "@adref/binding";
import type { Actor } from "@adref/law";
import type { EditorView } from "prosemirror-view";
import type { TextSession } from "../sync/types.ts";
import { refusalOf } from "./judged.ts";
import { isHeldUp } from "./lawful.ts";
import type { Refused } from "./refused.ts";

/**
 * Takes back (or does again) one's own last change, if the law still allows it. What others wrote or the chair decided since
 * can make it unlawful: it would take a mark off their words, or bring an ended bracket back. Then it is done and at once
 * taken back, in one batch for the server, and forgotten: the step before it can still be undone. Null when there was nothing
 * to do.
 */
export function lawfulUndo(view: EditorView, session: TextSession, direction: "undo" | "redo"): true | Refused | null {
  const actor = actorOf(session);
  if (isHeldUp(session)) return { refused: { id: "frozen", provision: null } };
  const [step, back] = direction === "undo" ? [undo, redo] : [redo, undo];
  const before = view.state.doc;
  if (!actor || !step(view.state, view.dispatch, view)) return null;
  const { record } = session.getState();
  const refusal = refusalOf(before, view.state.doc, { actor, record, claimed: session.claimed });
  if (!refusal) return true;
  back(view.state, view.dispatch, view);
  forgetStep(view.state, direction);
  return { refused: { id: refusal.id === "locked" ? "locked" : "undo", provision: refusal.provision ?? null } };
}

function actorOf({ me }: TextSession): Actor | null {
  if (me.role === "secretariat") return { role: "secretariat" };
  return me.role === "delegation" && me.party !== null ? { role: "delegation", party: me.party } : null;
}
