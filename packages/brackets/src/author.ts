import { innermost, type PartyCode, type WithinOf } from "@adref/schema";
import type { Piece, ProvisionFacts } from "./facts.ts";

/** The person whose typing is turned into proposals, and what the record says that matters to it. */
export interface Author {
  readonly party: PartyCode;
  /**
   * The owner of an option; `null` for an unattributed one. `undefined` says that the record does not know the id: it
   * belongs to whoever brings it first, and is taken for the author's own, as what was typed a moment ago is.
   */
  ownerOfOption(id: string): PartyCode | null | undefined;
  /** The same of a bracket. */
  ownerOfBracket(id: string): PartyCode | null | undefined;
  /** What an option was written into, also one that has ended: by that, and not by its marks alone, words are somebody's. */
  readonly withinOf: WithinOf;
  /**
   * The option that the record says a bracket's options are written into; `undefined` where it knows none. It matters only
   * for brackets whose options were all withdrawn.
   */
  withinOfBracket(bracket: string): string | null | undefined;
  /** Whether a provision is agreed, so that its words may not be touched. */
  locked(provision: string): boolean;
  /** A fresh id, as `newId` of the schema makes them. */
  newId(prefix: "b" | "o" | "p"): string;
}

/** Whether an option is the author's. */
export function ownsOption(author: Author, option: string): boolean {
  const owner = author.ownerOfOption(option);
  return owner === undefined || owner === author.party;
}

/** Whether a bracket is the author's. */
export function ownsBracket(author: Author, bracket: string): boolean {
  const owner = author.ownerOfBracket(bracket);
  return owner === undefined || owner === author.party;
}

/** Whether a provision is one that the author proposed as a whole. */
export function ownsProvision(author: Author, facts: ProvisionFacts): boolean {
  return facts.whole !== null && ownsOption(author, facts.whole.option);
}

/** Whether words are the author's: their innermost proposal is, or, without one, their provision is. */
export function ownsPiece(author: Author, facts: ProvisionFacts, piece: Piece): boolean {
  const inner = innermost(piece.proposed, author.withinOf);
  if (inner.length === 0) return ownsProvision(author, facts);
  return inner.some((proposal) => ownsOption(author, proposal.option));
}

/** The author's own bracket round words of others, if there is one. */
export function ownContest(author: Author, piece: Piece): string | undefined {
  return piece.contested.find((bracket) => ownsBracket(author, bracket));
}
