import type { Proposal } from "@adref/schema";
import { schema } from "@adref/schema";
import { Fragment, type Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { type Author, ownContest, ownsOption, ownsPiece } from "./author.ts";
import { indexFor } from "./author-index.ts";
import { type Edit, transactionOf } from "./edits.ts";
import type { Piece } from "./facts.ts";
import { markLawful, type ProposedAct } from "./lawful.ts";
import { formattingOf, type Placed, provisionOfNode, regionsIn } from "./placed.ts";
import { planRange } from "./plan-range.ts";
import { type Hindered, hindered, type Proposing } from "./propose-scope.ts";
import type { Chooser } from "./typing-place.ts";

/** What is looked for. Without `matchCase` capitals make no difference; `wholeWords` leaves parts of longer words out. */
export interface Sought {
  readonly words: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
}

/** Words that were found, by offsets in their provision. */
export interface Hit {
  readonly provision: string;
  readonly from: number;
  readonly to: number;
  /** Where they stand in the document that was searched. */
  readonly at: number;
  /** Why they cannot be replaced by the author; `null` when they can. */
  readonly why: Hindered["why"] | null;
}

/**
 * Finds words in a text, in reading order, at most `limit` of them. Words are found as they read: standing words and each
 * option for itself, never across the edge of an option. For a reader who proposes nothing `why` says nothing.
 */
export function findWords(author: Author | null, doc: Node, sought: Sought, limit = 5_000): readonly Hit[] {
  const pattern = patternOf(sought);
  const found: Hit[] = [];
  if (!pattern) return found;
  doc.descendants((node, pos) => {
    if (node.type.name !== "provision") return true;
    if (found.length < limit && quickly(node.textContent, sought))
      findIn(author, doc, provisionOfNode(node, pos), pattern, found);
    return false;
  });
  return found.slice(0, limit);
}

function patternOf({ words, matchCase, wholeWords }: Sought): RegExp | null {
  if (words === "") return null;
  const letter = "[\\p{L}\\p{N}\\p{M}_]";
  // Spaces of all kinds are found by any of them: a text that came from elsewhere has hard ones.
  const literal = words.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replace(/[\s\u00a0]+/gu, "[\\s\\u00a0]+");
  const whole = wholeWords ? `(?<!${letter})${literal}(?!${letter})` : literal;
  return new RegExp(whole, matchCase ? "gu" : "giu");
}

/** Whether a provision can hold the words at all; most do not, and need not be read. */
function quickly(text: string, { words, matchCase }: Sought): boolean {
  const first = /^\S+/u.exec(words)?.[0] ?? "";
  return matchCase ? text.includes(first) : text.toLowerCase().includes(first.toLowerCase());
}

function findIn(author: Author | null, doc: Node, placed: Placed, pattern: RegExp, found: Hit[]): void {
  for (const { from, text } of readingsOf(placed.facts.pieces)) {
    for (const match of text.matchAll(pattern)) {
      if (match[0] === "") continue;
      const start = from + match.index;
      const hit = { provision: placed.facts.id, from: start, to: start + match[0].length, at: placed.start + start };
      found.push({ ...hit, why: author ? whyNot(author, doc, placed, hit) : null });
    }
  }
}

/** Consecutive pieces that read as one: words of the same options. */
function readingsOf(pieces: readonly Piece[]): { from: number; text: string }[] {
  const out: { from: number; text: string; of: string }[] = [];
  for (const piece of pieces) {
    const of = piece.proposed.map((proposal: Proposal) => proposal.option).join();
    const last = out.at(-1);
    if (last?.of === of) last.text += piece.text;
    else out.push({ from: piece.from, text: piece.text, of });
  }
  return out;
}

function whyNot(
  author: Author,
  doc: Node,
  placed: Placed,
  { from, to }: { from: number; to: number },
): Hindered["why"] | null {
  if (author.locked(placed.facts.id)) return "locked";
  const regions = regionsIn(placed, placed.start + from, placed.start + to);
  const others = regions.filter(({ piece }) => !ownsPiece(author, placed.facts, piece));
  // What the author wants away, or has other words beside, needs no second replacement: it would run into them.
  return others.some(({ piece }) => ownContest(author, piece) !== undefined || hasOwnOption(author, doc, piece))
    ? "done"
    : null;
}

/** Whether the author offered other words in one of the brackets round a piece. */
function hasOwnOption(author: Author, doc: Node, piece: Piece): boolean {
  if (piece.contested.length === 0) return false;
  const { brackets } = indexFor(author, doc);
  return piece.contested.some((id) => brackets.get(id)?.options.some((option) => ownsOption(author, option.id)));
}

/**
 * Replaces all of these words that can be replaced, each in a bracket of its own: one transaction, so that undo takes all of
 * it back. Hits must be those of the state's document.
 */
export function replaceWords(author: Author, hits: readonly Hit[], words: string): Proposing {
  return (state) => {
    const possible = hits.filter((hit) => hit.why === null);
    if (possible.length === 0) return hindered("nothing");
    const edits: Edit[] = [];
    const acts: ProposedAct[] = [];
    const chooser: Chooser = { author, stored: [], index: () => indexFor(author, state.doc) };
    for (const hit of possible) {
      const plan = planReplacement(chooser, state, hit, words);
      if ("why" in plan) return hindered(plan.why === "locked" ? "locked" : "nothing", hit.provision);
      edits.push(...plan.edits);
      acts.push(...plan.acts);
    }
    return markLawful(transactionOf(state, edits, null), acts);
  };
}

function planReplacement(chooser: Chooser, state: EditorState, { at, from, to }: Hit, words: string) {
  const end = at + to - from;
  const size = words.length;
  const range = { from: at, to: end, newFrom: at, newTo: at + size };
  // The new words look as the old ones began.
  const marks = formattingOf(state.doc.nodeAt(at)?.marks ?? []);
  const line = size > 0 ? Fragment.from(schema.text(words, [...marks])) : Fragment.empty;
  return planRange(chooser, state, range, { lines: [line], inline: true, open: true });
}
