import {
  innermost,
  type MarkValue,
  optionsAround,
  type PartyCode,
  type Proposal,
  type ProvisionValue,
  proposalsOn,
} from "@adref/schema";
import type { Change, Place, Touched, Verdict } from "./change.ts";
import { claimsOf } from "./claims.ts";
import { marksOf } from "./facts.ts";
import { type Owners, withClaims } from "./owners.ts";
import { type Refusal, type RefusalId, refuse } from "./refusals.ts";
import { ownsMark, ownsProvision, ownsRun, withinBy } from "./runs.ts";
import { provisionWithout, sameAttributes, sameRuns } from "./without.ts";

/** Judges a delegation's change (D1 to D8). `provisions` holds those that really changed. */
export function judgeDelegation(change: Change, provisions: readonly Touched[], party: PartyCode): Verdict {
  const claims = claimsOf(provisions, change.owners);
  if ("sentence" in claims) return { lawful: false, refusal: claims };
  const owners = withClaims(change.owners, claims, party);
  const refusal =
    interferenceRefusal(provisions, party, owners) ??
    orderRefusal(change, party, owners) ??
    ownWordsRefusal(change, provisions, party, owners);
  return refusal ? { lawful: false, refusal } : { lawful: true, claims };
}

/** D1: without the party's contributions, every provision is what it was. */
function interferenceRefusal(provisions: readonly Touched[], party: PartyCode, owners: Owners): Refusal | null {
  for (const { before, after } of provisions) {
    const a = before && provisionWithout(party, before, owners);
    const b = after && provisionWithout(party, after, owners);
    if (a === null && b === null) continue;
    const id = after?.id ?? before?.id;
    if (a === null || b === null) return refuse(lostOrMade(a, b, before, after), id);
    if (!sameAttributes(a, b)) return refuse("others-provision", id);
    if (sameRuns(a.runs, b.runs)) continue;
    return refuse(textOf(a) === textOf(b) ? "others-marks" : "others-words", id);
  }
  return null;
}

/** Whether words or a whole provision of others came or went. */
function lostOrMade(
  a: ProvisionValue | null,
  b: ProvisionValue | null,
  before: ProvisionValue | null,
  after: ProvisionValue | null,
): RefusalId {
  if (before === null || after === null) return (a ?? b)?.runs.length === 0 ? "structure" : "others-words";
  return "others-provision";
}

const textOf = (provision: ProvisionValue) => provision.runs.map((run) => run.text).join("");

/** D2: without the party's own provisions, the order of the text and its tables are what they were. */
function orderRefusal(change: Change, party: PartyCode, owners: Owners): Refusal | null {
  if (!change.structure) return null;
  const before = placesWithout(change.structure.before, party, owners);
  const after = placesWithout(change.structure.after, party, owners);
  const at = before.findIndex((place, i) => place !== after[i]);
  if (at < 0 && before.length === after.length) return null;
  return refuse("structure");
}

function placesWithout(places: readonly Place[], party: PartyCode, owners: Owners): string[] {
  const out: string[] = [];
  for (const place of places) {
    if (place.id === null) out.push(`<${place.sign}>`);
    else if (!place.proposed || provisionWithout(party, place.proposed, owners)) out.push(place.id);
  }
  return out;
}

/** D3 to D5 and D8: what a party may not do even with its own words. */
function ownWordsRefusal(
  change: Change,
  provisions: readonly Touched[],
  party: PartyCode,
  owners: Owners,
): Refusal | null {
  const footnotes = ownFootnotes(provisions, party, owners);
  for (const { before, after } of provisions) {
    if (!after) continue;
    const { id } = after;
    if (ownsProvision(party, after, owners) && after.number !== null && after.number !== before?.number) {
      return refuse("number", id);
    }
    const known = marksOf(before);
    const strayBefore = before ? strays(before, party, owners) : new Set<string>();
    for (const [identity, mark] of marksOfOwnWords(after, party, owners)) {
      if (mark.type === "proposed" || known.has(identity) || ownsMark(party, mark, owners)) continue;
      if (mark.type === "contested" && (change.puts?.(mark) ?? true)) return refuse("foreign-bracket", id);
      const isOwnFootnote = mark.type === "footnote" && footnotes.has(mark.attrs.footnote ?? "");
      if (mark.type === "note" || (mark.type === "footnote" && !isOwnFootnote)) return refuse("notes", id);
    }
    for (const option of strays(after, party, owners)) {
      if (strayBefore.has(option)) continue;
      return refuse(owners.option(option)?.owner === party ? "two-options" : "in-anothers-name", id);
    }
  }
  return null;
}

/** The footnotes that the party proposes with this change, or changes in it. */
function ownFootnotes(provisions: readonly Touched[], party: PartyCode, owners: Owners): ReadonlySet<string> {
  const out = new Set<string>();
  for (const { after } of provisions) {
    if (after?.kind === "footnote" && ownsProvision(party, after, owners)) out.add(after.id);
  }
  return out;
}

function marksOfOwnWords(provision: ProvisionValue, party: PartyCode, owners: Owners): ReadonlyMap<string, MarkValue> {
  const runs = provision.runs.filter((run) => ownsRun(party, run.marks, provision, owners));
  return marksOf({ ...provision, bracket: null, option: null, within: null, runs });
}

/**
 * Options on the party's own words in which those words do not belong: another's, into which the party did not write them;
 * and two of its own, neither written into the other.
 */
function strays(provision: ProvisionValue, party: PartyCode, owners: Owners): Set<string> {
  const out = new Set<string>();
  const withinOf = withinBy(owners);
  const isOwn = ({ option }: Proposal) => owners.option(option)?.owner === party;
  for (const run of provision.runs) {
    const proposals = proposalsOn(run.marks);
    if (proposals.length < 2 || !ownsRun(party, run.marks, provision, owners)) continue;
    const own = innermost(proposals, withinOf).filter(isOwn);
    if (own.length > 1) for (const { option } of own) out.add(option);
    const around = new Set(own.flatMap((proposal) => optionsAround(proposal, withinOf)));
    for (const proposal of proposals) if (!isOwn(proposal) && !around.has(proposal.option)) out.add(proposal.option);
  }
  return out;
}
