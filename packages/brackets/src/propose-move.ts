import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { type Author, ownsPiece } from "./author.ts";
import { type Edit, transactionOf } from "./edits.ts";
import { markLawful } from "./lawful.ts";
import { type Placed, provisionOfId, regionsIn } from "./placed.ts";
import { contestEdits } from "./plan-deletion.ts";
import { copyOf } from "./propose-provisions.ts";
import {
  type Hindered,
  hindered,
  isOwn,
  levelOf,
  openProvisions,
  type Proposing,
  placeBeside,
  standsFree,
  wordsOfOthers,
} from "./propose-scope.ts";

/**
 * Proposes that provisions move before or after another. One bracket holds both ends: the words where they stand, contested,
 * and the same words where they are to go, as the author's option; adopting the option is the move. An *explain* act says of
 * the option what it moves. What others proposed inside the words is not copied: it stays where it was written. The author's own
 * provisions simply move.
 */
export function proposeMove(
  author: Author,
  ids: readonly string[],
  target: string,
  side: "before" | "after",
): Proposing {
  return (state) => {
    const { doc } = state;
    const scope = openProvisions(author, doc, ids);
    if ("why" in scope) return scope;
    if (ids.includes(target)) return hindered("same-place", target);
    const goal = provisionOfId(doc, target);
    if (!goal) return hindered("gone");
    const strange = [...scope, goal].find((placed) => !standsFree(doc, placed));
    if (strange) return hindered("table", strange.facts.id);
    const first = scope[0] as Placed;
    const at = placeBeside(doc, goal, side, Math.min(...scope.map(levelOf)));
    if (standsThere(doc, scope, at)) return hindered("same-place", first.facts.id);
    if (scope.every((placed) => isOwn(author, placed))) return moveOwn(author, state, scope, at);
    const foreign = scope.find(({ facts }) => facts.whole !== null);
    if (foreign) return hindered("others-proposal", foreign.facts.id);
    const { all } = wordsOfOthers(author, scope);
    if (all.length === 0) return hindered("nothing");
    const proposal = { bracket: author.newId("b"), option: author.newId("o"), within: null };
    const nodes = copyOf(author, scope, proposal);
    const edits: Edit[] = [...contestEdits(all, proposal.bracket), { kind: "insert", at, nodes }];
    return markLawful(transactionOf(state, edits, { at, side: "before", plus: 1 }), [
      { type: "explain", target: proposal.option, moves: first.facts.id },
    ]).scrollIntoView();
  };
}

/** Whether the place is at either end of what is to move there. */
function standsThere(doc: Node, scope: readonly Placed[], at: number): boolean {
  const last = scope.at(-1) as Placed;
  const from = (scope[0] as Placed).pos;
  const to = last.pos + last.node.nodeSize;
  if (at < from || at > to) return false;
  const between = scope.reduce((sum, placed) => sum + placed.node.nodeSize, 0);
  return at === from || at === to || doc.content.size === between;
}

function moveOwn(author: Author, state: EditorState, scope: readonly Placed[], at: number): Transaction | Hindered {
  for (const placed of scope) {
    const regions = regionsIn(placed, placed.start, placed.end);
    if (!regions.every(({ piece }) => ownsPiece(author, placed.facts, piece))) {
      return hindered("others-inside", placed.facts.id);
    }
  }
  const edits: Edit[] = scope.map((placed) => ({
    kind: "delete",
    from: placed.pos,
    to: placed.pos + placed.node.nodeSize,
  }));
  edits.push({ kind: "insert", at, nodes: scope.map((placed) => placed.node) });
  return markLawful(transactionOf(state, edits, { at, side: "before", plus: 1 })).scrollIntoView();
}
