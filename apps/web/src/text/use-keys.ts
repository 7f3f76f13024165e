import { useEffect } from "react";
import type { EditorHandle } from "../editor/handle.ts";

interface Wishes {
  readonly handle: EditorHandle | null;
  readonly openHelp: () => void;
  /** Opens the status menu of the provision at the caret. */
  readonly openStatus: () => void;
  /** Opens the history of the provision at the caret. */
  readonly openHistory: () => void;
}

const PANES = ["outline", "text", "margin"] as const;
/** How many frames to wait for a card that is about to be mounted. */
const FRAMES = 20;

/**
 * The page's own keys, wherever the focus is. They are taken before the editor sees them, because it keeps Enter and Escape
 * to itself whatever is held down with them; the arrows in the words are the editor's own.
 */
export function useKeys({ handle, openHelp, openStatus, openHistory }: Wishes): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Looking for a dialog costs a walk over the whole page, so it is done for the page's keys alone.
      if (!mayBeOurs(event) || document.querySelector("[role=dialog]") || !act(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const act = (event: KeyboardEvent): boolean => {
      if (event.key === "F6") return nextPane(event.shiftKey ? -1 : 1, handle);
      if (event.key === "?" && !isWriting(event.target)) {
        openHelp();
        return true;
      }
      // Where a third level of letters is typed with Alt and Ctrl, what comes is a letter.
      if (!handle || event.getModifierState("AltGraph")) return false;
      if (!event.altKey || !(event.ctrlKey || event.metaKey)) return false;
      switch (event.code) {
        case "ArrowDown":
        case "ArrowUp": {
          if (paneOf(document.activeElement) === "text") return false;
          const inMargin = paneOf(document.activeElement) === "margin";
          const { nextBracket, previousBracket } = handle.commands;
          (event.code === "ArrowDown" ? nextBracket : previousBracket)();
          if (inMargin) focusCard(handle);
          return true;
        }
        case "Enter":
          focusCard(handle);
          return true;
        case "KeyS":
          // The caret's last move may still be on its way, and the menu must speak of the provision that it went to.
          requestAnimationFrame(() => requestAnimationFrame(openStatus));
          return true;
        case "KeyO":
          requestAnimationFrame(() => requestAnimationFrame(openHistory));
          return true;
        default:
          return false;
      }
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [handle, openHelp, openStatus, openHistory]);
}

function mayBeOurs({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "F6" || key === "?" || (altKey && (ctrlKey || metaKey));
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function paneOf(element: Element | null): string | null {
  return element?.closest<HTMLElement>("[data-pane]")?.dataset.pane ?? null;
}

/** The card of the bracket at the caret takes the focus, as soon as it is there. */
function focusCard(handle: EditorHandle, frames = FRAMES): void {
  const id = handle.getState().active;
  const card = id && document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
  if (card) card.focus();
  else if (frames > 0) requestAnimationFrame(() => focusCard(handle, frames - 1));
}

function nextPane(step: 1 | -1, handle: EditorHandle | null): boolean {
  const there = PANES.filter((pane) => document.querySelector(`[data-pane="${pane}"]`));
  const now = there.indexOf((paneOf(document.activeElement) ?? "text") as (typeof PANES)[number]);
  const next = there[(now + step + there.length) % there.length];
  if (next === "text") handle?.focus();
  else if (next === "margin" && handle?.getState().active) focusCard(handle, 0);
  else focusFirst(document.querySelector(`[data-pane="${next}"]`));
  return true;
}

function focusFirst(pane: Element | null): void {
  const best = pane?.querySelector<HTMLElement>("[role=treeitem][tabindex='0'], [data-card]");
  (best ?? pane?.querySelector<HTMLElement>("button, input"))?.focus();
}
