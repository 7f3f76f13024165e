import "./comments.css";
import { type MouseEvent, useMemo } from "react";
import type { CommentStore } from "./comment-store.ts";

/** A press on words that somebody commented on opens the thread; one anywhere else in the words closes it. */
export function useThreadClicks(store: CommentStore | null) {
  return useMemo(
    () => ({
      onClick: (event: MouseEvent) => {
        const words = (event.target as Element).closest<HTMLElement>("[data-thread]");
        store?.open(words?.dataset.thread ?? null);
      },
    }),
    [store],
  );
}
