import type { Socket } from "../../src/rooms/index.ts";

type Listener = (...args: never[]) => void;

/** The server's end of a socket without a network. What it sends waits until `deliver`, what the client sends arrives at once. */
export class TestSocket implements Socket {
  bufferedAmount = 0;
  closed: { readonly code: number; readonly reason: string } | null = null;
  pings = 0;
  terminated = false;
  /** Whether the client reads what arrives; one that does not fills the buffer. */
  reading = true;
  readonly #onFrame: (frame: Uint8Array) => void;
  readonly #listeners = new Map<string, Listener[]>();
  #frames: Uint8Array[] = [];

  /** `onFrame` is the client's ear. */
  constructor(onFrame: (frame: Uint8Array) => void) {
    this.#onFrame = onFrame;
  }

  // --- the server's side

  send(data: Uint8Array): void {
    if (this.closed) return;
    this.bufferedAmount += data.length;
    this.#frames.push(data);
  }

  ping(): void {
    this.pings += 1;
  }

  close(code: number, reason = ""): void {
    this.closed ??= { code, reason };
  }

  terminate(): void {
    if (this.terminated) return;
    this.terminated = true;
    this.#emit("close");
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  // --- the client's side

  /** Hands the client what waits. Returns whether there was anything. */
  deliver(): boolean {
    if (!this.reading) return false;
    const frames = this.#frames;
    this.#frames = [];
    this.bufferedAmount = 0;
    for (const frame of frames) this.#onFrame(frame);
    return frames.length > 0;
  }

  /** The client sends. */
  receive(data: Uint8Array | string): void {
    if (this.terminated) return;
    this.#emit(
      "message",
      ...([typeof data === "string" ? Buffer.from(data) : data, typeof data !== "string"] as never[]),
    );
  }

  /** The client answers a ping. */
  pong(): void {
    this.#emit("pong");
  }

  #emit(event: string, ...args: never[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...args);
  }
}
