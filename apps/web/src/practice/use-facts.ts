import type { PracticeView } from "@adref/protocol";
import { useEffect, useState } from "react";
import type { TextSession } from "../sync/types.ts";
import type { Facts } from "./lessons.ts";
import { standingOptions } from "./standing-options.ts";

/** How often the page looks at what happened, in milliseconds. A lesson is no part of typing. */
const LOOK_MS = 700;

/** What happened in the room, looked at now and then; null until the words are here. */
export function useFacts(session: TextSession | null, view: PracticeView): Facts | null {
  const [facts, setFacts] = useState<Facts | null>(null);
  useEffect(() => {
    if (!session) return;
    const look = () => {
      const { loaded, record, tray } = session.getState();
      if (!loaded) return;
      setFacts({ me: session.me, record, view, tray: tray.length, standing: standingOptions(session.words()) });
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [session, view]);
  return facts;
}
