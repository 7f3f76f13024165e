import type { MarkValue, PartyCode, ProvisionValue } from "@adref/schema";
import type { Owners } from "./owners.ts";

/** What a `proposed` mark says, or the attributes of a provision that is proposed as a whole. */
export interface Proposal {
  readonly bracket: string;
  readonly option: string;
  readonly within: string | null;
}

/** What a mark of type `proposed` says. */
export function proposalOf(mark: MarkValue): Proposal {
  const { bracket, option, within } = mark.attrs;
  return { bracket: bracket ?? "", option: option ?? "", within: within ?? null };
}

/** The proposals on a run. */
export function proposalsOn(marks: readonly MarkValue[]): readonly Proposal[] {
  return marks.filter((mark) => mark.type === "proposed").map(proposalOf);
}

/** What a provision proposed as a whole says; `null` for one that is not. */
export function wholeProposal(provision: ProvisionValue): Proposal | null {
  const { bracket, option, within } = provision;
  return option === null ? null : { bracket: bracket ?? "", option, within };
}

/** An option is written into another, and that into a third, this deep at most (D6); real chains are three or four long. */
export const DEEPEST = 50;

/** The options into which an option was written, directly or through others, from the nearest to the outermost. */
export function optionsAround(proposal: Proposal, owners: Owners): readonly string[] {
  const out: string[] = [];
  let at = proposal.within;
  while (at !== null && out.length < DEEPEST) {
    out.push(at);
    at = owners.option(at)?.within ?? null;
  }
  return out;
}

/**
 * The proposals on a run into which no other proposal on it was written, directly or through others. Looking at the marks
 * alone would not do: whoever takes an option from between two others would make the outer one's owner an owner of the words.
 */
export function innermost(proposals: readonly Proposal[], owners: Owners): readonly Proposal[] {
  if (proposals.length < 2) return proposals;
  const around = new Set(proposals.flatMap((proposal) => optionsAround(proposal, owners)));
  return proposals.filter(({ option }) => !around.has(option));
}

/** Whether `party` put the provision forward as a whole. */
export function ownsProvision(party: PartyCode, provision: ProvisionValue, owners: Owners): boolean {
  return provision.option !== null && owners.option(provision.option)?.owner === party;
}

/**
 * Whether the words of a run are the party's own: one of their innermost proposals is; or they carry none and stand in a
 * provision that the party put forward.
 */
export function ownsRun(
  party: PartyCode,
  marks: readonly MarkValue[],
  provision: ProvisionValue,
  owners: Owners,
): boolean {
  if (!marks.some((mark) => mark.type === "proposed")) return ownsProvision(party, provision, owners);
  return innermost(proposalsOn(marks), owners).some(({ option }) => owners.option(option)?.owner === party);
}

/** Whether a mark is the party's to put on and take off: a bracket or a proposal of its own. */
export function ownsMark(party: PartyCode, mark: MarkValue, owners: Owners): boolean {
  if (mark.type === "contested") return owners.bracket(mark.attrs.bracket ?? "") === party;
  if (mark.type === "proposed") return owners.option(mark.attrs.option ?? "")?.owner === party;
  return false;
}
