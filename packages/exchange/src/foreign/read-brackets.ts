import {
  DRAFT,
  type Parsed,
  type ParseOptions,
  parse,
  type Reading,
  type Suggestion,
  serialize,
  suggestReading,
} from "@adref/notation";
import { EMPTY_RECORD, provisionsOf, schema, type TextValue } from "@adref/schema";
import { Fragment, type Node } from "prosemirror-model";
import { type Places, placesIn } from "../places-in.ts";

const FIRST_PRIVATE = 0xe000;
const LAST_PRIVATE = 0xf8ff;

/** What typed brackets were read as, how, and what of that was guessed. */
export interface ReadBrackets extends Parsed {
  readonly reading: Reading;
  readonly suggestion: Suggestion;
  /** Which provision a finding stands in. */
  readonly places: Places;
}

/**
 * Reads brackets that were typed as characters, by the notation's own parser, so that a bracket means the same in every kind
 * of file. `nodes` are the blocks of a file with no marks but formatting and footnotes; everything in them but square brackets
 * stays what it is. `options` say how brackets are read; where they say nothing it is guessed from the words.
 */
export function readBrackets(nodes: readonly Node[], options: ParseOptions): ReadBrackets {
  const doc = schema.topNodeType.create(null, Fragment.fromArray([...nodes]));
  const words = doc.textContent;
  const open = unusedIn(words, "");
  const close = unusedIn(words, open);
  const swapped = swap(doc, (text) => text.replaceAll("[", open).replaceAll("]", close));
  const source = serialize({ doc: swapped, record: EMPTY_RECORD }, { record: false })
    .replaceAll(open, "[")
    .replaceAll(close, "]");
  const lines = provisionsOf(doc).map(({ node }) => node.textContent);
  const suggestion = suggestReading(lines.join("\n\n"), options);
  // Words alone can look like the notation, which they are not: there the guess says nothing.
  const guessed = suggestion.reading.source === "draft" ? suggestion.reading : DRAFT;
  const said = options.reading ?? {};
  const reading: Reading = { ...guessed, ...said, parties: { ...guessed.parties, ...said.parties }, source: "marked" };
  const parsed = parse(source, { ...options, reading });
  const places = placesIn(source, parsed);
  return { ...parsed, text: withNumbersOf(doc, parsed.text), reading, suggestion, places };
}

/** A character that no words have, from those that mean nothing by themselves. */
function unusedIn(words: string, other: string): string {
  for (let code = FIRST_PRIVATE; code <= LAST_PRIVATE; code++) {
    const sign = String.fromCharCode(code);
    if (sign !== other && !words.includes(sign)) return sign;
  }
  throw new RangeError("The words hold every private character there is");
}

function swap(node: Node, change: (text: string) => string): Node {
  if (node.isText) return schema.text(change(node.text ?? ""), node.marks);
  const children: Node[] = [];
  node.forEach((child) => {
    children.push(swap(child, change));
  });
  return node.copy(Fragment.fromArray(children));
}

/**
 * Numbers that the notation has no marker for ("Rule 5", "a)") are put back. Only where both have the same provisions: a block of
 * options that became one bracket is another text.
 */
function withNumbersOf(doc: Node, text: TextValue): TextValue {
  const wanted = provisionsOf(doc).map(({ node }) => node.attrs);
  const got = provisionsOf(text.doc);
  if (wanted.length !== got.length) return text;
  let next = 0;
  const rebuild = (node: Node): Node => {
    if (node.type === schema.nodes.provision) {
      const attrs = wanted[next++] as Record<string, unknown>;
      if (attrs.number === "" || node.attrs.number !== null || node.attrs.option !== null) return node;
      const { kind, level, number } = attrs;
      return node.type.create({ ...node.attrs, kind, level, number }, node.content, node.marks);
    }
    if (node.isLeaf) return node;
    return node.copy(Fragment.fromArray(node.children.map(rebuild)));
  };
  return { ...text, doc: rebuild(text.doc) };
}
