import { stopCapturing } from "@adref/binding";
import {
  counteredWords,
  findWords,
  goToBracket,
  type Hindered,
  isHindered,
  type Proposing,
  replaceWords,
} from "@adref/brackets";
import type { Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { TextSession } from "../sync/types.ts";
import { authorOf } from "./author-of.ts";
import { formatted } from "./format.ts";
import type { EditorCommands } from "./handle.ts";
import { lawfulUndo } from "./lawful-undo.ts";
import type { Refused } from "./refused.ts";
import { shownIn } from "./shown.ts";
import { proposingOf } from "./wishes.ts";
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
  /** Works something out on the words as they are; null where there are none, or the reader proposes nothing. */
  const planned = (proposing: (author: NonNullable<ReturnType<typeof authorOf>>) => Proposing) => {
    const view = current();
    const author = authorOf(session);
    return view && author ? { view, plan: proposing(author)(view.state) } : null;
  };
  const carryOut = (proposing: (author: NonNullable<ReturnType<typeof authorOf>>) => Proposing): boolean => {
    const made = planned(proposing);
    if (!made) {
      refuse({ id: "reading", provision: null });
      return false;
    }
    if (isHindered(made.plan)) {
      refuse({ id: made.plan.why, provision: made.plan.provision });
      return false;
    }
    stopCapturing(made.view.state);
    made.view.dispatch(made.plan);
    stopCapturing(made.view.state);
    // Where the caret went, one goes on: a move shows where it leads.
    if (made.plan.selectionSet) arrived(made.view);
    return true;
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
    hindrance: (wish) => {
      const made = planned((author) => proposingOf(author, wish));
      if (!made) return "reading";
      return isHindered(made.plan) ? made.plan.why : null;
    },
    propose: (wish) => carryOut((author) => proposingOf(author, wish)),
    countered: (target) => {
      const view = current();
      const author = authorOf(session);
      const gone: Hindered = { why: "gone", provision: null };
      return view && author ? counteredWords(author, view.state.doc, target) : gone;
    },
    format: (format) => {
      const view = current();
      const tr = view && formatted(view.state, session, format);
      if (tr) view.dispatch(tr);
      else if (view) refuse({ id: "format-standing", provision: null });
      return Boolean(tr);
    },
    find: (sought) => {
      const view = current();
      return view ? findWords(authorOf(session), view.state.doc, sought) : [];
    },
    replace: (hits, words) => carryOut((author) => replaceWords(author, hits, words)),
    undo: () => takeBack("undo"),
    redo: () => takeBack("redo"),
  };
}
