import type { Directory } from "@adref/protocol";
import { GENESIS, sealEntries } from "../../src/ledger.ts";
import {
  type Appended,
  type Checkpoint,
  type Entry,
  type HeadListener,
  type NewEntry,
  type Secret,
  type Store,
  StoreError,
} from "../../src/store/port.ts";

/** A ledger in memory whose appends a test can hold back or let fail. Several rooms on one are several nodes. */
export class MemoryStore implements Store {
  readonly ledgers = new Map<string, Entry[]>();
  readonly checkpoints = new Map<string, Checkpoint[]>();
  /** The number of entries of each append, in order. */
  readonly groups: number[] = [];
  /** While set, appends wait for `release`. */
  holding = false;
  failing = false;
  /** Whether every append is told to all nodes, as PostgreSQL does. */
  announcing = false;
  readonly #listeners = new Set<HeadListener>();
  #held: (() => void)[] = [];

  async append(text: string, expectedSeq: number, entries: readonly NewEntry[]): Promise<Appended> {
    // Copied, as a store would: what the room does with its objects later must not reach the ledger.
    const copies = structuredClone(entries) as NewEntry[];
    if (this.holding) await new Promise<void>((resolve) => this.#held.push(resolve));
    if (this.failing) throw new StoreError("The disk is full");
    const ledger = this.ledgers.get(text) ?? [];
    const head = ledger.at(-1);
    if (ledger.length !== expectedSeq) return { appended: false, seq: ledger.length };
    const sealed = sealEntries(text, ledger.length, head?.hash ?? GENESIS, copies);
    this.ledgers.set(text, [...ledger, ...sealed]);
    this.groups.push(sealed.length);
    if (this.announcing) for (const listener of this.#listeners) listener(text, ledger.length + sealed.length);
    return { appended: true, entries: structuredClone(sealed) };
  }

  onHead(listener: HeadListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lets the appends go on that wait, and those that come. */
  release(): void {
    this.holding = false;
    for (const go of this.#held.splice(0)) go();
  }

  async read(text: string, after: number, limit: number): Promise<readonly Entry[]> {
    return structuredClone((this.ledgers.get(text) ?? []).slice(after, after + limit));
  }

  async head(text: string): Promise<{ seq: number; hash: string }> {
    const last = this.ledgers.get(text)?.at(-1);
    return { seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS };
  }

  async entryOfKey(text: string, person: string, key: string): Promise<Entry | null> {
    const ledger = this.ledgers.get(text) ?? [];
    return ledger.find((entry) => entry.person === person && entry.data.key === key) ?? null;
  }

  async saveCheckpoint(text: string, checkpoint: Checkpoint): Promise<void> {
    this.checkpoints.set(text, [...(this.checkpoints.get(text) ?? []), checkpoint]);
  }

  async checkpoint(text: string, seq: number = Number.MAX_SAFE_INTEGER): Promise<Checkpoint | null> {
    return (this.checkpoints.get(text) ?? []).findLast((one) => one.seq <= seq) ?? null;
  }

  async directory(): Promise<Directory | null> {
    return null;
  }

  async pseudonymKey(): Promise<string> {
    return "5".repeat(64);
  }

  async saveDirectory(): Promise<void> {}
  async remembered(): Promise<string | null> {
    return null;
  }
  async remember(): Promise<void> {}
  async saveSecret(): Promise<void> {}
  async secret(): Promise<Secret | null> {
    return null;
  }
  async takeSecret(): Promise<Secret | null> {
    return null;
  }
  async extendSecret(): Promise<void> {}
  async dropSecrets(): Promise<void> {}
  async dropExpired(): Promise<void> {}
  async close(): Promise<void> {}
}
