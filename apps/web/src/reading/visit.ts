import type { SeenMark } from "@adref/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../api.ts";
import { keep, kept } from "../kept.ts";
import { KEPT } from "../use-load.ts";

/** Who looked at a text for so long has seen it, in milliseconds. */
const READ_MS = 30_000;

const nameOf = (text: string, person: string) => `${KEPT}seen.${text}.${person}`;

/** Up to where this device knows that a person has seen a text. */
function markKept(text: string, person: string): SeenMark | null {
  const json = kept(nameOf(text, person));
  return json === null ? null : (JSON.parse(json) as SeenMark);
}

/** A reader's visit to a text. */
export interface Visit {
  /** Up to where the text was seen at the visit before; null at the first one and until it is known. */
  readonly last: SeenMark | null;
  /** Says that everything up to now is seen; `last` stays until the next visit. */
  read(): void;
  /** The same, and forgets what came since the last visit. */
  clear(): void;
}

/**
 * Knows what a reader has seen of a text: the later of what the server and this device remember. The mark moves on when the
 * text is left, after it was looked at for a while or what came since was read; a first visit is always marked.
 */
export function useVisit(text: string, person: string, seqNow: number): Visit {
  const [last, setLast] = useState<SeenMark | null>(() => markKept(text, person));
  const since = useRef(Date.now());
  const isRead = useRef(false);
  const isKnown = useRef(false);
  const mark = useRef(last);
  mark.current = last;
  const newest = useRef(seqNow);
  newest.current = Math.max(newest.current, seqNow);

  useEffect(() => {
    let gone = false;
    void api.seen().then((answer) => {
      if (gone || !answer.ok) return;
      isKnown.current = true;
      const told = answer.value[text];
      if (told && told.seq > (mark.current?.seq ?? 0)) setLast(told);
    });
    const leave = () => {
      if (!isKnown.current && mark.current === null) return;
      const nothingNew = mark.current === null || newest.current <= mark.current.seq;
      if (!nothingNew && !isRead.current && Date.now() - since.current < READ_MS) return;
      void say(text, person);
    };
    addEventListener("pagehide", leave);
    return () => {
      gone = true;
      removeEventListener("pagehide", leave);
      leave();
    };
  }, [text, person]);

  const read = useCallback(() => {
    isRead.current = true;
  }, []);
  const clear = useCallback(() => {
    isRead.current = true;
    void say(text, person).then((told) => told && setLast(told));
  }, [text, person]);
  return { last, read, clear };
}

async function say(text: string, person: string): Promise<SeenMark | null> {
  const answer = await api.markSeen(text);
  if (!answer.ok) return null;
  keep(nameOf(text, person), JSON.stringify(answer.value));
  return answer.value;
}
