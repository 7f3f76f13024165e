import { FACT_ROOTS, type RecordPatch, type RecordValue, type StanceFacts } from "@adref/schema";
import type * as Y from "yjs";

/**
 * The record as a read-only Yjs document: one map a root, keyed by id, whole facts as JSON values. Stances are keyed by
 * `target/party`. Written by the server alone, read by `/record/<text>`.
 * `declareRecord` declares the roots, so that they have their types before the first update arrives.
 */
export function declareRecord(doc: Y.Doc): void {
  for (const root of [...FACT_ROOTS, "stances"]) doc.getMap(root);
}

/** Writes a patch into a record document, in one transaction. */
export function writePatch(doc: Y.Doc, patch: RecordPatch): void {
  doc.transact(() => {
    for (const root of FACT_ROOTS) {
      const map = doc.getMap(root);
      for (const [id, facts] of Object.entries(patch[root] ?? {})) {
        if (facts === null) map.delete(id);
        else map.set(id, facts);
      }
    }
    const stances = doc.getMap("stances");
    for (const { target, party, facts } of patch.stances ?? []) {
      if (facts === null) stances.delete(`${target}/${party}`);
      else stances.set(`${target}/${party}`, facts);
    }
  });
}

/** Reads a record document as a value. */
export function readRecord(doc: Y.Doc): RecordValue {
  const stances: Record<string, Record<string, StanceFacts>> = {};
  for (const [key, facts] of doc.getMap("stances").entries()) {
    const slash = key.indexOf("/");
    const target = key.slice(0, slash);
    stances[target] = { ...stances[target], [key.slice(slash + 1)]: facts as StanceFacts };
  }
  return {
    brackets: doc.getMap("brackets").toJSON(),
    options: doc.getMap("options").toJSON(),
    stances,
    statuses: doc.getMap("statuses").toJSON(),
    resolutions: doc.getMap("resolutions").toJSON(),
    comments: doc.getMap("comments").toJSON(),
    sessions: doc.getMap("sessions").toJSON(),
    silences: doc.getMap("silences").toJSON(),
    freeze: doc.getMap("freeze").toJSON(),
  };
}
