import type { Log } from "../rooms/socket.ts";
import type { Store } from "../store/port.ts";
import { type Errand, WorkFailed } from "../threads/workshop.ts";
import type { ImportFiles, KeptImport, KeptOutcome } from "./import-files.ts";
import type { ImportOrder } from "./import-orders.ts";
import { FAILED } from "./import-refusals.ts";
import { knownAuthors } from "./known-authors.ts";
import type { Listed } from "./put-text.ts";
import { rememberedAuthors } from "./remembered-authors.ts";

/** Does an order on the thread of imports. Rejects with WorkFailed. */
export type Work = (order: ImportOrder, errand: Omit<Errand, "patience">) => Promise<unknown>;

export interface ReadingParts {
  readonly files: ImportFiles;
  readonly work: Work;
  readonly store: Store;
  readonly directory: Listed;
  readonly log: Log;
}

interface Reading {
  readonly stop: AbortController;
  done: number;
  readonly ended: Promise<void>;
}

/** The files that are being read just now. */
export class Readings {
  readonly #parts: ReadingParts;
  readonly #reading = new Map<string, Reading>();

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  has(id: string): boolean {
    return this.#reading.has(id);
  }

  /** How far a reading is, from 0 to 1. */
  done(id: string): number {
    return this.#reading.get(id)?.done ?? 0;
  }

  /**
   * Reads a file, or reads it again: a reading of it that is under way is stopped, since both would write the same text.
   * Resolves when what came of it is kept, or the reading was stopped.
   */
  begin(kept: KeptImport): Promise<void> {
    const stop = new AbortController();
    const stopped = this.stop(kept.id);
    const run = async () => {
      await stopped;
      const outcome = await this.#outcome(kept, stop.signal, (done) => {
        reading.done = done;
      });
      if (outcome === null || this.#reading.get(kept.id) !== reading) return;
      await this.#parts.files.save({ ...kept, outcome });
    };
    const ended = run()
      .catch((error: unknown) => this.#parts.log.error({ err: error }, "What came of reading a file could not be kept"))
      .finally(() => {
        if (this.#reading.get(kept.id) === reading) this.#reading.delete(kept.id);
      });
    const reading: Reading = { stop, done: 0, ended };
    this.#reading.set(kept.id, reading);
    return ended;
  }

  /** What came of reading; null where it was stopped. */
  async #outcome(
    kept: KeptImport,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<KeptOutcome | null> {
    const { id, name, settings } = kept;
    try {
      const remembered = await rememberedAuthors(this.#parts.store);
      const { parties, people } = this.#parts.directory.current();
      const given = { name, settings, parties, remembered, known: knownAuthors(people) };
      const order = {
        do: "read",
        from: this.#parts.files.bytesOf(id),
        to: this.#parts.files.textOf(id),
        given,
      } as const;
      return (await this.#parts.work(order, { signal, onProgress })) as KeptOutcome;
    } catch (error) {
      const failure = error instanceof WorkFailed ? error.failure : "failed";
      if (failure === "aborted") return null;
      this.#parts.log.warn({ err: error, import: kept.hash }, "A file could not be read");
      return { ok: false, id: failure, sentence: FAILED[failure] };
    }
  }

  /** Stops reading a file; resolves when nothing of the reading is under way. */
  async stop(id: string): Promise<void> {
    const reading = this.#reading.get(id);
    if (!reading) return;
    this.#reading.delete(id);
    reading.stop.abort();
    await reading.ended;
  }

  /** Stops all. */
  async close(): Promise<void> {
    await Promise.all([...this.#reading.keys()].map((id) => this.stop(id)));
  }
}
