import { encodeBeacon } from "@adref/protocol";
import type { Gate } from "../gate/gate.ts";
import type { Limits } from "./limits.ts";

/**
 * When to send a fingerprint of the accepted words: after so many entries, and when the text has come to rest after a
 * change. A client whose words differ at that state vector has diverged and starts afresh.
 */
export class BeaconLight {
  readonly #limits: Limits;
  #entries = 0;
  #lastChange: number;

  constructor(limits: Limits, now: number) {
    this.#limits = limits;
    this.#lastChange = now;
  }

  /** The words changed by so many entries. */
  changed(entries: number, now: number): void {
    this.#entries += entries;
    this.#lastChange = now;
  }

  due(now: number): boolean {
    const quiet = now - this.#lastChange >= this.#limits.beaconQuiet;
    return this.#entries >= this.#limits.beaconEntries || (this.#entries > 0 && quiet);
  }

  sent(): void {
    this.#entries = 0;
  }

  /** The message for the words as they are at entry `seq`. */
  frame(seq: number, gate: Gate): Uint8Array {
    return encodeBeacon({ seq, stateVector: gate.stateVector(), hash: gate.bodyHash() });
  }
}
