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

/** The proposals on a run that no other proposal on it was written into. */
export function innermost(proposals: readonly Proposal[]): readonly Proposal[] {
  if (proposals.length < 2) return proposals;
  return proposals.filter(
    ({ option }) => !proposals.some((other) => other.option !== option && other.within === option),
  );
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
  return innermost(proposalsOn(marks)).some(({ option }) => owners.option(option)?.owner === party);
}

/** Whether a mark is the party's to put on and take off: a bracket or a proposal of its own. */
export function ownsMark(party: PartyCode, mark: MarkValue, owners: Owners): boolean {
  if (mark.type === "contested") return owners.bracket(mark.attrs.bracket ?? "") === party;
  if (mark.type === "proposed") return owners.option(mark.attrs.option ?? "")?.owner === party;
  return false;
}
