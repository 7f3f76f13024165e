import { type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";
import { LEVEL_OF } from "./kinds.ts";

/**
 * The words of a text. A provision is a flat block of one node type: its kind and level are attributes, because changing a
 * node's type, wrapping it or moving it rewrites words that others may be typing. Content expressions use `*`, never `+`:
 * two concurrent deletions may empty any parent, and an invalid parent would be deleted by every client that renders it.
 *
 * `number` is the label of an issued text ("Article 5", "2", "(a)"); `null` means "inserted since, derive it"
 * (numbering.ts); "" means that the provision has none. `bracket`, `option` and `within` say of a provision that is
 * proposed as a whole what the `proposed` mark says of a run.
 */
const provision: NodeSpec = {
  content: "text*",
  marks: "_",
  group: "block",
  defining: true,
  attrs: {
    id: { default: null },
    kind: { default: "paragraph" },
    level: { default: LEVEL_OF.paragraph },
    number: { default: null },
    bracket: { default: null },
    option: { default: null },
    within: { default: null },
  },
  toDOM: (node): DOMOutputSpec => ["div", provisionDom(node), 0],
  parseDOM: [{ tag: "div[data-provision]", getAttrs: provisionAttrs }],
};

function provisionDom(node: Node): Record<string, string> {
  const { id, kind, level, number, bracket, option, within } = node.attrs;
  const dom: Record<string, string> = {
    class: `provision kind-${kind}`,
    "data-provision": id ?? "",
    "data-kind": kind,
    "data-level": String(level),
    dir: "auto",
  };
  if (number !== null) dom["data-number"] = number;
  if (bracket) dom["data-bracket"] = bracket;
  if (option) dom["data-option"] = option;
  if (within) dom["data-within"] = within;
  return dom;
}

function provisionAttrs(dom: HTMLElement) {
  return {
    id: dom.dataset.provision || null,
    kind: dom.dataset.kind ?? "paragraph",
    level: Number(dom.dataset.level ?? LEVEL_OF.paragraph),
    number: dom.dataset.number ?? null,
    bracket: dom.dataset.bracket ?? null,
    option: dom.dataset.option ?? null,
    within: dom.dataset.within ?? null,
  };
}

const tables = tableNodes({ tableGroup: "block", cellContent: "provision*", cellAttributes: {} });

/**
 * Brackets are marks that carry ids only, and immutable ones: a changed attribute would be another mark, and two changes
 * at once would leave both. `contested` stands on words that somebody put in brackets; `proposed` on words that somebody
 * put forward, as an option of a bracket, `within` naming the option that it was written into.
 */
const contested: MarkSpec = {
  attrs: { bracket: {} },
  excludes: "",
  inclusive: false,
  toDOM: (mark) => ["span", { class: "contested", "data-bracket": mark.attrs.bracket }, 0],
  parseDOM: [{ tag: "span.contested", getAttrs: (dom) => ({ bracket: dom.dataset.bracket }) }],
};

const proposed: MarkSpec = {
  attrs: { bracket: {}, option: {}, within: { default: null } },
  excludes: "",
  inclusive: false,
  toDOM: (mark) => {
    const { bracket, option, within } = mark.attrs;
    const dom: Record<string, string> = { class: "proposed", "data-bracket": bracket, "data-option": option };
    if (within) dom["data-within"] = within;
    return ["span", dom, 0];
  },
  parseDOM: [
    {
      tag: "span.proposed",
      getAttrs: (dom) => ({
        bracket: dom.dataset.bracket,
        option: dom.dataset.option,
        within: dom.dataset.within ?? null,
      }),
    },
  ],
};

/** A drafting note or placeholder in brackets: shown, never treaty text, never counted as contested. */
const note: MarkSpec = {
  attrs: { note: {} },
  inclusive: false,
  toDOM: (mark) => ["span", { class: "note", "data-note": mark.attrs.note }, 0],
  parseDOM: [{ tag: "span.note", getAttrs: (dom) => ({ note: dom.dataset.note }) }],
};

/** The words to which a footnote (a provision of kind `footnote`) is attached; its sign is drawn after them. */
const footnote: MarkSpec = {
  attrs: { footnote: {} },
  excludes: "",
  inclusive: false,
  toDOM: (mark) => ["span", { class: "footnote-anchor", "data-footnote": mark.attrs.footnote }, 0],
  parseDOM: [{ tag: "span.footnote-anchor", getAttrs: (dom) => ({ footnote: dom.dataset.footnote }) }],
};

const plain = (tag: string, ...others: string[]): MarkSpec => ({
  toDOM: () => [tag, 0],
  parseDOM: [tag, ...others].map((name) => ({ tag: name })),
});

/** The schema's version: it goes into the handshake, and a client of another one is told to reload. */
export const SCHEMA_VERSION = 1;

/** The one ProseMirror schema of every text. */
export const schema = new Schema({
  nodes: {
    doc: { content: "(provision | table)*" },
    provision,
    table: { ...tables.table, content: "table_row*", attrs: { id: { default: null } } },
    table_row: { ...tables.table_row, content: "(table_cell | table_header)*" },
    table_cell: tables.table_cell,
    table_header: tables.table_header,
    text: {},
  },
  marks: {
    contested,
    proposed,
    note,
    footnote,
    strong: plain("strong", "b"),
    em: plain("em", "i"),
    underline: plain("u"),
    strike: plain("s", "del"),
    superscript: { ...plain("sup"), excludes: "subscript superscript" },
    subscript: { ...plain("sub"), excludes: "subscript superscript" },
  },
});
