import { DatabaseSync, type StatementSync } from "node:sqlite";
import { promisify } from "node:util";
import { inflate } from "node:zlib";
import { type Checkpoint, type Entry, type EntryData, StoreError } from "./port.ts";

const unsqueeze = promisify(inflate);

/** A row as SQLite gives it, by column. */
export interface Row {
  readonly [column: string]: unknown;
}

/**
 * Reads an SQLite file that another connection writes, on the thread that calls. Several may have the same file open. Throws
 * StoreError, which says what to do, where a page of the file is damaged.
 */
export class SqliteReader {
  readonly file: string;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.file = file;
    this.#db = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  }

  async read(text: string, after: number, limit: number): Promise<readonly Entry[]> {
    const sql = "SELECT * FROM entries WHERE text = ? AND seq > ? ORDER BY seq LIMIT ?";
    return this.#guarded(() => this.#prepared(sql).all(text, after, limit).map(entryOfRow));
  }

  async entryOfKey(text: string, person: string, key: string): Promise<Entry | null> {
    const row = this.row("SELECT * FROM entries WHERE text = ? AND person = ? AND act_key = ?", text, person, key);
    return row ? this.#guarded(() => entryOfRow(row)) : null;
  }

  async checkpoint(text: string, seq: number = Number.MAX_SAFE_INTEGER): Promise<Checkpoint | null> {
    const sql = "SELECT seq, words, rest FROM checkpoints WHERE text = ? AND seq <= ? ORDER BY seq DESC LIMIT 1";
    const row = this.row(sql, text, seq);
    if (!row) return null;
    const words = await unsqueeze(row.words as Uint8Array).catch((error) => this.#damaged(error));
    return { seq: row.seq as number, words: new Uint8Array(words), rest: row.rest as string };
  }

  /** The first row of a query. */
  row(sql: string, ...values: (string | number)[]): Row | undefined {
    return this.#guarded(() => this.#prepared(sql).get(...values));
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guarded<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      return this.#damaged(error);
    }
  }

  #damaged(error: unknown): never {
    const message = error instanceof Error ? error.message : String(error);
    const remedy = "run adref verify to see which texts are whole, and put the last backup in its place";
    throw new StoreError(`${this.file} cannot be read (${message}): ${remedy}`, { cause: error });
  }
}

function entryOfRow(row: Row): Entry {
  return {
    text: row.text as string,
    seq: row.seq as number,
    kind: row.kind as Entry["kind"],
    update: row.words as Uint8Array,
    data: JSON.parse(row.data as string) as EntryData,
    party: row.party as string | null,
    person: row.person as string,
    at: row.at as string,
    prev: row.prev as string,
    hash: row.hash as string,
  };
}
