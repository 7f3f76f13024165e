import { CLOSE, encodeUpdate, SYNC } from "@adref/protocol";
import * as Y from "yjs";
import type { Gate } from "../gate/gate.ts";
import { BeaconLight } from "./beacon.ts";
import { encodeSync } from "./frames.ts";
import { JoinCache } from "./join-cache.ts";
import type { LedgerQueue } from "./ledger-queue.ts";
import type { Line, Surroundings } from "./line.ts";
import { Presence } from "./presence.ts";
import type { SyncConnection } from "./sync-connection.ts";

/** What a crowd reads of the room that it is in, which may come to stand on another gate. */
export interface CrowdGround {
  readonly gate: () => Gate;
  readonly queue: () => LedgerQueue;
  /** A number for the words at entry `seq` that rises with everything that is sent. */
  readonly moment: (seq: number) => number;
}

/** Everybody who has the words of a room open: who comes and goes, what they lack, and what they are sent. */
export class Crowd {
  readonly presence: Presence;
  readonly #around: Surroundings;
  readonly #ground: CrowdGround;
  readonly #connections = new Set<SyncConnection>();
  readonly #joins = new JoinCache();
  readonly #beacon: BeaconLight;

  constructor(around: Surroundings, ground: CrowdGround) {
    this.#around = around;
    this.#ground = ground;
    this.presence = new Presence(around.clock, around.limits);
    this.#beacon = new BeaconLight(around.limits, around.clock.now());
  }

  get size(): number {
    return this.#connections.size;
  }

  /** Holds a client id for somebody who comes; one that is another person's is sent away. Returns whether it is theirs. */
  admits(line: Line, person: string, client: number): boolean {
    const admitted = this.#ground.gate().reserve(client, person);
    if (!admitted) line.end(CLOSE.badRequest, "This Yjs client id is another person's; take a new one.");
    return admitted;
  }

  /**
   * Takes a connection in, and asks it for what the text does not hold. Told of words that are not durable yet, such as its own
   * that it sent before its line broke, it would take them for saved; and they may still be refused.
   */
  join(connection: SyncConnection): void {
    this.#connections.add(connection);
    this.#ground.queue().look({
      take: () => {
        const held = this.#ground.gate().stateVector();
        return () => {
          if (!connection.ended) connection.send(encodeSync(SYNC.step1, held));
        };
      },
      fail: () => {},
    });
    connection.open();
  }

  leave(connection: SyncConnection): void {
    this.#connections.delete(connection);
    // After a broken line the same client may be here twice for a while.
    const stays = [...this.#connections].some(({ client }) => client === connection.client);
    if (!stays) this.#ground.gate().release(connection.client, connection.person.id);
  }

  /** Answers a client that asks what it lacks, once that is durable. */
  sync(connection: SyncConnection, has: ReadonlyMap<number, number>): void {
    const answer = (frames: readonly Uint8Array[]) => {
      if (connection.ended) return;
      if (!connection.synced) this.presence.sendAll(connection);
      connection.sendState(frames);
    };
    const known = this.#joins.answer(has);
    if (known) {
      answer(known);
      return;
    }
    this.#ground.queue().look({
      take: (seq) => {
        const { gate, moment } = this.#ground;
        const frames = this.#joins.encode(gate().accepted, moment(seq), has);
        return () => answer(frames());
      },
      fail: () => {},
    });
  }

  /** Stands on another gate: those who are here keep their client ids, and older answers are forgotten. */
  standAnew(): void {
    for (const { client, person } of this.#connections) this.#ground.gate().reserve(client, person.id);
    this.#joins.clear();
  }

  /** Sends updates of so many entries, which are durable, to all but their author. `moment` is the last one's. */
  tell(updates: readonly Uint8Array[], entries: number, moment: number, author: SyncConnection | null): void {
    const now = this.#around.clock.now();
    this.#beacon.changed(entries, now);
    const frame = encodeUpdate(updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates([...updates]));
    this.#joins.passedOn(moment, frame);
    let delivered = 0;
    for (const connection of this.#connections) {
      if (!connection.synced || connection === author) continue;
      connection.send(frame);
      delivered += 1;
    }
    this.#around.metrics.delivered(delivered);
    if (this.#beacon.due(now)) this.#sendBeacon();
  }

  /** Sends a frame to everybody. */
  sendAll(frame: Uint8Array): void {
    for (const connection of this.#connections) connection.send(frame);
  }

  sweep(now: number): void {
    for (const connection of this.#connections) connection.sweep(now);
    if (this.#beacon.due(now)) this.#sendBeacon();
  }

  /** Sends everybody away, to come again. */
  end(sentence: string): void {
    for (const connection of this.#connections) connection.end(CLOSE.tryAgain, sentence);
  }

  #sendBeacon(): void {
    this.#beacon.sent();
    this.#ground.queue().look({
      take: (seq) => {
        const frame = this.#beacon.frame(seq, this.#ground.gate());
        return () => {
          for (const connection of this.#connections) if (connection.synced) connection.send(frame);
        };
      },
      fail: () => {},
    });
  }
}
