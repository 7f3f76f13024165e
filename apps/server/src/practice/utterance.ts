import { encodeUpdate, handshakeParams, MESSAGE, type Person, readSaved, SYNC, type TextInfo } from "@adref/protocol";
import { bodyOf, keepFormatting } from "@adref/schema";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { encodeSync } from "../rooms/frames.ts";
import type { Rooms } from "../rooms/index.ts";
import type { Socket } from "../rooms/socket.ts";

/** How long words may take to be judged, in milliseconds. */
const PATIENCE = 10_000;
const REMOTE = Symbol("remote");

type Listener = (...args: unknown[]) => void;

/**
 * Says something in a text as a person, as any client does: connects, fetches the words, changes them, and waits for the
 * server's word. Resolves with whether the words were taken. `change` writes into the document and says whether it did.
 */
export function utter(rooms: Rooms, person: Person, text: TextInfo, change: (doc: Y.Doc) => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const doc = new Y.Doc();
    keepFormatting(doc);
    bodyOf(doc);
    const line = new Line((frame) => hear(frame));
    const done = (taken: boolean) => {
      clearTimeout(timer);
      line.terminate();
      doc.destroy();
      resolve(taken);
    };
    const timer = setTimeout(() => done(false), PATIENCE).unref();
    line.on("close", () => done(false));
    let asked = false;
    let fetched = false;

    function hear(frame: Uint8Array): void {
      const decoder = decoding.createDecoder(frame);
      switch (decoding.readVarUint(decoder)) {
        case MESSAGE.sync: {
          const part = decoding.readVarUint(decoder);
          const bytes = decoding.readVarUint8Array(decoder);
          if (part === SYNC.step1) {
            asked = true;
            line.say(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(doc, bytes)));
          } else Y.applyUpdate(doc, bytes, REMOTE);
          if (part === SYNC.step2) fetched = true;
          if (asked && fetched && part !== SYNC.update) speak();
          return;
        }
        case MESSAGE.saved:
          // The answer to the server's question is the first, what was said the second.
          if (readSaved(decoder) >= 2) done(true);
          return;
        case MESSAGE.refused:
          done(false);
      }
    }

    function speak(): void {
      const updates: Uint8Array[] = [];
      const keep = (update: Uint8Array) => void updates.push(update);
      doc.on("update", keep);
      let said = false;
      doc.transact(() => {
        said = change(doc);
      });
      doc.off("update", keep);
      if (!said || updates.length === 0) return done(false);
      line.say(encodeUpdate(Y.mergeUpdates(updates)));
    }

    rooms.connectSync(line, person, text, new URLSearchParams(handshakeParams(doc.clientID)));
    line.say(encodeSync(SYNC.step1, Y.encodeStateVector(doc)));
  });
}

/** A socket without a network between its ends: frames arrive in the next turn of the loop. */
class Line implements Socket {
  readonly bufferedAmount = 0;
  readonly #hear: (frame: Uint8Array) => void;
  readonly #listeners = new Map<string, Listener[]>();
  #open = true;

  constructor(hear: (frame: Uint8Array) => void) {
    this.#hear = hear;
  }

  send(data: Uint8Array): void {
    setImmediate(() => this.#open && this.#hear(data));
  }

  ping(): void {
    this.#emit("pong");
  }

  close(): void {
    this.terminate();
  }

  terminate(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#emit("close");
  }

  on(event: string, listener: (...args: never[]) => void): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener as Listener]);
    return this;
  }

  /** What the speaking end sends. */
  say(frame: Uint8Array): void {
    setImmediate(() => this.#open && this.#emit("message", frame, true));
  }

  #emit(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...args);
  }
}
