import type { ReadFinding } from "../reading.ts";

/** Counts what is met often, so that a report says it once: how often, and where first. */
export class Tally {
  readonly #met = new Map<string, { count: number; where: string; did: string; setting: string | undefined }>();

  /** Notes one more of what `what` says, with `#` for the count and `(s)` for the ending of its plural. */
  add(what: string, did: string, where: string, setting?: string): void {
    const known = this.#met.get(what);
    if (known) known.count++;
    else this.#met.set(what, { count: 1, where, did, setting });
  }

  list(): ReadFinding[] {
    return [...this.#met].map(([what, { count, where, did, setting }]) => ({
      where: count > 1 && where !== "" ? `first in ${where}` : where,
      what: what.replace("#", String(count)).replaceAll("(s)", count === 1 ? "" : "s"),
      did,
      ...(setting !== undefined && { setting }),
    }));
  }
}

/** What comes up while a file is read. */
export class Notes {
  readonly guessed = new Tally();
  readonly notKept = new Tally();
  readonly findings = new Tally();
}
