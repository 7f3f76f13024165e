import type { Directory } from "@adref/protocol";
import { checkChain, GENESIS } from "../ledger.ts";
import type { Entry, Store } from "../store/port.ts";
import type { Finding } from "../verify/judge-ledger.ts";
import { byStates, type Timetable } from "../verify/timetable.ts";
import { judgeEvent } from "./judge.ts";
import { foldEntry, NEGOTIATION, type Standing } from "./stream.ts";

const PAGE = 500;
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
    timetable: byStates(states),
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
