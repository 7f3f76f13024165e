import type { Pool } from "pg";
import { canonicalJson, GENESIS, sealEntries } from "../ledger.ts";
import { type Appended, type Entry, type Head, type NewEntry, StoreError } from "./port.ts";
import { HEAD_CHANNEL } from "./postgres-schema.ts";

interface Waiting {
  readonly expectedSeq: number;
  readonly entries: readonly NewEntry[];
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One statement does it all, so that one round trip and one commit suffice: set the head if it is still the one that was
 * sealed upon, and only then add the entries and tell the other nodes.
 */
const APPEND = `
WITH won AS (
  UPDATE adref_heads SET seq = $3, hash = $4 WHERE text = $1 AND seq = $2 AND hash = $5 RETURNING seq
), added AS (
  INSERT INTO adref_entries (text, seq, kind, words, data, act_key, party, person, at, prev, hash)
  SELECT $1, e.* FROM unnest(
    $6::bigint[], $7::text[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[]
  ) AS e WHERE EXISTS (SELECT 1 FROM won)
)
SELECT pg_notify('${HEAD_CHANNEL}', json_build_object('text', $1::text, 'seq', seq)::text) FROM won`;

/**
 * The appends of one text through one node, in order. What arrives while a statement is under way goes into the next one.
 */
export class PostgresAppender {
  readonly #pool: Pool;
  readonly #text: string;
  readonly #onCommit: (seconds: number) => void;
  #waiting: Waiting[] = [];
  #working = false;
  /** The head as this node knows it; null when it must be read. */
  #head: Head | null = null;

  constructor(pool: Pool, text: string, onCommit: (seconds: number) => void) {
    this.#pool = pool;
    this.#text = text;
    this.#onCommit = onCommit;
  }

  append(expectedSeq: number, entries: readonly NewEntry[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ expectedSeq, entries, resolve, reject });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#group(group);
    }
    this.#working = false;
  }

  async #group(group: readonly Waiting[]): Promise<void> {
    try {
      let head = await this.#currentHead(group[0]?.expectedSeq ?? 0);
      const sealed: { readonly one: Waiting; readonly entries: Entry[] }[] = [];
      const losers: Waiting[] = [];
      const before = head;
      for (const one of group) {
        if (one.expectedSeq !== head.seq) {
          losers.push(one);
          continue;
        }
        const entries = sealEntries(this.#text, head.seq, head.hash, one.entries);
        const last = entries.at(-1);
        if (last) head = { seq: last.seq, hash: last.hash };
        sealed.push({ one, entries });
      }
      const all = sealed.flatMap(({ entries }) => entries);
      if (all.length > 0 && !(await this.#commit(before, head, all))) {
        this.#head = await this.#readHead();
        for (const one of group) one.resolve({ appended: false, seq: this.#head.seq });
        return;
      }
      this.#head = head;
      for (const { one, entries } of sealed) one.resolve({ appended: true, entries });
      for (const one of losers) one.resolve({ appended: false, seq: head.seq });
    } catch (error) {
      this.#head = null;
      const [only] = group;
      if (group.length === 1) {
        only?.reject(
          new StoreError(`The database did not take an entry: ${(error as Error).message}`, { cause: error }),
        );
      } else {
        // One of them broke a rule of the tables; alone, only that one fails.
        for (const one of group) await this.#group([one]);
      }
    }
  }

  /** Reads the head anew when the caller builds on another one than this node knows. */
  async #currentHead(expectedSeq: number): Promise<Head> {
    if (this.#head?.seq !== expectedSeq) this.#head = await this.#readHead();
    return this.#head;
  }

  async #readHead(): Promise<Head> {
    const sql = "SELECT seq, hash FROM adref_heads WHERE text = $1";
    const { rows } = await this.#pool.query<{ seq: string; hash: string }>(sql, [this.#text]);
    if (rows[0]) return { seq: Number(rows[0].seq), hash: rows[0].hash };
    const first = "INSERT INTO adref_heads (text, seq, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING";
    await this.#pool.query(first, [this.#text, GENESIS]);
    return this.#readHead();
  }

  async #commit(before: Head, after: Head, entries: readonly Entry[]): Promise<boolean> {
    const began = performance.now();
    const { rowCount } = await this.#pool.query({
      name: "adref-append",
      text: APPEND,
      values: [
        this.#text,
        before.seq,
        after.seq,
        after.hash,
        before.hash,
        entries.map((entry) => entry.seq),
        entries.map((entry) => entry.kind),
        entries.map((entry) => Buffer.from(entry.update)),
        entries.map((entry) => canonicalJson(entry.data)),
        entries.map((entry) => entry.data.key ?? null),
        entries.map((entry) => entry.party),
        entries.map((entry) => entry.person),
        entries.map((entry) => entry.at),
        entries.map((entry) => entry.prev),
        entries.map((entry) => entry.hash),
      ],
    });
    this.#onCommit((performance.now() - began) / 1_000);
    return rowCount === 1;
  }
}
