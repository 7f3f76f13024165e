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

/**
 * Beside a sign Chromium forgets for a moment where the caret is when the first letter is composed. The editor finds what is
 * being composed by the caret, and would redraw it, which ends the composition: the letter would be there twice.
 */
export function caretInComposed(view: EditorView): void {
  const selection = view.dom.ownerDocument.getSelection();
  if (!selection || selection.focusNode !== null) return;
  const composed = view.dom.querySelector("img.ProseMirror-separator[mark-placeholder]")?.nextSibling;
  if (composed instanceof Text) selection.collapse(composed, composed.length);
}
