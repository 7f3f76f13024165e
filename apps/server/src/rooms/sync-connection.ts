import type { Actor } from "@adref/law";
import {
  actorOf,
  CLOSE,
  type CloseCode,
  encodeRefused,
  encodeSaved,
  type Person,
  type Reason,
  type TextInfo,
} from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import * as Y from "yjs";
import { Bucket } from "./limits.ts";
import type { Line, Surroundings } from "./line.ts";
import { readMessage } from "./messages.ts";
import type { Presence, PresenceMember } from "./presence.ts";

/** Below this size an update's bytes bound its structs well enough. */
const COUNTED_BYTES = 2_048;

/** What a sync connection asks of its room. */
export interface SyncRoom {
  readonly presence: Presence;
  /** Answers step 1, at once or when what was accepted so far is durable. */
  sync(connection: SyncConnection, has: ReadonlyMap<number, number>): void;
  offer(connection: SyncConnection, update: Uint8Array, count: number): void;
  leave(connection: SyncConnection): void;
}

/**
 * One socket of `/sync/<text>`: y-websocket's protocol as a client speaks it, and our `saved` and `refused`. Every step 2 and
 * every update gets the next number; `saved n` says that all up to n are durable. After a refusal nothing of this connection
 * is taken any more.
 */
export class SyncConnection implements PresenceMember {
  readonly person: Person;
  readonly text: TextInfo;
  readonly client: number;
  /** For whom what it writes counts before the law; null where it may write nothing. */
  readonly actor: Actor | null;
  /** The party for which the person takes words down, where it does. */
  readonly takesDownFor: PartyCode | null;
  /** Whether the state was sent, so that updates follow. */
  synced = false;
  /** Set by the room when it refuses an update: what follows is not judged. */
  refusedAt: number | null = null;
  readonly #line: Line;
  readonly #room: SyncRoom;
  readonly #around: Surroundings;
  readonly #states: Bucket;
  readonly #structs: Bucket;
  readonly #queries: Bucket;
  /** The number of the first step 2; null before it came. */
  #answered: number | null = null;
  /** The number of the first update that is held (see `hold`). */
  #held: number | null = null;
  #received = 0;
  #saved = 0;
  #told = 0;

  constructor(
    line: Line,
    room: SyncRoom,
    around: Surroundings,
    who: { person: Person; text: TextInfo; client: number; actor?: Actor; takesDownFor?: PartyCode | null },
  ) {
    this.person = who.person;
    this.takesDownFor = who.takesDownFor ?? null;
    const party = this.takesDownFor;
    this.actor = who.actor ?? (party === null ? actorOf(who.person) : { role: "delegation", party });
    this.text = who.text;
    this.client = who.client;
    this.#line = line;
    this.#room = room;
    this.#around = around;
    const now = around.clock.now();
    this.#states = new Bucket(around.limits.states, now);
    this.#queries = new Bucket(around.limits.states, now);
    this.#structs = new Bucket(around.limits.structs, now);
  }

  /** Starts to receive. The room has taken the connection in before. */
  open(): void {
    this.#room.presence.join(this);
    this.#line.open(
      (message) => this.#receive(message),
      () => {
        this.#room.presence.leave(this);
        this.#room.leave(this);
      },
    );
  }

  get ended(): boolean {
    return this.#line.ended;
  }

  send(frame: Uint8Array): void {
    this.#line.send(frame);
  }

  /** Sends a state, which may be large. */
  sendState(frames: readonly Uint8Array[]): void {
    this.#line.allowState(frames.reduce((sum, frame) => sum + frame.length, 0));
    for (const frame of frames) this.#line.send(frame);
    this.synced = true;
  }

  /** Whether update number `count` came before the client's step 2. */
  isEarly(count: number): boolean {
    return this.#answered === null || count < this.#answered;
  }

  /**
   * Passes over update number `count`, which came before the client's step 2 and rests on words that only step 2 brings:
   * y-websocket sends what is typed as soon as its socket is open. Step 2 holds it too, and it is saved with that.
   */
  hold(count: number): void {
    this.#held ??= count;
  }

  /** Notes that all updates up to number `count` are durable, held ones apart; `tellSaved` tells it, once for many. */
  saved(count: number): void {
    if (!this.isEarly(count)) this.#held = null;
    this.#saved = this.#held === null ? count : Math.min(count, this.#held - 1);
  }

  tellSaved(): void {
    if (this.#told === this.#saved) return;
    this.#told = this.#saved;
    this.send(encodeSaved(this.#saved));
  }

  /** Tells why update number `count` was not taken, and ends for good. */
  refuse(count: number, { id, sentence, provision }: Reason): void {
    this.tellSaved();
    this.#around.metrics.refused(id);
    this.send(encodeRefused({ count, id, sentence, ...(provision !== undefined && { provision }) }));
    this.end(CLOSE.refused, "A change was refused.");
  }

  end(code: CloseCode, sentence: string): void {
    this.#line.end(code, sentence);
  }

  sweep(now: number): void {
    this.#line.sweep(now, () => encodeSaved(this.#saved));
  }

  #receive(bytes: Uint8Array): void {
    const message = readMessage(bytes);
    if (!message) {
      this.end(CLOSE.badRequest, "That is no message of this protocol.");
      return;
    }
    const now = this.#around.clock.now();
    switch (message.type) {
      case "step1":
        if (!this.#states.take(1, now)) {
          this.end(CLOSE.tooMuch, "The state was asked for too often.");
          return;
        }
        this.#room.sync(this, message.has);
        return;
      case "update": {
        const structs = countStructs(message.bytes);
        if (structs === null) {
          this.end(CLOSE.badRequest, "That is no update of Yjs.");
          return;
        }
        if (!this.#structs.take(structs, now)) {
          this.end(CLOSE.tooMuch, "Too many changes at once.");
          return;
        }
        this.#received += 1;
        if (message.answers) this.#answered ??= this.#received;
        this.#room.offer(this, new Uint8Array(message.bytes), this.#received);
        return;
      }
      case "presence":
        this.#presence(message.bytes);
        return;
      case "query":
        if (this.#queries.take(1, now)) this.#room.presence.sendAll(this);
    }
  }

  #presence(bytes: Uint8Array): void {
    try {
      this.#room.presence.receive(this, bytes);
    } catch {
      this.end(CLOSE.badRequest, "That is no awareness update.");
    }
  }
}

/** How many structs and deletions an update holds, roughly for small ones; null where it is none. */
function countStructs(update: Uint8Array): number | null {
  if (update.length <= COUNTED_BYTES) return 1 + (update.length >> 3);
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    let deletions = 0;
    for (const ranges of ds.clients.values()) deletions += ranges.length;
    return structs.length + (deletions >> 3);
  } catch {
    return null;
  }
}
