import type { Directory, NegotiationEvent } from "@adref/protocol";
import type { Entry, NewEntry, Store } from "../store/port.ts";
import { foldEvent } from "./fold.ts";

/** The ledger of the negotiation itself, beside those of its texts. No text can have this id. */
export const NEGOTIATION = "~negotiation";

const PAGE = 500;

/** The directory after an entry of its ledger; `seq` 0 is that of a store that has no such ledger yet. */
export interface Standing {
  readonly seq: number;
  readonly directory: Directory;
}

/** The entry that an event becomes. `at` is ISO 8601; `key` is the idempotency key of whoever asked. */
export function eventEntry(event: NegotiationEvent, person: string, at: string, key?: string): NewEntry {
  const data = { event, ...(key !== undefined && { key }) };
  return { kind: "act", update: new Uint8Array(), data, party: null, person, at };
}

/** Begins the ledger with a directory, on the record of a person of it. What another node began meanwhile stays. */
export async function foundNegotiation(
  store: Store,
  directory: Directory,
  person: string,
  at: string,
): Promise<Standing> {
  await store.append(NEGOTIATION, 0, [eventEntry({ type: "found", directory }, person, at)]);
  const standing = await standingOf(store);
  if (!standing) throw new Error("The ledger of the negotiation was begun and is not there");
  return standing;
}

/** The directory as its ledger has it, or as an earlier version stored it; null where there is no negotiation. */
export async function standingOf(store: Store): Promise<Standing | null> {
  const standing = await foldOn(store, null);
  if (standing) return standing;
  const directory = await store.directory();
  return directory && { seq: 0, directory };
}

/** Folds what came since. Null where the ledger has nothing at all. */
export async function foldOn(store: Store, known: Standing | null): Promise<Standing | null> {
  let standing = known;
  for (;;) {
    const page = await store.read(NEGOTIATION, standing?.seq ?? 0, PAGE);
    for (const entry of page) standing = foldEntry(standing, entry);
    if (page.length < PAGE) return standing;
  }
}

/** The standing after one more entry. Throws Error where the ledger does not begin with a founding. */
export function foldEntry(standing: Standing | null, { seq, data, at }: Entry): Standing {
  const { event } = data;
  if (event?.type === "found") return { seq, directory: event.directory };
  if (!standing || !event) throw new Error("The ledger of the negotiation does not begin with its founding");
  return { seq, directory: foldEvent(standing.directory, event, at) };
}
