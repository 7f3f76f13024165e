import { isHeadingKind, type Kind, LEVEL_OF, type Proposal, schema } from "@adref/schema";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { type Author, ownsPiece, ownsProvision } from "./author.ts";
import type { Lines } from "./changed-ranges.ts";
import type { Caret, Edit } from "./edits.ts";
import { type Around, bracketMarks, formattingOf, movedWords, type Placed, regionsIn } from "./placed.ts";

/** Words put into a provision. */
export function insertWords(at: number, words: Fragment, around: Around): { edit: Edit; size: number } {
  const nodes = withMarks(words, bracketMarks(around));
  return { edit: { kind: "insert", at, nodes: nodes.content }, size: nodes.size };
}

/** Text with its formatting and these marks, and nothing else of what it brought along. */
function withMarks(words: Fragment, marks: readonly Mark[]): Fragment {
  const nodes: Node[] = [];
  words.forEach((node) => {
    if (!node.isText) return;
    let set: readonly Mark[] = formattingOf(node.marks);
    for (const mark of marks) set = mark.addToSet(set);
    nodes.push(node.mark(set));
  });
  return Fragment.fromArray(nodes);
}

/** New provisions after (or before) another, and where the caret goes in the last of them. */
export interface NewProvisions {
  readonly edits: readonly Edit[];
  readonly caret: Caret;
}

/**
 * New provisions with these words, one for each line, as one proposal. `like` gives their kind. After a heading comes a
 * paragraph; after words that lead a list, another entry of that list.
 */
export function insertProvisions(
  author: Author,
  at: number,
  lines: readonly Fragment[],
  like: { readonly kind: Kind; readonly level: number },
  proposal: Proposal,
  tail: Fragment = Fragment.empty,
): NewProvisions {
  const nodes = lines.map((line, i) => {
    const words = withMarks(line, []);
    const content = i === lines.length - 1 ? words.append(tail) : words;
    return schema.node("provision", { id: author.newId("p"), ...like, number: null, ...proposal }, content);
  });
  const last = lines.at(-1) ?? Fragment.empty;
  const before = nodes.slice(0, -1).reduce((sum, node) => sum + node.nodeSize, 0);
  return {
    edits: [{ kind: "insert", at, nodes }],
    caret: { at, side: "before", plus: before + 1 + withMarks(last, []).size },
  };
}

/** The kind of a provision that Enter proposes after another; `null` where none may follow. */
export function kindAfter(doc: Node, placed: Placed): { kind: Kind; level: number } | null {
  const { kind, level } = placed.node.attrs as { kind: Kind; level: number };
  if (kind === "cell" || kind === "footnote") return null;
  const next = doc.resolve(placed.pos + placed.node.nodeSize).nodeAfter;
  const nextKind = next?.attrs.kind as Kind | undefined;
  const heads = isHeadingKind(kind) || kind === "title";
  if (!heads && next && nextKind && (nextKind === "subparagraph" || nextKind === "item") && next.attrs.level > level) {
    return { kind: nextKind, level: next.attrs.level as number };
  }
  return heads ? { kind: "paragraph", level: LEVEL_OF.paragraph } : { kind, level };
}

/** The words of the author's own provision after a position, when they may move to another one: all are the author's. */
export function ownTail(author: Author, placed: Placed, from: number): Fragment | null {
  if (!ownsProvision(author, placed.facts)) return null;
  const regions = regionsIn(placed, from, placed.end);
  if (!regions.every((region) => ownsPiece(author, placed.facts, region.piece))) return null;
  return movedWords(placed.node.content.cut(from - placed.start));
}

/**
 * The lines as proposals: what goes into the provision at the caret, and what becomes provisions of their own. The empty
 * line that a paste leaves before what followed the caret is none; several empty lines are so many presses of Enter.
 */
export function splitLines({ lines, inline }: Lines, keepLast: boolean): { first: Fragment | null; rest: Fragment[] } {
  const [first, ...others] = lines;
  const rest = inline ? others : [...lines];
  const allEmpty = lines.every((line) => line.size === 0);
  if (!keepLast && !allEmpty) while (rest.at(-1)?.size === 0) rest.pop();
  if (!inline && !allEmpty) while (rest[0]?.size === 0) rest.shift();
  return { first: inline && first ? first : null, rest };
}

/** Several lines as one, for places that can hold no more than one provision. */
export function inOneLine(lines: readonly Fragment[]): Fragment {
  let all = Fragment.empty;
  for (const line of lines) {
    if (line.size === 0) continue;
    all = all.size > 0 ? all.append(Fragment.from(schema.text(" "))).append(line) : line;
  }
  return all;
}
