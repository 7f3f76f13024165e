import type { ImportSettings, ImportView } from "@adref/protocol";
import { schema } from "@adref/schema";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Failure } from "../api.ts";
import type { PastText } from "../history/read-view.ts";
import { imports } from "./import-api.ts";

/** How often a file that is being read is asked after, in milliseconds. */
const ASK_MS = 400;

/** A file that is being brought in, as far as this page knows. */
export interface OpenImport {
  readonly view: ImportView | null;
  /** The words as they were read last; they stay while the file is read again. */
  readonly text: PastText | null;
  /** The settings as they were said here, which may be ahead of the server's. */
  readonly settings: ImportSettings;
  /** Whether the file is being read, again or for the first time. */
  readonly reading: boolean;
  /** Why the last question was not answered; null once one was. */
  readonly failure: Failure | null;
}

const NOTHING: OpenImport = { view: null, text: null, settings: {}, reading: true, failure: null };

/** Follows a file on the server: reads how it stands until it is read, fetches its words, and says how to read it again. */
export function useImport(id: string): OpenImport & {
  readonly change: (settings: ImportSettings) => void;
  readonly again: () => void;
} {
  const [open, setOpen] = useState(NOTHING);
  const asked = useRef<AbortController | null>(null);
  /** What was said here and the server has not taken yet. */
  const unsent = useRef<ImportSettings | null>(null);

  /** Follows from an answer on; a later question breaks this one off. */
  const follow = useCallback(
    async (first: (signal: AbortSignal) => Promise<Answer<ImportView>>) => {
      asked.current?.abort();
      const mine = new AbortController();
      asked.current = mine;
      const { signal } = mine;
      const failed = (failure: Failure) => {
        if (!signal.aborted) setOpen((before) => ({ ...before, reading: false, failure }));
      };
      let ask = first;
      for (;;) {
        const answer = await ask(signal);
        if (signal.aborted) return;
        if (!answer.ok) return failed(answer.failure);
        const view = answer.value;
        const { settings } = view;
        if (view.state === "refused") {
          setOpen({ view, text: null, settings, reading: false, failure: null });
          return;
        }
        if (view.state === "ready") {
          const text = await imports.text(id, signal);
          if (signal.aborted) return;
          if (!text.ok) return failed(text.failure);
          const words = { doc: schema.nodeFromJSON(text.value.doc), record: text.value.record };
          setOpen({ view, text: words, settings, reading: false, failure: null });
          return;
        }
        setOpen((before) => ({
          ...before,
          // What was read stays on the page until what is read now is here.
          view: before.view?.result ? { ...before.view, done: view.done } : view,
          reading: true,
          failure: null,
        }));
        await new Promise((resolve) => setTimeout(resolve, ASK_MS));
        ask = (until) => imports.view(id, until);
        if (signal.aborted) return;
      }
    },
    [id],
  );

  const change = useCallback(
    (settings: ImportSettings) => {
      unsent.current = settings;
      setOpen((before) => ({ ...before, settings, reading: true, failure: null }));
      void follow(async (signal) => {
        const answer = await imports.change(id, settings, signal);
        if (answer.ok && unsent.current === settings) unsent.current = null;
        return answer;
      });
    },
    [follow, id],
  );

  const again = useCallback(() => {
    if (unsent.current) return change(unsent.current);
    setOpen((before) => ({ ...before, reading: true }));
    void follow((signal) => imports.view(id, signal));
  }, [change, follow, id]);

  useEffect(() => {
    setOpen(NOTHING);
    void follow((signal) => imports.view(id, signal));
    return () => asked.current?.abort();
  }, [follow, id]);

  useEffect(() => {
    if (open.failure?.kind !== "offline") return;
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [open.failure, again]);

  return { ...open, change, again };
}
