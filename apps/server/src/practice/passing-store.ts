import { randomBytes } from "node:crypto";
import type { Directory } from "@adref/protocol";
import { GENESIS, sealEntries } from "../ledger.ts";
import {
  type Appended,
  type Checkpoint,
  type Entry,
  type Head,
  type NewEntry,
  type Secret,
  type Store,
  StoreError,
} from "../store/port.ts";

/**
 * A store that keeps everything in memory and forgets it when it is let go: for texts that are nobody's record. Its ledgers are
 * chained like any other. `onEntry` is told of every entry once it is in.
 */
export class PassingStore implements Store {
  readonly #ledgers = new Map<string, Entry[]>();
  readonly #checkpoints = new Map<string, Checkpoint>();
  readonly #remembered = new Map<string, string>();
  readonly #key = randomBytes(32).toString("hex");
  readonly #onEntry: (entry: Entry) => void;

  constructor(onEntry: (entry: Entry) => void = () => {}) {
    this.#onEntry = onEntry;
  }

  async append(text: string, expectedSeq: number, entries: readonly NewEntry[]): Promise<Appended> {
    const ledger = this.#ledgers.get(text) ?? [];
    if (ledger.length !== expectedSeq) return { appended: false, seq: ledger.length };
    const sealed = sealEntries(text, ledger.length, ledger.at(-1)?.hash ?? GENESIS, entries);
    ledger.push(...sealed);
    this.#ledgers.set(text, ledger);
    for (const entry of sealed) this.#onEntry(entry);
    return { appended: true, entries: sealed };
  }

  async read(text: string, after: number, limit: number): Promise<readonly Entry[]> {
    return (this.#ledgers.get(text) ?? []).slice(after, after + limit);
  }

  async head(text: string): Promise<Head> {
    const last = this.#ledgers.get(text)?.at(-1);
    return { seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS };
  }

  async entryOfKey(text: string, person: string, key: string): Promise<Entry | null> {
    return this.#ledgers.get(text)?.find((entry) => entry.person === person && entry.data.key === key) ?? null;
  }

  async saveCheckpoint(text: string, checkpoint: Checkpoint): Promise<void> {
    this.#checkpoints.set(text, checkpoint);
  }

  async checkpoint(text: string, seq: number = Number.MAX_SAFE_INTEGER): Promise<Checkpoint | null> {
    const newest = this.#checkpoints.get(text);
    return newest && newest.seq <= seq ? newest : null;
  }

  async remembered(name: string): Promise<string | null> {
    return this.#remembered.get(name) ?? null;
  }

  async remember(name: string, value: string): Promise<void> {
    this.#remembered.set(name, value);
  }

  async pseudonymKey(): Promise<string> {
    return this.#key;
  }

  async directory(): Promise<Directory | null> {
    return null;
  }

  async saveDirectory(): Promise<void> {
    throw new StoreError("Nobody is let in by a passing store");
  }

  async saveSecret(): Promise<void> {
    throw new StoreError("Nobody is let in by a passing store");
  }

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
