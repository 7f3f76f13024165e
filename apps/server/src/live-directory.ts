import type { Directory, NegotiationAnswer, NegotiationEvent, TextInfo } from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import { canonicalJson } from "./ledger.ts";
import { judgeEvent, refused } from "./negotiation/judge.ts";
import {
  eventEntry,
  foldEntry,
  foldOn,
  foundNegotiation,
  NEGOTIATION,
  type Standing,
  standingOf,
} from "./negotiation/stream.ts";
import type { Store } from "./store/port.ts";

/** Told of the directory before and after a change, whoever made it. */
export type DirectoryListener = (before: Directory, after: Directory) => void;

/** Something done to the negotiation, by the id of a person. `at` is ISO 8601, `key` an idempotency key. */
export interface Doing {
  readonly event: NegotiationEvent;
  readonly person: string;
  readonly at: string;
  readonly key?: string;
  /** Whether the texts name a party; without it, no text does. */
  readonly inTexts?: (party: PartyCode) => boolean;
}

/**
 * The negotiation as this server knows it: the fold of its ledger. It changes while the server runs: by itself, by other nodes and by
 * the command line, of which nobody tells it; so whoever misses a text, or lists them all, asks it to look again.
 */
export class LiveDirectory {
  readonly #store: Store;
  readonly #listeners = new Set<DirectoryListener>();
  #standing: Standing;
  #looking: Promise<void> | null = null;

  /** `known` is what the store held when it was opened; `seq` the entry of the negotiation's ledger that it is of. */
  constructor(store: Store, known: Directory, seq = 0) {
    this.#store = store;
    this.#standing = { seq, directory: known };
  }

  /** As it was when somebody last looked. */
  readonly current = (): Directory => this.#standing.directory;

  /** Is told of every change from now on, until the returned function is called. */
  onChange(listener: DirectoryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks at what is stored. Those who ask at the same time look once together. Rejects with StoreError. */
  refresh(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /**
   * Judges an event on the directory as it then stands, and puts it on the record; once for a key. Rejects with StoreError.
   */
  async act(doing: Doing): Promise<NegotiationAnswer> {
    const { event, person, at, key, inTexts } = doing;
    if (key !== undefined) {
      const entry = await this.#store.entryOfKey(NEGOTIATION, person, key);
      if (entry) {
        const same = canonicalJson(entry.data.event) === canonicalJson(event);
        return same ? { accepted: true, seq: entry.seq } : { accepted: false, refusal: refused("key-used") };
      }
    }
    for (;;) {
      await this.#begun(at);
      const { seq, directory } = this.#standing;
      const by = directory.people.find(({ id }) => id === person);
      const refusal = judgeEvent(directory, by, event, inTexts);
      if (refusal) return { accepted: false, refusal };
      const appended = await this.#store.append(NEGOTIATION, seq, [eventEntry(event, person, at, key)]);
      const entry = appended.appended ? appended.entries[0] : undefined;
      if (!entry) continue;
      this.#stand(foldEntry({ seq, directory }, entry));
      return { accepted: true, seq: entry.seq };
    }
  }

  /**
   * Lists a text, for every node; one that is listed already stays as it is. Rejects with StoreError, and with Error where the
   * person may not.
   */
  async addText(text: TextInfo, person: string, at: string): Promise<void> {
    const { id, title, symbol, body } = text;
    for (;;) {
      await this.refresh();
      if (this.current().texts.some((one) => one.id === id)) return;
      await this.#begun(at);
      const { seq, directory } = this.#standing;
      const event = { type: "add-text", text: { id, title, symbol, body } } as const;
      const by = directory.people.find((one) => one.id === person);
      const refusal = judgeEvent(directory, by, event);
      if (refusal) throw new Error(refusal.sentence);
      await this.#store.append(NEGOTIATION, seq, [eventEntry(event, person, at)]);
    }
  }

  /** Begins the ledger of a negotiation that has none yet, with the directory as it is. */
  async #begun(at: string): Promise<void> {
    await this.refresh();
    if (this.#standing.seq > 0) return;
    const { directory } = this.#standing;
    const founder = directory.people.find(({ role }) => role === "secretariat")?.id ?? "";
    this.#stand(await foundNegotiation(this.#store, directory, founder, at));
  }

  async #look(): Promise<void> {
    const known = this.#standing;
    const now = known.seq > 0 ? await foldOn(this.#store, known) : await standingOf(this.#store);
    if (now) this.#stand(now);
  }

  #stand(now: Standing): void {
    const before = this.#standing.directory;
    if (now.seq < this.#standing.seq) return;
    this.#standing = now;
    if (now.directory === before) return;
    for (const listener of this.#listeners) listener(before, now.directory);
  }
}
