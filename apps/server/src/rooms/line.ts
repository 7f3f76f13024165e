import { CLOSE, type CloseCode } from "@adref/protocol";
import type { Clock } from "./clock.ts";
import { Bucket, type Limits } from "./limits.ts";
import { bytesOf, type Log, type RoomMetrics, type Socket } from "./socket.ts";

/** What every connection is given. */
export interface Surroundings {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly log: Log;
  readonly metrics: RoomMetrics;
}

/**
 * One socket with its limits: size and rate of what comes in, the amount that waits to go out, signs of life both ways.
 * Messages that come before `open` are kept, within a limit.
 */
export class Line {
  readonly #socket: Socket;
  readonly #around: Surroundings;
  readonly #messages: Bucket;
  readonly #bytes: Bucket;
  #receive: ((message: Uint8Array) => void) | null = null;
  #onEnd: () => void = () => {};
  #early: Uint8Array[] = [];
  #earlyBytes = 0;
  #ended = false;
  #alive = true;
  #lastSent: number;
  #lastPing: number;
  #allowed: number;

  constructor(socket: Socket, around: Surroundings) {
    this.#socket = socket;
    this.#around = around;
    const now = around.clock.now();
    this.#messages = new Bucket(around.limits.messages, now);
    this.#bytes = new Bucket(around.limits.bytes, now);
    this.#lastSent = now;
    this.#lastPing = now;
    this.#allowed = around.limits.bufferedBytes;
    around.metrics.connections(1);
    socket.on("message", (data, isBinary) => this.#take(data, isBinary));
    socket.on("pong", () => {
      this.#alive = true;
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      around.metrics.connections(-1);
      this.#finish();
    });
  }

  /** Whether nothing is received or sent any more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Starts to receive; `onEnd` is told once, when the line ends from either side. */
  open(receive: (message: Uint8Array) => void, onEnd: () => void): void {
    if (this.#ended) {
      onEnd();
      return;
    }
    this.#onEnd = onEnd;
    this.#receive = receive;
    const early = this.#early;
    this.#early = [];
    for (const message of early) this.#hand(message);
  }

  /** Sends a frame; a reader who is too far behind is sent away, to come back for the state. */
  send(frame: Uint8Array): void {
    if (this.#ended) return;
    if (this.#socket.bufferedAmount > this.#allowed) {
      this.end(CLOSE.tryAgain, "Too far behind; connect again.");
      return;
    }
    this.#lastSent = this.#around.clock.now();
    this.#socket.send(frame);
  }

  /** Lets a large state wait in the socket without taking its reader for a slow one. */
  allowState(bytes: number): void {
    this.#allowed = Math.max(this.#allowed, this.#around.limits.bufferedBytes + 2 * bytes);
  }

  /** Says goodbye and, where the other side does not answer, hangs up. Nothing that arrives afterwards is read. */
  end(code: CloseCode, reason: string): void {
    if (this.#ended) return;
    this.#around.metrics.ended(code);
    this.#socket.close(code, reason);
    this.#around.clock.after(this.#around.limits.goodbye, () => this.#socket.terminate());
    this.#finish();
  }

  /** Keeps the line alive: `sign` is sent where nothing was for a while, because clients hang up on silence. */
  sweep(now: number, sign: () => Uint8Array): void {
    if (this.#ended) return;
    if (now - this.#lastSent >= this.#around.limits.silence) this.send(sign());
    if (now - this.#lastPing < this.#around.limits.pingEvery) return;
    if (!this.#alive) {
      this.#socket.terminate();
      this.#finish();
      return;
    }
    this.#alive = false;
    this.#lastPing = now;
    this.#socket.ping();
  }

  #take(data: unknown, isBinary: boolean): void {
    if (this.#ended) return;
    this.#alive = true;
    const { limits, clock } = this.#around;
    const size = sizeOf(data);
    if (!isBinary) {
      this.end(CLOSE.badRequest, "Messages are binary.");
      return;
    }
    const now = clock.now();
    const fits = size <= limits.messageBytes && this.#messages.take(1, now) && this.#bytes.take(size, now);
    if (!fits) {
      this.end(CLOSE.tooMuch, "Too much at once.");
      return;
    }
    const message = bytesOf(data);
    if (!message) {
      this.end(CLOSE.badRequest, "Messages are binary.");
      return;
    }
    if (this.#receive) {
      this.#hand(message);
      return;
    }
    this.#earlyBytes += size;
    if (this.#earlyBytes > limits.earlyBytes) {
      // The opening is slow, not the client greedy: a large paste on a cold text must not shut it out for good.
      this.end(CLOSE.tryAgain, "The text is still being opened; connect again.");
      return;
    }
    this.#early.push(new Uint8Array(message));
  }

  #hand(message: Uint8Array): void {
    if (this.#ended) return;
    try {
      this.#receive?.(message);
    } catch (error) {
      this.#around.log.error({ err: error }, "A message could not be handled");
      this.end(CLOSE.tryAgain, "The server failed; connect again.");
    }
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#early = [];
    this.#onEnd();
  }
}

function sizeOf(data: unknown): number {
  if (data instanceof Uint8Array || data instanceof ArrayBuffer) return data.byteLength;
  return Array.isArray(data) ? data.reduce((sum, part: Uint8Array) => sum + part.byteLength, 0) : 0;
}
