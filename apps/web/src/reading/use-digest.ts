import type { CompareView, SeenMark, TextView } from "@adref/protocol";
import { useEffect, useMemo, useState } from "react";
import type { EditorHandle } from "../editor/handle.ts";
import { past } from "../history/past.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { type Digest, digestOf } from "./digest-model.ts";

/** The text is shown first; what came since the last visit is asked for after so long, in milliseconds. */
const LATER_MS = 400;

/**
 * What happened in a text since a person saw it last; null while it is not known, and where nothing did. `turn` asks again.
 */
export function useDigest(
  session: TextSession,
  handle: EditorHandle | null,
  text: TextView,
  last: SeenMark | null,
  turn: number,
): Digest | null {
  const [view, setView] = useState<CompareView | null>(null);
  const from = last === null || text.seq <= last.seq ? null : last.seq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for a visit, and when it is asked for again
  useEffect(() => {
    setView((before) => (from === null ? null : before));
    if (from === null) return;
    const control = new AbortController();
    const timer = setTimeout(() => {
      void past.compare(text.id, `seq:${from}`, "now", control.signal).then((answer) => {
        if (!control.signal.aborted && answer.ok) setView(answer.value);
      });
    }, LATER_MS);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [text.id, from, turn]);
  const comments = useSelected(session, (state) => state.record.comments);
  return useMemo(() => {
    if (!view || !handle || last === null) return null;
    const order = new Map(handle.getState().outline.map(({ id }, i) => [id, i]));
    const { revisions } = text;
    return digestOf({ view, since: last.at, comments, revisions, person: session.me.id, order });
  }, [view, handle, last, comments, text, session]);
}
