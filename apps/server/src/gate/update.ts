import * as Y from "yjs";
import { type Deletions, deletionsOf } from "./deletions.ts";

export type Struct = Y.Item | Y.GC | Y.Skip;

/** An update, read but not applied. */
export interface Update {
  readonly structs: readonly Struct[];
  readonly deletions: Deletions;
  /** By client, its structs in the order of their clocks, without gaps. */
  readonly byClient: ReadonlyMap<number, readonly Struct[]>;
}

/** Clocks are written in up to 53 bits; beyond 31 they stop being exact in places. */
const LAST_CLOCK = 2 ** 31;
/** Texts are written with ids below 2 ** 32, layers with those above: which of them fits, the gate looks at. */
const LAST_CLIENT = Number.MAX_SAFE_INTEGER;

/**
 * Reads an update. `null` where it cannot be read to its end, or where it says something in a way in which no client would:
 * a client's structs in two places, out of order, empty, or beyond the range of clocks.
 */
export function readUpdate(bytes: Uint8Array, mostStructs: number): Update | null {
  let structs: Struct[];
  let deletions: Deletions;
  try {
    const decoded = Y.decodeUpdate(bytes);
    structs = decoded.structs as Struct[];
    deletions = deletionsOf(decoded.ds.clients);
  } catch {
    return null;
  }
  if (structs.length > mostStructs) return null;
  const byClient = new Map<number, Struct[]>();
  let list: Struct[] = [];
  let client = -1;
  let end = 0;
  for (const struct of structs) {
    const { id, length } = struct;
    if (id.client !== client) {
      client = id.client;
      if (byClient.has(client) || client >= LAST_CLIENT) return null;
      list = [];
      byClient.set(client, list);
      end = id.clock;
    }
    if (id.clock !== end || length <= 0 || id.clock + length > LAST_CLOCK) return null;
    end = id.clock + length;
    list.push(struct);
  }
  for (const ranges of deletions.values()) {
    for (const { from, to } of ranges) if (to <= from || to > LAST_CLOCK) return null;
  }
  return { structs, deletions, byClient };
}

/** The clock behind the last struct of a client in an update; 0 where it has none. */
export function endOf(update: Update, client: number): number {
  const last = update.byClient.get(client)?.at(-1);
  return last ? last.id.clock + last.length : 0;
}

/** The struct of an update that covers a clock. */
export function structAt(update: Update, id: Y.ID): Struct | null {
  const list = update.byClient.get(id.client);
  if (!list) return null;
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const struct = list[middle] as Struct;
    if (id.clock < struct.id.clock) high = middle - 1;
    else if (id.clock >= struct.id.clock + struct.length) low = middle + 1;
    else return struct;
  }
  return null;
}
