import { type Refusal, type RefusalId, refuse } from "@adref/law";
import { BODY } from "@adref/schema";
import * as Y from "yjs";
import { isDeleted } from "./deletions.ts";
import { isAttribute, isFormat, isReadable, kindOfType, mayHold } from "./grammar.ts";
import type { GateLimits } from "./limits.ts";
import { Places } from "./places.ts";
import { endOf, readUpdate, type Struct, type Update } from "./update.ts";

/** What the static checks learnt of an update that passed them. */
export interface Inspected {
  readonly update: Update;
  /** Client ids of which the update holds structs that the text does not. */
  readonly clients: readonly number[];
  /** Words that the update brings and does not delete itself. */
  readonly words: readonly Y.Item[];
}

/**
 * Checks an update before anything is applied (SPEC.md, G1 to G8): size, readability, whose client ids, no gap and nothing
 * that would wait for a later update, only places and contents that a text has.
 */
export function inspect(
  bytes: Uint8Array,
  accepted: Y.Doc,
  mayUse: (client: number) => boolean,
  limits: GateLimits,
): Inspected | Refusal {
  if (bytes.length > limits.bytes) return refuse("too-large");
  const update = readUpdate(bytes, limits.structs);
  if (!update) return refuse("malformed");
  const clients: number[] = [];
  const fresh: Struct[] = [];
  for (const [client, structs] of update.byClient) {
    const known = Y.getState(accepted.store, client);
    if ((structs[0] as Struct).id.clock > known) return refuse("gap");
    if (endOf(update, client) <= known) continue;
    if (!mayUse(client)) return refuse("foreign-client");
    clients.push(client);
    for (const struct of structs) if (struct.id.clock + struct.length > known) fresh.push(struct);
  }
  if (clients.length > limits.newClients) return refuse("too-large");
  const reference = referenceFault(update, accepted);
  if (reference) return refuse(reference);
  const words: Y.Item[] = [];
  const places = new Places(accepted, update);
  for (const struct of fresh) {
    if (!(struct instanceof Y.Item)) continue;
    const fault = contentFault(struct, update, places);
    if (fault) return refuse(fault);
    const { content, id, length } = struct;
    if (content instanceof Y.ContentString && !isDeleted(update.deletions, id.client, id.clock, id.clock + length)) {
      words.push(struct);
    }
  }
  return { update, clients, words };
}

/** G4, G5: what an update refers to is in the text or in the update, and its only root is the body. */
function referenceFault(update: Update, accepted: Y.Doc): RefusalId | null {
  const isKnown = (id: Y.ID) => id.clock < Math.max(Y.getState(accepted.store, id.client), endOf(update, id.client));
  for (const struct of update.structs) {
    if (struct instanceof Y.Skip) return "gap";
    if (!(struct instanceof Y.Item)) continue;
    const parent = struct.parent as unknown as Y.ID | string | null;
    if (typeof parent === "string" && parent !== BODY) return "unknown-root";
    for (const id of [struct.origin, struct.rightOrigin, typeof parent === "string" ? null : parent]) {
      if (id === null) continue;
      if (!isKnown(id)) return "gap";
      if (id.client === struct.id.client && id.clock >= struct.id.clock) return "malformed";
    }
  }
  for (const [client, ranges] of update.deletions) {
    const last = ranges.at(-1);
    if (last && last.to > Math.max(Y.getState(accepted.store, client), endOf(update, client))) return "gap";
  }
  return null;
}

/** G6 to G9: what a new item holds fits where it would be put. */
function contentFault(item: Y.Item, update: Update, places: Places): RefusalId | null {
  const { content, id } = item;
  if (content instanceof Y.ContentDeleted) return null;
  const { kind, sub } = places.of(item);
  if (!places.neighboursAgree(item)) return "content";
  if (content instanceof Y.ContentString) {
    if (!isReadable(content.str)) return "content";
    const deleted = isDeleted(update.deletions, id.client, id.clock, id.clock + item.length);
    if (kind === "gone") return deleted ? null : "place-gone";
    return kind === "text" && sub === null ? null : "content";
  }
  if (content instanceof Y.ContentFormat) {
    const fits = (kind === "text" || kind === "gone") && sub === null;
    return fits && isFormat(content.key, content.value) ? null : "content";
  }
  if (content instanceof Y.ContentType) {
    return sub === null && mayHold(kind, kindOfType(content.type)) ? null : "content";
  }
  if (content instanceof Y.ContentAny) {
    const fits = (sub !== null || kind === "gone") && content.arr.length === 1;
    return fits && isAttribute(kind, sub ?? "", content.arr[0]) ? null : "content";
  }
  return "content";
}
