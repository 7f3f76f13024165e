import { setImmediate } from "node:timers/promises";
import type { TextInfo } from "@adref/protocol";
import {
  bodyOf,
  EMPTY_RECORD,
  joinPatches,
  newWordsDoc,
  patchRecord,
  type RecordPatch,
  type RecordValue,
  type TextValue,
} from "@adref/schema";
import * as Y from "yjs";
import { bodyHash } from "../gate/body-hash.ts";
import type { Checkpoint, Entry, Store } from "../store/port.ts";
import { docOf } from "./doc-view.ts";
import { momentsAfter, type Naming } from "./moments.ts";
import { type Audience, RecordDocs } from "./record-docs.ts";
import { type Issue, issueOf } from "./revisions.ts";

const PAGE = 1_000;

/** What a checkpoint's `rest` holds, as JSON. */
export interface Rest {
  readonly version: 1;
  readonly record: RecordValue;
  readonly leases: readonly (readonly [client: number, person: string])[];
  readonly issues: readonly Issue[];
  /** Missing in checkpoints from before moments could be named. */
  readonly moments?: readonly Naming[];
  readonly docs: Readonly<Record<Audience, string>>;
}

/** A text as the ledger's prefix up to an entry says it is. */
export interface Prefix {
  readonly seq: number;
  readonly doc: Y.Doc;
  readonly record: RecordValue;
  readonly leases: Map<number, string>;
  readonly issues: readonly Issue[];
  readonly moments: readonly Naming[];
  readonly docs: RecordDocs;
  /** The entry of the checkpoint from which it was read; 0 without one. */
  readonly checkpointed: number;
}

/** Reads a text from its newest checkpoint and the entries after it: all that a room needs. */
export async function readPrefix(store: Store, text: TextInfo): Promise<Prefix> {
  const [replayed, key] = await Promise.all([replay(store, text, Number.MAX_SAFE_INTEGER), store.pseudonymKey()]);
  const { patches, encodedDocs, ...prefix } = replayed;
  await setImmediate();
  const docs = new RecordDocs(text.id, key, encodedDocs);
  docs.apply(patches);
  return { ...prefix, docs };
}

/** Reads the words and the record as they were at an entry, or at the ledger's end where that comes before it. */
export async function readPast(
  store: Ledger,
  text: TextInfo,
  seq: number,
): Promise<Pick<Prefix, "seq" | "doc" | "record">> {
  return replay(store, text, seq);
}

interface Replayed extends Omit<Prefix, "docs"> {
  /** The record documents at the checkpoint, and the patches since. */
  readonly encodedDocs: Rest["docs"] | undefined;
  readonly patches: readonly RecordPatch[];
}

/** Reads a text as it was after an entry. Rejects where the ledger does not reach to it. */
export type PastReader = (text: TextInfo, seq: number) => Promise<TextValue>;

/** A reader of the past that replays on this thread. */
export function pastReader(ledger: Ledger): PastReader {
  return async (text, seq) => {
    const past = await readPast(ledger, text, seq);
    if (past.seq !== seq) throw new Error(`The ledger of ${text.id} ends at entry ${past.seq}, before ${seq}`);
    const value = { doc: docOf(past.doc), record: past.record };
    past.doc.destroy();
    return value;
  };
}

/** What a replay reads. */
export type Ledger = Pick<Store, "read" | "checkpoint">;

async function replay(store: Ledger, text: TextInfo, seq: number): Promise<Replayed> {
  const checkpoint = await store.checkpoint(text.id, seq);
  const rest = checkpoint && (JSON.parse(checkpoint.rest) as Rest);
  const doc = newWordsDoc(checkpoint?.words);
  const leases = new Map(rest?.leases);
  const issues = [...(rest?.issues ?? [])];
  let moments: readonly Naming[] = rest?.moments ?? [];
  const patches: RecordPatch[] = [];
  const checkpointed = checkpoint?.seq ?? 0;
  let at = checkpointed;
  while (at < seq) {
    const page = await store.read(text.id, at, Math.min(PAGE, seq - at));
    await applyWords(doc, page, (entry) => {
      for (const client of clientsOf(entry)) if (!leases.has(client)) leases.set(client, entry.person);
      if (entry.data.patch) patches.push(entry.data.patch);
      const issue = issueOf(entry, issues, () => bodyHash(bodyOf(doc)));
      if (issue) issues.push(issue);
      moments = momentsAfter(moments, entry);
    });
    at = page.at(-1)?.seq ?? at;
    if (page.length < PAGE) break;
  }
  const record = patchRecord({ ...EMPTY_RECORD, ...rest?.record }, joinPatches(patches));
  return { seq: at, doc, record, leases, issues, moments, checkpointed, encodedDocs: rest?.docs, patches };
}

/**
 * Applies entries in few transactions, one for each stretch between entries at which the words are hashed. Others have their
 * turn between applying and hashing: with a long text each takes a while.
 */
async function applyWords(doc: Y.Doc, entries: readonly Entry[], visit: (entry: Entry) => void): Promise<void> {
  let begun = 0;
  for (let i = 0; i < entries.length; i++) {
    const { kind, data } = entries[i] as Entry;
    const hashed = kind === "import" || data.act?.type === "issue";
    if (!hashed && i < entries.length - 1) continue;
    const stretch = entries.slice(begun, i + 1);
    doc.transact(() => {
      for (const { update } of stretch) if (update.length > 0) Y.applyUpdate(doc, update);
    });
    await setImmediate();
    for (const entry of stretch) visit(entry);
    begun = i + 1;
  }
}

/** The client ids whose words a person's entry brought: that person's from then on. */
function clientsOf(entry: Entry): Iterable<number> {
  return entry.kind === "words" || entry.data.act?.type === "table" ? Y.parseUpdateMeta(entry.update).to.keys() : [];
}

/** A checkpoint of a text. `words` are encoded at entry `seq`, the rest says what is true at it. */
export function checkpointOf(
  seq: number,
  words: Uint8Array,
  rest: Pick<Prefix, "record" | "issues" | "moments" | "docs"> & { readonly leases: ReadonlyMap<number, string> },
): Checkpoint {
  const { record, leases, issues, moments, docs } = rest;
  const json: Rest = { version: 1, record, leases: [...leases], issues, moments, docs: docs.encode() };
  return { seq, words, rest: JSON.stringify(json) };
}
