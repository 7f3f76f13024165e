import {
  DEEPEST,
  type MarkValue,
  optionsAround,
  type Proposal,
  type ProvisionValue,
  proposalOf,
  STANDING,
} from "@adref/schema";
import type { Touched } from "./change.ts";
import { marksOf } from "./facts.ts";
import { type Claims, isId, type Owners } from "./owners.ts";
import { type Refusal, refuse } from "./refusals.ts";
import { withinBy } from "./runs.ts";

/** The marks of a provision that it did not have before, in the order in which they stand. */
export function newMarks({ before, after }: Touched): readonly MarkValue[] {
  const known = marksOf(before);
  return [...marksOf(after)].filter(([identity]) => !known.has(identity)).map(([, mark]) => mark);
}

/**
 * What a delegation's change claims: bracket and option ids that the record does not know, in marks that are new where they
 * stand. Refused when a known option is bound otherwise, a bracket has ended, or ids do not fit (L2, L6 to L8, D6, D7).
 */
export function claimsOf(provisions: readonly Touched[], owners: Owners): Claims | Refusal {
  const brackets = new Set<string>();
  const options = new Map<string, Proposal>();
  for (const touched of provisions) {
    for (const mark of newMarks(touched)) {
      const refusal = readMark(mark, touched.after as ProvisionValue, owners, brackets, options);
      if (refusal) return refusal;
    }
  }
  for (const option of options.values()) {
    const refusal = placeRefusal(option, options, owners) ?? clashRefusal(option, brackets, owners);
    if (refusal) return refusal;
  }
  for (const id of brackets) if (owners.option(id) || options.has(id)) return refuse("id-clash");
  return {
    brackets: [...brackets].map((id) => ({ id })),
    options: [...options.values()].map(({ option, bracket, within }) => ({ id: option, bracket, within })),
  };
}

function readMark(
  mark: MarkValue,
  provision: ProvisionValue,
  owners: Owners,
  brackets: Set<string>,
  options: Map<string, Proposal>,
): Refusal | null {
  if (Object.values(mark.attrs).some((value) => value !== null && !isId(value))) return refuse("bad-id", provision.id);
  if (mark.type !== "contested" && mark.type !== "proposed") return null;
  const bracket = mark.attrs.bracket ?? "";
  if (owners.ended(bracket)) return refuse("bracket-ended", provision.id);
  if (mark.type === "proposed") {
    const proposal = proposalOf(mark);
    const bound = owners.option(proposal.option) ?? options.get(proposal.option);
    if (!bound) options.set(proposal.option, proposal);
    else if (bound.bracket !== bracket || bound.within !== proposal.within) {
      return refuse("option-moved", provision.id);
    }
  }
  if (owners.bracket(bracket) === undefined) brackets.add(bracket);
  return null;
}

/** D6, D7: where a new option may be written. */
function placeRefusal(claim: Proposal, claims: ReadonlyMap<string, Proposal>, owners: Owners): Refusal | null {
  const known = owners.within(claim.bracket);
  if (claim.within !== (known === undefined ? firstWithin(claim, claims) : known)) return refuse("another-place");
  if (known !== undefined || claim.within === null) return null;
  const seen = new Set([claim.option]);
  for (let at: string | null = claim.within; at !== null; ) {
    if (seen.has(at)) return refuse("unknown-option");
    if (seen.size > DEEPEST) return refuse("too-deep");
    seen.add(at);
    const outer = owners.option(at);
    if (outer) {
      if (owners.ended(outer.bracket)) return refuse("unknown-option");
      const farther = optionsAround(outer, withinBy(owners)).length;
      return seen.size - 1 + farther > DEEPEST ? refuse("too-deep") : null;
    }
    const claimed = claims.get(at);
    if (!claimed) return refuse("unknown-option");
    at = claimed.within;
  }
  return null;
}

function firstWithin(claim: Proposal, claims: ReadonlyMap<string, Proposal>): string | null {
  for (const other of claims.values()) if (other.bracket === claim.bracket) return other.within;
  return claim.within;
}

function clashRefusal({ option }: Proposal, brackets: ReadonlySet<string>, owners: Owners): Refusal | null {
  const clash = option === STANDING || brackets.has(option) || owners.bracket(option) !== undefined;
  return clash ? refuse("id-clash") : null;
}
