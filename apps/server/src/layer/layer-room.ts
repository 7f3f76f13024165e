import { setImmediate } from "node:timers/promises";
import {
  type ActAnswer,
  type ActRequest,
  CLOSE,
  draftingParty,
  newLayerClient,
  type Person,
  type Stayed,
  type TextInfo,
} from "@adref/protocol";
import type { PartyCode, RecordPatch } from "@adref/schema";
import type { Negotiation } from "../acts/case.ts";
import { Answers, answerOf } from "../rooms/answers.ts";
import { Crowd } from "../rooms/crowd.ts";
import type { Job } from "../rooms/jobs.ts";
import { type Ground, LedgerQueue, RoomClosed, type Settled, type Stand } from "../rooms/ledger-queue.ts";
import type { Line, Surroundings } from "../rooms/line.ts";
import type { Presence } from "../rooms/presence.ts";
import { RecordDocs } from "../rooms/record-docs.ts";
import { RecordHall } from "../rooms/record-hall.ts";
import type { Room } from "../rooms/room.ts";
import { SyncConnection, type SyncRoom } from "../rooms/sync-connection.ts";
import type { Entry, NewEntry, Store } from "../store/port.ts";
import { Fork } from "./fork.ts";
import { LayerBench, PrivateDoing, PrivateWords, TextWentOn } from "./layer-bench.ts";
import { asPatch, saysSomething } from "./own-record.ts";
import { performPrivately } from "./private-acts.ts";
import { layerCheckpoint, readAll, readLayer, streamOf } from "./replay-layer.ts";
import { tableInto } from "./tabling.ts";

/** Jobs that may wait for the store before connections are sent away. */
const MOST_WAITING = 10_000;

/** Whose layer over which text, and where both are kept. */
export interface LayerOf {
  readonly store: Store;
  readonly text: TextInfo;
  readonly party: PartyCode;
  readonly around: Surroundings;
  readonly negotiation: () => Negotiation;
  /** The room of the text below. */
  readonly below: Room;
  /** Told once, when the room must not be used any more. */
  readonly onEnd: () => void;
}

/**
 * A party's private draft over one text, in memory, for the party's people. It is a cache of two ledgers: the text's, which
 * it follows, and the party's stream. What it knows goes to its own connections and into its own stream; to the text it
 * gives proposals that are tabled, and to logs and metrics nothing that tells of words.
 */
export class LayerRoom implements SyncRoom, Ground {
  readonly #of: LayerOf;
  readonly #stream: string;
  readonly #crowd: Crowd;
  readonly #queue: LedgerQueue;
  readonly #hall: RecordHall;
  readonly #answers = new Answers();
  readonly #unfollow: () => void;
  #bench: LayerBench;
  #checkpointed: number;
  #lastChange: number;
  #lastUse: number;
  /** The entry of the text up to which everybody has been told. */
  #told: number;
  /** While proposals go into the text, what arrives from the party's people waits here. */
  #held: (() => void)[] | null = null;
  #tabling: Promise<unknown> = Promise.resolve();
  #ended = false;

  /** Reads the layer and catches up with the text. */
  static async open(of: LayerOf): Promise<LayerRoom> {
    const { store, text, party, below } = of;
    let room: LayerRoom | null = null;
    let over = false;
    const told: Entry[] = [];
    const unfollow = below.follow({
      told: (entries) => (room ? room.#went(entries) : told.push(...entries)),
      ended: () => {
        over = true;
        if (room) room.#end("The server failed; connect again.");
      },
    });
    try {
      const { seq } = below;
      const prefix = await readLayer(store, text, party);
      const missing = await readAll(store, text.id, prefix.base, seq);
      const key = await store.pseudonymKey();
      const fork = new Fork(party, prefix);
      const bench = new LayerBench(fork);
      for (const read of [() => fork.gate.bodyHash(), () => bench.index]) {
        await setImmediate();
        read();
      }
      // Each opening writes the record anew, so nobody who comes back may take an older one for a part of it.
      const docs = new RecordDocs(text.id, key, undefined, newLayerClient());
      docs.apply([asPatch(fork.gate.record)]);
      const opened = new LayerRoom(of, bench, docs, prefix.seq, prefix.checkpointed, unfollow);
      room = opened;
      opened.#went([...missing, ...told]);
      if (over) throw new RoomClosed("The text's room was closed; ask again.");
      return opened;
    } catch (error) {
      unfollow();
      throw error;
    }
  }

  private constructor(
    of: LayerOf,
    bench: LayerBench,
    docs: RecordDocs,
    seq: number,
    checkpointed: number,
    unfollow: () => void,
  ) {
    const { store, text, party, around } = of;
    this.#of = of;
    this.#bench = bench;
    this.#stream = streamOf(text.id, party);
    this.#checkpointed = checkpointed;
    this.#told = bench.fork.base;
    this.#unfollow = unfollow;
    this.#crowd = new Crowd(around, {
      gate: () => this.#bench.gate,
      queue: () => this.#queue,
      moment: (seq) => this.#moment(seq),
    });
    this.#hall = new RecordHall(docs, around);
    this.#queue = new LedgerQueue(store, this.#stream, around.clock, seq, this);
    this.#lastChange = around.clock.now();
    this.#lastUse = this.#lastChange;
  }

  // --- coming and going

  get presence(): Presence {
    return this.#crowd.presence;
  }

  /** Takes a socket in. The person is one of the party's. */
  join(line: Line, person: Person, text: TextInfo, client: number): void {
    if (!this.#crowd.admits(line, person.id, client)) return;
    const actor = { role: "delegation", party: draftingParty(this.#of.party) } as const;
    const connection = new SyncConnection(line, this, this.#of.around, { person, text, client, actor });
    this.#crowd.join(connection);
  }

  leave(connection: SyncConnection): void {
    this.#crowd.leave(connection);
    this.#lastUse = this.#of.around.clock.now();
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
    this.#whenFree(() => this.#queue.add(new PrivateWords(connection, update, count, this.#now())));
  }

  // --- acts

  /** Does an act on the layer, once for a key. Rejects with RoomClosed where nothing is known of its outcome. */
  async act(person: Person & { readonly party: string }, request: ActRequest): Promise<ActAnswer> {
    if (request.act.type === "table") return this.#table(person, request, request.act.options);
    return this.#answers.once(person.id, request, async () => {
      const entry = await this.#of.store.entryOfKey(this.#stream, person.id, request.key);
      if (entry) return answerOf(entry, request, []);
      const { text, negotiation } = this.#of;
      const at = this.#now();
      const ground = { head: 0, past: null, negotiation: negotiation() };
      const given = { act: request.act, person, text, negotiation: ground.negotiation, at };
      const doing = new PrivateDoing(person, text, request, at, ground, (bench) =>
        performPrivately(bench as LayerBench, given),
      );
      this.#whenFree(() => this.#queue.add(doing));
      return doing.answer;
    });
  }

  /**
   * Tables proposals, one wish after another. What the party's people write meanwhile waits until the private copies are gone,
   * which go with the very entry of the text that brings the proposals.
   */
  #table(person: Person & { readonly party: string }, request: ActRequest, ids: readonly string[]): Promise<ActAnswer> {
    const table = async (): Promise<ActAnswer> => {
      if (this.#ended) throw new RoomClosed("The layer's room was closed; ask again.");
      this.#held = [];
      let stayed: readonly Stayed[] = [];
      try {
        const { text, below } = this.#of;
        const answer = await below.act(person, text, request, (bench, at) => {
          const tabled = tableInto(bench, this.#bench, ids, person, at);
          stayed = tabled.stayed;
          return tabled.performed;
        });
        return answer.accepted && stayed.length > 0 ? { ...answer, stayed } : answer;
      } finally {
        const held = this.#held;
        this.#held = null;
        for (const go of held ?? []) go();
      }
    };
    const answer = this.#tabling.then(table);
    this.#tabling = answer.catch(() => {});
    return answer;
  }

  #whenFree(run: () => void): void {
    if (this.#held) this.#held.push(run);
    else run();
  }

  // --- the text below

  /** Never throws: a layer that fails is no affair of the text's. */
  #went(entries: readonly Entry[]): void {
    if (entries.length > 0 && !this.#ended) this.#queue.add(new TextWentOn(entries, this.#now()));
  }

  // --- the queue's ground

  judge(job: Job): NewEntry | null {
    return job.judge(this.#bench);
  }

  deliver(group: readonly Settled[]): void {
    this.#lastUse = this.#of.around.clock.now();
    const patches: RecordPatch[] = [];
    const updates: Uint8Array[] = [];
    for (const { job, entry } of group) {
      if (job instanceof TextWentOn) {
        this.#told = Math.max(this.#told, job.last);
        for (const { told, patch, update } of job.followed) {
          patches.push(...told, ...(saysSomething(patch) ? [patch] : []));
          if (update.length > 0) updates.push(update);
        }
      } else if (entry) {
        if (entry.data.patch) patches.push(entry.data.patch);
        if (entry.update.length > 0) updates.push(entry.update);
      }
    }
    this.#tell(patches, updates, soleAuthor(group));
    const told = new Set<SyncConnection>();
    for (const { job, entry } of group) {
      job.settle(entry, null);
      if (job instanceof PrivateWords) told.add(job.connection);
    }
    for (const connection of told) connection.tellSaved();
  }

  #tell(patches: readonly RecordPatch[], updates: readonly Uint8Array[], author: SyncConnection | null): void {
    if (patches.length > 0) this.#hall.publish(patches);
    if (updates.length === 0) return;
    this.#lastChange = this.#of.around.clock.now();
    this.#crowd.tell(updates, 1, this.#moment(this.#queue.seq), author);
  }

  /** Another node of the party wrote first: the fork is read anew, and everybody is told what they lack. */
  async reread(): Promise<(waiting: readonly Job[]) => Stand> {
    const { store, text, party } = this.#of;
    const prefix = await readLayer(store, text, party);
    const entries = await readAll(store, this.#stream, this.#queue.seq, prefix.seq);
    const ahead = await readAll(store, text.id, this.#told, prefix.base);
    const behind = await readAll(store, text.id, prefix.base, this.#of.below.seq);
    return (waiting) => {
      const before = this.#bench;
      this.#bench = new LayerBench(new Fork(party, prefix));
      this.#crowd.standAnew();
      const missed = [...ahead, ...entries];
      const patches = missed.flatMap(({ data }) => data.patch ?? []);
      const updates = missed.flatMap(({ update }) => (update.length > 0 ? [update] : []));
      this.#told = Math.max(this.#told, prefix.base);
      this.#tell(patches, updates, null);
      before.fork.destroy();
      const answered = new Set<Job>();
      for (const job of waiting) {
        const entry = job instanceof PrivateDoing && entries.find((one) => isOf(job, one));
        if (!entry) continue;
        job.settle(entry, null);
        answered.add(job);
      }
      // The old fork may have stood further in the text; what waits was judged there.
      const first = behind.length > 0 ? [new TextWentOn(behind, this.#now())] : [];
      return { seq: prefix.seq, answered, first };
    };
  }

  /** Nothing of the error is told: it may hold words. */
  failed(error: Error): void {
    this.#of.around.log.error({ text: this.#of.text.id, kind: error.name }, "A layer's room failed and is closed");
    this.#end("The server failed; connect again.");
  }

  /** Another node says that the stream reaches to `seq`. */
  catchUp(seq: number): void {
    this.#queue.catchUp(seq);
  }

  // --- housekeeping

  /** To be called every second or so. Returns whether the room has had nobody for a while and may go. */
  sweep(now: number): boolean {
    const { limits } = this.#of.around;
    this.#crowd.sweep(now);
    this.#hall.sweep(now);
    const behind = this.#queue.seq - this.#checkpointed;
    const quiet = now - this.#lastChange >= limits.checkpointQuiet;
    if (behind >= limits.checkpointAtMost || (behind >= limits.checkpointEntries && quiet)) void this.#checkpoint();
    const empty = this.#crowd.size === 0 && this.#hall.size === 0;
    if (!empty) this.#lastUse = now;
    return empty && now - this.#lastUse >= limits.idle;
  }

  /** Sends everybody away, waits for what is under way, and leaves a checkpoint. */
  async close(): Promise<void> {
    this.#crowd.end("The server is closing; connect again.");
    this.#hall.close("The server is closing; connect again.");
    await this.#tabling;
    await this.#queue.idle();
    if (!this.#ended && this.#queue.seq > this.#checkpointed) await this.#checkpoint();
    this.#end("The server is closing; connect again.");
  }

  #end(sentence: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#unfollow();
    this.#queue.close(new RoomClosed("The layer's room was closed; ask again."));
    this.#crowd.end(sentence);
    this.#hall.close(sentence);
    this.#crowd.presence.close();
    this.#of.onEnd();
  }

  #checkpoint(): Promise<void> {
    return new Promise((resolve) => {
      this.#queue.look({
        take: (seq) => {
          const { gate, fork } = this.#bench;
          const words = gate.encode();
          const { base, own } = fork;
          const leases = new Map([...gate.leases].filter(([, person]) => person !== ""));
          return () => {
            this.#checkpointed = seq;
            const saved = this.#of.store.saveCheckpoint(
              this.#stream,
              layerCheckpoint(seq, words, { base, own, leases }),
            );
            saved.then(resolve, () => {
              this.#of.around.log.warn({ text: this.#of.text.id }, "A layer's checkpoint could not be saved");
              resolve();
            });
          };
        },
        fail: () => resolve(),
      });
    });
  }

  /** A number that rises with the stream and with the text: both change what a newcomer is sent. */
  #moment(seq: number): number {
    return seq + this.#bench.fork.base;
  }

  #now(): string {
    return new Date(this.#of.around.clock.now()).toISOString();
  }
}

function isOf(job: PrivateDoing, { person, data }: Entry): boolean {
  return data.key !== undefined && data.key === job.request.key && person === job.person.id;
}

/** The only connection whose words a group holds, if it is one and nothing else is in it: it has them already. */
function soleAuthor(group: readonly Settled[]): SyncConnection | null {
  let author: SyncConnection | null = null;
  for (const { job, entry } of group) {
    if (job instanceof TextWentOn && job.followed.length > 0) return null;
    if (!entry || entry.update.length === 0) continue;
    if (!(job instanceof PrivateWords) || (author && author !== job.connection)) return null;
    author = job.connection;
  }
  return author;
}
