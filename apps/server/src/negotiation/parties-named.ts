import type { TextInfo } from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import type { RoomService } from "../room-service.ts";

/** The parties that the records of texts name: as owners, with positions, in anything that was done or is open. */
export async function partiesNamed(
  rooms: Pick<RoomService, "snapshot">,
  texts: readonly TextInfo[],
): Promise<ReadonlySet<PartyCode>> {
  const named = new Set<PartyCode>();
  for (const text of texts) {
    const { value } = await rooms.snapshot(text);
    collect(value.record, named);
  }
  return named;
}

/** Codes stand in many kinds of facts, and in more to come: every string and every key is taken for one. */
function collect(value: unknown, into: Set<string>): void {
  if (typeof value === "string") into.add(value);
  else if (Array.isArray(value)) for (const one of value) collect(one, into);
  else if (value !== null && typeof value === "object") {
    for (const [key, one] of Object.entries(value)) {
      into.add(key);
      collect(one, into);
    }
  }
}
