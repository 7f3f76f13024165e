import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Directory } from "@adref/protocol";
import { canonicalJson, GENESIS } from "../ledger.ts";
import { makeFolder } from "../make-folder.ts";
import {
  type Appended,
  type Checkpoint,
  type Entry,
  type Head,
  MEMORY,
  type NewEntry,
  type Secret,
  type Store,
  StoreError,
} from "./port.ts";
import { SqliteReader } from "./sqlite-reader.ts";
import type { Answer, Order } from "./sqlite-worker.ts";
import { openForWriting, type Write, type Written } from "./sqlite-writer.ts";

/** The name of the database inside the data folder. */
export const SQLITE_FILE = "adref.sqlite";

export interface SqliteOptions {
  /** Told the duration of every commit, in seconds. */
  readonly onCommit?: (seconds: number) => void;
}

interface Waiting {
  readonly resolve: (written: Written) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The embedded store: one SQLite file in a folder, read on this thread and written on another (sqlite-worker.ts), which
 * commits in groups. Several processes may have it open; SQLite keeps them apart.
 */
export class SqliteStore implements Store {
  readonly #reader: SqliteReader;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onCommit: (seconds: number) => void;
  #outbox: Order[] = [];
  #nextId = 1;
  #failure: StoreError | null = null;

  /** Opens the folder and makes it when it is missing. Throws StoreError where that cannot be done. */
  static open(folder: string, options: SqliteOptions = {}): SqliteStore {
    try {
      makeFolder(folder);
      const file = join(folder, SQLITE_FILE);
      openForWriting(file).close();
      return new SqliteStore(file, options);
    } catch (error) {
      throw new StoreError(`The data folder ${folder} cannot be used: ${(error as Error).message}`, { cause: error });
    }
  }

  private constructor(file: string, options: SqliteOptions) {
    this.#onCommit = options.onCommit ?? (() => {});
    this.#reader = new SqliteReader(file);
    this.#worker = new Worker(new URL("./sqlite-worker.ts", import.meta.url), { workerData: { file } });
    this.#worker.on("message", (answer: Answer) => this.#settle(answer));
    this.#worker.on("error", (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on("exit", () => this.#fail(new Error("the store is closed")));
  }

  async append(text: string, expectedSeq: number, entries: readonly NewEntry[]): Promise<Appended> {
    const unsealed = entries.map(({ kind, update, data, party, person, at }) => {
      return { kind, update, data: canonicalJson(data), key: data.key ?? null, party, person, at };
    });
    const written = await this.#write({ op: "append", text, expectedSeq, entries: unsealed });
    if (!written.ok) return { appended: false, seq: "seq" in written ? written.seq : expectedSeq };
    const seals = written.seals ?? [];
    return { appended: true, entries: seals.map((seal, i) => ({ ...(entries[i] as NewEntry), text, ...seal })) };
  }

  read(text: string, after: number, limit: number): Promise<readonly Entry[]> {
    return this.#reader.read(text, after, limit);
  }

  async head(text: string): Promise<Head> {
    const row = this.#reader.row("SELECT seq, hash FROM entries WHERE text = ? ORDER BY seq DESC LIMIT 1", text);
    return row ? { seq: row.seq as number, hash: row.hash as string } : { seq: 0, hash: GENESIS };
  }

  entryOfKey(text: string, person: string, key: string): Promise<Entry | null> {
    return this.#reader.entryOfKey(text, person, key);
  }

  async saveCheckpoint(text: string, checkpoint: Checkpoint): Promise<void> {
    await this.#write({ op: "checkpoint", text, ...checkpoint });
  }

  checkpoint(text: string, seq?: number): Promise<Checkpoint | null> {
    return this.#reader.checkpoint(text, seq);
  }

  /** The file, for other threads that read the ledger by themselves. */
  get file(): string {
    return this.#reader.file;
  }

  async directory(): Promise<Directory | null> {
    const row = this.#reader.row("SELECT value FROM settings WHERE name = 'directory'");
    return row ? (JSON.parse(row.value as string) as Directory) : null;
  }

  async saveDirectory(directory: Directory): Promise<void> {
    await this.#write({ op: "setting", name: "directory", value: canonicalJson(directory) });
  }

  async remembered(name: string): Promise<string | null> {
    const row = this.#reader.row("SELECT value FROM settings WHERE name = ?", MEMORY + name);
    return row ? (row.value as string) : null;
  }

  async remember(name: string, value: string): Promise<void> {
    await this.#write({ op: "setting", name: MEMORY + name, value });
  }

  async saveSecret(secret: Secret): Promise<void> {
    await this.#write({ op: "save-secret", secret });
  }

  async secret(hash: string): Promise<Secret | null> {
    const row = this.#reader.row("SELECT hash, kind, person, expires FROM secrets WHERE hash = ?", hash);
    return row ? ({ ...row } as unknown as Secret) : null;
  }

  async takeSecret(hash: string): Promise<Secret | null> {
    const written = await this.#write({ op: "take-secret", hash });
    return written.ok ? (written.secret ?? null) : null;
  }

  async extendSecret(hash: string, expires: string): Promise<void> {
    await this.#write({ op: "extend-secret", hash, expires });
  }

  async dropSecrets(person: string, kind: Secret["kind"] | null = null): Promise<void> {
    await this.#write({ op: "drop-secrets", person, kind });
  }

  async dropExpired(now: string): Promise<void> {
    await this.#write({ op: "drop-expired", now });
  }

  async pseudonymKey(): Promise<string> {
    const fresh = randomBytes(32).toString("hex");
    const written = await this.#write({ op: "setting-once", name: "pseudonym-key", value: fresh });
    if (!written.ok || written.value === undefined) throw new StoreError("The pseudonym key could not be read");
    return written.value;
  }

  async close(): Promise<void> {
    if (this.#failure) return;
    this.#flush();
    const exited = new Promise((resolve) => this.#worker.once("exit", resolve));
    // The writer goes last: a connection that only reads cannot fold SQLite's log back into the file.
    this.#reader.close();
    this.#worker.postMessage("close");
    await exited;
  }

  #write(write: Write): Promise<Written> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      this.#outbox.push({ id, write });
      if (this.#outbox.length === 1) queueMicrotask(() => this.#flush());
    });
  }

  #flush(): void {
    if (this.#outbox.length === 0 || this.#failure) return;
    this.#worker.postMessage(this.#outbox);
    this.#outbox = [];
  }

  /** Under `node --watch` the thread's runtime sends messages of its own on the same port. */
  #settle(answer: Partial<Answer>): void {
    if (answer.written === undefined || answer.seconds === undefined) return;
    this.#onCommit(answer.seconds);
    for (const { id, result } of answer.written) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if ("error" in result) waiting?.reject(new StoreError(`Nothing was written: ${result.error}`));
      else waiting?.resolve(result);
    }
  }

  #fail(error: Error): void {
    this.#failure ??= new StoreError(`Nothing was written: ${error.message}`, { cause: error });
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}
