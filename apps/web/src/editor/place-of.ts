import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import type { PresentCursor } from "../sync/types.ts";

/** Where the caret stands, by provision. */
export function cursorOf(state: EditorState): PresentCursor | null {
  const { $anchor, $head } = state.selection;
  if ($head.parent.type.name !== "provision") return null;
  const provision = $head.parent.attrs.id as string;
  const anchor = $anchor.parent === $head.parent ? $anchor.parentOffset : $head.parentOffset;
  return { provision, anchor, head: $head.parentOffset };
}

/** The provision with an id and its position; null when it is gone. Walks the text: not for every key. */
export function provisionWithId(doc: Node, id: string): { readonly node: Node; readonly pos: number } | null {
  let found: { node: Node; pos: number } | null = null;
  doc.descendants((node, pos) => {
    if (found) return false;
    if (node.type.name !== "provision") return true;
    if (node.attrs.id === id) found = { node, pos };
    return false;
  });
  return found;
}
