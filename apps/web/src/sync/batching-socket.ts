import { MESSAGE, SYNC } from "@adref/protocol";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** What happens on the wire, told to whoever keeps the account of unsaved changes. */
export interface WireListener {
  /** The socket opened. */
  opened(): void;
  /** The server said what it holds, before anything that it sends afterwards. */
  serverState(stateVector: Uint8Array): void;
  /** A message that carries words went out. */
  sentWords(): void;
  /** The server holds everything that we hold. */
  nothingToSend(): void;
}

export interface BatchingOptions {
  readonly WebSocket: typeof WebSocket;
  /** How long updates are gathered before they go out as one, in milliseconds. */
  readonly delay: number;
  /** A person without the right to write sends no words at all. */
  readonly mayWrite: boolean;
  readonly listener: WireListener;
}

/**
 * A WebSocket class for y-websocket's provider that sends updates in batches: one merged update a message, because the
 * server judges and stores each message on its own. Nothing goes out before the answer to the server's state (step 2),
 * which holds everything that we changed while we were away; an update sent before it would leave a gap.
 */
export function batchingSocket({ WebSocket: Base, delay, mayWrite, listener }: BatchingOptions): typeof WebSocket {
  class BatchingSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    onopen: ((event: Event) => void) | null = null;
    onmessage: ((event: MessageEvent) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    onclose: ((event: CloseEvent) => void) | null = null;

    readonly #socket: WebSocket;
    #answered = false;
    #waiting: Uint8Array[] = [];
    #timer: ReturnType<typeof setTimeout> | null = null;

    constructor(url: string, protocols?: string | string[]) {
      this.#socket = new Base(url, protocols);
      this.#socket.binaryType = "arraybuffer";
      this.#socket.onopen = (event) => {
        listener.opened();
        this.onopen?.(event);
      };
      this.#socket.onmessage = (event) => {
        const data = new Uint8Array(event.data as ArrayBuffer);
        if (data[0] === MESSAGE.sync && data[1] === SYNC.step1) {
          const decoder = decoding.createDecoder(data.subarray(2));
          listener.serverState(decoding.readVarUint8Array(decoder));
        }
        this.onmessage?.(event);
      };
      this.#socket.onerror = (event) => this.onerror?.(event);
      this.#socket.onclose = (event) => {
        this.#forget();
        this.onclose?.(event);
      };
    }

    get readyState(): number {
      return this.#socket.readyState;
    }

    get binaryType(): BinaryType {
      return this.#socket.binaryType;
    }

    set binaryType(_: BinaryType) {
      this.#socket.binaryType = "arraybuffer";
    }

    send(data: Uint8Array<ArrayBuffer>): void {
      if (data[0] !== MESSAGE.sync || data[1] === SYNC.step1) {
        this.#socket.send(data);
        return;
      }
      if (!mayWrite) return;
      if (data[1] === SYNC.step2) {
        this.#forget();
        this.#answered = true;
        if (isEmptyStep2(data)) listener.nothingToSend();
        else this.#sendWords(data);
        return;
      }
      if (!this.#answered) return;
      this.#waiting.push(decoding.readVarUint8Array(decoding.createDecoder(data.subarray(2))));
      this.#timer ??= setTimeout(() => this.#flush(), delay);
    }

    close(code?: number, reason?: string): void {
      if (this.#socket.readyState === this.OPEN) this.#flush();
      this.#socket.close(code, reason);
    }

    #flush(): void {
      const waiting = this.#waiting;
      this.#forget();
      if (waiting.length === 0 || this.#socket.readyState !== this.OPEN) return;
      const update = waiting.length === 1 ? (waiting[0] as Uint8Array) : Y.mergeUpdates(waiting);
      this.#sendWords(
        encoding.encode((encoder) => {
          encoding.writeVarUint(encoder, MESSAGE.sync);
          encoding.writeVarUint(encoder, SYNC.update);
          encoding.writeVarUint8Array(encoder, update);
        }) as Uint8Array<ArrayBuffer>,
      );
    }

    #sendWords(message: Uint8Array<ArrayBuffer>): void {
      listener.sentWords();
      this.#socket.send(message);
    }

    #forget(): void {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
      this.#waiting = [];
    }
  }
  return BatchingSocket as unknown as typeof WebSocket;
}

/** A step 2 without structs and deletions: two zeros after the length. */
function isEmptyStep2(data: Uint8Array): boolean {
  return data.length === 5 && data[2] === 2 && data[3] === 0 && data[4] === 0;
}
