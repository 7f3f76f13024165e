import type { NegotiationEvent, NegotiationPast, Person } from "@adref/protocol";
import type { Store } from "../store/port.ts";
import { foldEntry, NEGOTIATION, type Standing } from "./stream.ts";

const PAGE = 500;

/** The history of the negotiation itself, the newest entry first. */
export async function tellNegotiation(store: Pick<Store, "read">): Promise<NegotiationPast[]> {
  const told: NegotiationPast[] = [];
  let standing: Standing | null = null;
  for (;;) {
    const page = await store.read(NEGOTIATION, standing?.seq ?? 0, PAGE);
    for (const entry of page) {
      const { seq, at, person: by } = entry;
      const event = entry.data.event;
      const of = event ? personIn(event) : null;
      const before: Person | undefined = standing?.directory.people.find(({ id }) => id === of);
      standing = foldEntry(standing, entry);
      if (!event) continue;
      const shown = event.type === "found" ? ({ type: "found" } as const) : event;
      told.push({ seq, at, by, event: shown, ...(before && { before }) });
    }
    if (page.length < PAGE) return told.reverse();
  }
}

function personIn(event: NegotiationEvent): string | null {
  if (event.type === "change-person") return event.person.id;
  return event.type === "end-person" || event.type === "readmit-person" ? event.person : null;
}
