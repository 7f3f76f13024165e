import { innermost, type Kind, LEVEL_OF, type Proposal, schema } from "@adref/schema";
import { Fragment, type Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { type Author, ownContest, ownsOption } from "./author.ts";
import type { ChangedRange, Lines } from "./changed-ranges.ts";
import type { Caret, Edit } from "./edits.ts";
import type { ProposedAct } from "./lawful.ts";
import { type Around, type Placed, provisionAt, type Region } from "./placed.ts";
import {
  adjacentContest,
  bracketOfStanding,
  contestEdits,
  type Deletion,
  planDeletion,
  singleContest,
} from "./plan-deletion.ts";
import { inOneLine, insertProvisions, insertWords, kindAfter, ownTail, splitLines } from "./plan-insertion.ts";
import type { ProposalRefused } from "./refusal.ts";
import { aroundRange, type Chooser, optionAfter, typingPlace, withOption } from "./typing-place.ts";

/** What one replaced range comes to. */
export interface RangePlan {
  readonly edits: readonly Edit[];
  readonly acts: readonly ProposedAct[];
  readonly caret: Caret | null;
}

/** Turns the replacement of one range by these lines into edits that an author may make. */
export function planRange(
  chooser: Chooser,
  state: EditorState,
  range: ChangedRange,
  lines: Lines,
): RangePlan | ProposalRefused {
  const { doc } = state;
  const bringsWords = lines.lines.some((line) => line.size > 0);
  const breaks = lines.inline ? lines.lines.length > 1 : lines.lines.length > 0;
  const start = provisionAt(doc, range.from);
  const keep = lines.inline && (bringsWords || breaks) ? start : null;
  const deletion = planDeletion(doc, chooser.author, range.from, range.to, keep);
  if (!bringsWords && !breaks) return planPureDeletion(chooser, state, deletion);
  if (!breaks && start) return planWords(chooser, deletion, start, lines.lines[0] ?? Fragment.empty);
  return planLines(chooser, state, deletion, start, lines);
}

function planPureDeletion(chooser: Chooser, state: EditorState, deletion: Deletion): RangePlan {
  const { author, index } = chooser;
  const { from, to, contest, contested, removed } = deletion;
  const edits = [...deletion.edits];
  const acts: ProposedAct[] = [];
  const { empty, head } = state.selection;
  const forward = empty && head <= from;
  let at = forward ? to : from;
  if (contest.length > 0) {
    const view = bracketOfStanding(index, deletion);
    const extended = view ? null : adjacentContest(author, index, deletion);
    const bracket = view?.id ?? extended ?? author.newId("b");
    if (!view) edits.push(...contestEdits(contest, bracket));
    if (extended === null) acts.push({ type: "stance", target: bracket, stance: "delete" });
  } else if (edits.length === 0 && empty) {
    // Words that the author contests already: the caret goes over them, so that the next key goes on behind them.
    if (forward) at = contested.reduce((end, region) => Math.max(end, stretchOf(author, region).to), at);
    else at = contested.reduce((begin, region) => Math.min(begin, stretchOf(author, region).from), at);
  }
  const gone = (pos: number) => removed.some((placed) => placed.start <= pos && pos <= placed.end);
  if (gone(at) && !gone(to)) at = to;
  return { edits, acts, caret: { at, side: "before", plus: 0 } };
}

/** The whole stretch of words round a region that the author contests. */
function stretchOf(author: Author, { placed, piece }: Region): { from: number; to: number } {
  let { from, to } = piece;
  const { pieces } = placed.facts;
  for (let i = pieces.indexOf(piece) - 1; i >= 0; i--) {
    const before = pieces[i] as Region["piece"];
    if (ownContest(author, before) === undefined) break;
    from = before.from;
  }
  for (let i = pieces.indexOf(piece) + 1; i < pieces.length; i++) {
    const after = pieces[i] as Region["piece"];
    if (ownContest(author, after) === undefined) break;
    to = after.to;
  }
  return { from: placed.start + from, to: placed.start + to };
}

interface WordsPlan extends RangePlan {
  readonly caret: Caret;
  readonly placed: Placed;
  readonly around: Around;
}

function planWords(chooser: Chooser, deletion: Deletion, start: Placed, words: Fragment): WordsPlan {
  const { edits, placed, at, around } = placeWords(chooser, deletion, start);
  const { edit, size } = insertWords(at, words, around);
  return {
    edits: [...deletion.edits, ...edits, edit],
    acts: [],
    caret: { at, side: "before", plus: size },
    placed,
    around,
  };
}

interface WordsPlace {
  readonly placed: Placed;
  readonly at: number;
  readonly around: Around;
  readonly edits: readonly Edit[];
}

/** Where new words go in place of deleted ones, and the brackets of both. */
function placeWords(chooser: Chooser, deletion: Deletion, start: Placed): WordsPlace {
  const { contest, contested, own } = deletion;
  if (contest.length > 0) return placeReplacement(chooser, deletion);
  const lastOwn = own.at(-1);
  if (lastOwn) return { placed: lastOwn.placed, at: lastOwn.to, around: lastOwn.piece, edits: [] };
  const last = contested.at(-1);
  const placed = last?.placed ?? start;
  const from = last?.to ?? Math.max(placed.start, Math.min(deletion.from, placed.end));
  const place = typingPlace(chooser, placed.facts, from - placed.start);
  return { placed, at: placed.start + place.offset, around: place.around, edits: [] };
}

/** The author replaces words of others: those become contested, and the new ones an option beside them. */
function placeReplacement(chooser: Chooser, deletion: Deletion): WordsPlace {
  const view = bracketOfStanding(chooser.index, deletion);
  const regions = [...deletion.contest, ...deletion.contested].sort((a, b) => a.from - b.from);
  if (view) {
    const last = regions.filter(({ piece }) => piece.contested.includes(view.id)).at(-1) as Region;
    const { placed } = last;
    const place = optionAfter(chooser, placed.facts, view.id, last.to - 1 - placed.start);
    return { placed, at: placed.start + place.offset, around: place.around, edits: [] };
  }
  const last = regions.at(-1) as Region;
  const { placed } = last;
  const first = regions.find((region) => region.placed === placed) as Region;
  const extended = singleContest(chooser.author, chooser.index, deletion);
  const inside = aroundRange(placed.facts, first.from - placed.start, last.to - placed.start);
  const outside = { ...inside, contested: inside.contested.filter((bracket) => bracket !== extended) };
  const around = withOption(chooser, placed.facts, outside, extended);
  const { bracket } = around.proposed.at(-1) as Proposal;
  return { placed, at: last.to, around, edits: contestEdits(deletion.contest, bracket) };
}

function planLines(
  chooser: Chooser,
  state: EditorState,
  deletion: Deletion,
  start: Placed | null,
  lines: Lines,
): RangePlan | ProposalRefused {
  const { doc } = state;
  const { author } = chooser;
  const refused: ProposalRefused = { provision: start?.facts.id ?? null, why: "structure" };
  if (!lines.inline || !start) return planBlocks(chooser, doc, deletion, lines) ?? refused;
  const kind = kindAfter(doc, start);
  if (!kind) {
    const line = inOneLine(lines.lines);
    return line.size > 0 ? planWords(chooser, deletion, start, line) : refused;
  }
  const tail = deletion.contest.length === 0 && deletion.to <= start.end ? ownTail(author, start, deletion.to) : null;
  const { first, rest } = splitLines(lines, tail !== null);
  const words = first && first.size > 0 ? planWords(chooser, deletion, start, first) : null;
  const head = words ?? planPureDeletion(chooser, state, deletion);
  if (rest.length === 0) return head;
  const placed = words?.placed ?? start;
  const proposal = start.facts.whole && tail ? start.facts.whole : (ownProposal(author, words) ?? newProposal(author));
  const at = placed.pos + placed.node.nodeSize;
  const blocks = insertProvisions(author, at, rest, kind, proposal, tail ?? Fragment.empty);
  const moved: Edit[] = tail && tail.size > 0 ? [{ kind: "delete", from: deletion.to, to: start.end }] : [];
  return { edits: [...head.edits, ...moved, ...blocks.edits], acts: head.acts, caret: blocks.caret };
}

function ownProposal(author: Author, words: WordsPlan | null): Proposal | undefined {
  if (!words) return undefined;
  const own = innermost(words.around.proposed, author.withinOf).find((proposal) => ownsOption(author, proposal.option));
  return own ?? words.placed.facts.whole ?? undefined;
}

const newProposal = (author: Author): Proposal => ({
  bracket: author.newId("b"),
  option: author.newId("o"),
  within: null,
});

/** Whole blocks that were put between others. Only the author's own provisions are really replaced. */
function planBlocks(chooser: Chooser, doc: Node, deletion: Deletion, lines: Lines): RangePlan | null {
  const { author, index } = chooser;
  const $from = doc.resolve(deletion.from);
  if ($from.depth > 0 && !$from.parent.isTextblock) return null;
  const own = deletion.removed[0];
  const { rest } = splitLines({ ...lines, inline: false }, false);
  const edits = [...deletion.edits];
  const acts: ProposedAct[] = [];
  if (deletion.contest.length > 0 && !bracketOfStanding(index, deletion)) {
    const bracket = author.newId("b");
    edits.push(...contestEdits(deletion.contest, bracket));
    acts.push({ type: "stance", target: bracket, stance: "delete" });
  }
  if (rest.length === 0) return { edits, acts, caret: null };
  const at = blockEdge(doc, own ? deletion.from : deletion.to);
  const before = doc.resolve(at).nodeBefore;
  const like = own ?? (before?.type === schema.nodes.provision ? provisionAt(doc, at - 1) : null);
  const kind = like && (own ? attrsOf(own) : kindAfter(doc, like));
  const plain = { kind: "paragraph" as const, level: LEVEL_OF.paragraph };
  const blocks = insertProvisions(author, at, rest, kind ?? plain, own?.facts.whole ?? newProposal(author));
  return { edits: [...edits, ...blocks.edits], acts, caret: blocks.caret };
}

const attrsOf = (placed: Placed) => ({
  kind: placed.node.attrs.kind as Kind,
  level: placed.node.attrs.level as number,
});

/** The nearest position between top-level blocks, at or after one. */
function blockEdge(doc: Node, pos: number): number {
  const $pos = doc.resolve(pos);
  return $pos.depth === 0 ? pos : $pos.after(1);
}
