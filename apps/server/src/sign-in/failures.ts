/**
 * Counts failures by key in windows of one minute. Guessing a secret of 256 bits is hopeless anyway; this keeps it from
 * costing the server much, and counts nobody who is signed in, since a meeting room often shares one address.
 */
export class Failures {
  readonly #limit: number;
  readonly #now: () => number;
  #counts = new Map<string, number>();
  #window = 0;

  /** `limit` is failures a minute of one key; `now` gives milliseconds. */
  constructor(limit: number, now: () => number = Date.now) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Counts one failure of a key. */
  count(key: string): void {
    this.#turn();
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Whether a key failed too often in this minute. */
  tooMany(key: string): boolean {
    this.#turn();
    return (this.#counts.get(key) ?? 0) >= this.#limit;
  }

  #turn(): void {
    const window = Math.floor(this.#now() / 60_000);
    if (window === this.#window) return;
    this.#window = window;
    this.#counts = new Map();
  }
}
