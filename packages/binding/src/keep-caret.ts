import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import * as Y from "yjs";

type Events = readonly Y.YEvent<Y.AbstractType<unknown>>[];

/**
 * Keeps the caret between the same characters when words of others come in. The steps of such a change do not tell where
 * that is: two changes of one provision, one before and one after the caret, are one replacement round it. The shared words
 * tell. Words that others insert exactly at the caret come after it, as they do in every editor that people know.
 *
 * `state` and `blocks` are the editor's state and the shared blocks that it shows from before the change.
 */
export function keepCaret(tr: Transaction, state: EditorState, blocks: readonly Y.XmlElement[], events: Events): void {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || !tr.docChanged) return;
  const place = (pos: number) => placeOf(tr, state, pos, blocks, events);
  const anchor = place(selection.anchor);
  const head = selection.empty ? anchor : place(selection.head);
  const $anchor = tr.doc.resolve(anchor);
  const $head = tr.doc.resolve(head);
  if ($anchor.parent.inlineContent && $head.parent.inlineContent) tr.setSelection(new TextSelection($anchor, $head));
}

function placeOf(
  tr: Transaction,
  state: EditorState,
  pos: number,
  blocks: readonly Y.XmlElement[],
  events: Events,
): number {
  const mapped = tr.mapping.map(pos, -1);
  const $pos = state.doc.resolve(pos);
  const block = $pos.depth === 1 ? blocks[$pos.index(0)] : undefined;
  const text = block?.length === 1 ? block.get(0) : undefined;
  const event = events.find((each) => each.target === text);
  const start = tr.mapping.mapResult($pos.before(), 1);
  if (!(event instanceof Y.YTextEvent) || start.deletedAfter) return mapped;
  return start.pos + 1 + moved($pos.parentOffset, event.delta);
}

/** Where an offset in a text comes to by a change of it. */
function moved(offset: number, delta: Y.YTextEvent["delta"]): number {
  let old = 0;
  let now = 0;
  for (const { retain = 0, insert = "", delete: gone = 0 } of delta) {
    if (offset <= old + retain + gone) return now + (retain > 0 ? offset - old : 0);
    old += retain + gone;
    now += retain + (typeof insert === "string" ? insert.length : 1);
  }
  return now + offset - old;
}
