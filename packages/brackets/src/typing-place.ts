import type { Mark } from "prosemirror-model";
import { type Author, ownContest, ownsOption, ownsProvision } from "./author.ts";
import type { BracketIndex } from "./bracket.ts";
import { innermost, type Piece, type Proposal, type ProvisionFacts } from "./facts.ts";
import { type Around, pieceAfter, pieceBefore } from "./placed.ts";

/** Where new words go in a provision, and the brackets that they get. */
export interface Place {
  readonly offset: number;
  readonly around: Around;
}

/** What a place is chosen by. `index` is asked for only where it matters. */
export interface Chooser {
  readonly author: Author;
  readonly index: () => BracketIndex;
  /** Marks set for the next words: ids that were made before a composition are used instead of new ones. */
  readonly stored: readonly Mark[];
}

/**
 * Where the author's words go that are typed at an offset, and what they become, in this order: more of the author's own
 * option that ends or begins there; plain words of the author's own provision; the option of a bracket that the author put
 * round standing words and that has none yet, after those words; a counter-proposal where the place is inside another's
 * option; a new proposal.
 */
export function typingPlace(chooser: Chooser, facts: ProvisionFacts, offset: number): Place {
  const { author } = chooser;
  const left = pieceBefore(facts, offset);
  const right = pieceAfter(facts, offset);
  if (left && isOwnRun(author, left)) return { offset, around: left };
  if (right && isOwnRun(author, right)) return { offset, around: right };
  const around = aroundRange(facts, offset, offset);
  const inner = innermost(around.proposed);
  if (inner.some((proposal) => ownsOption(author, proposal.option))) return { offset, around };
  if (inner.length === 0 && ownsProvision(author, facts)) return { offset, around };
  const joined = joinedBracket(chooser, left, right);
  if (joined !== null)
    return optionAfter(chooser, facts, joined, left?.contested.includes(joined) ? offset - 1 : offset);
  return { offset, around: withOption(chooser, facts, around, null) };
}

function isOwnRun(author: Author, piece: Piece): boolean {
  return innermost(piece.proposed).some((proposal) => ownsOption(author, proposal.option));
}

/** The author's own bracket that ends or begins here and has no option yet: typing goes on from deleting. */
function joinedBracket(chooser: Chooser, left: Piece | undefined, right: Piece | undefined): string | null {
  const before = left && ownContest(chooser.author, left);
  const after = right && ownContest(chooser.author, right);
  if (before !== undefined && right?.contested.includes(before)) return null;
  const bracket = before ?? after;
  if (bracket === undefined) return null;
  return (chooser.index().brackets.get(bracket)?.options.length ?? 0) === 0 ? bracket : null;
}

/** A place for an option of a bracket: after its contested words round `offset`, and after the options that follow them. */
export function optionAfter(chooser: Chooser, facts: ProvisionFacts, bracket: string, offset: number): Place {
  const stretch = facts.stretches.find(
    (s) => s.kind === "bracket" && s.bracket === bracket && s.option === null && s.from <= offset && offset < s.to,
  );
  const from = stretch?.from ?? offset;
  let to = stretch?.to ?? offset;
  for (let next = pieceAfter(facts, to); next; next = pieceAfter(facts, to)) {
    if (!next.proposed.some((proposal) => proposal.bracket === bracket)) break;
    to = next.to;
  }
  return { offset: to, around: withOption(chooser, facts, without(aroundRange(facts, from, to), bracket), bracket) };
}

/**
 * Adds an option of the author's to what stands around: of a bracket, or of a new one. All options of a bracket are written
 * into the same place. Of what others proposed only the options that the new one is written into go round it: other
 * proposals on the same words bled there.
 */
export function withOption(chooser: Chooser, facts: ProvisionFacts, around: Around, bracket: string | null): Around {
  const here = innermost(around.proposed)[0]?.option ?? null;
  const within = bracket === null ? (here ?? facts.whole?.option ?? null) : withinOf(chooser, bracket);
  const proposal = storedProposal(chooser, bracket, within) ?? {
    bracket: bracket ?? chooser.author.newId("b"),
    option: chooser.author.newId("o"),
    within,
  };
  const into = around.proposed.some((one) => one.option === within) ? within : inheritedFrom(chooser, bracket, here);
  return { contested: around.contested, proposed: [...chainFrom(around.proposed, into), proposal] };
}

/**
 * Where what a bracket was written into is gone, its options stand in what that was written into itself: `here`, as its
 * other options show. Without them nothing says so.
 */
function inheritedFrom({ index }: Chooser, bracket: string | null, here: string | null): string | null {
  const view = bracket === null ? undefined : index().brackets.get(bracket);
  const within = view?.options[0]?.within ?? null;
  return within !== null && !optionStands(index(), within) ? here : null;
}

/** What all options of a bracket are written into: what its first was, or what its words stand in. */
function withinOf({ author, index }: Chooser, bracket: string): string | null {
  const view = index().brackets.get(bracket);
  const first = view?.options[0];
  const bound = first ? first.within : author.withinOf?.(bracket);
  return bound === undefined ? (view?.parent ?? null) : bound;
}

/** A proposal and those that it was written into, one into the other. */
function chainFrom(proposed: readonly Proposal[], option: string | null): Proposal[] {
  const chain: Proposal[] = [];
  for (let at = option; at !== null; ) {
    const found = proposed.find((one) => one.option === at);
    if (!found || chain.includes(found)) break;
    chain.push(found);
    at = found.within;
  }
  return chain;
}

function optionStands(index: BracketIndex, option: string): boolean {
  for (const view of index.brackets.values()) if (view.options.some((one) => one.id === option)) return true;
  return false;
}

function storedProposal(chooser: Chooser, bracket: string | null, within: string | null): Proposal | null {
  for (const mark of chooser.stored) {
    if (mark.type.name !== "proposed") continue;
    const stored = mark.attrs as unknown as Proposal;
    if (stored.within !== within || !ownsOption(chooser.author, stored.option)) continue;
    const { brackets } = chooser.index();
    const fits = bracket === null ? !brackets.has(stored.bracket) : stored.bracket === bracket;
    if (fits) return { bracket: stored.bracket, option: stored.option, within };
  }
  return null;
}

/**
 * The brackets that go round the words between two offsets, or through the place where both are the same: those that
 * also hold what is beside them, and the options that the words are wholly in.
 */
export function aroundRange(facts: ProvisionFacts, from: number, to: number): Around {
  const last = pieceBefore(facts, to);
  if (!last) return { contested: [], proposed: [] };
  const before = pieceBefore(facts, from);
  const after = pieceAfter(facts, to);
  const inside = facts.pieces.filter((piece) => piece.from < to && piece.to > from);
  const onAll = (has: (piece: Piece) => boolean) => inside.length > 0 && inside.every(has);
  const onBoth = (has: (piece: Piece) => boolean) => after !== undefined && has(last) && has(after);
  const contested = last.contested.filter((bracket) => {
    const has = (piece: Piece) => piece.contested.includes(bracket);
    return onBoth(has) || (onAll(has) && before !== undefined && has(before));
  });
  const proposed = last.proposed.filter((proposal) => {
    const has = (piece: Piece) => piece.proposed.some((other) => other.option === proposal.option);
    return onBoth(has) || onAll(has);
  });
  return { contested, proposed };
}

function without(around: Around, bracket: string): Around {
  return {
    contested: around.contested.filter((id) => id !== bracket),
    proposed: around.proposed.filter((proposal) => proposal.bracket !== bracket),
  };
}
