/** What one connection may ask of the server, and when rooms do their housekeeping. Milliseconds, bytes, and counts a second. */
export interface Limits {
  /** The largest message; a text's whole delete set comes with every reconnection, so this is not small. */
  readonly messageBytes: number;
  /** What may arrive before the room is open; with more, the client is asked to come again. */
  readonly earlyBytes: number;
  readonly messages: Rate;
  readonly bytes: Rate;
  /** Yjs structs: what a message costs to judge depends on them more than on its bytes. */
  readonly structs: Rate;
  /** Requests for the state: each may be answered with the whole text. */
  readonly states: Rate;
  readonly presence: Rate;
  readonly presenceBytes: number;
  /** How often a room sends presence at most. */
  readonly presenceEvery: number;
  /** What may wait in a socket, beyond twice the state that it was sent, before the reader is sent away. */
  readonly bufferedBytes: number;
  readonly silence: number;
  readonly pingEvery: number;
  /** How long a closed socket may take to say goodbye. */
  readonly goodbye: number;
  readonly sweepEvery: number;
  readonly beaconEntries: number;
  readonly beaconQuiet: number;
  /** A checkpoint is made after so many entries once the text is quiet, and after `checkpointAtMost` in any case. */
  readonly checkpointEntries: number;
  readonly checkpointAtMost: number;
  readonly checkpointQuiet: number;
  readonly idle: number;
}

/** A bucket: `each` a second flow in, and it holds `burst`. */
export interface Rate {
  readonly each: number;
  readonly burst: number;
}

/**
 * A fast typist in batches of 50 ms sends 20 messages a second; a paste of 200 KB is one message of perhaps 15,000 structs;
 * a delegation that comes back from a day offline sends a few hundred kilobytes at once. All pass with room to spare.
 */
export const LIMITS: Limits = {
  messageBytes: 4 * 1024 * 1024,
  earlyBytes: 512 * 1024,
  messages: { each: 200, burst: 800 },
  bytes: { each: 512 * 1024, burst: 8 * 1024 * 1024 },
  structs: { each: 10_000, burst: 150_000 },
  states: { each: 0.2, burst: 6 },
  presence: { each: 20, burst: 60 },
  presenceBytes: 2_048,
  presenceEvery: 100,
  bufferedBytes: 8 * 1024 * 1024,
  silence: 15_000,
  pingEvery: 30_000,
  goodbye: 1_000,
  sweepEvery: 1_000,
  beaconEntries: 500,
  beaconQuiet: 3_000,
  checkpointEntries: 300,
  checkpointAtMost: 3_000,
  checkpointQuiet: 2_000,
  idle: 60_000,
};

/** A token bucket. */
export class Bucket {
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Takes `count` tokens, or none and answers false. `now` is in milliseconds. */
  take(count: number, now: number): boolean {
    const flowed = (Math.max(0, now - this.#at) / 1_000) * this.#rate.each;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + flowed);
    this.#at = now;
    if (count > this.#tokens) return false;
    this.#tokens -= count;
    return true;
  }
}
