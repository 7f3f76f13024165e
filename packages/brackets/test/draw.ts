import { provisionsOf } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { indexBrackets, type Sign, signsOf } from "../src/index.ts";

/**
 * A document as a person sees it: `[words]` contested, `[o1: words]` option o1, `{n: words}` a note, ` ¶ ` between
 * provisions; `#` follows a sign that stands before the number. `label` names an option otherwise; `caret` is drawn as `|`.
 */
export function drawn(
  doc: Node,
  label: (option: string) => string = (option) => option,
  caret: number | null = null,
): string {
  const signs = signsOf(indexBrackets(doc), doc);
  return provisionsOf(doc)
    .map(({ node, pos }) => {
      const text = node.textContent;
      const inserts = (signs.get(node.attrs.id as string) ?? []).map((sign) => ({
        at: sign.at,
        text: signText(sign, label),
      }));
      const offset = caret === null ? -1 : caret - pos - 1;
      if (offset >= 0 && offset <= text.length) {
        // The caret is drawn where its words would go on: after a closing sign only when nothing ends there.
        const first = inserts.findIndex((insert) => insert.at >= offset);
        inserts.splice(first < 0 ? inserts.length : first, 0, { at: offset, text: "|" });
      }
      let out = "";
      let at = 0;
      for (const insert of inserts) {
        out += text.slice(at, insert.at) + insert.text;
        at = insert.at;
      }
      return out + text.slice(at);
    })
    .join(" ¶ ");
}

function signText(sign: Sign, label: (option: string) => string): string {
  if (sign.side === "close") return sign.kind === "note" ? "}" : "]";
  if (sign.kind === "note") return `{${sign.bracket}: `;
  return `[${sign.option === null ? "" : `${label(sign.option)}: `}${sign.whole ? "#" : ""}`;
}
