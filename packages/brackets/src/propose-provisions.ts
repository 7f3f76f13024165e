import { isHeadingKind, type Kind, LEVEL_OF, type Proposal, schema } from "@adref/schema";
import { Fragment, type Node } from "prosemirror-model";
import type { Author } from "./author.ts";
import { indexFor } from "./author-index.ts";
import { type Edit, transactionOf } from "./edits.ts";
import { markLawful } from "./lawful.ts";
import { formattingOf, type Placed, provisionOfId } from "./placed.ts";
import { bracketOfStanding, contestEdits, type Deletion, planDeletion } from "./plan-deletion.ts";
import {
  hindered,
  isOwn,
  kindOf,
  levelOf,
  openProvisions,
  type Proposing,
  placeBeside,
  standsFree,
  wordsOfOthers,
} from "./propose-scope.ts";

/** Puts all words of these provisions in one bracket of the author's, without saying what the author wants of them. */
export function bracketProvisions(author: Author, ids: readonly string[]): Proposing {
  return (state) => {
    const scope = openProvisions(author, state.doc, ids);
    if ("why" in scope) return scope;
    const { all, free } = wordsOfOthers(author, scope);
    if (all.length === 0) return hindered(scope.every((placed) => isOwn(author, placed)) ? "own" : "nothing");
    if (free.length === 0) return hindered("done");
    return markLawful(transactionOf(state, contestEdits(free, author.newId("b")), null));
  };
}

/**
 * Proposes that provisions go: the words of others become contested, in one bracket with a *delete* stance, and what is the
 * author's own goes at once.
 */
export function deleteProvisions(author: Author, ids: readonly string[]): Proposing {
  return (state) => {
    const scope = openProvisions(author, state.doc, ids);
    if ("why" in scope) return scope;
    const parts = scope.map((placed) => planDeletion(state.doc, author, placed.pos, placed.pos + placed.node.nodeSize));
    const all = joined(parts);
    const edits: Edit[] = [...all.edits];
    if (all.contest.length === 0) {
      if (edits.length === 0) return hindered(all.contested.length > 0 ? "done" : "nothing");
      return markLawful(transactionOf(state, edits, null));
    }
    // Where exactly these words stand in a bracket already, the author says of that one that they go.
    const known = bracketOfStanding(() => indexFor(author, state.doc), all);
    const bracket = known?.id ?? author.newId("b");
    if (!known) edits.push(...contestEdits(all.contest, bracket));
    return markLawful(transactionOf(state, edits, null), [{ type: "stance", target: bracket, stance: "delete" }]);
  };
}

function joined(parts: readonly Deletion[]): Deletion {
  return {
    from: Math.min(...parts.map((part) => part.from)),
    to: Math.max(...parts.map((part) => part.to)),
    edits: parts.flatMap((part) => part.edits),
    contest: parts.flatMap((part) => part.contest),
    contested: parts.flatMap((part) => part.contested),
    own: parts.flatMap((part) => part.own),
    removed: parts.flatMap((part) => part.removed),
  };
}

/**
 * Proposes a new, empty provision before or after another, of its kind or of the kind that is asked for: "2 bis". One of a
 * higher level stands clear of what the other belongs to: a new article comes before or after the whole article.
 */
export function proposeProvision(author: Author, id: string, side: "before" | "after", kind?: Kind): Proposing {
  return (state) => {
    const scope = provisionOfId(state.doc, id);
    if (!scope) return hindered("gone");
    if (!standsFree(state.doc, scope)) return hindered("table", id);
    const like = kind ?? kindOf(scope);
    if (like === "title" || like === "cell" || like === "footnote") return hindered("table", id);
    const level = kind ? LEVEL_OF[kind] : levelOf(scope);
    const at = placeBeside(state.doc, scope, side, level);
    const proposal = { bracket: author.newId("b"), option: author.newId("o"), within: null };
    const node = provisionNode(author, { kind: like, level }, Fragment.empty, proposal);
    return markLawful(
      transactionOf(state, [{ kind: "insert", at, nodes: [node] }], { at, side: "before", plus: 1 }),
    ).scrollIntoView();
  };
}

/**
 * Proposes other provisions in place of these, as an alternative in one bracket with them: "Alt 1 / Alt 2". `words` says
 * whether the alternative begins as a copy of what stands there or empty. In place of another party's proposed provisions it
 * is one more option of their bracket. The caret goes into it.
 */
export function proposeAlternative(author: Author, ids: readonly string[], words: "empty" | "copy"): Proposing {
  return (state) => {
    const { doc } = state;
    const scope = openProvisions(author, doc, ids);
    if ("why" in scope) return scope;
    const strange = scope.find((placed) => !standsFree(doc, placed));
    if (strange) return hindered("table", strange.facts.id);
    if (scope.some((placed) => isOwn(author, placed))) return hindered("own");
    const beside = besideWhole(scope);
    if (beside === undefined) return hindered("others-proposal");
    const index = indexFor(author, doc);
    const edits: Edit[] = [];
    let proposal: Proposal;
    if (beside) proposal = { ...beside, option: author.newId("o") };
    else {
      const { all } = wordsOfOthers(author, scope);
      if (all.length === 0) return hindered("nothing");
      const known = bracketOfStanding(() => index, { ...NOTHING_DELETED, contest: all });
      const option = known ? index.brackets.get(known.id)?.options[0] : undefined;
      const bracket = known?.id ?? author.newId("b");
      if (!known) edits.push(...contestEdits(all, bracket));
      const bound = option ? option.within : (author.withinOfBracket(bracket) ?? null);
      proposal = { bracket, option: author.newId("o"), within: bound };
    }
    const nodes = words === "copy" ? copyOf(author, scope, proposal) : emptyLike(author, scope, proposal);
    if (nodes.length === 0) return hindered("nothing");
    const at = afterAlternatives(doc, scope.at(-1) as Placed, proposal.bracket);
    const first = nodes[0] as Node;
    edits.push({ kind: "insert", at, nodes });
    const caret = { at, side: "before" as const, plus: 1 + first.content.size };
    return markLawful(transactionOf(state, edits, caret)).scrollIntoView();
  };
}

const NOTHING_DELETED: Deletion = { from: 0, to: 0, edits: [], contest: [], contested: [], own: [], removed: [] };

/** The proposal of which all these provisions are; `null` where none is proposed, `undefined` where it is not the same of all. */
function besideWhole(scope: readonly Placed[]): Proposal | null | undefined {
  const first = scope[0]?.facts.whole ?? null;
  return scope.every(({ facts }) => facts.whole?.option === first?.option) ? first : undefined;
}

/** Behind a provision and the alternatives of the bracket that follow it already. */
function afterAlternatives(doc: Node, last: Placed, bracket: string): number {
  let at = last.pos + last.node.nodeSize;
  for (let node = doc.resolve(at).nodeAfter; node?.attrs.bracket === bracket; node = doc.resolve(at).nodeAfter) {
    at += node.nodeSize;
  }
  return at;
}

function emptyLike(author: Author, scope: readonly Placed[], proposal: Proposal): Node[] {
  const first = scope[0] as Placed;
  const nodes = [provisionNode(author, attrsOf(first), Fragment.empty, proposal)];
  // An article is a heading and what stands under it.
  if (scope.length > 1 && isHeadingKind(kindOf(first))) {
    nodes.push(provisionNode(author, { kind: "paragraph", level: LEVEL_OF.paragraph }, Fragment.empty, proposal));
  }
  return nodes;
}

/** The provisions again as the author's own: their words with their formatting, without what others proposed inside them. */
export function copyOf(author: Author, scope: readonly Placed[], proposal: Proposal): Node[] {
  return scope.map((placed) => provisionNode(author, attrsOf(placed), plainWords(placed), proposal));
}

/** The words of a provision without what was proposed inside it, and without anything but formatting. */
export function plainWords(placed: Placed): Fragment {
  const nodes: Node[] = [];
  placed.node.forEach((node) => {
    if (node.marks.some((mark) => mark.type.name === "proposed")) return;
    nodes.push(node.mark(formattingOf(node.marks)));
  });
  return Fragment.fromArray(nodes);
}

const attrsOf = (placed: Placed) => ({ kind: kindOf(placed), level: levelOf(placed) });

/** A new provision that is proposed as a whole. */
export function provisionNode(
  author: Author,
  like: { readonly kind: Kind; readonly level: number },
  words: Fragment,
  proposal: Proposal,
): Node {
  return schema.node("provision", { id: author.newId("p"), ...like, number: null, ...proposal }, words);
}
