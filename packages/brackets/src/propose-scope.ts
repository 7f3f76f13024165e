import type { Kind } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { type Author, ownContest, ownsPiece, ownsProvision } from "./author.ts";
import { type Placed, provisionOfNode, type Region, regionsIn } from "./placed.ts";

/** Why something cannot be proposed. `why` is a stable id, for which the client has the sentence. */
export interface Hindered {
  /**
   * `locked`: a provision is agreed. `gone`: it is not in the text any more. `nothing`: there are no words to do it with.
   * `done`: it is so already. `table`: inside tables and footnotes provisions stay where they are. `own`: one's own words need
   * no proposal. `others-proposal`: words that another party proposes stay where their party put them. `same-place`: it stands
   * there. `others-inside`: others wrote into it. `several-places`: its words stand in several places. `level`: there is no
   * deeper or higher level.
   */
  readonly why:
    | "locked"
    | "gone"
    | "nothing"
    | "done"
    | "table"
    | "own"
    | "others-proposal"
    | "same-place"
    | "others-inside"
    | "several-places"
    | "level";
  /** The provision in which the hindrance lies, where it lies in one. */
  readonly provision: string | null;
}

/** What is to be proposed, worked out on a state: the lawful transaction, or what stands against it. Changes nothing itself. */
export type Proposing = (state: EditorState) => Transaction | Hindered;

/** Whether a proposing came to a hindrance. */
export function isHindered(planned: Transaction | Hindered): planned is Hindered {
  return "why" in planned;
}

/** A proposing as a command in ProseMirror's sense: it answers whether it can, and does it when there is a dispatch. */
export function commandOf(proposing: Proposing): Command {
  return (state, dispatch) => {
    const planned = proposing(state);
    if (isHindered(planned)) return false;
    dispatch?.(planned);
    return true;
  };
}

export const hindered = (why: Hindered["why"], provision: string | null = null): Hindered => ({ why, provision });

/** The provisions with these ids, in reading order, none of them agreed. Walks the text once. */
export function openProvisions(author: Author, doc: Node, ids: readonly string[]): Placed[] | Hindered {
  const wanted = new Set(ids);
  const found: Placed[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name !== "provision") return true;
    if (wanted.has(node.attrs.id as string)) found.push(provisionOfNode(node, pos));
    return false;
  });
  if (found.length < wanted.size || found.length === 0) return hindered("gone");
  const locked = found.find(({ facts }) => author.locked(facts.id));
  return locked ? hindered("locked", locked.facts.id) : found;
}

/** Whether provisions may come before or after this one, and it may move: not inside tables, and not footnotes. */
export function standsFree(doc: Node, placed: Placed): boolean {
  return doc.resolve(placed.pos).depth === 0 && kindOf(placed) !== "footnote" && kindOf(placed) !== "cell";
}

/** The words of others in provisions, and those of them that the author does not contest yet. */
export function wordsOfOthers(author: Author, provisions: readonly Placed[]): { all: Region[]; free: Region[] } {
  const all = provisions.flatMap((placed) =>
    regionsIn(placed, placed.start, placed.end).filter(({ piece }) => !ownsPiece(author, placed.facts, piece)),
  );
  return { all, free: all.filter(({ piece }) => ownContest(author, piece) === undefined) };
}

/** Whether the author proposed a provision as a whole. */
export const isOwn = (author: Author, placed: Placed): boolean => ownsProvision(author, placed.facts);

export const kindOf = (placed: Placed) => placed.node.attrs.kind as Kind;
export const levelOf = (placed: Placed) => placed.node.attrs.level as number;

/**
 * The place between top-level blocks beside a provision for another of this level: behind all that belongs to it, and before
 * the one that it belongs to, as far as those stand deeper than the new one.
 */
export function placeBeside(doc: Node, placed: Placed, side: "before" | "after", level: number): number {
  const index = doc.resolve(placed.pos).index(0);
  const levelAt = (i: number) => {
    const node = doc.maybeChild(i);
    if (!node) return -1;
    return node.type.name === "provision" ? (node.attrs.level as number) : Number.POSITIVE_INFINITY;
  };
  let at = side === "after" ? index + 1 : index;
  if (side === "after") while (levelAt(at) > level) at += 1;
  else if (levelAt(at) > level) {
    while (at > 0 && levelAt(at) > level) at -= 1;
    // What it belongs to may stand higher than the new one: then the new one comes first under it.
    if (levelAt(at) < level) at += 1;
  }
  let pos = 0;
  for (let i = 0; i < at; i++) pos += doc.child(i).nodeSize;
  return pos;
}
