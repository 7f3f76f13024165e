import type { RecordValue } from "@adref/schema";
import type * as Y from "yjs";
import { type DeviceStore, indexedStore, memoryStore } from "./device-store.ts";
import { indexedPersistence, type OpenPersistence, type Persistence, soleKeeper } from "./persistence.ts";

/** The names of what one person keeps of one text on a device: a small store, and the words. */
export const keptNames = (text: string, person: string) => ({
  store: `adref-kept:${text}:${person}`,
  words: `adref-words:${text}:${person}`,
});

export interface DeviceCopyOptions {
  readonly text: string;
  readonly person: string;
  readonly openStore?: ((name: string) => Promise<DeviceStore>) | undefined;
  readonly openPersistence?: OpenPersistence | null | undefined;
  readonly locks?: LockManager | undefined;
}

/** `words`: a copy is there. `none`: one may be made. `elsewhere`: another window keeps it. `never`: the browser keeps nothing. */
type Found = "words" | "none" | "elsewhere" | "never";

const KEEP_RECORD_MS = 2_000;

/**
 * One person's copy of one text on the device: words, record, claimed ids, and how many changes in the words are not saved.
 * Words and their count belong to one window at a time; claims are kept one by one, so that windows add to each other's.
 */
export class DeviceCopy {
  store: DeviceStore = memoryStore();
  #options: DeviceCopyOptions;
  #keeper: ReturnType<typeof soleKeeper>;
  #persistence: Persistence | null = null;
  #works: boolean;
  #counts = false;
  #counted = 0;
  #recordTimer: ReturnType<typeof setTimeout> | null = null;
  #changes = 0;
  #flushed = 0;
  #flushing = false;
  #caughtUp: () => void = () => {};

  constructor(options: DeviceCopyOptions) {
    this.#options = options;
    this.#works = options.openPersistence !== null;
    // Who keeps nothing takes the right to keep from no other window.
    const locks = this.#works ? (options.locks ?? globalThis.navigator?.locks) : undefined;
    this.#keeper = soleKeeper(`adref:${options.text}:${options.person}`, locks);
  }

  /** Whether changes in the words survive the page. */
  get keepsWords(): boolean {
    return this.#persistence !== null;
  }

  /** Resolves when no other window keeps the words any more. */
  get later(): Promise<void> {
    return this.#keeper.later;
  }

  /** Opens the store; where the browser forbids it, one in memory takes its place. */
  async open(): Promise<void> {
    const { openStore = indexedStore, text, person } = this.#options;
    try {
      this.store = await openStore(keptNames(text, person).store);
    } catch {
      this.#works = false;
    }
  }

  /** The record as it was last kept. */
  async record(): Promise<RecordValue | undefined> {
    return (await this.store.get("record").catch(() => undefined)) as RecordValue | undefined;
  }

  /** Keeps a record after a moment; `record` is asked then, so that only the newest is written. */
  keepRecord(record: () => RecordValue | undefined): void {
    this.#recordTimer ??= setTimeout(() => {
      this.#recordTimer = null;
      void this.store.put("record", record()).catch(() => {});
    }, KEEP_RECORD_MS);
  }

  /** The ids that windows of this person claimed in this text. */
  async claims(): Promise<string[]> {
    return (await this.store.all("claimed/").catch(() => [])) as string[];
  }

  claim(id: string): void {
    void this.store.put(`claimed/${id}`, id).catch(() => {});
  }

  unclaim(id: string): void {
    void this.store.delete(`claimed/${id}`).catch(() => {});
  }

  /** Whether there is a copy of the words, and whether this window may keep one. */
  async found(): Promise<Found> {
    if (!this.#works) return "never";
    if (!(await this.#keeper.now)) return "elsewhere";
    return (await this.store.get("kept").catch(() => undefined)) ? "words" : "none";
  }

  /** Makes this window the one that counts unsaved changes; gives how many an earlier one left. */
  async takeCount(): Promise<number> {
    this.#counts = true;
    const unsaved = await this.store.get("unsaved").catch(() => undefined);
    return typeof unsaved === "number" ? unsaved : 0;
  }

  /** Writes down how many changes are unsaved, if this window is the one that counts. */
  count(changes: number): void {
    if (!this.#counts || changes === this.#counted) return;
    this.#counted = changes;
    void this.store.put("unsaved", changes).catch(() => {});
  }

  /** Whether the newest change is still on its way to the device. */
  get behind(): boolean {
    return this.#persistence !== null && this.#flushed < this.#changes;
  }

  /** A change was made in the words; `caughtUp` is called when it and all others are on the device. */
  changed(caughtUp: () => void): void {
    this.#changes += 1;
    this.#caughtUp = caughtUp;
    void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    if (this.#flushing || !this.behind) return;
    this.#flushing = true;
    while (this.#persistence && this.behind) {
      // Yjs hands the change to the persistence right after it told of it.
      await Promise.resolve();
      const upTo = this.#changes;
      await this.#persistence?.flushed().catch(() => {});
      this.#flushed = upTo;
    }
    this.#flushing = false;
    this.#caughtUp();
  }

  /** Puts the kept words into a document and keeps what comes; resolves when they are in it. */
  async keepWords(doc: Y.Doc): Promise<void> {
    const { openPersistence = indexedPersistence, text, person } = this.#options;
    if (!openPersistence) return;
    this.#persistence = openPersistence(keptNames(text, person).words, doc);
    void this.store.put("kept", true).catch(() => {});
    await this.#persistence.loaded;
    void this.#catchUp();
  }

  /** Forgets the kept words, before their document is replaced; gives whether this window keeps words at all. */
  async dropWords(): Promise<boolean> {
    await this.#persistence?.clear().catch(() => {});
    this.#persistence = null;
    if (!this.#counts) return false;
    this.#counted = 0;
    await this.store.put("unsaved", 0).catch(() => {});
    return true;
  }

  close(): void {
    if (this.#recordTimer !== null) clearTimeout(this.#recordTimer);
    this.#persistence?.destroy();
    this.store.close();
    this.#keeper.release();
  }
}
