import { innermost, type Proposal, type WithinOf } from "@adref/schema";
import type { Mark } from "prosemirror-model";
import { type Author, ownContest, ownsOption, ownsProvision } from "./author.ts";
import { rememberedPlace, rememberPlace } from "./author-index.ts";
import type { BracketIndex } from "./bracket.ts";
import type { Piece, ProvisionFacts } from "./facts.ts";
import { parentIn } from "./index-brackets.ts";
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
  const inner = innermost(around.proposed, author.withinOf);
  if (inner.some((proposal) => ownsOption(author, proposal.option))) return { offset, around };
  if (inner.length === 0 && ownsProvision(author, facts)) return { offset, around };
  const joined = joinedBracket(chooser, left, right);
  if (joined !== null)
    return optionAfter(chooser, facts, joined, left?.contested.includes(joined) ? offset - 1 : offset);
  return { offset, around: withOption(chooser, facts, around, null) };
}

function isOwnRun(author: Author, piece: Piece): boolean {
  return innermost(piece.proposed, author.withinOf).some((proposal) => ownsOption(author, proposal.option));
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
  const { withinOf } = chooser.author;
  const here = innermost(around.proposed, withinOf)[0]?.option ?? null;
  const within = bracket === null ? (here ?? facts.whole?.option ?? null) : placeOfOptions(chooser, bracket);
  const proposal = storedProposal(chooser, bracket, within) ?? {
    bracket: bracket ?? chooser.author.newId("b"),
    option: chooser.author.newId("o"),
    within,
  };
  rememberPlace(chooser.author, proposal.bracket, within);
  return { contested: around.contested, proposed: [...chainFrom(around.proposed, within, withinOf), proposal] };
}

/** What all options of a bracket are written into: what its first was, or what its words stand in. */
function placeOfOptions({ author, index }: Chooser, bracket: string): string | null {
  const view = index().brackets.get(bracket);
  const first = view?.options[0];
  const bound = first ? first.within : boundBefore(author, bracket);
  return bound === undefined ? (view ? parentIn(view, author.withinOf) : null) : bound;
}

function boundBefore(author: Author, bracket: string): string | null | undefined {
  const known = author.withinOfBracket(bracket);
  return known === undefined ? rememberedPlace(author, bracket) : known;
}

/** Those of the proposals at a place that are an option or stand round it; options that have ended are passed over. */
function chainFrom(proposed: readonly Proposal[], option: string | null, withinOf: WithinOf): Proposal[] {
  const chain: Proposal[] = [];
  const seen = new Set<string>();
  for (let at = option; at !== null && !seen.has(at); ) {
    seen.add(at);
    const found = proposed.find((one) => one.option === at);
    if (found) chain.push(found);
    at = found ? found.within : (withinOf(at) ?? null);
  }
  return chain;
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
