import type { PartyCode, RecordValue } from "@adref/schema";

/** No party has a "~" in its code. */
const TAKEN = "~taken";

/**
 * Under which code a party's words stand for the person who is taking them down: those that wait for the party are the taker's
 * to alter, and those that the party wrote or confirmed are somebody else's.
 */
export const takenPartyOf = (party: PartyCode): PartyCode => `${party}${TAKEN}`;

/** The party for which words are taken down under this code; null for a party's own code. */
export const partyOfTaken = (code: PartyCode): PartyCode | null =>
  code.endsWith(TAKEN) ? code.slice(0, -TAKEN.length) : null;

/** A record as it counts for the person who takes words down for a party. What says nothing of it keeps its identity. */
export function recordForTaker(record: RecordValue, party: PartyCode): RecordValue {
  const owner = takenPartyOf(party);
  const marked = <F extends RecordValue["brackets"][string]>(facts: Readonly<Record<string, F>>) => {
    const waiting = Object.entries(facts).filter(([, one]) => one.owner === party && one.unconfirmed);
    if (waiting.length === 0) return facts;
    return { ...facts, ...Object.fromEntries(waiting.map(([id, one]) => [id, { ...one, owner }])) };
  };
  return { ...record, brackets: marked(record.brackets), options: marked(record.options) };
}
