/** The holder of the client ids with which the server itself writes. No person has this id. */
export const SERVER = "";
/** How many client ids of people who left are kept for them. */
const MOST_LEFT = 10_000;

/**
 * Whose a Yjs client id is: the person's who used it first in a text, for ever. Two people with one client id would be two
 * histories under one clock, and every replica would keep another half of them.
 */
export class Leases {
  readonly #held: Map<number, string>;
  readonly #reserved = new Map<number, string>();
  /** Those of people who left without having written: presence told everybody their ids, and they may come back. */
  readonly #left = new Map<number, string>();

  constructor(held: Iterable<readonly [number, string]>) {
    this.#held = new Map(held);
  }

  /** All client ids that were used, by the person who holds each; "" is the server. */
  get held(): ReadonlyMap<number, string> {
    return this.#held;
  }

  /** Whether a person may write with a client id. `state` is how much the text holds of it already. */
  mayUse(client: number, person: string, state: number): boolean {
    const holder = this.#held.get(client);
    if (holder !== undefined) return holder === person;
    // Words of a client id that nobody holds are the server's own, from before it was last started.
    if (state > 0) return false;
    const reserved = this.#reserved.get(client) ?? this.#left.get(client);
    return reserved === undefined || reserved === person;
  }

  /** Holds a client id for a person who is connected with it, until `release`. False when it is somebody else's. */
  reserve(client: number, person: string, state: number): boolean {
    if (!this.mayUse(client, person, state)) return false;
    this.#left.delete(client);
    this.#reserved.set(client, person);
    return true;
  }

  /** Ends a reservation. What was used stays held; what was not is kept for its person, who may only have lost the line. */
  release(client: number, person: string): void {
    if (this.#reserved.get(client) !== person) return;
    this.#reserved.delete(client);
    this.#left.set(client, person);
    const oldest = this.#left.keys().next();
    if (this.#left.size > MOST_LEFT && !oldest.done) this.#left.delete(oldest.value);
  }

  /** A person has used a client id. */
  take(client: number, person: string): void {
    if (!this.#held.has(client)) this.#held.set(client, person);
  }

  /** The server writes with this client id. */
  takeForServer(client: number): void {
    this.#held.set(client, SERVER);
  }
}
