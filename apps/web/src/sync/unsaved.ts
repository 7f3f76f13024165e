/** Local changes that come within this many milliseconds of each other count as one change in what a person is told. */
const BURST_MS = 1_500;

/** How far a client id's items had come when something was sent. */
export type Clocks = ReadonlyMap<number, number>;

/**
 * Which local changes the server has made durable. Every local change gets a number; every message that carries words
 * remembers the newest change in it; the server's `saved n` speaks of the n-th such message of the connection.
 */
export class Unsaved {
  #newest = 0;
  #acknowledged = 0;
  #bursts: { last: number; at: number }[] = [];
  #messages: { change: number; clocks: Clocks }[] = [];
  #waiting: { change: number; resolve: (saved: boolean) => void }[] = [];
  #clocks: Clocks = new Map();

  /** `count` changes were made before this page was opened and never acknowledged. */
  keptFromBefore(count: number): void {
    for (let i = 0; i < count; i++) this.#bursts.push({ last: ++this.#newest, at: Number.NEGATIVE_INFINITY });
  }

  /** A local change happened at `now` (milliseconds). */
  changed(now: number): void {
    this.#newest += 1;
    const burst = this.#bursts.at(-1);
    if (burst && now - burst.at < BURST_MS) {
      burst.last = this.#newest;
      burst.at = now;
    } else this.#bursts.push({ last: this.#newest, at: now });
  }

  /** A new connection counts its messages from one. */
  connected(): void {
    this.#messages = [];
  }

  /** A message with all local changes so far went out; `clocks` says how far each of our client ids had come. */
  sent(clocks: Clocks): void {
    this.#messages.push({ change: this.#newest, clocks });
  }

  /** The server has the first `count` messages of this connection for good. */
  saved(count: number): void {
    const message = this.#messages[count - 1];
    if (!message || message.change < this.#acknowledged) return;
    this.#acknowledged = message.change;
    this.#clocks = message.clocks;
    this.#bursts = this.#bursts.filter((burst) => burst.last > message.change);
    const ready = this.#waiting.filter((waiter) => waiter.change <= message.change);
    this.#waiting = this.#waiting.filter((waiter) => waiter.change > message.change);
    for (const waiter of ready) waiter.resolve(true);
  }

  /** How many changes, as a person would count them, are not acknowledged. */
  get changes(): number {
    return this.#bursts.length;
  }

  /** How far each of our client ids is acknowledged; one that is missing is not at all. */
  get clocks(): Clocks {
    return this.#clocks;
  }

  /** The server holds everything that we have: there is nothing to send. */
  nothingToSend(): void {
    this.#messages.push({ change: this.#newest, clocks: this.#clocks });
    this.saved(this.#messages.length);
    this.#messages.pop();
  }

  /** What is not acknowledged was refused: it is gone from the document. */
  giveUp(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#bursts = [];
    this.#messages = [];
    this.#acknowledged = this.#newest;
    this.#clocks = new Map();
    for (const waiter of waiting) waiter.resolve(false);
  }

  /** Resolves with true when everything changed so far is acknowledged, with false when it was given up. */
  settled(): Promise<boolean> {
    if (this.#acknowledged >= this.#newest) return Promise.resolve(true);
    return new Promise((resolve) => this.#waiting.push({ change: this.#newest, resolve }));
  }
}
