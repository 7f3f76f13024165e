import { setImmediate } from "node:timers/promises";
import {
  type ActAnswer,
  type ActRequest,
  CLOSE,
  type Directory,
  encodeIssued,
  mayAct,
  type Person,
  type TextInfo,
} from "@adref/protocol";
import type { PartyCode, RecordPatch, TextValue } from "@adref/schema";
import * as Y from "yjs";
import type { Undoing } from "../acts/case.ts";
import { Gate } from "../gate/gate.ts";
import type { Entry, NewEntry, Store } from "../store/port.ts";
import { Answers, answerOf } from "./answers.ts";
import { Bench } from "./bench.ts";
import { Crowd } from "./crowd.ts";
import { Doing, type Job, OfferedWords, type Performing } from "./jobs.ts";
import { type Ground, LedgerQueue, RoomClosed, type Settled } from "./ledger-queue.ts";
import type { Line, Surroundings } from "./line.ts";
import { momentsAfter, type Naming } from "./moments.ts";
import type { Presence } from "./presence.ts";
import { RecordHall } from "./record-hall.ts";
import { checkpointOf, type PastReader, type Prefix, readPrefix } from "./replay.ts";
import { type Issue, issueOf } from "./revisions.ts";
import type { SilenceWatch } from "./silence-watch.ts";
import { SyncConnection, type SyncRoom } from "./sync-connection.ts";

/** Jobs that may wait for the store before connections are sent away. */
const MOST_WAITING = 50_000;

/** What a room is given: what its connections get, and who reads the past for it. */
export interface RoomSurroundings extends Surroundings {
  readonly past: PastReader;
  /** The negotiation as it is now. */
  readonly directory: () => Directory;
  readonly silences: SilenceWatch;
}

/** What a room shows of itself at one entry. */
export interface Shown {
  readonly value: TextValue;
  readonly seq: number;
  readonly issues: readonly Issue[];
}

/** Who is told of a text's entries: a party's layer over it. */
export interface Follower {
  /** Entries that are durable, in the ledger's order. */
  told(entries: readonly Entry[]): void;
  /** The room is no more. */
  ended(): void;
}

/**
 * One text in memory: the gate on the accepted words, the record, and everybody who has it open. It is a cache of the
 * ledger: when it is in doubt it goes away, and the next one who asks reads the ledger.
 */
export class Room implements SyncRoom, Ground {
  readonly #store: Store;
  readonly #text: TextInfo;
  readonly #around: RoomSurroundings;
  readonly #onEnd: () => void;
  readonly #crowd: Crowd;
  readonly #followers = new Set<Follower>();
  readonly #queue: LedgerQueue;
  #hall: RecordHall;
  #bench: Bench;
  /** The revisions at the last durable entry. */
  #issues: readonly Issue[];
  /** The named moments at the last durable entry. */
  #moments: readonly Naming[];
  #checkpointed: number;
  #lastChange: number;
  #lastUse: number;
  readonly #answers = new Answers();
  #ended = false;

  /**
   * Reads a text from the ledger. `onEnd` is told once, when the room must not be used any more. A long text takes a second
   * to open, of which those who type in other texts get their share.
   */
  static async open(store: Store, text: TextInfo, around: RoomSurroundings, onEnd: () => void): Promise<Room> {
    const prefix = await readPrefix(store, text);
    await setImmediate();
    const bench = benchOf(prefix);
    // The first hash and the first index read every provision; those who come later cost what changed. Better now than while
    // people type.
    for (const read of [() => bench.gate.bodyHash(), () => bench.doc, () => bench.index]) {
      await setImmediate();
      read();
    }
    return new Room(store, text, around, onEnd, prefix, bench);
  }

  private constructor(
    store: Store,
    text: TextInfo,
    around: RoomSurroundings,
    onEnd: () => void,
    prefix: Prefix,
    bench: Bench,
  ) {
    this.#store = store;
    this.#text = text;
    this.#around = around;
    this.#onEnd = onEnd;
    this.#crowd = new Crowd(around, {
      gate: () => this.#bench.gate,
      queue: () => this.#queue,
      moment: (seq) => seq,
    });
    this.#bench = bench;
    this.#issues = prefix.issues;
    this.#moments = prefix.moments;
    this.#checkpointed = prefix.checkpointed;
    this.#hall = new RecordHall(prefix.docs, around);
    this.#queue = new LedgerQueue(store, text.id, around.clock, prefix.seq, this);
    this.#lastChange = around.clock.now();
    this.#lastUse = this.#lastChange;
    around.silences.read(text.id, prefix.record);
  }

  // --- coming and going

  get presence(): Presence {
    return this.#crowd.presence;
  }

  /** Takes a socket in; a client id that is another person's is sent away. */
  join(line: Line, person: Person, text: TextInfo, client: number, takesDownFor: PartyCode | null = null): void {
    if (!this.#crowd.admits(line, person.id, client)) return;
    const connection = new SyncConnection(line, this, this.#around, { person, text, client, takesDownFor });
    this.#crowd.join(connection);
  }

  leave(connection: SyncConnection): void {
    this.#crowd.leave(connection);
    this.#lastUse = this.#around.clock.now();
  }

  /** The last durable entry. */
  get seq(): number {
    return this.#queue.seq;
  }

  /** Tells somebody of every entry after `seq`; till the way out is taken, the room stays. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  joinRecord(line: Line, person: Person): void {
    this.#hall.join(line, person.names ? "names" : "withheld");
  }

  // --- words

  sync(connection: SyncConnection, has: ReadonlyMap<number, number>): void {
    this.#crowd.sync(connection, has);
  }

  offer(connection: SyncConnection, update: Uint8Array, count: number): void {
    if (this.#queue.length > MOST_WAITING) {
      connection.end(CLOSE.tryAgain, "The server is too busy.");
      return;
    }
    this.#queue.add(new OfferedWords(connection, update, count, this.#now()));
  }

  // --- acts

  /** Does an act, once for a key. Rejects with RoomClosed where the room went away before the answer was known. */
  act(person: Person, text: TextInfo, request: ActRequest, perform?: Performing): Promise<ActAnswer> {
    return this.#answers.once(person.id, request, async () => {
      const entry = await this.#store.entryOfKey(text.id, person.id, request.key);
      if (entry) return answerOf(entry, request, this.#issues);
      const { act } = request;
      const head = this.#queue.seq;
      const looksBack = (act.type === "restore" || act.type === "undo") && act.seq <= head;
      const past = looksBack && mayAct(person, text, act.type) ? await this.#around.past(text, act.seq) : null;
      const undoing = act.type === "undo" && past ? await this.#undoing(text, act.seq, past) : null;
      const ground = { head, past, undoing, negotiation: this.#around.directory() };
      const doing = new Doing(person, text, request, this.#now(), ground, perform);
      this.#queue.add(doing);
      return doing.answer;
    });
  }

  /** An entry with the text before and after it; null for the first one, before which there is none. */
  async #undoing(text: TextInfo, seq: number, after: TextValue): Promise<Undoing | null> {
    const [entry] = await this.#store.read(text.id, seq - 1, 1);
    if (!entry || seq === 1) return null;
    return { entry, before: await this.#around.past(text, seq - 1), after };
  }

  // --- the queue's ground

  judge(job: Job): NewEntry | null {
    const began = performance.now();
    const entry = job.judge(this.#bench);
    this.#around.metrics.judged((performance.now() - began) / 1_000);
    return entry;
  }

  deliver(group: readonly Settled[]): void {
    const entries = group.flatMap(({ entry }) => entry ?? []);
    this.#lastUse = this.#around.clock.now();
    const issued = this.#note(group);
    this.#tell(entries, soleAuthor(group));
    const told = new Set<SyncConnection>();
    for (const settled of group) {
      const { job, entry } = settled;
      job.settle(entry, issued.get(settled) ?? null);
      if (job instanceof OfferedWords) told.add(job.connection);
    }
    for (const connection of told) connection.tellSaved();
    if (entries.length > 0) this.#around.metrics.appended(entries.length);
    this.#tellFollowers(entries);
  }

  /** Tells layers, after everybody who has the text itself open: what they make of it keeps nobody waiting. */
  #tellFollowers(entries: readonly Entry[]): void {
    if (entries.length > 0) for (const follower of this.#followers) follower.told(entries);
  }

  /** Brings revisions and named moments to the group's end. Returns those that it made. */
  #note(group: readonly Settled[]): Map<Settled, Issue> {
    const issued = new Map<Settled, Issue>();
    for (const settled of group) {
      const { job, entry } = settled;
      if (!entry) continue;
      this.#moments = momentsAfter(this.#moments, entry);
      const issue = issueOf(entry, this.#issues, () => (job instanceof Doing ? job.wordsHash : ""));
      if (!issue) continue;
      this.#issues = [...this.#issues, issue];
      issued.set(settled, issue);
    }
    return issued;
  }

  /** Sends entries to everybody: the record first, so that names are there when the words come. */
  #tell(entries: readonly Entry[], author: SyncConnection | null): void {
    if (entries.length === 0) return;
    const patches: RecordPatch[] = entries.flatMap(({ data }) => data.patch ?? []);
    if (patches.length > 0) this.#hall.publish(patches);
    this.#around.silences.heard(this.#text.id, patches);
    this.#tellIssues(entries);
    this.#lastChange = this.#around.clock.now();
    const updates = entries.flatMap(({ update }) => (update.length > 0 ? [update] : []));
    if (updates.length === 0) return;
    this.#crowd.tell(updates, entries.length, entries.at(-1)?.seq ?? 0, author);
  }

  /** Says that revisions were issued. Their facts are asked for, because readers may see different ones. */
  #tellIssues(entries: readonly Entry[]): void {
    const issued = entries.filter(({ data }) => data.act?.type === "issue");
    if (issued.length === 0) return;
    const frame = encodeIssued(this.#issues.at(-1)?.number ?? 0);
    this.#crowd.sendAll(frame);
  }

  async reread(): Promise<(waiting: readonly Job[]) => { seq: number; answered: ReadonlySet<Job> }> {
    const prefix = await readPrefix(this.#store, this.#text);
    // Read afterwards, and as far: what the new ground holds and nobody here was told of is exactly this.
    const { seq } = this.#queue;
    const entries = await this.#store.read(this.#text.id, seq, prefix.seq - seq);
    return (waiting) => {
      this.#bench = benchOf(prefix);
      this.#issues = prefix.issues;
      this.#moments = prefix.moments;
      this.#crowd.standAnew();
      this.#tell(entries, null);
      prefix.docs.destroy();
      const answered = new Set<Job>();
      for (const job of waiting) {
        const entry = job instanceof Doing && entries.find((one) => isOf(job, one));
        if (!entry) continue;
        job.settle(entry, prefix.issues.find(({ seq }) => seq === entry.seq) ?? null);
        answered.add(job);
      }
      this.#tellFollowers(entries);
      return { seq: prefix.seq, answered };
    };
  }

  /** The store or the gate failed: everybody connects again, and the next room reads the ledger. */
  failed(error: Error): void {
    this.#around.log.error({ err: error, text: this.#text.id }, "A room failed and is closed");
    this.#end("The server failed; connect again.");
  }

  // --- what others ask

  /** The text as it is at the last durable entry. */
  show(): Promise<Shown> {
    return new Promise((resolve, reject) => {
      this.#queue.look({
        take: (seq) => {
          const value = { doc: this.#bench.doc, record: this.#bench.gate.record };
          return () => resolve({ value, seq, issues: this.#issues });
        },
        fail: reject,
      });
    });
  }

  /** Another node says that the ledger reaches to `seq`. */
  catchUp(seq: number): void {
    this.#queue.catchUp(seq);
  }

  // --- housekeeping

  /** To be called every second or so. Returns whether the room has had nobody for a while and may go. */
  sweep(now: number): boolean {
    const { limits } = this.#around;
    this.#crowd.sweep(now);
    this.#hall.sweep(now);
    const behind = this.#queue.seq - this.#checkpointed;
    const quiet = now - this.#lastChange >= limits.checkpointQuiet;
    if (behind >= limits.checkpointAtMost || (behind >= limits.checkpointEntries && quiet)) void this.#checkpoint();
    const empty = this.#crowd.size === 0 && this.#hall.size === 0 && this.#followers.size === 0;
    if (!empty) this.#lastUse = now;
    return empty && now - this.#lastUse >= limits.idle;
  }

  /** Sends everybody away, waits for what is under way, and leaves a checkpoint. */
  async close(): Promise<void> {
    this.#crowd.end("The server is closing; connect again.");
    this.#hall.close("The server is closing; connect again.");
    await this.#queue.idle();
    if (!this.#ended && this.#queue.seq > this.#checkpointed) await this.#checkpoint();
    this.#end("The server is closing; connect again.");
  }

  #end(sentence: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#queue.close(new RoomClosed("The text's room was closed; ask again."));
    this.#crowd.end(sentence);
    this.#hall.close(sentence);
    this.#crowd.presence.close();
    for (const follower of [...this.#followers]) follower.ended();
    this.#onEnd();
  }

  #checkpoint(): Promise<void> {
    return new Promise((resolve) => {
      this.#queue.look({
        take: (seq) => {
          const { gate } = this.#bench;
          const words = gate.encode();
          const [record, leases] = [gate.record, new Map(gate.leases)];
          return () => {
            const rest = { record, leases, issues: this.#issues, moments: this.#moments, docs: this.#hall.docs };
            this.#checkpointed = seq;
            this.#store.saveCheckpoint(this.#text.id, checkpointOf(seq, words, rest)).then(resolve, (error) => {
              this.#around.log.warn({ err: error, text: this.#text.id }, "A checkpoint could not be saved");
              resolve();
            });
          };
        },
        fail: () => resolve(),
      });
    });
  }

  #now(): string {
    return new Date(this.#around.clock.now()).toISOString();
  }
}

function benchOf(prefix: Prefix): Bench {
  const { doc, record, leases, moments } = prefix;
  const words = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return new Bench(new Gate({ words, record, leases }), moments);
}

function isOf(job: Doing, { person, data }: Entry): boolean {
  return data.key !== undefined && data.key === job.request.key && person === job.person.id;
}

/** The only connection whose words a group holds, if it is one: it has them already. */
function soleAuthor(group: readonly Settled[]): SyncConnection | null {
  let author: SyncConnection | null = null;
  for (const { job, entry } of group) {
    if (!entry || entry.update.length === 0) continue;
    if (!(job instanceof OfferedWords) || (author && author !== job.connection)) return null;
    author = job.connection;
  }
  return author;
}
