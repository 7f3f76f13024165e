import type { ReadFinding } from "../reading.ts";

/** Collects what there is to say of a file, each thing once, with how often and where first. */
export class Tally {
  readonly #said = new Map<string, { count: number; readonly where: string; readonly did: string }>();

  /** `what` has `#` where the count stands. */
  add(what: string, did: string, where: string): void {
    const said = this.#said.get(what);
    if (said) said.count++;
    else this.#said.set(what, { count: 1, where, did });
  }

  list(): ReadFinding[] {
    return [...this.#said].map(([what, { count, where, did }]) => ({
      where,
      what: what.replace("#", String(count)),
      did,
    }));
  }
}
