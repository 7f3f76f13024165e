import { useEffect, useRef, useState } from "react";
import type { Failure } from "../api.ts";
import { saveFile } from "../text/save-file.ts";
import { askedOf, type ExportChoice, type Offered, pagePath } from "./export-model.ts";
import { fetchPaper } from "./fetch-paper.ts";
import { openTab, printIn } from "./print-tab.ts";

/** Where the making of a paper stands. */
export type PaperState =
  | { readonly at: "choosing" }
  /** On the server, or arriving: `bytes` is null before the first. */
  | { readonly at: "making"; readonly bytes: number | null }
  /** A clean paper would have open brackets, and the person is asked. */
  | { readonly at: "asking"; readonly make: () => void }
  | { readonly at: "stopped" }
  | { readonly at: "saved"; readonly name: string }
  | { readonly at: "printing" }
  /** The browser opened no tab; the paper is at `path`. */
  | { readonly at: "blocked"; readonly path: string }
  | { readonly at: "failed"; readonly failure: Failure };

/** Makes papers of a text at a moment: fetches and saves them, or opens them to be printed. */
export function usePaper(text: string, at: string) {
  const [state, setState] = useState<PaperState>({ at: "choosing" });
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  async function make(choice: ExportChoice, offered: Offered, sayOpen = false): Promise<void> {
    const asked = askedOf(choice, offered, at, sayOpen);
    const isPrint = choice.format === "print";
    // A tab is opened at once: browsers allow it only as the answer to a press.
    const tab = isPrint ? openTab() : null;
    const stop = new AbortController();
    stopping.current = stop;
    setState({ at: "making", bytes: null });
    const answer = await fetchPaper(text, asked, {
      signal: stop.signal,
      onProgress: (bytes) => setState({ at: "making", bytes }),
    });
    if (stop.signal.aborted || answer === null) {
      tab?.close();
      return setState({ at: "stopped" });
    }
    if (!answer.ok) {
      tab?.close();
      const { failure } = answer;
      if (failure.kind !== "refused" || failure.id !== "open-brackets") return setState({ at: "failed", failure });
      return setState({ at: "asking", make: () => void make(choice, offered, true) });
    }
    if (!isPrint) {
      saveFile(answer.value.name, answer.value.blob);
      return setState({ at: "saved", name: answer.value.name });
    }
    const path = pagePath(text, asked);
    if (!tab) return setState({ at: "blocked", path });
    printIn(tab, path);
    setState({ at: "printing" });
  }

  return {
    state,
    make: (choice: ExportChoice, offered: Offered) => void make(choice, offered),
    stop: () => stopping.current?.abort(),
    again: () => setState({ at: "choosing" }),
  };
}
