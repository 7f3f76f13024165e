import type { Person } from "@adref/protocol";
import type { PartyCode } from "@adref/schema";

/**
 * Whose the changes of Word authors are who go by the full name of a delegate. A name that delegates of two parties bear says
 * nothing; the Secretariat's own changes are left for it to say, since they would be made without a bracket.
 */
export function knownAuthors(people: readonly Person[]): Readonly<Record<string, PartyCode>> {
  const parties = new Map<string, PartyCode | null>();
  for (const { name, role, party } of people) {
    if (role !== "delegation" || !party) continue;
    parties.set(name, parties.has(name) && parties.get(name) !== party ? null : party);
  }
  return Object.fromEntries([...parties].flatMap(([name, party]) => (party === null ? [] : [[name, party]])));
}
