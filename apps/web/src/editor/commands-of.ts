import { stopCapturing } from "@adref/binding";
import { goToBracket } from "@adref/brackets";
import type { Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { TextSession } from "../sync/types.ts";
import type { EditorCommands } from "./handle.ts";
import { lawfulUndo } from "./lawful-undo.ts";
import type { Refused } from "./refused.ts";
import { shownIn } from "./shown.ts";
import { bracketSelection, newProvision, withdrawBrackets, withdrawOption } from "./words-commands.ts";

/**
 * The commands of an editor whose view comes and goes. `arrived` is called when the caret went to another bracket, `refuse` when undo would be
 * unlawful.
 */
export function commandsOf(
  session: TextSession,
  current: () => EditorView | null,
  arrived: (view: EditorView) => void,
  refuse: (refused: Refused["refused"]) => void,
): EditorCommands {
  const run = (command: Command) => {
    const view = current();
    return view ? command(view.state, view.dispatch, view) : false;
  };
  /** What a button or a key does to the words is a step of undo of its own, however soon after typing. */
  const change = (command: Command) => {
    const view = current();
    if (view) stopCapturing(view.state);
    return run(command);
  };
  const jump = (direction: "next" | "previous") => {
    const view = current();
    if (!view) return false;
    const { world } = shownIn(view.state);
    if (!run(goToBracket(direction, world.index, (id) => !world.emphasis.dimmed.has(id)))) return false;
    view.focus();
    arrived(view);
    return true;
  };
  const takeBack = (direction: "undo" | "redo") => {
    const view = current();
    const done = view && lawfulUndo(view, session, direction);
    if (done && done !== true) refuse(done.refused);
    return done === true;
  };
  return {
    nextBracket: () => jump("next"),
    previousBracket: () => jump("previous"),
    bracketSelection: () => change(bracketSelection(session)),
    withdraw: (option) => change(withdrawOption(session, option)),
    withdrawBrackets: (bracket) => change(withdrawBrackets(session, bracket)),
    newProvision: () => change(newProvision(session)),
    undo: () => takeBack("undo"),
    redo: () => takeBack("redo"),
  };
}
