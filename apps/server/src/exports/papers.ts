import { Workshop } from "../threads/workshop.ts";
import type { PackedText } from "./packed-text.ts";
import type { Paper, PaperOrder } from "./write-paper.ts";

/** Papers that are made at once: each takes a processor and the memory of a whole text. */
const AT_ONCE = 2;
/** How long a paper may take, and how long its thread waits for another one; milliseconds. */
const PATIENCE = 60_000;
const KEEP = 30_000;

/** Papers that one person may wait for. A browser asks for one; a script that takes out every text waits for each. */
export const MOST_PAPERS = 6;

/** Somebody waits for too many papers already. */
export class TooManyPapers extends Error {
  override readonly name = "TooManyPapers";
}

/** Writes papers on threads of their own: a long one takes seconds, in which nobody's typing may wait. */
export class Papers {
  readonly #workshop = new Workshop<PaperOrder<PackedText>, Paper>({
    module: new URL("./paper-thread.ts", import.meta.url),
    atOnce: AT_ONCE,
    keep: KEEP,
  });

  readonly #waiting = new Map<string, number>();

  /**
   * Runs what makes a paper, from its texts on, for a person: nobody fills the line or the memory alone. Rejects with
   * TooManyPapers.
   */
  async asked<T>(person: string, make: () => Promise<T>): Promise<T> {
    const waiting = this.#waiting.get(person) ?? 0;
    if (waiting >= MOST_PAPERS) throw new TooManyPapers(`${person} waits for ${waiting} papers`);
    this.#waiting.set(person, waiting + 1);
    try {
      return await make();
    } finally {
      const left = (this.#waiting.get(person) ?? 1) - 1;
      if (left > 0) this.#waiting.set(person, left);
      else this.#waiting.delete(person);
    }
  }

  /** Writes one. Rejects with WorkFailed, at once where the signal is aborted. */
  write(order: PaperOrder<PackedText>, signal: AbortSignal): Promise<Paper> {
    return this.#workshop.do(order, { signal, patience: PATIENCE });
  }

  close(): Promise<void> {
    return this.#workshop.close();
  }
}
