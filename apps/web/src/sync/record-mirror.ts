import { declareRecord, handshakeParams, readRecord } from "@adref/protocol";
import {
  FACT_ROOTS,
  type OptionFacts,
  patchRecord,
  type RecordPatch,
  type RecordValue,
  type StanceFacts,
} from "@adref/schema";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

export interface RecordMirrorOptions {
  /** `ws(s)://host`, without a path. */
  readonly serverUrl: string;
  readonly text: string;
  readonly WebSocket: typeof WebSocket;
  readonly initial: RecordValue;
  readonly changed: (record: RecordValue) => void;
}

/** The longest wait before another try, in milliseconds. */
const MAX_BACKOFF_MS = 2_500;

/**
 * Follows a text's record. The server makes its record document anew at every start, so each connection gets a fresh
 * document here too; the value that was shown stays until the new one has arrived, and facts that did not change keep
 * their identity, so that nothing is drawn again without need.
 */
export class RecordMirror {
  #options: RecordMirrorOptions;
  #record: RecordValue;
  #provider: WebsocketProvider | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;
  #stopped = false;

  constructor(options: RecordMirrorOptions) {
    this.#options = options;
    this.#record = options.initial;
    this.#connect();
  }

  get record(): RecordValue {
    return this.#record;
  }

  /** Tries at once, after the device came back to the network. */
  reconnect(): void {
    if (this.#retry === null) return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  destroy(): void {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#drop();
  }

  #connect(): void {
    this.#retry = null;
    const doc = new Y.Doc();
    declareRecord(doc);
    const provider = new WebsocketProvider(`${this.#options.serverUrl}/record`, this.#options.text, doc, {
      disableBc: true,
      params: handshakeParams(doc.clientID),
      WebSocketPolyfill: readingSocket(this.#options.WebSocket),
      shouldReconnect: () => false,
    });
    provider.awareness.setLocalState(null);
    // Nothing is ever sent, so nobody need hear of changes; for whoever listens Yjs encodes them again.
    doc.off("update", provider._updateHandler);
    this.#provider = provider;
    provider.on("sync", (synced: boolean) => {
      if (!synced || this.#provider !== provider) return;
      this.#failures = 0;
      this.#show(keepingIdentity(this.#record, readRecord(doc)));
    });
    doc.on("afterTransaction", (transaction: Y.Transaction) => {
      if (provider.synced && transaction.changed.size > 0) this.#show(changedRecord(this.#record, doc, transaction));
    });
    provider.on("connection-close", (event: CloseEvent | null) => {
      if (this.#provider !== provider) return;
      const permanent = event !== null && event.code >= 4400 && event.code < 4500;
      queueMicrotask(() => {
        if (this.#provider !== provider) return;
        this.#drop();
        if (this.#stopped || permanent) return;
        this.#failures += 1;
        this.#retry = setTimeout(() => this.#connect(), Math.min(2 ** this.#failures * 100, MAX_BACKOFF_MS));
      });
    });
  }

  #drop(): void {
    const provider = this.#provider;
    this.#provider = null;
    provider?.destroy();
    provider?.doc.destroy();
  }

  #show(record: RecordValue): void {
    if (record === this.#record) return;
    this.#record = record;
    this.#options.changed(record);
  }
}

/** A socket that asks for the server's state and sends nothing else: the record is the server's alone. */
function readingSocket(Base: typeof WebSocket): typeof WebSocket {
  const SYNC_STEP_1 = 0;
  class ReadingSocket extends Base {
    override send(data: Uint8Array<ArrayBuffer>): void {
      if (data[0] === 0 && data[1] === SYNC_STEP_1) super.send(data);
    }
  }
  return ReadingSocket;
}

/** The record after a transaction of its document: only what the transaction touched is read. */
function changedRecord(record: RecordValue, doc: Y.Doc, transaction: Y.Transaction): RecordValue {
  const patch: { -readonly [K in keyof RecordPatch]: RecordPatch[K] } = {};
  for (const root of FACT_ROOTS) {
    const map = doc.getMap(root);
    const keys = transaction.changed.get(map as never);
    if (!keys) continue;
    const facts: Record<string, unknown> = {};
    for (const key of keys as Set<string>) facts[key] = map.get(key) ?? null;
    if ((root === "brackets" || root === "options") && Object.values(facts).includes(null)) {
      return keepingIdentity(record, readRecord(doc));
    }
    patch[root] = facts as never;
  }
  const stances = doc.getMap("stances");
  const keys = transaction.changed.get(stances as never) as Set<string> | undefined;
  if (keys) {
    patch.stances = [...keys].map((key) => {
      const slash = key.indexOf("/");
      const facts = (stances.get(key) as StanceFacts | undefined) ?? null;
      return { target: key.slice(0, slash), party: key.slice(slash + 1), facts };
    });
  }
  return patchRecord(record, patch);
}

/** `next`, with every fact that equals the one in `previous` taken from there. */
function keepingIdentity(previous: RecordValue, next: RecordValue): RecordValue {
  const out: Record<string, unknown> = {};
  let same = true;
  for (const root of Object.keys(next) as (keyof RecordValue)[]) {
    const before = previous[root] as Readonly<Record<string, object>>;
    const after = { ...next[root] } as Record<string, object>;
    const ids = Object.keys(after);
    let equal = ids.length === Object.keys(before).length;
    for (const id of ids) {
      const old = before[id];
      if (old && sameFacts(old, after[id] as object)) after[id] = old;
      else equal = false;
    }
    out[root] = equal ? before : after;
    if (!equal) same = false;
  }
  return same ? previous : (out as unknown as RecordValue);
}

function sameFacts(a: object, b: object): boolean {
  const entries = Object.entries(a as OptionFacts);
  if (entries.length !== Object.keys(b).length) return false;
  return entries.every(([key, value]) => {
    const other = (b as Record<string, unknown>)[key];
    if (value === other) return true;
    return typeof value === "object" && typeof other === "object" && value && other ? sameFacts(value, other) : false;
  });
}
