import { displayedNumbers, isHeadingKind, type Numbered, provisionsOf } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { OutlineEntry } from "../editor/handle.ts";

const known = new WeakMap<Node, readonly OutlineEntry[]>();

/** Every provision of a text in reading order, by which provisions are called by name. Read once for each text. */
export function outlineOf(doc: Node): readonly OutlineEntry[] {
  let outline = known.get(doc);
  if (!outline) {
    const provisions = provisionsOf(doc);
    const numbers = displayedNumbers(provisions.map(({ node }) => node.attrs as Numbered));
    outline = provisions.map(({ node }) => {
      const { id, kind, level } = node.attrs as Numbered;
      const titled = kind === "title" || isHeadingKind(kind);
      return { id, kind, level, number: numbers.get(id) ?? "", title: titled ? node.textContent.slice(0, 80) : "" };
    });
    known.set(doc, outline);
  }
  return outline;
}
