import { type Act, type ActAnswer, handshakeParams, type Person, type TextInfo } from "@adref/protocol";
import type { RecordPatch } from "@adref/schema";
import type { Built } from "@adref/schema/testing";
import { type Limits, Rooms } from "../../src/rooms/index.ts";
import { MemoryStore } from "./memory-store.ts";
import { DIRECTORY, importOf, TEXT } from "./negotiation.ts";
import { TestClient, TestReader } from "./test-client.ts";
import { TestClock } from "./test-clock.ts";

/** How often nothing may move before all is quiet: a room gives others as many turns while it opens, and some more. */
const TURNS_OF_OPENING = 12;
/** How often more it is waited for an act that looks back. */
const READINGS = 20;

/** A server without a network: rooms on a ledger in memory, and the clients that a test lets in. */
export class House {
  readonly clock = new TestClock();
  readonly store: MemoryStore;
  readonly errors: unknown[] = [];
  rooms: Rooms;
  readonly #limits: Partial<Limits>;
  readonly #ends: (TestClient | TestReader)[] = [];
  #keys = 0;

  private constructor(store: MemoryStore, limits: Partial<Limits>) {
    this.store = store;
    this.#limits = limits;
    this.rooms = this.node();
  }

  /** A house whose one text is the sample, or another. */
  static async open(
    options: { built?: Built; patch?: RecordPatch; limits?: Partial<Limits>; store?: MemoryStore } = {},
  ): Promise<House> {
    const store = options.store ?? new MemoryStore();
    if (!options.store) await store.append(TEXT.id, 0, [importOf(options.built, options.patch)]);
    return new House(store, options.limits ?? {});
  }

  /** Another server on the same ledger, with the same clock. */
  node(): Rooms {
    const log = {
      info: () => {},
      warn: (facts: object) => this.errors.push(facts),
      error: (facts: object) => this.errors.push(facts),
    };
    const { store, clock } = this;
    return new Rooms({ store, clock, log, directory: () => DIRECTORY, limits: this.#limits });
  }

  client(person: Person, client?: number, rooms: Rooms = this.rooms, text: TextInfo = TEXT): TestClient {
    const end = new TestClient(person, text, client).connect(rooms);
    this.#ends.push(end);
    return end;
  }

  /** A client that is connected and synced. */
  async join(person: Person, client?: number, rooms: Rooms = this.rooms, text: TextInfo = TEXT): Promise<TestClient> {
    const end = this.client(person, client, rooms, text);
    await this.settle();
    return end;
  }

  /** A client over which words are taken down for a party, connected and synced. */
  async taker(person: Person, party: string, rooms: Rooms = this.rooms): Promise<TestClient> {
    const end = new TestClient(person, TEXT);
    end.connect(rooms, { ...handshakeParams(end.doc.clientID), for: party });
    this.#ends.push(end);
    await this.settle();
    return end;
  }

  async reader(person: Person, rooms: Rooms = this.rooms, text: TextInfo = TEXT): Promise<TestReader> {
    const end = new TestReader(person, text).connect(rooms);
    this.#ends.push(end);
    await this.settle();
    return end;
  }

  /** Does an act and settles. */
  async act(person: Person, act: Act, key = `key-${++this.#keys}-00000000`, text: TextInfo = TEXT): Promise<ActAnswer> {
    const answer = this.rooms.act(person, text, { key, act });
    let waits = true;
    const answered = () => {
      waits = false;
    };
    answer.then(answered, answered);
    await this.settle();
    // Reading the past takes more turns than anything else.
    for (let i = 0; i < READINGS && waits; i++) await this.settle();
    return answer;
  }

  /** Moves messages until nobody has anything to say. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < TURNS_OF_OPENING; ) {
      const moved = this.#ends.map((end) => end.socket?.deliver() ?? false).some(Boolean);
      const ran = this.clock.tick();
      await new Promise((resolve) => setImmediate(resolve));
      quiet = moved || ran ? 0 : quiet + 1;
    }
  }

  /** Moves time on, a second at a time, and settles. */
  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 1_000) {
      this.clock.advance(Math.min(left, 1_000));
      await this.settle();
    }
  }

  /** The server goes down cleanly and comes back. */
  async restart(): Promise<void> {
    await this.close();
    this.rooms = this.node();
  }

  /** Closes the rooms, and lets time pass while they do. */
  async close(): Promise<void> {
    const closing = this.rooms.close();
    await this.settle();
    this.clock.advance(5_000);
    await this.settle();
    await closing;
  }
}
