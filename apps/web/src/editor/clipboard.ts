import { factsOf, signsOfProvision } from "@adref/brackets";
import { schema } from "@adref/schema";
import { DOMSerializer, Fragment, type Node, Slice } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { shownIn } from "./shown.ts";
import { codesOf } from "./sign-codes.ts";
import type { World } from "./world.ts";

/** The marks that a paste may bring. */
const EMPHASIS = new Set(["strong", "em", "underline", "strike", "superscript", "subscript"]);

/**
 * What was pasted, as plain provisions: no brackets, no ids, no kinds that number differently. Ids come from whoever makes
 * a change of it.
 */
export function plainSlice(slice: Slice): Slice {
  const plain = (fragment: Fragment): Fragment => {
    const nodes: Node[] = [];
    fragment.forEach((node) => {
      if (node.isText) nodes.push(node.mark(node.marks.filter((mark) => EMPHASIS.has(mark.type.name))));
      else if (node.type.name === "provision") nodes.push(schema.node("provision", null, plain(node.content)));
      else nodes.push(node.copy(plain(node.content)));
    });
    return Fragment.fromArray(nodes);
  };
  return new Slice(plain(slice.content), slice.openStart, slice.openEnd);
}

/** The copied words as text, brackets and codes written out, a line for each provision with its number. */
export function copiedText(slice: Slice, view: EditorView): string {
  const { world } = shownIn(view.state);
  const lines: string[] = [];
  const provisions: Node[] = [];
  slice.content.descendants((node) => {
    if (node.type.name !== "provision") return !node.isText;
    provisions.push(node);
    return false;
  });
  if (provisions.length === 0) return slice.content.textBetween(0, slice.content.size);
  for (const [i, node] of provisions.entries()) {
    const cut = (i === 0 && slice.openStart > 0) || (i === provisions.length - 1 && slice.openEnd > 0);
    const number = cut ? "" : (world.numbers.get(node.attrs.id) ?? "");
    const words = bracketed(world, node, provisions[i - 1] ?? null, provisions[i + 1] ?? null);
    lines.push(number === "" ? words : `${number} ${words}`);
  }
  return lines.join("\n");
}

/** The words of a provision with its signs as characters. */
export function bracketed(world: World, node: Node, before: Node | null, after: Node | null): string {
  const text = factsOf(node).text;
  let out = "";
  let at = 0;
  for (const sign of signsOfProvision(world.index, node, before, after)) {
    out += text.slice(at, sign.at);
    at = sign.at;
    if (sign.side === "close") out += "]";
    else {
      const codes = codesOf(world, sign);
      out += codes === "" ? "[" : `[${codes}: `;
    }
  }
  return out + text.slice(at);
}

/** Writes copied words as HTML paragraphs with the signs as characters, marked so that pasting here drops them again. */
export function clipboardSerializer(world: () => World): DOMSerializer {
  const plain = DOMSerializer.fromSchema(schema);
  const serializer = new DOMSerializer(plain.nodes, plain.marks);
  serializer.serializeFragment = (fragment, options, target) => {
    const holder = target ?? (options?.document ?? document).createDocumentFragment();
    fragment.forEach((node) => {
      if (node.type.name !== "provision") {
        holder.append(plain.serializeNode(node, options));
        return;
      }
      const paragraph = document.createElement("p");
      let at = 0;
      for (const sign of signsOfProvision(world().index, node)) {
        paragraph.append(plain.serializeFragment(node.content.cut(at, sign.at)));
        at = sign.at;
        const span = document.createElement("span");
        span.dataset.sign = sign.side;
        const codes = codesOf(world(), sign);
        span.textContent = sign.side === "close" ? "]" : codes === "" ? "[" : `[${codes}: `;
        paragraph.append(span);
      }
      paragraph.append(plain.serializeFragment(node.content.cut(at)));
      holder.append(paragraph);
    });
    return holder;
  };
  return serializer;
}
