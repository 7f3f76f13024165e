import { MESSAGE, type Person } from "@adref/protocol";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { Clock } from "./clock.ts";
import { Bucket, type Limits } from "./limits.ts";
import { type OwnState, presentPerson, readOwnState } from "./presence-state.ts";

/** A connection as presence sees it. `client` is the Yjs client id that it holds. */
export interface PresenceMember {
  readonly client: number;
  readonly person: Person;
  send(frame: Uint8Array): void;
}

interface Present {
  readonly member: PresenceMember;
  readonly alias: string;
  /** The sender's own clock, which may only rise. */
  clock: number;
  state: OwnState | null;
}

type Chunks = Readonly<Record<"names" | "withheld", Uint8Array>>;

/**
 * Who is here and where their carets are. Every state passes through the server, which says who the sender is, takes states
 * for the sender's own client id only, and sends what changed to all in one frame, at most every `presenceEvery`
 * milliseconds. Clients of y-websocket send back what they are told of others; that is passed over.
 *
 * The clock that others see is the server's: it rises over restarts and reconnections, so that nobody who comes back with
 * an old clock stays invisible.
 */
export class Presence {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #members = new Map<PresenceMember, Bucket>();
  readonly #present = new Map<number, Present>();
  readonly #changed = new Map<number, Chunks>();
  #told = 0;
  #lastSent = 0;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, limits: Limits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  join(member: PresenceMember): void {
    this.#members.set(member, new Bucket(this.#limits.presence, this.#clock.now()));
  }

  leave(member: PresenceMember): void {
    this.#members.delete(member);
    const present = this.#present.get(member.client);
    if (present?.member !== member) return;
    this.#present.delete(member.client);
    this.#change(member.client, null);
  }

  /** Takes an awareness update. Throws where it is none. */
  receive(member: PresenceMember, update: Uint8Array): void {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarUint8Array(decoder);
      if (client === member.client) this.#receiveOwn(member, clock, json);
    }
  }

  /** Sends a member everybody else. */
  sendAll(member: PresenceMember): void {
    const audience = member.person.names ? "names" : "withheld";
    const chunks: Uint8Array[] = [];
    for (const [client, present] of this.#present) {
      if (client !== member.client) chunks.push(this.#chunks(client, present)[audience]);
    }
    if (chunks.length > 0) member.send(frameOf(chunks));
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #receiveOwn(member: PresenceMember, clock: number, json: Uint8Array): void {
    const now = this.#clock.now();
    if (json.length > this.#limits.presenceBytes || !this.#members.get(member)?.take(1, now)) return;
    const before = this.#present.get(member.client);
    const own = before?.member === member ? before : null;
    if (own && clock < own.clock) return;
    const state = readOwnState(Buffer.from(json).toString());
    if (!own && !state) return;
    const present: Present = own ?? { member, alias: crypto.randomUUID(), clock, state };
    present.clock = clock;
    present.state = state;
    if (state) this.#present.set(member.client, present);
    else this.#present.delete(member.client);
    this.#change(member.client, state ? present : null);
  }

  #change(client: number, present: Present | null): void {
    this.#changed.set(client, this.#chunks(client, present));
    const wait = Math.max(0, this.#lastSent + this.#limits.presenceEvery - this.#clock.now());
    // A clock that was set back would make it wait for the time by which it was.
    const bounded = Math.min(wait, this.#limits.presenceEvery);
    this.#cancel ??= this.#clock.after(bounded, () => this.#flush());
  }

  #chunks(client: number, present: Present | null): Chunks {
    this.#told = Math.max(this.#told + 1, this.#clock.now());
    const chunk = (names: boolean) => {
      const who = present && presentPerson(present.member.person, names, present.alias);
      return encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, this.#told);
        encoding.writeVarString(encoder, JSON.stringify(present && { person: who, ...present.state }));
      });
    };
    return { names: chunk(true), withheld: chunk(false) };
  }

  #flush(): void {
    this.#cancel = null;
    this.#lastSent = this.#clock.now();
    const changed = [...this.#changed];
    this.#changed.clear();
    const all = {
      names: frameOf(changed.map(([, chunks]) => chunks.names)),
      withheld: frameOf(changed.map(([, chunks]) => chunks.withheld)),
    };
    for (const member of this.#members.keys()) {
      const audience = member.person.names ? "names" : "withheld";
      const others = changed.filter(([client]) => client !== member.client);
      if (others.length === changed.length) member.send(all[audience]);
      else if (others.length > 0) member.send(frameOf(others.map(([, chunks]) => chunks[audience])));
    }
  }
}

function frameOf(chunks: readonly Uint8Array[]): Uint8Array {
  const update = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, chunks.length);
    for (const chunk of chunks) encoding.writeUint8Array(encoder, chunk);
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.presence);
    encoding.writeVarUint8Array(encoder, update);
  });
}
