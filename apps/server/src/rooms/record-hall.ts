import { CLOSE, encodeUpdate } from "@adref/protocol";
import type { RecordPatch } from "@adref/schema";
import { JoinCache } from "./join-cache.ts";
import type { Line, Surroundings } from "./line.ts";
import { RecordConnection, type RecordRoom } from "./record-connection.ts";
import { AUDIENCES, type Audience, type RecordDocs } from "./record-docs.ts";

/** Everybody who reads a text's record, and what they read. */
export class RecordHall implements RecordRoom {
  readonly docs: RecordDocs;
  readonly #around: Surroundings;
  readonly #connections = new Set<RecordConnection>();
  readonly #joins: Readonly<Record<Audience, JoinCache>> = { names: new JoinCache(), withheld: new JoinCache() };
  /** Counts publications; the cache tells older answers from newer ones by it. */
  #count = 0;

  constructor(docs: RecordDocs, around: Surroundings) {
    this.docs = docs;
    this.#around = around;
  }

  get size(): number {
    return this.#connections.size;
  }

  join(line: Line, audience: Audience): void {
    const connection = new RecordConnection(line, this, this.#around, audience);
    this.#connections.add(connection);
    connection.open();
  }

  leaveRecord(connection: RecordConnection): void {
    this.#connections.delete(connection);
  }

  /** Answers step 1. A client that knows more than this ledger ever wrote has another record and is told to drop it. */
  syncRecord(connection: RecordConnection, has: ReadonlyMap<number, number>): void {
    const doc = this.docs.docs[connection.audience];
    const written = doc.store.clients.get(this.docs.writer)?.at(-1);
    const clock = written ? written.id.clock + written.length : 0;
    for (const [client, known] of has) {
      if (known > (client === this.docs.writer ? clock : 0)) {
        connection.end(CLOSE.refused, "This record is not the server's; drop it.");
        return;
      }
    }
    const joins = this.#joins[connection.audience];
    connection.sendState(joins.answer(has) ?? joins.encode(doc, this.#count, has)());
  }

  /** Writes patches that are durable and sends them on. */
  publish(patches: readonly RecordPatch[]): void {
    const updates = this.docs.apply(patches);
    this.#count += 1;
    for (const audience of AUDIENCES) {
      const update = updates[audience];
      if (!update) continue;
      const frame = encodeUpdate(update);
      this.#joins[audience].passedOn(this.#count, frame);
      for (const connection of this.#connections) {
        if (connection.synced && connection.audience === audience) connection.send(frame);
      }
    }
  }

  sweep(now: number): void {
    for (const connection of this.#connections) connection.sweep(now);
  }

  close(sentence: string): void {
    for (const connection of this.#connections) connection.end(CLOSE.tryAgain, sentence);
  }
}
