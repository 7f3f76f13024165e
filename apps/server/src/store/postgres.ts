import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import type { Directory } from "@adref/protocol";
import { Pool, type QueryResultRow } from "pg";
import { canonicalJson, GENESIS } from "../ledger.ts";
import {
  type Appended,
  type Checkpoint,
  type Entry,
  type EntryData,
  type Head,
  type HeadListener,
  MEMORY,
  type NewEntry,
  type Secret,
  type Store,
  StoreError,
} from "./port.ts";
import { PostgresAppender } from "./postgres-append.ts";
import { PostgresHeads } from "./postgres-heads.ts";
import { POSTGRES_SCHEMA, SCHEMA_LOCK } from "./postgres-schema.ts";

const squeeze = promisify(deflate);
const unsqueeze = promisify(inflate);

export interface PostgresOptions {
  /** Told the duration of every append, round trip included, in seconds. */
  readonly onCommit?: (seconds: number) => void;
}

interface EntryRow {
  readonly text: string;
  readonly seq: string;
  readonly kind: Entry["kind"];
  readonly words: Buffer;
  readonly data: string;
  readonly party: string | null;
  readonly person: string;
  readonly at: string;
  readonly prev: string;
  readonly hash: string;
}

/** The store for more than one server: any node may append to any text; a compare-and-set decides who was first. */
export class PostgresStore implements Store {
  readonly #pool: Pool;
  readonly #heads: PostgresHeads;
  readonly #onCommit: (seconds: number) => void;
  readonly #appenders = new Map<string, PostgresAppender>();

  /** Connects and brings the tables about. Throws StoreError where the server cannot be reached or used. */
  static async open(url: string, options: PostgresOptions = {}): Promise<PostgresStore> {
    const store = new PostgresStore(url, options);
    try {
      await store.#prepare();
      await store.#heads.start();
      return store;
    } catch (error) {
      await store.close().catch(() => {});
      throw new StoreError(`The database cannot be used: ${(error as Error).message}`, { cause: error });
    }
  }

  private constructor(url: string, options: PostgresOptions) {
    this.#pool = new Pool({ connectionString: url, max: 10 });
    this.#pool.on("error", () => {});
    this.#heads = new PostgresHeads(url);
    this.#onCommit = options.onCommit ?? (() => {});
  }

  append(text: string, expectedSeq: number, entries: readonly NewEntry[]): Promise<Appended> {
    let appender = this.#appenders.get(text);
    if (!appender) {
      appender = new PostgresAppender(this.#pool, text, this.#onCommit);
      this.#appenders.set(text, appender);
    }
    return appender.append(expectedSeq, entries);
  }

  async read(text: string, after: number, limit: number): Promise<readonly Entry[]> {
    const sql = "SELECT * FROM adref_entries WHERE text = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    return (await this.#query<EntryRow>(sql, text, after, limit)).map(entryOfRow);
  }

  async head(text: string): Promise<Head> {
    const sql = "SELECT seq, hash FROM adref_heads WHERE text = $1";
    const [row] = await this.#query<{ seq: string; hash: string }>(sql, text);
    return row ? { seq: Number(row.seq), hash: row.hash } : { seq: 0, hash: GENESIS };
  }

  async entryOfKey(text: string, person: string, key: string): Promise<Entry | null> {
    const sql = "SELECT * FROM adref_entries WHERE text = $1 AND person = $2 AND act_key = $3";
    const [row] = await this.#query<EntryRow>(sql, text, person, key);
    return row ? entryOfRow(row) : null;
  }

  /** Keeps the newest two checkpoints and the last of every 5,000 entries, so that the past stays cheap to open. */
  async saveCheckpoint(text: string, { seq, words, rest }: Checkpoint): Promise<void> {
    await this.#query(
      `INSERT INTO adref_checkpoints (text, seq, words, rest) VALUES ($1, $2, $3, $4)
       ON CONFLICT (text, seq) DO UPDATE SET words = EXCLUDED.words, rest = EXCLUDED.rest`,
      text,
      seq,
      await squeeze(words, { level: 1 }),
      rest,
    );
    await this.#query(
      `DELETE FROM adref_checkpoints old WHERE text = $1
         AND seq < (SELECT seq FROM adref_checkpoints WHERE text = $1 ORDER BY seq DESC OFFSET 1 LIMIT 1)
         AND seq < (SELECT max(later.seq) FROM adref_checkpoints later
                     WHERE later.text = $1 AND later.seq / 5000 = old.seq / 5000)`,
      text,
    );
  }

  async checkpoint(text: string, seq: number = Number.MAX_SAFE_INTEGER): Promise<Checkpoint | null> {
    const [row] = await this.#query<{ seq: string; words: Buffer; rest: string }>(
      "SELECT seq, words, rest FROM adref_checkpoints WHERE text = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1",
      text,
      seq,
    );
    if (!row) return null;
    return { seq: Number(row.seq), words: new Uint8Array(await unsqueeze(row.words)), rest: row.rest };
  }

  async directory(): Promise<Directory | null> {
    const value = await this.#setting("directory");
    return value === null ? null : (JSON.parse(value) as Directory);
  }

  async saveDirectory(directory: Directory): Promise<void> {
    await this.#query(
      "INSERT INTO adref_settings VALUES ('directory', $1) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
      canonicalJson(directory),
    );
  }

  async remembered(name: string): Promise<string | null> {
    return this.#setting(MEMORY + name);
  }

  async remember(name: string, value: string): Promise<void> {
    await this.#query(
      "INSERT INTO adref_settings VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
      MEMORY + name,
      value,
    );
  }

  async saveSecret({ hash, kind, person, expires }: Secret): Promise<void> {
    await this.#query(
      `INSERT INTO adref_secrets (hash, kind, person, expires) VALUES ($1, $2, $3, $4)
       ON CONFLICT (hash) DO UPDATE SET expires = EXCLUDED.expires`,
      hash,
      kind,
      person,
      expires,
    );
  }

  async secret(hash: string): Promise<Secret | null> {
    const sql = "SELECT hash, kind, person, expires FROM adref_secrets WHERE hash = $1";
    return (await this.#query<Secret & QueryResultRow>(sql, hash))[0] ?? null;
  }

  async takeSecret(hash: string): Promise<Secret | null> {
    const sql = "DELETE FROM adref_secrets WHERE hash = $1 RETURNING hash, kind, person, expires";
    return (await this.#query<Secret & QueryResultRow>(sql, hash))[0] ?? null;
  }

  async extendSecret(hash: string, expires: string): Promise<void> {
    await this.#query("UPDATE adref_secrets SET expires = $2 WHERE hash = $1", hash, expires);
  }

  async dropSecrets(person: string, kind: Secret["kind"] | null = null): Promise<void> {
    await this.#query("DELETE FROM adref_secrets WHERE person = $1 AND ($2::text IS NULL OR kind = $2)", person, kind);
  }

  async dropExpired(now: string): Promise<void> {
    await this.#query(`DELETE FROM adref_secrets WHERE expires COLLATE "C" <= $1`, now);
  }

  async pseudonymKey(): Promise<string> {
    const fresh = randomBytes(32).toString("hex");
    await this.#query("INSERT INTO adref_settings VALUES ('pseudonym-key', $1) ON CONFLICT DO NOTHING", fresh);
    return (await this.#setting("pseudonym-key")) ?? fresh;
  }

  onHead(listener: HeadListener): () => void {
    return this.#heads.add(listener);
  }

  async close(): Promise<void> {
    await this.#heads.close();
    if (!this.#pool.ended) await this.#pool.end();
  }

  async #setting(name: string): Promise<string | null> {
    const [row] = await this.#query<{ value: string }>("SELECT value FROM adref_settings WHERE name = $1", name);
    return row?.value ?? null;
  }

  async #prepare(): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query("SELECT pg_advisory_lock($1)", [SCHEMA_LOCK]);
      await client.query(POSTGRES_SCHEMA);
      await client.query("SELECT pg_advisory_unlock($1)", [SCHEMA_LOCK]);
    } finally {
      client.release();
    }
  }

  async #query<Row extends QueryResultRow>(sql: string, ...values: unknown[]): Promise<Row[]> {
    try {
      return (await this.#pool.query<Row>(sql, values)).rows;
    } catch (error) {
      throw new StoreError(`The database did not answer: ${(error as Error).message}`, { cause: error });
    }
  }
}

function entryOfRow(row: EntryRow): Entry {
  return {
    text: row.text,
    seq: Number(row.seq),
    kind: row.kind,
    update: new Uint8Array(row.words),
    data: JSON.parse(row.data) as EntryData,
    party: row.party,
    person: row.person,
    at: row.at,
    prev: row.prev,
    hash: row.hash,
  };
}
