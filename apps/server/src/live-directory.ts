import type { Directory, TextInfo } from "@adref/protocol";
import type { Store } from "./store/port.ts";

/**
 * The negotiation as this server knows it. Texts come in while it runs: by itself, by other nodes and by the command line, of
 * which nobody tells it; so whoever misses a text, or lists them all, asks it to look again.
 */
export class LiveDirectory {
  readonly #store: Store;
  #known: Directory;
  #looking: Promise<void> | null = null;

  constructor(store: Store, known: Directory) {
    this.#store = store;
    this.#known = known;
  }

  /** As it was when somebody last looked. */
  readonly current = (): Directory => this.#known;

  /** Looks at what is stored. Those who ask at the same time look once together. Rejects with StoreError. */
  refresh(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Lists a text, for every node; one that is listed already stays as it is. Rejects with StoreError. */
  async addText(text: TextInfo): Promise<void> {
    this.#known = await this.#store.addText(text);
  }

  async #look(): Promise<void> {
    this.#known = (await this.#store.directory()) ?? this.#known;
  }
}
