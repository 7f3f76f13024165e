import { provisionsOf } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { type BracketIndex, indexBrackets, signsOf } from "../src/index.ts";

/**
 * A document as a person sees it: `[words]` contested, `[o1: words]` option o1, `{n: words}` a note, `¶` between
 * provisions; a sign before the number is followed by `#`.
 */
export function drawn(doc: Node, index: BracketIndex = indexBrackets(doc)): string {
  const signs = signsOf(index, doc);
  return provisionsOf(doc)
    .map(({ node }) => {
      const text = node.textContent;
      let out = "";
      let at = 0;
      for (const sign of signs.get(node.attrs.id as string) ?? []) {
        out += text.slice(at, sign.at);
        at = sign.at;
        if (sign.side === "close") out += sign.kind === "note" ? "}" : "]";
        else if (sign.kind === "note") out += `{${sign.bracket}: `;
        else out += `[${sign.option === null ? "" : `${sign.option}: `}${sign.whole ? "#" : ""}`;
      }
      return out + text.slice(at);
    })
    .join(" ¶ ");
}
