import type { Directory, Person } from "@adref/protocol";
import type { Negotiation } from "../acts/case.ts";
import type { Entry } from "../store/port.ts";

/** How long an act may have been on its way when the person's rights changed, in milliseconds. */
const ON_ITS_WAY = 60_000;

/** The negotiation as it was at every moment of its ledger. */
export interface Timetable {
  /** Who wrote an entry of a text, with the rights that the person had then; undefined where there was no such person. */
  personOf(entry: Pick<Entry, "person" | "at" | "party">): Person | undefined;
  /** Its parties, groups and people when an entry of a text was written. */
  negotiationAt(entry: Pick<Entry, "at">): Negotiation;
}

/** A directory that never changed, as it was before it had a ledger. */
export function alwaysSo(directory: Directory): Timetable {
  return {
    personOf: ({ person }) => directory.people.find(({ id }) => id === person),
    negotiationAt: () => directory,
  };
}

/** The directory after each entry of the negotiation's ledger, in order, with the entry's time. */
export type States = readonly { readonly at: string; readonly directory: Directory }[];

/** A negotiation that changed, by the states of its ledger. The list may still grow. */
export function byStates(states: States): Timetable {
  return { personOf: (entry) => personAmong(states, entry), negotiationAt: ({ at }) => stateAt(states, at) };
}

/**
 * The person as of an entry's time. What was on its way while the person's rights changed counts by those before, so among
 * the states of that minute the first that fits is taken.
 */
function personAmong(
  states: States,
  { person, at, party }: Pick<Entry, "person" | "at" | "party">,
): Person | undefined {
  const since = new Date(Date.parse(at) - ON_ITS_WAY).toISOString();
  const last = states.findLastIndex((state) => state.at <= at);
  let newest: Person | undefined;
  for (let i = Math.max(last, 0); i >= 0; i--) {
    const state = states[i];
    const one = state?.directory.people.find(({ id }) => id === person);
    newest ??= one;
    if (one && one.party === party && one.ended === undefined) return one;
    if (!state || state.at < since) break;
  }
  return newest;
}

/** The negotiation as of a time; before its founding, as it was founded. */
function stateAt(states: States, at: string): Negotiation {
  const last = Math.max(
    states.findLastIndex((state) => state.at <= at),
    0,
  );
  return states[last]?.directory ?? { parties: [], people: [] };
}
