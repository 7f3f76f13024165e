import { CLOSE, type CloseCode, encodeUpdate } from "@adref/protocol";
import { EMPTY_UPDATE } from "./frames.ts";
import { Bucket } from "./limits.ts";
import type { Line, Surroundings } from "./line.ts";
import { readMessage } from "./messages.ts";
import type { Audience } from "./record-docs.ts";

/** What a record connection asks of its room. */
export interface RecordRoom {
  syncRecord(connection: RecordConnection, has: ReadonlyMap<number, number>): void;
  leaveRecord(connection: RecordConnection): void;
}

/**
 * One socket of `/record/<text>`: reads only. A client that sends structs holds a record that this ledger never wrote, so it
 * is told to drop it.
 */
export class RecordConnection {
  readonly audience: Audience;
  synced = false;
  readonly #line: Line;
  readonly #room: RecordRoom;
  readonly #around: Surroundings;
  readonly #states: Bucket;

  constructor(line: Line, room: RecordRoom, around: Surroundings, audience: Audience) {
    this.audience = audience;
    this.#line = line;
    this.#room = room;
    this.#around = around;
    this.#states = new Bucket(around.limits.states, around.clock.now());
  }

  open(): void {
    this.#line.open(
      (message) => this.#receive(message),
      () => this.#room.leaveRecord(this),
    );
  }

  get ended(): boolean {
    return this.#line.ended;
  }

  send(frame: Uint8Array): void {
    this.#line.send(frame);
  }

  sendState(frames: readonly Uint8Array[]): void {
    this.#line.allowState(frames.reduce((sum, frame) => sum + frame.length, 0));
    for (const frame of frames) this.#line.send(frame);
    this.synced = true;
  }

  end(code: CloseCode, sentence: string): void {
    this.#line.end(code, sentence);
  }

  sweep(now: number): void {
    this.#line.sweep(now, () => encodeUpdate(EMPTY_UPDATE));
  }

  #receive(bytes: Uint8Array): void {
    const message = readMessage(bytes);
    if (!message) {
      this.end(CLOSE.badRequest, "That is no message of this protocol.");
      return;
    }
    if (message.type === "step1") {
      if (!this.#states.take(1, this.#around.clock.now())) {
        this.end(CLOSE.tooMuch, "Asked too often.");
        return;
      }
      this.#room.syncRecord(this, message.has);
      return;
    }
    const writes = message.type === "update" && message.bytes[0] !== 0;
    if (writes) this.end(CLOSE.refused, "The record is written by the server alone.");
  }
}
