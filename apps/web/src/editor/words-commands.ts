import { bracketSelection as bracket, insertProvision, unbracket, withdrawOption as withdraw } from "@adref/brackets";
import { isHeadingKind, type Kind, LEVEL_OF, newId, schema } from "@adref/schema";
import { type Command, TextSelection } from "prosemirror-state";
import type { TextSession } from "../sync/types.ts";
import { authorOf } from "./author-of.ts";

const never: Command = () => false;

/** Puts the selected words of others in brackets. */
export function bracketSelection(session: TextSession): Command {
  const author = authorOf(session);
  return author ? bracket(author) : never;
}

/** Takes back one's own option. */
export function withdrawOption(session: TextSession, option: string): Command {
  const author = authorOf(session);
  return author ? withdraw(author, option) : never;
}

/** Takes off the brackets that one put round standing words. */
export function withdrawBrackets(session: TextSession, id: string): Command {
  const author = authorOf(session);
  return author ? unbracket(author, id) : never;
}

/** A new provision after the one in which the caret stands: a proposal of a delegation's, standing text of the Secretariat's. */
export function newProvision(session: TextSession): Command {
  return (state, dispatch, view) => {
    const { $head } = state.selection;
    if ($head.parent.type.name !== "provision") return false;
    const author = authorOf(session);
    if (author) return insertProvision(author, $head.parent.attrs.id)(state, dispatch, view);
    if (session.me.role !== "secretariat") return false;
    if (dispatch) {
      const { kind: before, level } = $head.parent.attrs as { kind: Kind; level: number };
      const heads = isHeadingKind(before) || before === "title";
      const attrs = heads ? { kind: "paragraph", level: LEVEL_OF.paragraph } : { kind: before, level };
      const after = $head.after();
      const tr = state.tr.insert(after, schema.node("provision", { id: newId("p"), ...attrs }));
      dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
    }
    return true;
  };
}
