import { provisionsOf } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { type Command, type EditorState, Plugin, PluginKey, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { isNeededNoMore, WrittenItems } from "./undone-marks.ts";

/** A caret by provision and offset: it survives whatever happens to other provisions. */
interface Place {
  readonly provision: string;
  readonly offset: number;
}

interface UndoState {
  readonly manager: Y.UndoManager;
  /** The state before the newest transaction, from which the caret of an undo step is read. */
  readonly before: EditorState | null;
}

const undoKey = new PluginKey<UndoState>("adref-undo");

/** Typing that pauses for less than this many milliseconds is one step of undo. */
const CAPTURE_MS = 500;

/**
 * Undo and redo of one's own changes only: the manager follows the transactions of this editor and no others. Nothing that
 * others wrote into one's own proposal is taken away: a provision or text is removed only once it is empty.
 */
export function undoPlugin(body: Y.XmlFragment, captureMs = CAPTURE_MS): Plugin {
  return new Plugin<UndoState>({
    key: undoKey,
    state: {
      init: () => ({ manager: undoManager(body, captureMs), before: null }),
      apply: (_transaction, value, before) => ({ manager: value.manager, before }),
    },
    view: (view) => {
      const { manager } = undoKey.getState(view.state) as UndoState;
      manager.on("stack-item-added", ({ stackItem }) => {
        const before = undoKey.getState(view.state)?.before ?? view.state;
        stackItem.meta.set("place", placeOf(before));
      });
      manager.on("stack-item-popped", ({ stackItem }) => restore(view, stackItem.meta.get("place")));
      return { destroy: () => manager.destroy() };
    },
  });
}

function undoManager(body: Y.XmlFragment, captureMs: number): Y.UndoManager {
  return new Y.UndoManager(body, {
    trackedOrigins: new Set([ySyncPluginKey]),
    captureTimeout: captureMs,
    captureTransaction: (transaction) => transaction.meta.get("addToHistory") !== false,
    deleteFilter: (item) => {
      if (item.parentSub !== null) return !bornWithItsElement(item);
      if (item.content instanceof Y.ContentFormat) return isNeededNoMore(item, goingBack);
      return !(item.content instanceof Y.ContentType) || item.content.type._length === 0;
    },
  });
}

/** What the step that is being taken back had written. There is one at a time. */
let goingBack = new WrittenItems(null);

/** An attribute that came with its element goes with it, never before it: what others wrote inside keeps its frame. */
function bornWithItsElement(item: Y.Item): boolean {
  const element = item.parent instanceof Y.AbstractType ? item.parent._item : null;
  return item.left === null && element !== null && element.id.client === item.id.client;
}

function placeOf(state: EditorState): Place | null {
  const { $head } = state.selection;
  for (let depth = $head.depth; depth > 0; depth--) {
    const node = $head.node(depth);
    if (node.type.name === "provision") return { provision: node.attrs.id, offset: $head.pos - $head.start(depth) };
  }
  return null;
}

function restore(view: EditorView, place: Place | null | undefined): void {
  if (!place) return;
  const found = findProvision(view.state.doc, place.provision);
  if (!found) return;
  const pos = found.pos + 1 + Math.min(place.offset, found.node.content.size);
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)).scrollIntoView());
}

function findProvision(doc: Node, id: string): { node: Node; pos: number } | null {
  return provisionsOf(doc).find(({ node }) => node.attrs.id === id) ?? null;
}

const step =
  (direction: "undo" | "redo"): Command =>
  (state, dispatch) => {
    const manager = undoKey.getState(state)?.manager;
    const possible = direction === "undo" ? manager?.canUndo() : manager?.canRedo();
    if (!manager || !possible) return false;
    if (dispatch) takeBack(manager, direction);
    return true;
  };

/** Takes steps back, one by one, until one of them changes something. */
function takeBack(manager: Y.UndoManager, direction: "undo" | "redo"): void {
  const stack = direction === "undo" ? manager.undoStack : manager.redoStack;
  for (let done: unknown = null; stack.length > 0 && !done; ) {
    const earlier = stack.splice(0, stack.length - 1);
    goingBack = new WrittenItems(manager.doc, stack[0]);
    done = manager[direction]();
    stack.unshift(...earlier);
  }
  goingBack = new WrittenItems(null);
}

/** Takes back one's own last change. Asked without `dispatch`, it only answers. */
export const undo: Command = step("undo");

/** Does again what `undo` took back. */
export const redo: Command = step("redo");

/** Forgets the step that `undo` (or `redo`) would take next, so that the one before it can be reached. */
export function forgetStep(state: EditorState, direction: "undo" | "redo"): void {
  const manager = undoKey.getState(state)?.manager;
  (direction === "undo" ? manager?.undoStack : manager?.redoStack)?.pop();
}

/** Ends the current step of undo, so that what follows is a step of its own. */
export function stopCapturing(state: EditorState): void {
  undoKey.getState(state)?.manager.stopCapturing();
}
