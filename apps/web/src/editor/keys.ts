import { schema } from "@adref/schema";
import { baseKeymap, splitBlock, toggleMark } from "prosemirror-commands";
import { keydownHandler } from "prosemirror-keymap";
import { type Command, Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { TextSession } from "../sync/types.ts";
import type { EditorCommands } from "./handle.ts";
import { toggleSupport } from "./support.ts";
import { deleting, travel, type Unit } from "./travel.ts";
import { newProvision } from "./words-commands.ts";

const mac = /Mac|iP(hone|[oa]d)/.test(globalThis.navigator?.platform ?? "");
const WORD = mac ? "Alt" : "Ctrl";

/** The keys of the words. Enter proposes a provision; nothing splits or joins what others wrote. */
export function keysPlugin(session: TextSession, commands: EditorCommands): Plugin {
  const secretariat = session.me.role === "secretariat";
  const at = (name: "joinBackward" | "joinForward"): Command => {
    const join = baseKeymap[name === "joinBackward" ? "Backspace" : "Delete"];
    return secretariat && join ? join : () => true;
  };
  const erase: Record<string, Command> = {
    deleteContentBackward: deleting(-1, "character", at("joinBackward")),
    deleteContentForward: deleting(1, "character", at("joinForward")),
    deleteWordBackward: deleting(-1, "word", at("joinBackward")),
    deleteWordForward: deleting(1, "word", at("joinForward")),
  };
  const move = (unit: Unit, prefix: string): Record<string, Command> => ({
    [`${prefix}ArrowLeft`]: travel(-1, unit, false),
    [`${prefix}ArrowRight`]: travel(1, unit, false),
    [`Shift-${prefix}ArrowLeft`]: travel(-1, unit, true),
    [`Shift-${prefix}ArrowRight`]: travel(1, unit, true),
  });
  const command =
    (run: () => boolean): Command =>
    (_state, dispatch) =>
      dispatch ? run() || true : true;
  // A split is what Enter means; for a delegation it becomes a proposed provision on its way. At the end of a provision the
  // Secretariat's is a new one: under a heading a paragraph, not another heading.
  const enter: Command = (state, dispatch, view) => {
    const { $head, empty } = state.selection;
    const atEnd = empty && $head.parentOffset === $head.parent.content.size;
    const command = secretariat && atEnd ? newProvision(session) : splitBlock;
    return command(state, dispatch, view);
  };
  const keys: Record<string, Command> = {
    ...move("character", ""),
    ...move("word", `${WORD}-`),
    Backspace: erase.deleteContentBackward as Command,
    Delete: erase.deleteContentForward as Command,
    "Shift-Backspace": erase.deleteContentBackward as Command,
    [`${WORD}-Backspace`]: erase.deleteWordBackward as Command,
    [`${WORD}-Delete`]: erase.deleteWordForward as Command,
    Enter: enter,
    "Shift-Enter": () => true,
    "Mod-Enter": toggleSupport(session),
    "Mod-[": command(commands.bracketSelection),
    "Mod-z": command(commands.undo),
    "Mod-y": command(commands.redo),
    "Shift-Mod-z": command(commands.redo),
    "Mod-Alt-ArrowDown": command(commands.nextBracket),
    "Mod-Alt-ArrowUp": command(commands.previousBracket),
    "Mod-b": toggleMark(schema.marks.strong),
    "Mod-i": toggleMark(schema.marks.em),
    "Mod-u": toggleMark(schema.marks.underline),
    "Mod-a": baseKeymap["Mod-a"] as Command,
  };
  const handle = keydownHandler(keys);
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (!view.composing) catchUp(view);
        return handle(view, event);
      },
      handleKeyPress: typed,
      handleDOMEvents: {
        beforeinput: (view, event) => beforeInput(view, event, erase, enter),
      },
    },
  });
}

/**
 * Reads where the browser's caret is now. It tells of a move a moment later, and on a busy machine the next key is there
 * first; where the browser writes itself, that does no harm, but our keys go by the editor's own caret.
 */
function catchUp(view: EditorView): void {
  (view as unknown as { readonly domObserver: { flush(): void } }).domObserver.flush();
}

/**
 * A printed character as a change of the words, before the browser writes it: it would write into whatever element the
 * caret happens to stand in, which is another bracket's as often as not.
 */
function typed(view: EditorView, event: KeyboardEvent): boolean {
  if (view.composing || event.ctrlKey || event.metaKey || event.key.length === 0 || event.charCode < 32) return false;
  catchUp(view);
  view.dispatch(view.state.tr.insertText(String.fromCodePoint(event.charCode)).scrollIntoView());
  return true;
}

/** Keyboards on screens, dictation and spelling corrections come without key events. */
function beforeInput(view: EditorView, event: InputEvent, erase: Record<string, Command>, enter: Command): boolean {
  if (view.composing || !event.cancelable) return false;
  catchUp(view);
  const command = erase[event.inputType];
  if (command) {
    event.preventDefault();
    command(view.state, view.dispatch, view);
    return true;
  }
  if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") {
    event.preventDefault();
    if (event.inputType === "insertParagraph") enter(view.state, view.dispatch, view);
    return true;
  }
  if (event.inputType === "insertText" || event.inputType === "insertReplacementText") {
    const text = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    const range = event.getTargetRanges()[0];
    if (text === "" || !range) return false;
    event.preventDefault();
    const from = view.posAtDOM(range.startContainer, range.startOffset);
    const to = view.posAtDOM(range.endContainer, range.endOffset);
    view.dispatch(view.state.tr.insertText(text, Math.min(from, to), Math.max(from, to)).scrollIntoView());
    return true;
  }
  if (event.inputType === "historyUndo" || event.inputType === "historyRedo") {
    event.preventDefault();
    return true;
  }
  return false;
}
