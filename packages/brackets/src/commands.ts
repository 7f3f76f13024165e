import { isKind, type Kind, LEVEL_OF, schema } from "@adref/schema";
import { Fragment, type Node } from "prosemirror-model";
import { type Command, TextSelection, type Transaction } from "prosemirror-state";
import { type Author, ownContest, ownsBracket, ownsOption, ownsPiece } from "./author.ts";
import { indexFor } from "./author-index.ts";
import type { BracketIndex, BracketView, Span } from "./bracket.ts";
import { type Edit, transactionOf } from "./edits.ts";
import { indexBrackets } from "./index-brackets.ts";
import { markLawful } from "./lawful.ts";
import { type Placed, provisionOfId, provisionsIn, regionsIn } from "./placed.ts";
import { contestEdits } from "./plan-deletion.ts";
import { insertProvisions, kindAfter } from "./plan-insertion.ts";
import { proposeChange } from "./propose.ts";

/**
 * The commands of a delegation. Each is given the author, then what it is about, and is then a command in ProseMirror's
 * sense: it answers whether it can, and does it when there is a dispatch. What they dispatch is lawful already; acts that go
 * with it are in `actsOf(tr)`.
 */

/** Puts the selected words of others in brackets, without saying what the author wants of them. */
export function bracketSelection(author: Author): Command {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection;
    if (empty) return false;
    const provisions = provisionsIn(state.doc, from, to);
    const regions = provisions
      .flatMap((placed) => regionsIn(placed, from, to))
      .filter(
        ({ placed, piece }) => !ownsPiece(author, placed.facts, piece) && ownContest(author, piece) === undefined,
      );
    if (regions.length === 0 || regions.some(({ placed }) => author.locked(placed.facts.id))) return false;
    dispatch?.(markLawful(transactionOf(state, contestEdits(regions, author.newId("b")), null)));
    return true;
  };
}

/**
 * Takes the author's own brackets off words that stand: one bracket, or those in which the selection is. Not from words
 * that somebody offered an alternative to.
 */
export function unbracket(author: Author, bracket?: string): Command {
  return (state, dispatch) => {
    const index = indexFor(author, state.doc);
    const ids =
      bracket === undefined ? contestsAt(author, state.doc, state.selection.from, state.selection.to) : [bracket];
    const views = ids
      .map((id) => index.brackets.get(id))
      .filter((view) => view !== undefined && ownsBracket(author, view.id) && view.options.length === 0);
    if (views.length === 0) return false;
    const edits = views.flatMap((view) => uncontest(state.doc, view as BracketView));
    return perform(
      author,
      state.doc,
      edits,
      dispatch && (() => dispatch(markLawful(transactionOf(state, edits, null)))),
    );
  };
}

function contestsAt(author: Author, doc: Node, from: number, to: number): string[] {
  const found = new Set<string>();
  for (const placed of provisionsIn(doc, from, Math.max(to, from))) {
    for (const piece of placed.facts.pieces) {
      if (placed.start + piece.from > to || placed.start + piece.to < from) continue;
      for (const id of piece.contested) if (ownsBracket(author, id)) found.add(id);
    }
  }
  return [...found];
}

function uncontest(doc: Node, view: BracketView): Edit[] {
  const mark = schema.mark("contested", { bracket: view.id });
  return view.standing.flatMap((span) => {
    const placed = provisionOfId(doc, span.provision);
    if (!placed) return [];
    return [{ kind: "mark" as const, from: placed.start + span.from, to: placed.start + span.to, mark, add: false }];
  });
}

/**
 * Takes back the author's own option with all of its words; what others wrote into it stays, as a proposal of its own. Where
 * the author had put brackets round words to replace them and no other option is left, those go as well.
 */
export function withdrawOption(author: Author, option: string): Command {
  return (state, dispatch) => {
    const index = indexFor(author, state.doc);
    const view = bracketOf(index, option);
    if (!view || !ownsOption(author, option)) return false;
    const edits: Edit[] = [];
    for (const id of new Set(view.options.find((one) => one.id === option)?.spans.map((span) => span.provision))) {
      const placed = provisionOfId(state.doc, id);
      if (placed) edits.push(...withdrawIn(author, placed, option));
    }
    const alone = view.options.length === 1;
    if (alone && ownsBracket(author, view.id)) edits.push(...uncontest(state.doc, view));
    return perform(
      author,
      state.doc,
      edits,
      dispatch && (() => dispatch(markLawful(transactionOf(state, edits, null)))),
    );
  };
}

function bracketOf(index: BracketIndex, option: string): BracketView | undefined {
  for (const view of index.brackets.values()) if (view.options.some((one) => one.id === option)) return view;
  return undefined;
}

function withdrawIn(author: Author, placed: Placed, option: string): Edit[] {
  const whole = placed.facts.whole?.option === option;
  const regions = regionsIn(placed, placed.start, placed.end);
  const mine = regions.filter(
    ({ piece }) =>
      ownsPiece(author, placed.facts, piece) &&
      (whole || piece.proposed.some((proposal) => proposal.option === option)),
  );
  if (whole && mine.length === regions.length) {
    return [{ kind: "delete", from: placed.pos, to: placed.pos + placed.node.nodeSize }];
  }
  const edits: Edit[] = mine.map(({ from, to }) => ({ kind: "delete", from, to }));
  for (const { piece, from, to } of regions) {
    const proposal = piece.proposed.find((one) => one.option === option);
    if (!proposal || mine.some((region) => region.piece === piece)) continue;
    edits.push({ kind: "mark", from, to, mark: schema.mark("proposed", { ...proposal }), add: false });
  }
  return edits;
}

/** Proposes a new, empty provision after another, of its kind or of the kind that is asked for; the caret goes into it. */
export function insertProvision(author: Author, after: string, kind?: Kind): Command {
  return (state, dispatch) => {
    const placed = provisionOfId(state.doc, after);
    if (!placed || (kind !== undefined && !isKind(kind))) return false;
    const next = kindAfter(state.doc, placed);
    if (!next) return false;
    const like = kind ? { kind, level: LEVEL_OF[kind] } : next;
    const at = placed.pos + placed.node.nodeSize;
    if (dispatch) {
      const proposal = { bracket: author.newId("b"), option: author.newId("o"), within: null };
      const { edits, caret } = insertProvisions(author, at, [Fragment.empty], like, proposal);
      dispatch(markLawful(transactionOf(state, edits, caret)).scrollIntoView());
    }
    return true;
  };
}

/** Contests all words of a provision that others wrote, with a *delete* stance: the way to propose that it goes. */
export function contestProvision(author: Author, id: string): Command {
  return (state, dispatch) => {
    const placed = provisionOfId(state.doc, id);
    if (!placed || author.locked(id)) return false;
    const others = regionsIn(placed, placed.start, placed.end).filter(
      ({ piece }) => !ownsPiece(author, placed.facts, piece) && ownContest(author, piece) === undefined,
    );
    if (others.length === 0) return false;
    if (dispatch) propose(author, dispatch)(state.tr.delete(placed.start, placed.end), state);
    return true;
  };
}

/** Offers words in place of some of a provision: a counter-proposal where those are somebody's option. */
export function counterPropose(author: Author, span: Pick<Span, "provision" | "from" | "to">, words: string): Command {
  return (state, dispatch) => {
    const placed = provisionOfId(state.doc, span.provision);
    if (!placed || words === "" || author.locked(span.provision)) return false;
    if (span.from > span.to || span.to > placed.node.content.size) return false;
    const tr = state.tr.insertText(words, placed.start + span.from, placed.start + span.to);
    if (dispatch) propose(author, dispatch)(tr, state);
    return true;
  };
}

/** Moves the caret to the first words of the next or the previous bracket. `known` is an index of an earlier document. */
export function goToBracket(
  direction: "next" | "previous",
  known?: BracketIndex,
  among: (bracket: string) => boolean = () => true,
): Command {
  return (state, dispatch) => {
    const index = indexBrackets(state.doc, known);
    const { head } = state.selection;
    const places = placesOf(state.doc, index, among).sort((a, b) => a - b);
    const place = direction === "next" ? places.find((at) => at > head) : places.findLast((at) => at < head);
    if (place === undefined) return false;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, place)).scrollIntoView());
    return true;
  };
}

function placesOf(doc: Node, index: BracketIndex, among: (bracket: string) => boolean): number[] {
  const starts = new Map(provisionsIn(doc, 0, doc.content.size).map((placed) => [placed.facts.id, placed.start]));
  const places = new Set<number>();
  for (const view of index.brackets.values()) {
    if (!among(view.id)) continue;
    const spans = [...view.standing, ...view.options.flatMap((option) => option.spans)];
    places.add(Math.min(...spans.map((span) => (starts.get(span.provision) ?? 0) + span.from)));
  }
  return [...places];
}

function perform(author: Author, doc: Node, edits: readonly Edit[], act: (() => void) | undefined): boolean {
  if (edits.length === 0) return false;
  for (const edit of edits) {
    if (edit.kind !== "delete" && edit.kind !== "mark") continue;
    if (provisionsIn(doc, edit.from, edit.to).some((placed) => author.locked(placed.facts.id))) return false;
  }
  act?.();
  return true;
}

const propose =
  (author: Author, dispatch: (tr: Transaction) => void) =>
  (tr: Transaction, state: Parameters<Command>[0]): void => {
    const proposed = proposeChange(state, tr, author);
    dispatch(proposed.tr);
  };
