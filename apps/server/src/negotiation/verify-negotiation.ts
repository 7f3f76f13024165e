import type { Directory, Person } from "@adref/protocol";
import type { Negotiation } from "../acts/case.ts";
import { checkChain, GENESIS } from "../ledger.ts";
import type { Entry, Store } from "../store/port.ts";
import type { Finding } from "../verify/judge-ledger.ts";
import { judgeEvent } from "./judge.ts";
import { foldEntry, NEGOTIATION, type Standing } from "./stream.ts";

const PAGE = 500;
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

export interface VerifiedNegotiation {
  readonly entries: number;
  readonly hash: string;
  readonly finding: Finding | null;
  /** Null where there is no ledger of the negotiation. */
  readonly standing: Standing | null;
  readonly timetable: Timetable;
}

/** Replays the negotiation's ledger from its first entry: the chain, and every act by the directory of its time. */
export async function verifyNegotiation(store: Store): Promise<VerifiedNegotiation> {
  const states: { readonly at: string; readonly directory: Directory }[] = [];
  let standing: Standing | null = null;
  let head = { seq: 0, hash: GENESIS };
  const result = (finding: Finding | null): VerifiedNegotiation => ({
    entries: head.seq,
    hash: head.hash,
    finding,
    standing,
    timetable: {
      personOf: (entry) => personAmong(states, entry),
      negotiationAt: ({ at }) => stateAt(states, at),
    },
  });
  for (;;) {
    const page = await store.read(NEGOTIATION, head.seq, PAGE);
    for (const entry of page) {
      const broken = checkChain([entry], head) ?? unlawful(standing, entry);
      if (broken) return result(broken);
      head = entry;
      standing = foldEntry(standing, entry);
      states.push({ at: entry.at, directory: standing.directory });
    }
    if (page.length < PAGE) return result(null);
  }
}

function unlawful(standing: Standing | null, { seq, kind, data, person, party, update }: Entry): Finding | null {
  const { event } = data;
  const bad = (reason: string): Finding => ({ seq, reason });
  if (kind !== "act" || !event || update.length > 0 || party !== null) return bad("it is no act on the negotiation");
  if ((seq === 1) !== (event.type === "found"))
    return bad("the ledger begins with its founding, and with nothing else");
  if (event.type === "found") return null;
  const directory = standing?.directory;
  const refusal = directory
    ? judgeEvent(
        directory,
        directory.people.find(({ id }) => id === person),
        event,
      )
    : null;
  return refusal && bad(`${person} did what is refused as ${refusal.id}`);
}

/** The negotiation as of a time; before its founding, as it was founded. */
function stateAt(states: readonly { readonly at: string; readonly directory: Directory }[], at: string): Negotiation {
  const last = Math.max(
    states.findLastIndex((state) => state.at <= at),
    0,
  );
  return states[last]?.directory ?? { parties: [], people: [] };
}

/**
 * The person as of an entry's time. What was on its way while the person's rights changed counts by those before, so among
 * the states of that minute the first that fits is taken.
 */
function personAmong(
  states: readonly { readonly at: string; readonly directory: Directory }[],
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
