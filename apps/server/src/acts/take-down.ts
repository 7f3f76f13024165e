import type { Owners } from "@adref/law";
import type { PartyCode } from "@adref/schema";

/**
 * The owners as they count for somebody who takes words down for a party: of what is the party's, only that which waits for
 * the party's confirmation is the taker's to alter. The rest is another's, whoever that is. `waits` says whether a bracket
 * waits; options say it themselves.
 */
export function ownersForTaker(owners: Owners, party: PartyCode, waits: (bracket: string) => boolean): Owners {
  return {
    bracket: (id) => {
      const owner = owners.bracket(id);
      return owner === party && !waits(id) ? null : owner;
    },
    option: (id) => {
      const facts = owners.option(id);
      return facts?.owner === party && !facts.unconfirmed ? { ...facts, owner: null } : facts;
    },
    within: (bracket) => owners.within(bracket),
    ended: (bracket) => owners.ended(bracket),
  };
}
