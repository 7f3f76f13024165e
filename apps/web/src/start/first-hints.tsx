import { partyOfDraft } from "@adref/protocol";
import { isFrozen } from "@adref/schema";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { partyOfTaken } from "../desk/taken-party.ts";
import { useSay } from "../intl.tsx";
import { useParties, usePartyName } from "../people/parties.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { HINTS, type Hint, hintsOf } from "./hints.ts";
import "./hints.css";

const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** The hints about writing, above the words, for a delegate who has not seen them. The first goes by itself with the first proposal. */
export function WritingHints({ session }: { session: TextSession }) {
  const say = useSay();
  const nameOf = usePartyName();
  const party = useParties().find((candidate) => candidate.code === session.me.party);
  const hint = useHint(session);
  const proposed = useSelected(session, () => session.claimed.size > 0);
  useEffect(() => {
    if (hint === "type" && proposed) hintsOf(session.me.id).see(["type"]);
  }, [hint, proposed, session]);
  if (!party || (hint !== "type" && hint !== "bracket")) return null;
  return (
    <p className="first-hint">
      <span>
        {hint === "type"
          ? say("start.hint.type", { party: nameOf(party) })
          : say("start.hint.bracket", { keys: isApple ? "⌘[" : "Ctrl+[" })}
      </span>
      <HintButtons session={session} hint={hint} />
    </p>
  );
}

/** The hint about what is saved: below the head of the page, under the words that it speaks of. */
export function SavedHint({ session }: { session: TextSession }) {
  const say = useSay();
  const hint = useHint(session);
  const line = useRef<HTMLDivElement>(null);
  const place = usePlaceOf(".save-line", line, hint === "saved");
  if (hint !== "saved") return null;
  return (
    <div className="saved-hint" ref={line}>
      <p className="first-hint first-hint-up" style={{ marginInlineStart: place }}>
        <span>{say("start.hint.saved")}</span>
        <HintButtons session={session} hint={hint} />
      </p>
    </div>
  );
}

function HintButtons({ session, hint }: { session: TextSession; hint: Hint }) {
  const say = useSay();
  const hints = hintsOf(session.me.id);
  const number = HINTS.indexOf(hint) + 1;
  return (
    <span className="first-hint-buttons">
      <span className="quiet">{say("start.hint.label", { number, of: HINTS.length })}</span>
      <Button className="link-button" onPress={() => hints.see([hint])}>
        {say("start.hint.next")}
      </Button>
      {number < HINTS.length && (
        <Button className="link-button" onPress={() => hints.see(HINTS)}>
          {say("start.hint.enough")}
        </Button>
      )}
    </span>
  );
}

/**
 * The hint to be shown now to somebody who may propose here in the party's own name, once there are words; null for everybody
 * else, in a private draft, while words are taken down, and while nobody may write.
 */
function useHint(session: TextSession): Hint | null {
  const hint = useSelected(hintsOf(session.me.id), (state) => state);
  const writable = useSelected(session, ({ loaded, record }) => loaded && !isFrozen(record));
  const { role, party } = session.me;
  const ownName = party !== null && partyOfDraft(party) === null && partyOfTaken(party) === null;
  return role === "delegation" && ownName && writable ? hint : null;
}

/** How far from the beginning of a line something on the page begins, in pixels, so that what speaks of it stands below it. */
function usePlaceOf(selector: string, line: RefObject<HTMLElement | null>, shown: boolean): number {
  const [place, setPlace] = useState(0);
  useLayoutEffect(() => {
    if (!shown) return;
    const measure = () => {
      const [there, here] = [document.querySelector(selector)?.getBoundingClientRect(), line.current];
      const around = here?.getBoundingClientRect();
      if (!there || !around || !here) return;
      const own = here.firstElementChild?.getBoundingClientRect().width ?? 0;
      const ends = getComputedStyle(here).direction === "rtl";
      const from = ends ? around.right - there.right : there.left - around.left;
      setPlace(Math.max(0, Math.min(from, around.width - own - 8)));
    };
    measure();
    addEventListener("resize", measure);
    return () => removeEventListener("resize", measure);
  }, [selector, line, shown]);
  return place;
}
