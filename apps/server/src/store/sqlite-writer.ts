import { statSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { deflateSync } from "node:zlib";
import { entryHash, GENESIS } from "../ledger.ts";
import type { Secret } from "./port.ts";
import { SQLITE_SCHEMA, SQLITE_VERSION } from "./sqlite-schema.ts";

/** A write that waits for the next commit. */
export type Write =
  | {
      readonly op: "append";
      readonly text: string;
      readonly expectedSeq: number;
      readonly entries: readonly UnsealedEntry[];
    }
  | {
      readonly op: "checkpoint";
      readonly text: string;
      readonly seq: number;
      readonly words: Uint8Array;
      readonly rest: string;
    }
  | { readonly op: "setting"; readonly name: string; readonly value: string }
  | { readonly op: "setting-once"; readonly name: string; readonly value: string }
  | { readonly op: "save-secret"; readonly secret: Secret }
  | { readonly op: "take-secret"; readonly hash: string }
  | { readonly op: "extend-secret"; readonly hash: string; readonly expires: string }
  | { readonly op: "drop-secrets"; readonly person: string; readonly kind: string | null }
  | { readonly op: "drop-expired"; readonly now: string };

/** A NewEntry whose data is already canonical JSON. */
export interface UnsealedEntry {
  readonly kind: string;
  readonly update: Uint8Array;
  readonly data: string;
  readonly key: string | null;
  readonly party: string | null;
  readonly person: string;
  readonly at: string;
}

/** What became of a write: the prev and hash of each appended entry, the secret taken, the setting as it stands. */
export type Written =
  | {
      readonly ok: true;
      readonly seals?: readonly Seal[];
      readonly secret?: Secret | null;
      readonly value?: string;
    }
  | { readonly ok: false; readonly seq: number }
  | { readonly ok: false; readonly error: string };

export interface Seal {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}

/** Opens the file for writing and brings its tables about. Throws Error where the file is of a later version or unusable. */
export function openForWriting(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 10_000 });
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
  const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
  if (version > SQLITE_VERSION) {
    db.close();
    throw new Error(`The data is of version ${version}; this program knows ${SQLITE_VERSION}. Use the newer program.`);
  }
  if (version < SQLITE_VERSION) {
    db.exec(`BEGIN IMMEDIATE; ${SQLITE_SCHEMA} PRAGMA user_version = ${SQLITE_VERSION}; COMMIT;`);
  }
  return db;
}

/**
 * The one writer of an SQLite file. Synchronous: `commit` writes any number of waiting writes in one transaction, so that
 * they share one fsync. A write that fails undoes only itself, by its savepoint.
 */
export class SqliteWriter {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #file: string;
  readonly #opened: string | null;

  constructor(file: string) {
    this.#db = openForWriting(file);
    this.#file = file;
    this.#opened = identityOf(file);
  }

  /** Writes all, in order. When this returns, what is `ok` is on the disk. Throws Error where nothing could be committed. */
  commit(writes: readonly Write[]): Written[] {
    // SQLite writes on into a file that was removed, where nobody finds it again.
    if (identityOf(this.#file) !== this.#opened) throw new Error(`${this.#file} was removed or replaced meanwhile`);
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      const out = writes.map((write) => this.#guarded(write));
      this.#db.exec("COMMIT");
      return out;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.#db.close();
  }

  #guarded(write: Write): Written {
    this.#run("SAVEPOINT one");
    try {
      const written = this.#write(write);
      this.#run("RELEASE one");
      return written;
    } catch (error) {
      this.#run("ROLLBACK TO one");
      this.#run("RELEASE one");
      return { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
  }

  #write(write: Write): Written {
    switch (write.op) {
      case "append":
        return this.#append(write.text, write.expectedSeq, write.entries);
      case "checkpoint":
        return this.#checkpoint(write.text, write.seq, write.words, write.rest);
      case "setting":
        this.#run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", write.name, write.value);
        return { ok: true };
      case "setting-once": {
        this.#run("INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)", write.name, write.value);
        return { ok: true, value: this.#get("SELECT value FROM settings WHERE name = ?", write.name)?.value as string };
      }
      case "save-secret": {
        const { hash, kind, person, expires } = write.secret;
        const sql = "INSERT OR REPLACE INTO secrets (hash, kind, person, expires) VALUES (?, ?, ?, ?)";
        this.#run(sql, hash, kind, person, expires);
        return { ok: true };
      }
      case "take-secret": {
        const sql = "DELETE FROM secrets WHERE hash = ? RETURNING hash, kind, person, expires";
        return { ok: true, secret: (this.#get(sql, write.hash) as Secret | undefined) ?? null };
      }
      case "extend-secret":
        this.#run("UPDATE secrets SET expires = ? WHERE hash = ?", write.expires, write.hash);
        return { ok: true };
      case "drop-secrets":
        if (write.kind === null) this.#run("DELETE FROM secrets WHERE person = ?", write.person);
        else this.#run("DELETE FROM secrets WHERE person = ? AND kind = ?", write.person, write.kind);
        return { ok: true };
      case "drop-expired":
        this.#run("DELETE FROM secrets WHERE expires <= ?", write.now);
        return { ok: true };
    }
  }

  #append(text: string, expectedSeq: number, entries: readonly UnsealedEntry[]): Written {
    const head = this.#get("SELECT seq, hash FROM entries WHERE text = ? ORDER BY seq DESC LIMIT 1", text);
    let seq = (head?.seq as number | undefined) ?? 0;
    let prev = (head?.hash as string | undefined) ?? GENESIS;
    if (seq !== expectedSeq) return { ok: false, seq };
    const seals: Seal[] = [];
    for (const { kind, update, data, key, party, person, at } of entries) {
      seq += 1;
      const hash = entryHash({ text, seq, prev, kind, data, party, person, at }, update);
      this.#run(
        "INSERT INTO entries (text, seq, kind, words, data, act_key, party, person, at, prev, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        text,
        seq,
        kind,
        update,
        data,
        key,
        party,
        person,
        at,
        prev,
        hash,
      );
      seals.push({ seq, prev, hash });
      prev = hash;
    }
    return { ok: true, seals };
  }

  /** Keeps the newest two checkpoints and the last of every 5,000 entries, so that the past stays cheap to open. */
  #checkpoint(text: string, seq: number, words: Uint8Array, rest: string): Written {
    const sql = "INSERT OR REPLACE INTO checkpoints (text, seq, words, rest) VALUES (?, ?, ?, ?)";
    this.#run(sql, text, seq, deflateSync(words, { level: 1 }), rest);
    this.#run(
      `DELETE FROM checkpoints WHERE text = ?1
         AND seq < (SELECT seq FROM checkpoints WHERE text = ?1 ORDER BY seq DESC LIMIT 1 OFFSET 1)
         AND seq < (SELECT max(later.seq) FROM checkpoints later
                     WHERE later.text = ?1 AND later.seq / 5000 = checkpoints.seq / 5000)`,
      text,
    );
    return { ok: true };
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #run(sql: string, ...values: (string | number | Uint8Array | null)[]): void {
    this.#statement(sql).run(...values);
  }

  #get(sql: string, ...values: (string | number)[]): Record<string, unknown> | undefined {
    return this.#statement(sql).get(...values);
  }
}

/** Which file stands at a path; null where none does. */
function identityOf(file: string): string | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev}/${found.ino}` : null;
}
