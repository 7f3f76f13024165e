import { bodyOf, type RecordPatch, type RecordValue, type TextValue, writeDoc } from "@adref/schema";
import * as Y from "yjs";
import type { EntryData, NewEntry } from "./store/port.ts";

/** The Yjs client id of imported words: nobody's, so that nobody can lease it. */
export const IMPORT_CLIENT = 1;

/**
 * The entry that puts a text into an empty ledger: its words as one update and its whole record as one patch. Facts without
 * a time get that of the import. `person` is the id of whoever imports, `at` is ISO 8601; `source` says where it came from.
 */
export function importEntry(
  value: TextValue,
  person: string,
  at: string,
  source: Pick<EntryData, "key" | "file"> = {},
): NewEntry {
  const doc = new Y.Doc();
  doc.clientID = IMPORT_CLIENT;
  writeDoc(bodyOf(doc), value.doc);
  const patch = patchOf(value.record, at);
  return { kind: "import", update: Y.encodeStateAsUpdate(doc), data: { patch, ...source }, party: null, person, at };
}

function patchOf(record: RecordValue, at: string): RecordPatch {
  return {
    brackets: stamped(record.brackets, at),
    options: stamped(record.options, at),
    stances: Object.entries(record.stances).flatMap(([target, parties]) =>
      Object.entries(stamped(parties, at)).map(([party, facts]) => ({ target, party, facts })),
    ),
    statuses: stamped(record.statuses, at),
    resolutions: stamped(record.resolutions, at),
    comments: stamped(record.comments, at),
  };
}

function stamped<T extends { readonly at: string }>(facts: Readonly<Record<string, T>>, at: string): Record<string, T> {
  return Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, fact.at === "" ? { ...fact, at } : fact]));
}
