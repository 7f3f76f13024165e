import type { Act, Directory, NegotiationEvent, Restored } from "@adref/protocol";
import type { RecordPatch } from "@adref/schema";

/**
 * One entry of a text's ledger. Replaying is: apply `update` to the words, fold `data.patch` into the record. `hash` is
 * SHA-256 over the entry's canonical header, its update and `prev`, the hash of the entry before; all lower-case hex.
 */
export interface Entry extends NewEntry {
  readonly text: string;
  /** 1 for the first entry of a text, then without a gap. */
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}

export interface NewEntry {
  /** `import` puts a text in; `words` is a person's typing; `act` is everything else. */
  readonly kind: "import" | "words" | "act";
  /** The Yjs update of the words; empty where the words did not change. */
  readonly update: Uint8Array;
  readonly data: EntryData;
  /** The party for which the person wrote; null for chair and Secretariat. */
  readonly party: string | null;
  readonly person: string;
  /** ISO 8601, milliseconds, UTC. */
  readonly at: string;
}

export interface EntryData {
  readonly patch?: RecordPatch;
  readonly act?: Act;
  /** In the ledger of the negotiation itself: what was done to it. */
  readonly event?: NegotiationEvent;
  /** The idempotency key of an act, or the id of an import: unique per text and person. */
  readonly key?: string;
  /** With `import`: the file that the text came from; `hash` is SHA-256 of its bytes, lower-case hex. */
  readonly file?: { readonly name: string; readonly hash: string };
  /** With `restore` and `undo`: what it put back. */
  readonly restored?: Restored;
  /** With an act that does not name them: the provisions that it is about. Missing in ledgers from before it was kept. */
  readonly about?: readonly string[];
  /** With words: the party for which the person took them down. */
  readonly for?: string;
  /** In a layer's stream: the entry of the text on which this one stands. */
  readonly base?: number;
}

/** The accepted state of a text at an entry, so that opening it need not replay everything. */
export interface Checkpoint {
  readonly seq: number;
  /** The words, encoded by Yjs as one update. */
  readonly words: Uint8Array;
  /** JSON that the room wrote: the record and the leases. */
  readonly rest: string;
}

export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** `appended: false` says that another node was first: read from `seq` on, judge again, try again. */
export type Appended =
  | { readonly appended: true; readonly entries: readonly Entry[] }
  | { readonly appended: false; readonly seq: number };

/** Stands before the names of what is remembered, among an engine's settings of its own. */
export const MEMORY = "remembered/";

/** The storage port. Every method is durable when its promise resolves. Throws StoreError where the disk or server fails. */
export interface Store {
  append(text: string, expectedSeq: number, entries: readonly NewEntry[]): Promise<Appended>;
  /** Entries with seq > after, in order, at most `limit`. */
  read(text: string, after: number, limit: number): Promise<readonly Entry[]>;
  /** The last entry; seq 0 and GENESIS (ledger.ts) where there is none. */
  head(text: string): Promise<Head>;
  entryOfKey(text: string, person: string, key: string): Promise<Entry | null>;

  saveCheckpoint(text: string, checkpoint: Checkpoint): Promise<void>;
  /** The newest checkpoint at or before `seq` (any, when omitted). */
  checkpoint(text: string, seq?: number): Promise<Checkpoint | null>;

  /**
   * The negotiation as it was put in before it had a ledger of its own (negotiation/stream.ts), which begins with it. Null
   * where there is none.
   */
  directory(): Promise<Directory | null>;
  saveDirectory(directory: Directory): Promise<void>;

  /** A value that somebody gave once and need not give again, by its name; null where there is none. */
  remembered(name: string): Promise<string | null>;
  remember(name: string, value: string): Promise<void>;

  /** Secrets (sign-in links, sessions, bearer tokens) are stored by the SHA-256 of the secret, never in the clear. */
  saveSecret(secret: Secret): Promise<void>;
  secret(hash: string): Promise<Secret | null>;
  /** Deletes and returns it, atomically: a sign-in link works once. */
  takeSecret(hash: string): Promise<Secret | null>;
  /** Gives a secret that still exists another expiry; one that was taken meanwhile stays taken. */
  extendSecret(hash: string, expires: string): Promise<void>;
  /** Ends every secret of a person, or those of one kind. */
  dropSecrets(person: string, kind?: Secret["kind"]): Promise<void>;
  dropExpired(now: string): Promise<void>;

  /** 32 random bytes in hex, made once in a store's life and told to nobody: they key the pseudonyms of withheld names. */
  pseudonymKey(): Promise<string>;

  /** Tells of entries that any node appended: the text's newest sequence number. One engine has it: PostgreSQL. */
  onHead?(listener: HeadListener): () => void;

  close(): Promise<void>;
}

/** Told that a text's ledger reaches at least to `seq`; pointers may be lost or come twice, the ledger is the truth. */
export type HeadListener = (text: string, seq: number) => void;

export interface Secret {
  readonly hash: string;
  readonly kind: "link" | "session" | "token";
  readonly person: string;
  /** ISO 8601. */
  readonly expires: string;
}

/**
 * The store could not do what was asked. Nothing of it was written; except where a connection to a database broke under it,
 * which only the ledger itself can then tell: read it again.
 */
export class StoreError extends Error {
  override readonly name = "StoreError";
}
