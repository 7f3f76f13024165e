import { useMemo } from "react";
import { actsOffered } from "../acts/acts-offered.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { cardView } from "./card-view.ts";

/** Everything that the card of one bracket shows and offers; null when the bracket is gone. */
export function useBracket(session: TextSession, handle: EditorHandle, id: string) {
  const bracket = useSelected(handle, (state) => state.index.brackets.get(id));
  const record = useSelected(session, (state) => state.record);
  return useMemo(() => {
    if (!bracket) return null;
    const { me, claimed } = session;
    return {
      card: cardView(bracket, record, handle.getState().index, (id) => (claimed.has(id) ? me.party : null)),
      acts: actsOffered(me, session.text, bracket, record, claimed),
      stances: record.stances,
    };
  }, [bracket, record, session, handle]);
}
