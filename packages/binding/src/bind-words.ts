import { docOfY } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { Plugin, StateField, Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { type ProsemirrorBinding, updateYFragment, ySyncPlugin, ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { keepCaret } from "./keep-caret.ts";
import { readChanges } from "./read-changes.ts";
import { type Link, recordedSince, recorder, recorderKey } from "./recorder.ts";
import { undoPlugin } from "./undo.ts";
import { writeStep } from "./write-step.ts";

/** What an editor of the words is made of. */
export interface BoundWords {
  /** The document that the editor must start with. */
  readonly doc: Node;
  /** Sync first, then undo; the editor's own plugins come after them. */
  readonly plugins: readonly Plugin[];
}

export interface BindOptions {
  /** Called when the shared words hold what the schema does not know. The editor shows what it last could and writes no more. */
  readonly onInvalid?: (error: RangeError) => void;
  /** Typing that pauses for less than this many milliseconds is one step of undo; half a second unless told. */
  readonly captureMs?: number | undefined;
}

/**
 * Binds an editor to the shared words with y-prosemirror's sync plugin, whose two directions are replaced by exact ones:
 *
 * - typed → shared: each step is written as it was made (write-step.ts); only what crosses provision edges is compared, by
 *   y-prosemirror's own `updateYFragment`.
 * - shared → shown: the touched blocks are replaced by their smallest difference (read-changes.ts), not the document.
 *
 * Throws RangeError when the shared words do not fit the schema at the start.
 */
export function bindWords(body: Y.XmlFragment, options: BindOptions = {}): BoundWords {
  const doc = docOfY(body);
  const sync: Plugin = ySyncPlugin(body, { mapping: new Map() });
  const { binding } = (sync.spec.state as StateField<{ binding: Binding }>).init({}, undefined as never);
  exact(binding, body, doc, options);
  return { doc, plugins: [recorder(), sync, undoPlugin(body, options.captureMs)] };
}

/** The members of y-prosemirror's binding that are replaced. */
interface Binding extends Omit<ProsemirrorBinding, "prosemirrorView"> {
  prosemirrorView: EditorView | null;
  _observeFunction: (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => void;
}

function exact(binding: Binding, body: Y.XmlFragment, start: Node, options: BindOptions): void {
  let blocks = body.toArray() as Y.XmlElement[];
  let written: Node = start;
  let last: Link | null = null;
  // Once the words cannot be shown, writing would compare a stale document and delete what it does not know.
  let stopped = false;
  for (const [i, block] of blocks.entries()) binding.mapping.set(block, start.child(i));

  const settle = (doc: Node) => {
    written = doc;
    const now = body.toArray() as Y.XmlElement[];
    if (now.length !== blocks.length || now.some((block, i) => block !== blocks[i])) blocks = now;
  };

  // The caret is kept by what happened to its own provision; the relative positions that the binding would compute at each
  // transaction cost a walk over all blocks.
  binding.beforeAllTransactions = () => {};
  binding.afterAllTransactions = () => {};

  binding._prosemirrorChanged = (doc: Node) => {
    const view = binding.prosemirrorView;
    if (stopped || !view || doc === written) return;
    const head = recorderKey.getState(view.state) ?? null;
    const transactions = recordedSince(head, last);
    last = head;
    if (last) last.before = null;
    const known = (transactions[0]?.before ?? doc) === written && transactions.at(-1)?.doc === doc;
    if (!known || !writeAll(transactions, body, () => blocks, settle)) {
      updateYFragment(body.doc as Y.Doc, body, doc, binding);
    }
    const shown = written;
    settle(doc);
    remember(binding, blocks, shown, doc);
  };

  binding._observeFunction = (events, transaction) => {
    const view = binding.prosemirrorView;
    if (stopped || !view) return;
    binding.mux(() => {
      const changed: ReadonlyMap<unknown, unknown> = transaction.changed;
      const after = changed.has(body) ? (body.toArray() as Y.XmlElement[]) : blocks;
      const touched = touchedBlocks(transaction, body);
      const tr = view.state.tr;
      try {
        readChanges(tr, blocks, after, touched);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        stopped = true;
        options.onInvalid?.(error);
        return;
      }
      keepCaret(tr, view.state, blocks, events);
      tr.setMeta("addToHistory", false);
      tr.setMeta(ySyncPluginKey, {
        isChangeOrigin: true,
        isUndoRedoOperation: transaction.origin instanceof Y.UndoManager,
      });
      blocks = after;
      written = tr.doc;
      for (const block of touched) {
        const index = blocks.indexOf(block);
        if (index >= 0) binding.mapping.set(block, tr.doc.child(index));
      }
      view.dispatch(tr);
      // What a plugin appended after ours is still to be written, so the mark is set at ours.
      last = linkOf(recorderKey.getState(view.state) ?? null, tr);
      if (last) last.before = null;
    });
    if (!stopped && view.state.doc !== written) {
      binding.mux(() => {
        body.doc?.transact(() => binding._prosemirrorChanged(view.state.doc), ySyncPluginKey);
      });
    }
  };
}

function writeAll(
  transactions: readonly Transaction[],
  body: Y.XmlFragment,
  blocks: () => readonly Y.XmlElement[],
  settle: (doc: Node) => void,
): boolean {
  for (const transaction of transactions) {
    for (const [i, step] of transaction.steps.entries()) {
      const before = transaction.docs[i] as Node;
      if (before.childCount !== blocks().length || !writeStep(step, before, body, blocks())) return false;
      const after = transaction.docs[i + 1] ?? transaction.doc;
      if (after.childCount !== before.childCount || structural(step)) settle(after);
    }
  }
  return true;
}

function structural(step: Transaction["steps"][number]): boolean {
  const slice = (step as { slice?: { content: { firstChild: Node | null } } }).slice;
  return slice?.content.firstChild?.isBlock ?? false;
}

function touchedBlocks(transaction: Y.Transaction, body: Y.XmlFragment): Set<Y.XmlElement> {
  const touched = new Set<Y.XmlElement>();
  for (const changed of transaction.changed.keys()) {
    let type: Y.AbstractType<unknown> | null = changed as Y.AbstractType<unknown>;
    while (type && type.parent !== body) type = type.parent as Y.AbstractType<unknown> | null;
    if (type instanceof Y.XmlElement) touched.add(type);
  }
  return touched;
}

function linkOf(head: Link | null, transaction: Transaction): Link | null {
  for (let link = head; link; link = link.before) if (link.transaction === transaction) return link;
  return head;
}

/** Keeps y-prosemirror's mapping true for the blocks that changed, so that a comparison stays local when one is needed. */
function remember(binding: Binding, blocks: readonly Y.XmlElement[], shown: Node, doc: Node): void {
  if (blocks.length !== doc.childCount) return;
  const aligned = shown.childCount === doc.childCount;
  for (const [i, block] of blocks.entries()) {
    const node = doc.child(i);
    if (!aligned || shown.child(i) !== node) binding.mapping.set(block, node);
  }
}
