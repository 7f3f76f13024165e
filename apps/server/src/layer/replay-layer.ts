import { setImmediate } from "node:timers/promises";
import type { TextInfo } from "@adref/protocol";
import { EMPTY_RECORD, joinPatches, newWordsDoc, patchRecord, type RecordPatch, type RecordValue } from "@adref/schema";
import * as Y from "yjs";
import { readPast } from "../rooms/replay.ts";
import type { Checkpoint, Entry, Store } from "../store/port.ts";

const PAGE = 1_000;

/** The ledger in which a party's layer over a text is kept. No text and no party has a "~" in its name. */
export const streamOf = (text: string, party: string): string => `${text}~${party}`;

/** A layer as its stream says it is, and the text below it at the entry on which the stream's last entry stands. */
export interface LayerPrefix {
  /** The last entry of the stream. */
  readonly seq: number;
  /** The entry of the text on which the fork stands. */
  readonly base: number;
  readonly fork: Y.Doc;
  readonly text: Y.Doc;
  readonly textRecord: RecordValue;
  readonly own: RecordValue;
  readonly leases: ReadonlyMap<number, string>;
  /** The stream's entry of the checkpoint from which it was read; 0 without one. */
  readonly checkpointed: number;
}

/** What a layer's checkpoint holds besides words, as JSON. */
interface LayerRest {
  readonly version: 1;
  readonly base: number;
  readonly own: RecordValue;
  readonly leases: readonly (readonly [client: number, person: string])[];
}

/** What a replay reads. */
type Ledgers = Pick<Store, "read" | "checkpoint" | "head">;

/**
 * Reads a party's layer: the text and the party's stream, in the order in which they came about. A private word whose
 * provision goes away later in the text therefore finds its place first, as it did then.
 */
export async function readLayer(store: Ledgers, text: TextInfo, party: string): Promise<LayerPrefix> {
  const stream = streamOf(text.id, party);
  const checkpoint = await store.checkpoint(stream);
  const rest = checkpoint && (JSON.parse(checkpoint.rest) as LayerRest);
  const entries = await readAll(store, stream, checkpoint?.seq ?? 0);
  const first = rest?.base ?? entries[0]?.data.base ?? (await store.head(text.id)).seq;
  const past = await readPast(store, text, first);
  await setImmediate();
  const below = new Below(store, text.id, past);
  const fork = newWordsDoc(checkpoint?.words ?? Y.encodeStateAsUpdate(past.doc));
  const leases = new Map(rest?.leases);
  const patches: RecordPatch[] = [];
  for (const entry of entries) {
    await below.goTo(entry.data.base ?? below.seq, fork);
    if (entry.update.length > 0) {
      if (entry.kind === "words") for (const client of clientsOf(entry)) lease(leases, client, entry.person);
      Y.applyUpdate(fork, entry.update);
    }
    if (entry.data.patch) patches.push(entry.data.patch);
  }
  return {
    seq: entries.at(-1)?.seq ?? checkpoint?.seq ?? 0,
    base: below.seq,
    fork,
    text: past.doc,
    textRecord: below.record(),
    own: patchRecord({ ...EMPTY_RECORD, ...rest?.own }, joinPatches(patches)),
    leases,
    checkpointed: checkpoint?.seq ?? 0,
  };
}

/** A checkpoint of a layer at entry `seq` of its stream. */
export function layerCheckpoint(
  seq: number,
  words: Uint8Array,
  { base, own, leases }: { base: number; own: RecordValue; leases: ReadonlyMap<number, string> },
): Checkpoint {
  const rest: LayerRest = { version: 1, base, own, leases: [...leases] };
  return { seq, words, rest: JSON.stringify(rest) };
}

/** All entries of a ledger after one, up to another. */
export async function readAll(
  store: Pick<Store, "read">,
  text: string,
  after: number,
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<readonly Entry[]> {
  const out: Entry[] = [];
  for (let at = after; at < upTo; ) {
    const page = await store.read(text, at, Math.min(PAGE, upTo - at));
    out.push(...page);
    at = page.at(-1)?.seq ?? at;
    if (page.length < PAGE) break;
  }
  return out;
}

/** The text below a layer, as it goes on. */
class Below {
  seq: number;
  readonly #store: Pick<Store, "read">;
  readonly #text: string;
  readonly #doc: Y.Doc;
  readonly #record: RecordValue;
  readonly #patches: RecordPatch[] = [];

  constructor(store: Pick<Store, "read">, text: string, past: { seq: number; doc: Y.Doc; record: RecordValue }) {
    this.#store = store;
    this.#text = text;
    this.#doc = past.doc;
    this.#record = past.record;
    this.seq = past.seq;
  }

  record(): RecordValue {
    return patchRecord(this.#record, joinPatches(this.#patches));
  }

  async goTo(seq: number, fork: Y.Doc): Promise<void> {
    if (seq <= this.seq) return;
    const entries = await readAll(this.#store, this.#text, this.seq, seq);
    for (const doc of [this.#doc, fork]) {
      doc.transact(() => {
        for (const { update } of entries) if (update.length > 0) Y.applyUpdate(doc, update);
      });
    }
    for (const { data } of entries) if (data.patch) this.#patches.push(data.patch);
    this.seq = entries.at(-1)?.seq ?? this.seq;
  }
}

const clientsOf = (entry: Entry): Iterable<number> => Y.parseUpdateMeta(entry.update).to.keys();

function lease(leases: Map<number, string>, client: number, person: string): void {
  if (!leases.has(client)) leases.set(client, person);
}
