import { Workshop } from "../threads/workshop.ts";
import type { PackedText } from "./packed-text.ts";
import type { Paper, PaperOrder } from "./write-paper.ts";

/** Papers that are made at once: each takes a processor and the memory of a whole text. */
const AT_ONCE = 2;
/** How long a paper may take, and how long its thread waits for another one; milliseconds. */
const PATIENCE = 60_000;
const KEEP = 30_000;

/** Writes papers on threads of their own: a long one takes seconds, in which nobody's typing may wait. */
export class Papers {
  readonly #workshop = new Workshop<PaperOrder<PackedText>, Paper>({
    module: new URL("./paper-thread.ts", import.meta.url),
    atOnce: AT_ONCE,
    keep: KEEP,
  });

  /** Writes one. Rejects with WorkFailed, at once where the signal is aborted. */
  write(order: PaperOrder<PackedText>, signal: AbortSignal): Promise<Paper> {
    return this.#workshop.do(order, { signal, patience: PATIENCE });
  }

  close(): Promise<void> {
    return this.#workshop.close();
  }
}
