import { useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { useParties, usePartyName } from "../people/parties.ts";
import type { TextSession } from "../sync/types.ts";
import { placeOf, type SpokenPlace, sayPlace } from "./spoken-place.ts";

/** So long the caret rests before its place is said: whoever walks through the words is not talked over. */
const RESTS_MS = 250;

/**
 * Says to those who listen where the caret is when it comes into a bracket or to another alternative, and when what may be done
 * there is something else. Renders only when there is something to say, never with a key.
 */
export function PlaceAnnouncer({ session, handle }: { session: TextSession; handle: EditorHandle }) {
  const say = useSay();
  const intl = useIntl();
  const parties = useParties();
  const partyName = usePartyName();
  const [words, setWords] = useState("");
  const telling = useRef({ say, intl, parties, partyName });
  telling.current = { say, intl, parties, partyName };
  useEffect(() => {
    let before: SpokenPlace | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = () => {
      timer = null;
      const { say, intl, parties, partyName } = telling.current;
      const state = handle.getState();
      const said = sayPlace(before, state, {
        say,
        record: session.getState().record,
        nameOf: (code) => {
          const party = parties.find((one) => one.code === code);
          return party ? partyName(party) : code;
        },
        list: (names) => intl.formatList([...names], { type: "conjunction" }),
      });
      before = placeOf(state);
      if (said !== "") setWords(said);
    };
    const follow = () => {
      const now = placeOf(handle.getState());
      const same =
        before !== null &&
        before.bracket === now.bracket &&
        before.option === now.option &&
        before.provision === now.provision &&
        before.rights === now.rights;
      if (same || timer !== null) return;
      timer = setTimeout(tell, RESTS_MS);
    };
    const unsubscribe = handle.subscribe(follow);
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [handle, session]);
  return (
    <p className="visually-hidden" role="status" data-spoken>
      {words}
    </p>
  );
}
