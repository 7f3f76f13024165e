import type { Timeline } from "@adref/protocol";
import { useCallback, useEffect, useState } from "react";
import type { Failure } from "../api.ts";
import { past } from "./past.ts";

export interface TimelineState {
  readonly timeline: Timeline | null;
  readonly failure: Failure | null;
}

/**
 * A text's timeline, asked for again when `seq` (the ledger's last entry as the page knows it) grows. `more` brings acts
 * before the earliest one that is here.
 */
export function useTimeline(text: string, seq: number): TimelineState & { again(): void; more(): void } {
  const [state, setState] = useState<TimelineState>({ timeline: null, failure: null });
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((last) => last + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the ledger grew, and on demand
  useEffect(() => {
    let gone = false;
    void past.timeline(text).then((answer) => {
      if (gone) return;
      setState(({ timeline }) => {
        if (!answer.ok) return { timeline, failure: answer.failure };
        return { timeline: timeline ? joined(timeline, answer.value) : answer.value, failure: null };
      });
    });
    return () => {
      gone = true;
    };
  }, [text, seq, turn]);

  const more = useCallback(() => {
    const earliest = state.timeline?.acts[0]?.seq;
    if (earliest === undefined) return;
    void past.timeline(text, earliest).then((answer) => {
      setState((now) =>
        answer.ok && now.timeline
          ? { timeline: joined(answer.value, now.timeline), failure: null }
          : { ...now, failure: answer.ok ? null : answer.failure },
      );
    });
  }, [text, state.timeline]);

  return { ...state, again, more };
}

/** The newer of two timelines, with the acts of the older one before its own. */
function joined(older: Timeline, newer: Timeline): Timeline {
  const first = newer.acts[0]?.seq ?? Number.MAX_SAFE_INTEGER;
  const before = older.acts.filter(({ seq }) => seq < first);
  const earlierActs = before.length > 0 ? older.earlierActs : newer.earlierActs;
  return { ...newer, acts: [...before, ...newer.acts], earlierActs };
}
