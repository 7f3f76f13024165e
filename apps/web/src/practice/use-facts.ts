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
export function useFacts(session: TextSession | null, view: PracticeView, step: string): Facts | null {
  const [facts, setFacts] = useState<Facts | null>(null);
  const settled = useRef(0);
  const stood = useRef<{ readonly step: string; readonly options: Set<string> }>({ step, options: new Set() });
  useEffect(() => {
    if (!session) return;
    const look = () => {
      const { loaded, record, tray, connection } = session.getState();
      settled.current = loaded && connection === "online" ? settled.current + 1 : 0;
      if (settled.current < SETTLES) return;
      const standing = standingOptions(session.words());
      if (stood.current.step !== step) stood.current = { step, options: new Set() };
      for (const option of standing) stood.current.options.add(option);
      const { options } = stood.current;
      setFacts({ of: step, me: session.me, record, view, tray: tray.length, standing, stood: new Set(options) });
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [session, view, step]);
  return facts;
}
