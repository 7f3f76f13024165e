import { stopCapturing } from "@adref/binding";
import { commandOf, leaveLevel } from "@adref/brackets";
import { baseKeymap, splitBlock } from "prosemirror-commands";
import { keydownHandler } from "prosemirror-keymap";
import type { ResolvedPos } from "prosemirror-model";
import { type Command, Plugin, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { TextSession } from "../sync/types.ts";
import { authorOf } from "./author-of.ts";
import { FORMAT_INPUTS, type Format } from "./format.ts";
import type { EditorCommands } from "./handle.ts";
import type { Refused } from "./refused.ts";
import { toggleSupport } from "./support.ts";
import { deleting, travel, type Unit } from "./travel.ts";
import { newProvision } from "./words-commands.ts";

const mac = /Mac|iP(hone|[oa]d)/.test(globalThis.navigator?.platform ?? "");
const WORD = mac ? "Alt" : "Ctrl";

/** The keys of the words. Enter proposes a provision; nothing splits or joins what others wrote. */
export function keysPlugin(
  session: TextSession,
  commands: EditorCommands,
  refuse: (refused: Refused["refused"]) => void,
): Plugin {
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
    const author = authorOf(session);
    // In an own provision that is still empty it leaves the level of the list.
    if (author && commandOf(leaveLevel(author))(state)) {
      if (dispatch) stopCapturing(state);
      return commandOf(leaveLevel(author))(state, dispatch);
    }
    const atEnd = empty && $head.parentOffset === $head.parent.content.size;
    const command = secretariat && atEnd ? newProvision(session) : splitBlock;
    return command(state, dispatch, view);
  };
  const format = (name: Format) => command(() => commands.format(name));
  const lineBreak: Command = (state, dispatch) => {
    if (dispatch) refuse({ id: "line-break", provision: provisionAt(state.selection.$head) });
    return true;
  };
  const level = (by: 1 | -1): Command => {
    return (state, dispatch) => {
      if (inTable(state.selection.$head)) return toNextCell(by)(state, dispatch);
      // Where there is nothing to shift, Tab goes on to what comes after the words, as everywhere on the page.
      if (commands.hindrance({ kind: "level", by }) !== null) return false;
      return dispatch ? commands.propose({ kind: "level", by }) : true;
    };
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
    "Shift-Enter": lineBreak,
    "Mod-Enter": toggleSupport(session),
    "Mod-[": command(commands.bracketSelection),
    "Mod-z": command(commands.undo),
    "Mod-y": command(commands.redo),
    "Shift-Mod-z": command(commands.redo),
    "Mod-Alt-ArrowDown": command(commands.nextBracket),
    "Mod-Alt-ArrowUp": command(commands.previousBracket),
    "Mod-b": format("strong"),
    "Mod-i": format("em"),
    "Mod-u": format("underline"),
    "Mod-Shift-x": format("strike"),
    "Mod-.": format("superscript"),
    "Mod-,": format("subscript"),
    Tab: level(1),
    "Shift-Tab": level(-1),
    "Mod-a": baseKeymap["Mod-a"] as Command,
  };
  const handle = keydownHandler(keys);
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        // ProseMirror tells of what the browser deleted as of a key; it knows exactly what went, and a key would not.
        if (!(event instanceof KeyboardEvent) && (event as { key: string }).key === "Backspace") return false;
        if (!view.composing) catchUp(view);
        return handle(view, event);
      },
      handleKeyPress: typed,
      handleDOMEvents: {
        beforeinput: (view, event) => beforeInput(view, event, { erase, enter, lineBreak, format: commands.format }),
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

interface Inputs {
  readonly erase: Readonly<Record<string, Command>>;
  readonly enter: Command;
  readonly lineBreak: Command;
  readonly format: (format: Format) => boolean;
}

/** What is deleted as the browser says it: a line on the screen, or words that are dragged or cut by a menu. */
const BY_RANGE = /^delete(SoftLine|HardLine|EntireSoftLine|ByCut|ByDrag|Content$)/;

/** Keyboards on screens, dictation and spelling corrections come without key events. */
function beforeInput(view: EditorView, event: InputEvent, { erase, enter, lineBreak, format }: Inputs): boolean {
  if (view.composing || !event.cancelable) return false;
  catchUp(view);
  const { inputType } = event;
  const formats = FORMAT_INPUTS[inputType];
  const command = erase[inputType] ?? { insertParagraph: enter, insertLineBreak: lineBreak }[inputType];
  if (command) command(view.state, view.dispatch, view);
  else if (formats) format(formats);
  else if (BY_RANGE.test(inputType)) {
    const range = rangeOf(view, event);
    if (!range) return false;
    if (range.from < range.to) view.dispatch(view.state.tr.delete(range.from, range.to).scrollIntoView());
  } else if (inputType === "insertText" || inputType === "insertReplacementText") {
    const text = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    const range = rangeOf(view, event);
    if (text === "" || !range) return false;
    view.dispatch(view.state.tr.insertText(text, range.from, range.to).scrollIntoView());
  } else if (inputType !== "historyUndo" && inputType !== "historyRedo") return false;
  event.preventDefault();
  return true;
}

function rangeOf(view: EditorView, event: InputEvent): { from: number; to: number } | null {
  const range = event.getTargetRanges()[0];
  if (!range) return null;
  const from = view.posAtDOM(range.startContainer, range.startOffset);
  const to = view.posAtDOM(range.endContainer, range.endOffset);
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

const provisionAt = ($pos: ResolvedPos) =>
  $pos.parent.type.name === "provision" ? ($pos.parent.attrs.id as string) : null;

const inTable = ($pos: ResolvedPos) => $pos.depth > 1 && $pos.parent.type.name === "provision";

/** In a table Tab goes from cell to cell, with the words of the cell selected, and from the last one out of it. */
function toNextCell(by: 1 | -1): Command {
  return (state, dispatch) => {
    const { $head } = state.selection;
    const start = $head.before(1);
    const table = $head.node(1);
    const places: { from: number; to: number }[] = [];
    table.descendants((node, pos) => {
      if (node.type.name !== "provision") return true;
      places.push({ from: start + pos + 2, to: start + pos + 2 + node.content.size });
      return false;
    });
    const now = places.findIndex(({ from, to }) => from <= $head.pos && $head.pos <= to);
    const next = places[now + by];
    if (!next) return false;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, next.from, next.to)).scrollIntoView());
    return true;
  };
}
