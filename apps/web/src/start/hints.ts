import { call } from "../api.ts";
import { keep, kept } from "../kept.ts";
import type { Watched } from "../stores.ts";

/** The first hints, in the order in which they are shown. */
export const HINTS = ["type", "bracket", "saved"] as const;
export type Hint = (typeof HINTS)[number];

/** How the names begin under which the device keeps whose hints were seen. */
const SEEN = "adref.hints.";

/**
 * The hints of one person: one after another, each until it is seen, none ever again. What was seen is kept on the device and on
 * the server; until the server has said what it knows, nothing is shown.
 */
export class Hints implements Watched<Hint | null> {
  readonly #person: string;
  readonly #listeners = new Set<() => void>();
  #seen: ReadonlySet<string>;
  #known: boolean;

  constructor(person: string) {
    this.#person = person;
    const json = kept(SEEN + person);
    this.#seen = new Set(json === null ? [] : (JSON.parse(json) as string[]));
    this.#known = HINTS.every((hint) => this.#seen.has(hint));
    if (!this.#known) void this.#ask();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The hint to be shown now; null for none. */
  getState(): Hint | null {
    if (!this.#known) return null;
    return HINTS.find((hint) => !this.#seen.has(hint)) ?? null;
  }

  /** A hint was seen, or all of them are enough. */
  see(hints: readonly Hint[]): void {
    this.#take([...this.#seen, ...hints]);
    void call("/api/hints", { seen: hints });
  }

  async #ask(): Promise<void> {
    const answer = await call<{ readonly seen: readonly string[] }>("/api/hints");
    this.#known = true;
    this.#take([...this.#seen, ...(answer.ok ? answer.value.seen : [])]);
  }

  #take(seen: readonly string[]): void {
    this.#seen = new Set(seen);
    keep(SEEN + this.#person, JSON.stringify([...this.#seen]));
    for (const listener of this.#listeners) listener();
  }
}

const known = new Map<string, Hints>();

/** The hints of a person, the same wherever they are asked for. */
export function hintsOf(person: string): Hints {
  const hints = known.get(person) ?? new Hints(person);
  known.set(person, hints);
  return hints;
}
