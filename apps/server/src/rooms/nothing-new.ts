import * as Y from "yjs";

/**
 * Whether an update only says what the document holds already, as the answer to step 1 of someone who never wrote does:
 * no struct beyond the known clocks, no deletion of what still stands. False for what is no update at all.
 */
export function containsNothingNew(doc: Y.Doc, update: Uint8Array): boolean {
  if (update.length === 2 && update[0] === 0 && update[1] === 0) return true;
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return false;
  }
  const known = decoded.structs.every(
    (struct) => struct instanceof Y.Skip || struct.id.clock + struct.length <= Y.getState(doc.store, struct.id.client),
  );
  if (!known) return false;
  for (const [client, ranges] of decoded.ds.clients) {
    for (const { clock, len } of ranges) if (!isDeleted(doc, client, clock, len)) return false;
  }
  return true;
}

function isDeleted(doc: Y.Doc, client: number, clock: number, length: number): boolean {
  const structs = doc.store.clients.get(client);
  if (!structs || clock + length > Y.getState(doc.store, client)) return false;
  for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
    const struct = structs[i] as Y.Item | Y.GC;
    if (struct.id.clock >= clock + length) return true;
    if (!struct.deleted) return false;
  }
  return true;
}
