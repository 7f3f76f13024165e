import { factsOf } from "@adref/brackets";
import { mayAct } from "@adref/protocol";
import { innermost, withinIn } from "@adref/schema";
import type { Command } from "prosemirror-state";
import type { TextSession } from "../sync/types.ts";

/** Supports the option in which the caret stands, or takes the support back. One's own needs none. */
export function toggleSupport(session: TextSession): Command {
  return (state, dispatch) => {
    const { me } = session;
    const { $head } = state.selection;
    if ($head.parent.type.name !== "provision" || me.party === null) return false;
    const { record } = session.getState();
    const facts = factsOf($head.parent);
    const at = $head.parentOffset;
    const piece = facts.pieces.find((one) => one.from <= at && at <= one.to && one.proposed.length > 0);
    const option = (piece && innermost(piece.proposed, withinIn(record))[0]?.option) ?? facts.whole?.option;
    const known = option === undefined ? undefined : record.options[option];
    if (option === undefined || !known || known.owner === me.party) return false;
    const stance = record.stances[option]?.[me.party]?.stance === "support" ? null : "support";
    if (!mayAct(me, session.text, "stance")) return false;
    if (dispatch) void session.act({ type: "stance", target: option, stance });
    return true;
  };
}
