import {
  type Beacon,
  declareRecord,
  encodeUpdate,
  handshakeParams,
  MESSAGE,
  type Person,
  type Refused,
  readBeacon,
  readRecord,
  readRefused,
  readSaved,
  SYNC,
  type TextInfo,
} from "@adref/protocol";
import {
  bodyOf,
  keepFormatting,
  markKey,
  provisionElements,
  provisionOfY,
  type RecordValue,
  wordsOf,
} from "@adref/schema";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as awareness from "y-protocols/awareness";
import * as Y from "yjs";
import { encodeSync } from "../../src/rooms/frames.ts";
import type { Rooms } from "../../src/rooms/index.ts";
import { TestSocket } from "./test-socket.ts";

const REMOTE = Symbol("remote");

/** A client of `/sync` that speaks y-websocket's protocol by hand. It may be offline: then it keeps its changes. */
export class TestClient {
  readonly doc = new Y.Doc();
  readonly person: Person;
  readonly text: TextInfo;
  readonly saved: number[] = [];
  readonly refusals: Refused[] = [];
  readonly beacons: Beacon[] = [];
  /** What it was told of others, by client id. */
  readonly presence = new Map<number, Record<string, unknown> | null>();
  readonly frames: Uint8Array[] = [];
  synced = false;
  /** Words that went out, by the number of their message on this connection; number 1 is the answer to step 1. */
  sent: { readonly count: number; readonly words: string }[] = [];
  socket: TestSocket | null = null;
  /** Whether step 1 of the server was answered, so that updates may follow. */
  #answered = false;
  #count = 0;
  #unsent: string[] = [];

  constructor(person: Person, text: TextInfo, client?: number) {
    this.person = person;
    this.text = text;
    if (client !== undefined) this.doc.clientID = client;
    keepFormatting(this.doc);
    bodyOf(this.doc);
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE || !this.#answered) return;
      this.#count += 1;
      this.send(encodeUpdate(update));
    });
  }

  /** Connects; a client that was synced before brings its changes. */
  connect(rooms: Rooms, params: Record<string, string> = handshakeParams(this.doc.clientID)): this {
    const socket = new TestSocket((frame) => this.#take(frame));
    this.socket = socket;
    this.#count = 0;
    this.saved.length = 0;
    rooms.connectSync(socket, this.person, this.text, new URLSearchParams(params));
    this.send(encodeSync(SYNC.step1, Y.encodeStateVector(this.doc)));
    return this;
  }

  /** Loses the network. */
  disconnect(): void {
    this.socket?.terminate();
    this.socket = null;
    this.synced = false;
    this.#answered = false;
    // What was not told saved goes again.
    const saved = this.saved.at(-1) ?? 0;
    this.#unsent.push(...this.sent.filter(({ count }) => count > saved).map(({ words }) => words));
    this.sent = this.sent.filter(({ count }) => count <= saved).map(({ words }) => ({ count: 0, words }));
  }

  send(message: Uint8Array): void {
    this.socket?.receive(message);
  }

  /** Says where its caret is, or whatever a test wants it to say. */
  sendPresence(client: number, clock: number, state: unknown): void {
    const update = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    });
    this.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.presence);
        encoding.writeVarUint8Array(encoder, update);
      }),
    );
  }

  get closed(): number | null {
    return this.socket?.closed?.code ?? null;
  }

  /** The words of a provision. */
  words(provision: string): string {
    return wordsOf(provisionOfY(this.element(provision)));
  }

  /** All provisions with their marks, as JSON. */
  get json(): string {
    return JSON.stringify([...provisionElements(bodyOf(this.doc))].map(provisionOfY));
  }

  element(provision: string): Y.XmlElement {
    for (const element of provisionElements(bodyOf(this.doc))) {
      if (element.getAttribute("id") === provision) return element;
    }
    throw new Error(`No provision ${provision}`);
  }

  ytext(provision: string): Y.XmlText {
    return this.element(provision).toArray()[0] as Y.XmlText;
  }

  /** Inserts words as an option, with exactly this mark. */
  propose(provision: string, at: number, words: string, bracket: string, option: string): void {
    if (this.#answered) this.sent.push({ count: this.#count + 1, words });
    else this.#unsent.push(words);
    const mark = { type: "proposed", attrs: { bracket, option, within: null } };
    this.insert(provision, at, words, { [markKey(mark)]: mark.attrs });
  }

  /** Inserts words with exactly these attributes: what stands at that place is set to null. */
  insert(provision: string, at: number, words: string, attributes: Record<string, unknown>): void {
    const text = this.ytext(provision);
    const none: Record<string, null> = {};
    for (const part of text.toDelta() as { attributes?: Record<string, unknown> }[]) {
      for (const key of Object.keys(part.attributes ?? {})) none[key] = null;
    }
    this.doc.transact(() => text.insert(at, words, { ...none, ...attributes }));
  }

  #take(frame: Uint8Array): void {
    this.frames.push(frame);
    const decoder = decoding.createDecoder(frame);
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.sync: {
        const part = decoding.readVarUint(decoder);
        const bytes = decoding.readVarUint8Array(decoder);
        if (part === SYNC.step1) this.#answer(bytes);
        else Y.applyUpdate(this.doc, bytes, REMOTE);
        if (part === SYNC.step2) this.synced = true;
        break;
      }
      case MESSAGE.presence:
        this.#takePresence(decoding.readVarUint8Array(decoder));
        break;
      case MESSAGE.saved:
        this.saved.push(readSaved(decoder));
        break;
      case MESSAGE.refused:
        this.refusals.push(readRefused(decoder));
        break;
      case MESSAGE.beacon:
        this.beacons.push(readBeacon(decoder));
    }
  }

  #answer(stateVector: Uint8Array): void {
    this.#answered = true;
    this.#count = 1;
    this.sent.push(...this.#unsent.map((words) => ({ count: 1, words })));
    this.#unsent = [];
    this.send(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(this.doc, stateVector)));
  }

  #takePresence(update: Uint8Array): void {
    awareness.modifyAwarenessUpdate(update, (state) => state);
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      this.presence.set(client, JSON.parse(decoding.readVarString(decoder)));
    }
  }
}

/** A client of `/record`. */
export class TestReader {
  readonly doc = new Y.Doc();
  readonly person: Person;
  readonly text: TextInfo;
  socket: TestSocket | null = null;

  constructor(person: Person, text: TextInfo) {
    this.person = person;
    this.text = text;
    declareRecord(this.doc);
  }

  connect(rooms: Rooms): this {
    const socket = new TestSocket((frame) => this.#take(frame));
    this.socket = socket;
    rooms.connectRecord(socket, this.person, this.text);
    socket.receive(encodeSync(SYNC.step1, Y.encodeStateVector(this.doc)));
    return this;
  }

  get record(): RecordValue {
    return readRecord(this.doc);
  }

  #take(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
    if (decoding.readVarUint(decoder) === SYNC.step1) return;
    Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder), REMOTE);
  }
}
