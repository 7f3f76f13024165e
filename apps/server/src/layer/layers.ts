import { type ActAnswer, type ActRequest, CLOSE, mayDraft, type Person, type TextInfo } from "@adref/protocol";
import type { Negotiation } from "../acts/case.ts";
import { readHandshake } from "../rooms/handshake.ts";
import { RoomClosed } from "../rooms/ledger-queue.ts";
import { Line, type Surroundings } from "../rooms/line.ts";
import type { Room } from "../rooms/room.ts";
import type { Log, Socket } from "../rooms/socket.ts";
import type { Store } from "../store/port.ts";
import { LayerRoom } from "./layer-room.ts";
import { streamOf } from "./replay-layer.ts";

export interface LayersOptions {
  readonly store: Store;
  readonly around: Surroundings;
  readonly negotiation: () => Negotiation;
  /** The room of a text, opened where it is not. */
  readonly roomOf: (text: TextInfo) => Promise<Room>;
}

/** How often an act is tried again where a room went away under it. */
const TRIES = 3;

/**
 * The layers that are open on this server, by stream. The party of a layer is the person's own and comes from nowhere else:
 * nobody can name another's.
 */
export class Layers {
  readonly #options: LayersOptions;
  readonly #around: Surroundings;
  readonly #open = new Map<string, Promise<LayerRoom>>();
  readonly #rooms = new Map<string, LayerRoom>();
  readonly #heads = new Map<string, number>();
  #closing = false;

  constructor(options: LayersOptions) {
    this.#options = options;
    this.#around = { ...options.around, log: discreet(options.around.log) };
  }

  /** Takes over a socket of `/sync/<text>~layer`. `text` is the text below; `shown` the layer as it was asked for. */
  connectSync(socket: Socket, person: Person, text: TextInfo, shown: TextInfo, params: URLSearchParams): void {
    const line = new Line(socket, this.#around);
    const handshake = readHandshake(params, true);
    if (!handshake.fits) line.end(handshake.code, handshake.sentence);
    else this.#connect(line, person, text, (room) => room.join(line, person, shown, handshake.client));
  }

  /** Takes over a socket of `/record/<text>~layer`. */
  connectRecord(socket: Socket, person: Person, text: TextInfo): void {
    const line = new Line(socket, this.#around);
    this.#connect(line, person, text, (room) => room.joinRecord(line, person));
  }

  /** Does an act on a layer, once for a key. Rejects with RoomClosed where nothing is known of its outcome. */
  async act(person: Person & { readonly party: string }, text: TextInfo, request: ActRequest): Promise<ActAnswer> {
    for (let tried = 1; ; tried++) {
      const room = await this.#room(text, person.party);
      try {
        return await room.act(person, request);
      } catch (error) {
        const again = error instanceof RoomClosed && error.cause === undefined && tried < TRIES && !this.#closing;
        if (again) continue;
        // What failed may have words in what it says; that the outcome is not known is all that is told.
        throw new RoomClosed("The layer's room was closed; ask again.");
      }
    }
  }

  /** Another node says how far a stream reaches. False for a name that is no stream's. */
  hear(stream: string, seq: number): boolean {
    if (!stream.includes("~")) return false;
    const room = this.#rooms.get(stream);
    if (room) room.catchUp(seq);
    else if (this.#open.has(stream)) this.#heads.set(stream, Math.max(seq, this.#heads.get(stream) ?? 0));
    return true;
  }

  sweep(now: number): void {
    for (const [stream, room] of this.#rooms) {
      if (!room.sweep(now)) continue;
      this.#forget(stream);
      void room.close();
    }
  }

  /** Sends everybody away and leaves checkpoints. */
  async close(): Promise<void> {
    this.#closing = true;
    const opened = await Promise.allSettled(this.#open.values());
    await Promise.all(opened.map((room) => (room.status === "fulfilled" ? room.value.close() : undefined)));
  }

  #connect(line: Line, person: Person, text: TextInfo, join: (room: LayerRoom) => void): void {
    if (!mayDraft(person)) {
      line.end(CLOSE.noSuchText, "There is no such text");
      return;
    }
    this.#room(text, person.party).then(
      (room) => {
        if (!line.ended) join(room);
      },
      (error: unknown) => {
        const kind = error instanceof Error ? error.name : "unknown";
        this.#around.log.error({ text: text.id, kind }, "A layer could not be opened");
        line.end(CLOSE.tryAgain, "The text could not be opened; connect again.");
      },
    );
  }

  #room(text: TextInfo, party: string): Promise<LayerRoom> {
    if (this.#closing) return Promise.reject(new RoomClosed("The server is closing."));
    const stream = streamOf(text.id, party);
    const open = this.#open.get(stream);
    if (open) return open;
    const opening = this.#openRoom(text, party, () => {
      if (this.#open.get(stream) === opening) this.#forget(stream);
    });
    this.#open.set(stream, opening);
    opening.then(
      (room) => {
        if (this.#open.get(stream) !== opening) return;
        this.#rooms.set(stream, room);
        room.catchUp(this.#heads.get(stream) ?? 0);
        this.#heads.delete(stream);
      },
      () => {
        if (this.#open.get(stream) === opening) this.#forget(stream);
      },
    );
    return opening;
  }

  async #openRoom(text: TextInfo, party: string, onEnd: () => void): Promise<LayerRoom> {
    const { store, negotiation, roomOf } = this.#options;
    const below = await roomOf(text);
    return LayerRoom.open({ store, text, party, around: this.#around, negotiation, below, onEnd });
  }

  #forget(stream: string): void {
    this.#open.delete(stream);
    this.#rooms.delete(stream);
    this.#heads.delete(stream);
  }
}

/** A log that leaves out what errors say: an error about words may quote them. */
function discreet(log: Log): Log {
  const plain = ({ err, ...facts }: { err?: unknown }): object =>
    err === undefined ? facts : { ...facts, kind: err instanceof Error ? err.name : "unknown" };
  return {
    info: (facts, sentence) => log.info(plain(facts), sentence),
    warn: (facts, sentence) => log.warn(plain(facts), sentence),
    error: (facts, sentence) => log.error(plain(facts), sentence),
  };
}
