import type { PracticeView } from "@adref/protocol";
import { useEffect, useRef, useState } from "react";
import type { TextSession } from "../sync/types.ts";
import type { Facts } from "./lessons.ts";
import { standingOptions } from "./standing-options.ts";

/** How often the page looks at what happened, in milliseconds. A lesson is no part of typing. */
const LOOK_MS = 700;
/** Looks that pass after the line is back: words and record come on two lines, and only together do they say what happened. */
const SETTLES = 3;

/** What happened in the room, looked at now and then; null until the words are here. */
export function useFacts(session: TextSession | null, view: PracticeView): Facts | null {
  const [facts, setFacts] = useState<Facts | null>(null);
  const settled = useRef(0);
  useEffect(() => {
    if (!session) return;
    const look = () => {
      const { loaded, record, tray, connection } = session.getState();
      settled.current = loaded && connection === "online" ? settled.current + 1 : 0;
      if (settled.current < SETTLES) return;
      setFacts({ me: session.me, record, view, tray: tray.length, standing: standingOptions(session.words()) });
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [session, view]);
  return facts;
}
