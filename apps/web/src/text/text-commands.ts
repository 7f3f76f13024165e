import { mayWrite } from "@adref/protocol";
import { paneOf } from "../commands/panes.ts";
import type { Command } from "../commands/registry.ts";
import type { EditorHandle } from "../editor/handle.ts";
import type { MessageId } from "../intl.tsx";
import type { TextSession } from "../sync/types.ts";

interface Wishes {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  /** Opens the status menu of the provision at the caret. */
  readonly openStatus: () => void;
  /** Opens the history of the provision at the caret. */
  readonly openHistory: () => void;
  /** Opens the outline where it has no room of its own; null where it is there. */
  readonly openOutline: (() => void) | null;
}

/** How many frames to wait for a card that is about to be mounted. */
const FRAMES = 20;

/** What can be done in an open text by keys and from the palette: to move, to write, and to decide. */
export function textCommands({ session, handle, openStatus, openHistory, openOutline }: Wishes): readonly Command[] {
  const { commands } = handle;
  const noBrackets = (): MessageId | null =>
    handle.getState().index.order.length === 0 ? "command.why.noBrackets" : null;
  const noPlace = (): MessageId | null => (handle.getState().provision ? null : "command.why.noPlace");
  const noBracketHere = (): MessageId | null => (handle.getState().active ? null : "command.why.noBracketHere");
  const cannotWrite = (): MessageId | null => {
    if (!mayWrite(session.me)) return session.me.role === "chair" ? "refusal.chair-acts" : "refusal.reading";
    const here = handle.getState().provision;
    if (!here) return "command.why.noPlace";
    return here.editable ? null : "refusal.locked";
  };
  const inMargin = () => paneOf(document.activeElement) === "margin";
  const jump = (to: () => boolean) => () => {
    const fromCard = inMargin();
    to();
    if (fromCard) focusCard(handle);
  };
  // In the words the arrows are the editor's own.
  const inWords = (focused: Element | null) => paneOf(focused) === "text";
  // The caret's last move may still be on its way, and a menu must speak of the provision that it went to.
  const later = (open: () => void) => () => requestAnimationFrame(() => requestAnimationFrame(open));
  const moving: Command[] = [
    {
      id: "next-bracket",
      name: "help.next",
      group: "moving",
      keys: ["Mod-Alt-ArrowDown"],
      leaves: inWords,
      run: jump(commands.nextBracket),
      why: noBrackets,
    },
    {
      id: "previous-bracket",
      name: "help.previous",
      group: "moving",
      keys: ["Mod-Alt-ArrowUp"],
      leaves: inWords,
      run: jump(commands.previousBracket),
      why: noBrackets,
    },
    {
      id: "card",
      name: "help.card",
      group: "moving",
      keys: ["Mod-Alt-Enter"],
      run: () => focusCard(handle),
      why: noBracketHere,
    },
    {
      id: "to-words",
      name: "help.text",
      group: "moving",
      keys: ["Escape"],
      leaves: (focused) => inWords(focused) || keepsEscape(focused),
      run: () => handle.focus(),
    },
  ];
  if (openOutline) moving.push({ id: "outline", name: "header.outline", group: "moving", run: openOutline });
  const deciding: Command[] = [
    {
      id: "status",
      name: "help.status",
      group: "deciding",
      keys: ["Mod-Alt-s"],
      run: later(openStatus),
      why: () => (session.me.role === "chair" ? noPlace() : "refusal.not-your-act"),
    },
    {
      id: "history",
      name: "help.history",
      group: "past",
      keys: ["Mod-Alt-o"],
      run: later(openHistory),
      why: noPlace,
    },
  ];
  return [...moving, ...(mayWrite(session.me) ? writing(handle, cannotWrite) : []), ...deciding];
}

/** The keys of the words themselves are bound in editor/keys.ts, beside what they do. */
function writing({ commands }: EditorHandle, why: () => MessageId | null): readonly Command[] {
  const words = { group: "writing", heard: "place" } as const;
  return [
    { id: "type", name: "help.type", keysSaid: "help.typeKeys", ...words },
    { id: "remove", name: "help.remove", keysSaid: "help.removeKeys", ...words },
    {
      id: "new-provision",
      name: "help.enter",
      keys: ["Enter"],
      run: () => void commands.newProvision(),
      why,
      ...words,
    },
    {
      id: "bracket",
      name: "help.bracket",
      keys: ["Mod-["],
      run: () => void commands.bracketSelection(),
      why,
      ...words,
    },
    { id: "support", name: "help.support", keys: ["Mod-Enter"], ...words },
    { id: "undo", name: "help.undo", keys: ["Mod-z"], run: () => void commands.undo(), ...words },
    { id: "redo", name: "help.redo", keys: ["Mod-Shift-z", "Mod-y"], run: () => void commands.redo(), ...words },
  ];
}

/** Fields that empty themselves, and cards, which go back to their own bracket, have a use for Escape. */
function keepsEscape(focused: Element | null): boolean {
  if (focused instanceof HTMLInputElement && focused.value !== "") return true;
  return focused?.closest("[data-card]") !== null && focused !== null;
}

/** The card of the bracket at the caret takes the focus, as soon as it is there. */
function focusCard(handle: EditorHandle, frames = FRAMES): void {
  const id = handle.getState().active;
  const card = id && document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
  if (card) card.focus();
  else if (frames > 0) requestAnimationFrame(() => focusCard(handle, frames - 1));
}
