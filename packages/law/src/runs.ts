import {
  innermost,
  type MarkValue,
  type PartyCode,
  type Proposal,
  type ProvisionValue,
  proposalsOn,
  type WithinOf,
} from "@adref/schema";
import type { Owners } from "./owners.ts";

/** Where options were written, as these owners say it. */
export function withinBy(owners: Owners): WithinOf {
  return (option) => owners.option(option)?.within;
}

/** What a provision proposed as a whole says; `null` for one that is not. */
export function wholeProposal(provision: ProvisionValue): Proposal | null {
  const { bracket, option, within } = provision;
  return option === null ? null : { bracket: bracket ?? "", option, within };
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
  return innermost(proposalsOn(marks), withinBy(owners)).some(({ option }) => owners.option(option)?.owner === party);
}

/** Whether a mark is the party's to put on and take off: a bracket or a proposal of its own. */
export function ownsMark(party: PartyCode, mark: MarkValue, owners: Owners): boolean {
  if (mark.type === "contested") return owners.bracket(mark.attrs.bracket ?? "") === party;
  if (mark.type === "proposed") return owners.option(mark.attrs.option ?? "")?.owner === party;
  return false;
}
