import * as protocol from "@adref/protocol";
import { declareRecord, encodeRefused, encodeSaved, MESSAGE, type Refused, SYNC } from "@adref/protocol";
import { BODY, type RecordPatch } from "@adref/schema";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/**
 * A server in the same process, pumped by hand: one text, one record. Messages move only when `pump` is called, so that
 * tests say what arrives when.
 */
export class FakeServer {
  readonly words = new Y.Doc();
  record = new Y.Doc();
  /** Refuses the update that it is asked about, or takes it (null). */
  judge: (update: Uint8Array) => Omit<Refused, "count"> | null = () => null;
  reachable = true;
  /** Whether `saved` is sent at once; else when `commit` is called. */
  durable = true;
  readonly sockets = new Set<FakeSocket>();
  updates: Uint8Array[] = [];
  readonly WebSocket: typeof WebSocket;

  constructor() {
    this.words.getXmlFragment(BODY);
    declareRecord(this.record);
    const server = this;
    this.WebSocket = class extends FakeSocket {
      constructor(url: string) {
        super(server, url);
      }
    } as unknown as typeof WebSocket;
  }

  writeRecord(patch: RecordPatch): void {
    protocol.writePatch(this.record, patch);
  }

  /** Delivers everything that is on its way, until nothing is. */
  async pump(): Promise<void> {
    for (let quiet = 0; quiet < 4; ) {
      const moved = [...this.sockets].filter((socket) => socket.deliver()).length;
      await new Promise((resolve) => setTimeout(resolve, 1));
      quiet = moved > 0 ? 0 : quiet + 1;
    }
  }

  commit(): void {
    for (const socket of this.sockets) socket.sendSaved();
  }

  cut(code = 1006): void {
    for (const socket of [...this.sockets]) socket.drop(code);
  }
}

class FakeSocket {
  readyState = 0;
  binaryType = "arraybuffer";
  onopen: ((event: unknown) => void) | null = null;
  onmessage: ((event: unknown) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  onclose: ((event: unknown) => void) | null = null;
  readonly url: string;
  #server: FakeServer;
  #inbox: Uint8Array[] = [];
  #outbox: Uint8Array[] = [];
  #count = 0;
  #told = 0;

  constructor(server: FakeServer, url: string) {
    this.#server = server;
    this.url = url;
    server.sockets.add(this);
    this.doc.on("update", this.#forward);
  }

  get OPEN() {
    return 1;
  }

  get doc(): Y.Doc {
    return this.url.includes("/record/") ? this.#server.record : this.#server.words;
  }

  deliver(): boolean {
    if (this.readyState === 0) {
      if (!this.#server.reachable) {
        this.drop(1006);
        return true;
      }
      this.readyState = 1;
      this.onopen?.({});
      const step1 = encoding.createEncoder();
      encoding.writeVarUint(step1, MESSAGE.sync);
      encoding.writeVarUint(step1, SYNC.step1);
      encoding.writeVarUint8Array(step1, Y.encodeStateVector(this.doc));
      this.#outbox.push(encoding.toUint8Array(step1));
      return true;
    }
    let moved = false;
    for (let data = this.#inbox.shift(); data; data = this.#inbox.shift()) {
      moved = true;
      this.#receive(data);
    }
    for (let data = this.#outbox.shift(); data && this.readyState === 1; data = this.#outbox.shift()) {
      moved = true;
      this.onmessage?.({ data: data.slice().buffer });
    }
    return moved;
  }

  send(data: Uint8Array): void {
    if (this.readyState === 1) this.#inbox.push(data);
  }

  close(): void {
    this.drop(1000);
  }

  drop(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#server.sockets.delete(this);
    this.doc.off("update", this.#forward);
    this.onclose?.({ code, reason: "" });
  }

  sendSaved(): void {
    if (this.#count === this.#told) return;
    this.#told = this.#count;
    this.#outbox.push(encodeSaved(this.#count));
  }

  #forward = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this && this.readyState === 1) this.#outbox.push(protocol.encodeUpdate(update));
  };

  #receive(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === SYNC.step1) {
      const step2 = encoding.createEncoder();
      encoding.writeVarUint(step2, MESSAGE.sync);
      encoding.writeVarUint(step2, SYNC.step2);
      encoding.writeVarUint8Array(step2, Y.encodeStateAsUpdate(this.doc, body));
      this.#outbox.push(encoding.toUint8Array(step2));
      return;
    }
    this.#count += 1;
    this.#server.updates.push(body);
    const refusal = this.#server.judge(body);
    if (refusal) {
      this.onmessage?.({ data: encodeRefused({ ...refusal, count: this.#count }).slice().buffer });
      this.drop(4409);
      return;
    }
    Y.applyUpdate(this.doc, body, this);
    if (this.#server.durable) this.sendSaved();
  }
}
