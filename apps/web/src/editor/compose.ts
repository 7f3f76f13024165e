import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** What stands ready before the first composed letter; null leaves it to ProseMirror. */
export type MarkForTyping = (view: EditorView) => void;

/**
 * Input methods write into the page themselves. Before one begins, the marks that its words will carry are set, so that it
 * composes in an element of its own from the start and nothing has to be redrawn under it.
 */
export function composePlugin(markForTyping: MarkForTyping, ended: () => void): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionstart: (view) => {
          markForTyping(view);
          return false;
        },
        compositionend: () => {
          // ProseMirror reads what was composed a moment after the event.
          setTimeout(ended, 60);
          return false;
        },
      },
    },
  });
}
