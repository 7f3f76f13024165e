import { type Mark, Node } from "prosemirror-model";
import { isKind, type Kind, LEVEL_OF } from "../kinds.ts";
import { schema } from "../schema.ts";

/**
 * Builders for tests: documents are written as nested calls, and `<a>` in a string becomes a named position.
 *
 *   const { doc, tags } = treaty(prop("p1", "Each Party ", contested("b1", "sh<a>all"), proposed("b1", "o1", "should"), " act."));
 */
export type Inline = string | Piece[];
interface Piece {
  readonly text: string;
  readonly marks: readonly Mark[];
}
interface Block {
  readonly node: Node;
  readonly tags: Readonly<Record<string, number>>;
}

/** A built document and the positions of its tags. */
export interface Built {
  readonly doc: Node;
  readonly tags: Readonly<Record<string, number>>;
}

function pieces(parts: readonly Inline[]): Piece[] {
  return parts.flatMap((part) => (typeof part === "string" ? [{ text: part, marks: [] }] : part));
}

function marked(mark: Mark, parts: readonly Inline[]): Piece[] {
  return pieces(parts).map((piece) => ({ text: piece.text, marks: mark.addToSet(piece.marks) }));
}

/** Words in bracket `bracket`. */
export const contested = (bracket: string, ...parts: Inline[]): Piece[] =>
  marked(schema.mark("contested", { bracket }), parts);

/** Words put forward as option `option` of bracket `bracket`. */
export const proposed = (bracket: string, option: string, ...parts: Inline[]): Piece[] =>
  marked(schema.mark("proposed", { bracket, option, within: null }), parts);

/** The same, written into another option. */
export const b = (bracket: string, option: string, within: string, ...parts: Inline[]): Piece[] =>
  marked(schema.mark("proposed", { bracket, option, within }), parts);

export const note = (id: string, ...parts: Inline[]): Piece[] => marked(schema.mark("note", { note: id }), parts);
export const footnoted = (id: string, ...parts: Inline[]): Piece[] =>
  marked(schema.mark("footnote", { footnote: id }), parts);
export const strong = (...parts: Inline[]): Piece[] => marked(schema.mark("strong"), parts);
export const em = (...parts: Inline[]): Piece[] => marked(schema.mark("em"), parts);

interface PropAttrs {
  readonly id: string;
  readonly kind?: Kind;
  readonly number?: string | null;
  readonly bracket?: string;
  readonly option?: string;
  readonly within?: string;
}

/** A provision; a string instead of attributes is its id. */
export function prop(attrs: string | PropAttrs, ...parts: Inline[]): Block {
  const given: PropAttrs = typeof attrs === "string" ? { id: attrs } : attrs;
  const kind = given.kind ?? "paragraph";
  if (!isKind(kind)) throw new Error(`No such kind: ${kind}`);
  const tags: Record<string, number> = {};
  const nodes: Node[] = [];
  let offset = 0;
  for (const piece of pieces(parts)) {
    let text = "";
    for (const chunk of piece.text.split(/(<\w+>)/)) {
      const tag = /^<(\w+)>$/.exec(chunk)?.[1];
      if (tag) tags[tag] = offset + text.length;
      else text += chunk;
    }
    offset += text.length;
    if (text) nodes.push(schema.text(text, piece.marks));
  }
  const node = schema.node("provision", { number: "", ...given, kind, level: LEVEL_OF[kind] }, nodes);
  return { node, tags: Object.fromEntries(Object.entries(tags).map(([name, at]) => [name, at + 1])) };
}

function join(type: string, attrs: Record<string, unknown> | null, blocks: readonly Block[]): Block {
  const tags: Record<string, number> = {};
  let pos = type === "doc" ? 0 : 1;
  for (const block of blocks) {
    for (const [name, at] of Object.entries(block.tags)) tags[name] = pos + at;
    pos += block.node.nodeSize;
  }
  const node = schema.node(
    type,
    attrs,
    blocks.map((block) => block.node),
  );
  return { node, tags };
}

export const cell = (...blocks: Block[]): Block => join("table_cell", null, blocks);
export const table = (id: string, ...rows: Block[][]): Block =>
  join(
    "table",
    { id },
    rows.map((cells) => join("table_row", null, cells)),
  );

/** A document of blocks. */
export function treaty(...blocks: Block[]): Built {
  const built = join("doc", null, blocks);
  return { doc: Node.fromJSON(schema, built.node.toJSON()), tags: built.tags };
}

/** The position of a tag. Throws when the document has none of that name. */
export function at(built: Built, tag: string): number {
  const pos = built.tags[tag];
  if (pos === undefined) throw new Error(`No tag <${tag}>`);
  return pos;
}
