import type { EditorState } from "prosemirror-state";
import { cursorOf, provisionWithId } from "./place-of.ts";

/** Words of one provision that a reader chose; all of them where nothing is selected. Offsets count UTF-16 units. */
export interface ChosenWords {
  readonly provision: string;
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** What is chosen in an editor's state; null where the caret is in no provision. */
export function chosenIn(state: EditorState): ChosenWords | null {
  const cursor = cursorOf(state);
  const node = cursor && provisionWithId(state.doc, cursor.provision)?.node;
  if (!cursor || !node) return null;
  const { provision, anchor, head } = cursor;
  const [from, to] = anchor === head ? [0, node.content.size] : [Math.min(anchor, head), Math.max(anchor, head)];
  return { provision, from, to, words: node.textBetween(from, to) };
}

/** The provisions that the selection touches, in reading order; none where the caret is in none. */
export function chosenProvisions({ doc, selection }: EditorState): readonly string[] {
  const out: string[] = [];
  doc.nodesBetween(selection.from, selection.to, (node) => {
    if (node.type.name !== "provision") return true;
    out.push(node.attrs.id as string);
    return false;
  });
  return out;
}
