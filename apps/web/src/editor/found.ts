import type { EditorView } from "prosemirror-view";

const NAME = "found";

/** Marks words that were found, on the page only; null takes the mark away. Browsers without highlights show none. */
export function markFound(view: EditorView, range: { readonly from: number; readonly to: number } | null): void {
  const highlights = (globalThis.CSS as { highlights?: HighlightRegistry } | undefined)?.highlights;
  if (!highlights) return;
  if (!range || range.to > view.state.doc.content.size) {
    highlights.delete(NAME);
    return;
  }
  const start = view.domAtPos(range.from, 1);
  const end = view.domAtPos(range.to, -1);
  const dom = document.createRange();
  dom.setStart(start.node, start.offset);
  dom.setEnd(end.node, end.offset);
  highlights.set(NAME, new Highlight(dom));
}
