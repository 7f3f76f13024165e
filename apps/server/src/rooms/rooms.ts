import type { ActAnswer, ActRequest, Directory, Person, TextInfo } from "@adref/protocol";
import { CLOSE, mayDraft, mayTakeDown, reasonOf, SERVER_PERSON, textOfLayer } from "@adref/protocol";
import type { TextValue } from "@adref/schema";
import { Layers } from "../layer/layers.ts";
import type { RoomService, Snapshot } from "../room-service.ts";
import type { Store } from "../store/port.ts";
import { type Clock, systemClock } from "./clock.ts";
import { readHandshake } from "./handshake.ts";
import { RoomClosed } from "./ledger-queue.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { Line } from "./line.ts";
import { type PastReader, pastReader } from "./replay.ts";
import { revisionsOf } from "./revisions.ts";
import { Room, type RoomSurroundings } from "./room.ts";
import { type Due, SilenceWatch } from "./silence-watch.ts";
import { type Log, NO_METRICS, type RoomMetrics, type Socket } from "./socket.ts";

export interface RoomsOptions {
  readonly store: Store;
  /** The negotiation as it is now. */
  readonly directory: () => Directory;
  readonly log: Log;
  readonly metrics?: RoomMetrics;
  readonly clock?: Clock;
  /** Who reads the past; when omitted, this thread does. */
  readonly past?: PastReader;
  /** Where they differ from LIMITS. */
  readonly limits?: Partial<Limits>;
}

/** How often an act is tried again where a room went away under it. */
const TRIES = 3;

/** The texts that are open on this server. A text is opened when somebody asks, and leaves memory when nobody has it open. */
export class Rooms implements RoomService {
  readonly #store: Store;
  readonly #directory: () => Directory;
  readonly #around: RoomSurroundings;
  readonly #open = new Map<string, Promise<Room>>();
  readonly #rooms = new Map<string, Room>();
  /** How far ledgers reach whose texts are being opened: what was read may be older than that. */
  readonly #heads = new Map<string, number>();
  readonly #stopListening: (() => void) | undefined;
  readonly #silences = new SilenceWatch();
  readonly #layers: Layers;
  #closing: Promise<void> | null = null;
  #cancelSweep: () => void = () => {};

  constructor(options: RoomsOptions) {
    const { store, directory, log, metrics = NO_METRICS, clock = systemClock, limits = {} } = options;
    const { past = pastReader(store) } = options;
    this.#store = store;
    this.#directory = directory;
    const around = { clock, log, metrics, limits: { ...LIMITS, ...limits }, past };
    this.#around = { ...around, directory, silences: this.#silences };
    this.#layers = new Layers({ store, around, negotiation: directory, roomOf: (text) => this.#room(text) });
    this.#stopListening = store.onHead?.((text, seq) => this.#hear(text, seq));
    this.#sweepLater();
  }

  /** How many texts are in memory. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Takes over a socket of `/sync/<text>`. The person may read the text; `params` are the address's query. */
  connectSync(socket: Socket, person: Person, text: TextInfo, params: URLSearchParams): void {
    const below = textBelow(text);
    if (below) {
      this.#layers.connectSync(socket, person, below, text, params);
      return;
    }
    const line = new Line(socket, this.#around);
    const handshake = readHandshake(params);
    if (!handshake.fits) {
      line.end(handshake.code, handshake.sentence);
      return;
    }
    const { client, takesDownFor } = handshake;
    if (takesDownFor !== null && !this.#mayTakeDown(person, takesDownFor)) {
      line.end(CLOSE.forbidden, "Only the Secretariat takes words down, and for a party of the negotiation.");
      return;
    }
    this.#connect(line, text, (room) => room.join(line, person, text, client, takesDownFor));
  }

  /** Takes over a socket of `/record/<text>`. */
  connectRecord(socket: Socket, person: Person, text: TextInfo): void {
    const below = textBelow(text);
    if (below) {
      this.#layers.connectRecord(socket, person, below);
      return;
    }
    this.#connect(new Line(socket, this.#around), text, (room, line) => room.joinRecord(line, person));
  }

  /**
   * Does an act on the record, once for a key. Rejects with RoomClosed or StoreError where nothing is known of its outcome:
   * the same request may be sent again.
   */
  async act(person: Person, text: TextInfo, request: ActRequest): Promise<ActAnswer> {
    const below = textBelow(text);
    if (below) {
      if (mayDraft(person)) return this.#layers.act(person, below, request);
      return { accepted: false, refusal: reasonOf("not-your-act") };
    }
    return this.#with(text, (room) => room.act(person, text, request));
  }

  /** A text as it is now, at the last durable entry, whoever wrote it. */
  async snapshot(text: TextInfo): Promise<Snapshot> {
    if (textBelow(text)) throw new Error("Of a layer nobody makes a copy");
    // The command line writes into an open text, too, and no engine but PostgreSQL tells of it.
    const { seq: head } = await this.#store.head(text.id);
    const { value, seq, issues } = await this.#with(text, (room) => {
      room.catchUp(head);
      return room.show();
    });
    return { value, seq, revisions: revisionsOf(issues, text, this.#directory()) };
  }

  /** A text as it was at a ledger entry. Throws Error where the ledger does not reach to it, or there is no such text. */
  async at(textId: string, seq: number): Promise<TextValue> {
    return this.#around.past(this.#text(textId), seq);
  }

  /** Sends everybody away, waits for what is under way, leaves checkpoints. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#cancelSweep();
    this.#stopListening?.();
    await this.#layers.close();
    const opened = await Promise.allSettled(this.#open.values());
    await Promise.all(opened.map((room) => (room.status === "fulfilled" ? room.value.close() : undefined)));
  }

  #mayTakeDown(person: Person, party: string): boolean {
    return mayTakeDown(person) && this.#directory().parties.some(({ code }) => code === party);
  }

  #connect(line: Line, text: TextInfo, join: (room: Room, line: Line) => void): void {
    this.#room(text).then(
      (room) => {
        if (!line.ended) join(room, line);
      },
      (error: unknown) => {
        this.#around.log.error({ err: error, text: text.id }, "A text could not be opened");
        line.end(CLOSE.tryAgain, "The text could not be opened; connect again.");
      },
    );
  }

  async #with<T>(text: TextInfo, use: (room: Room) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      const room = await this.#room(text);
      try {
        return await use(room);
      } catch (error) {
        const again = error instanceof RoomClosed && error.cause === undefined && tried < TRIES && !this.#closing;
        if (!again) throw error;
      }
    }
  }

  #room(text: TextInfo): Promise<Room> {
    if (this.#closing) return Promise.reject(new RoomClosed("The server is closing."));
    const open = this.#open.get(text.id);
    if (open) return open;
    const opening = Room.open(this.#store, text, this.#around, () => this.#forget(text.id, opening)).then((room) => {
      this.#rooms.set(text.id, room);
      room.catchUp(this.#heads.get(text.id) ?? 0);
      this.#heads.delete(text.id);
      return room;
    });
    this.#open.set(text.id, opening);
    opening.catch(() => this.#forget(text.id, opening));
    return opening;
  }

  #hear(textId: string, seq: number): void {
    if (this.#layers.hear(textId, seq)) return;
    const room = this.#rooms.get(textId);
    if (room) room.catchUp(seq);
    else if (this.#open.has(textId)) this.#heads.set(textId, Math.max(seq, this.#heads.get(textId) ?? 0));
    else this.#silences.heardElsewhere(textId);
  }

  #forget(textId: string, room: Promise<Room>): void {
    if (this.#open.get(textId) !== room) return;
    this.#open.delete(textId);
    this.#rooms.delete(textId);
    this.#heads.delete(textId);
  }

  #text(textId: string): TextInfo {
    const text = this.#directory().texts.find(({ id }) => id === textId);
    if (!text) throw new Error(`The negotiation has no text ${textId}`);
    return text;
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#around.clock.after(this.#around.limits.sweepEvery, () => {
      const now = this.#around.clock.now();
      this.#layers.sweep(now);
      for (const [textId, room] of this.#rooms) if (room.sweep(now)) this.#leaveMemory(textId, room);
      for (const due of this.#silences.due(now)) void this.#endSilence(due);
      if (this.#silences.looks(now)) void this.#lookForSilences();
      this.#sweepLater();
    });
  }

  /** Ends a silence procedure whose time has come. Whichever node does it first, its entry is the only one. */
  async #endSilence({ text: textId, silence }: Due): Promise<void> {
    const text = this.#directory().texts.find(({ id }) => id === textId);
    if (!text) return;
    const act = { type: "end-silence", silence } as const;
    try {
      const answer = await this.act(SERVER_PERSON, text, { key: `silence-${silence}`, act });
      // Refused: it has ended. The room has told what the record says of it, or tells it now.
      if (!answer.accepted) this.#silences.over(textId, silence);
    } catch (error) {
      if (this.#closing) return;
      this.#around.log.warn({ err: error, text: textId }, "A silence procedure could not be ended; it is tried again");
      this.#silences.tryAgain(textId, silence, this.#around.clock.now());
    }
  }

  /** Reads the texts of which it is not known whether a silence procedure runs on them. */
  async #lookForSilences(): Promise<void> {
    for (const text of this.#directory().texts) {
      if (this.#closing || !this.#silences.isUnknown(text.id)) continue;
      await this.snapshot(text).catch((error: unknown) => {
        if (!this.#closing) this.#around.log.warn({ err: error, text: text.id }, "A text could not be opened");
      });
    }
  }

  /** A room that nobody uses closes; who comes meanwhile opens another one, from the same ledger. */
  #leaveMemory(textId: string, room: Room): void {
    const opened = this.#open.get(textId);
    if (opened) this.#forget(textId, opened);
    void room.close();
  }
}

/** The text below a layer; null for a text itself. */
function textBelow(text: TextInfo): TextInfo | null {
  const id = textOfLayer(text.id);
  return id === null ? null : { ...text, id };
}
