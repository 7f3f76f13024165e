import { declareRecord, writePatch } from "@adref/protocol";
import { FACT_ROOTS, type RecordPatch } from "@adref/schema";
import * as Y from "yjs";
import { withholdNames } from "./withheld.ts";

/** Who reads the record: those who see the names of parties, and those who do not. */
export type Audience = "names" | "withheld";
export const AUDIENCES: readonly Audience[] = ["names", "withheld"];

/** The client id that writes record documents. */
export const WRITER = 1;

/**
 * The record as one read-only Yjs document for each audience, a function of the ledger's prefix: one client writes, in the
 * ledger's order, ids sorted within a patch. A server that restarts, or another one, therefore gives the same structs the
 * same clocks, and a client that comes back gets exactly what it misses.
 */
export class RecordDocs {
  readonly docs: Readonly<Record<Audience, Y.Doc>>;
  readonly #text: string;
  readonly #key: string;
  /** The one client id that writes them. */
  readonly writer: number;

  /**
   * `encoded` is what `encode` gave at an earlier entry; omitted, the documents are empty. `key` is the store's secret. `writer`
   * is another one where the documents are no function of the ledger and those of an earlier opening must not be taken for them.
   */
  constructor(text: string, key: string, encoded?: Readonly<Record<Audience, string>>, writer: number = WRITER) {
    this.writer = writer;
    this.#text = text;
    this.#key = key;
    this.docs = { names: openDoc(writer, encoded?.names), withheld: openDoc(writer, encoded?.withheld) };
  }

  /** Writes patches in order. Returns one update for each audience; null where nothing was written. */
  apply(patches: readonly RecordPatch[]): Readonly<Record<Audience, Uint8Array | null>> {
    const sorted = patches.map(sortIds);
    return {
      names: write(this.docs.names, sorted),
      withheld: write(
        this.docs.withheld,
        sorted.map((patch) => withholdNames(patch, this.#text, this.#key)),
      ),
    };
  }

  /** Both documents as base64. */
  encode(): Readonly<Record<Audience, string>> {
    return { names: encodeDoc(this.docs.names), withheld: encodeDoc(this.docs.withheld) };
  }

  destroy(): void {
    for (const audience of AUDIENCES) this.docs[audience].destroy();
  }
}

function openDoc(writer: number, encoded: string | undefined): Y.Doc {
  const doc = new Y.Doc();
  declareRecord(doc);
  if (encoded) Y.applyUpdate(doc, new Uint8Array(Buffer.from(encoded, "base64")));
  doc.clientID = writer;
  return doc;
}

function encodeDoc(doc: Y.Doc): string {
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString("base64");
}

function write(doc: Y.Doc, patches: readonly RecordPatch[]): Uint8Array | null {
  let written: Uint8Array | null = null;
  const keep = (update: Uint8Array) => {
    written = update;
  };
  doc.on("update", keep);
  doc.transact(() => {
    for (const patch of patches) writePatch(doc, patch);
  });
  doc.off("update", keep);
  return written;
}

/** Live patches have the order in which they were made, stored ones that of canonical JSON: sort, so that both agree. */
function sortIds(patch: RecordPatch): RecordPatch {
  const out: Record<string, unknown> = { ...patch };
  for (const root of FACT_ROOTS) {
    const facts = patch[root];
    if (facts) out[root] = Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
  return out as RecordPatch;
}
