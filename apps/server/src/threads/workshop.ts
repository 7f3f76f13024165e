import { Worker } from "node:worker_threads";

/** How a workshop works. Times are in milliseconds. */
export interface WorkshopOptions {
  /** The module that each thread runs; it calls `takeOrders` (orders.ts). */
  readonly module: URL;
  /** How many threads work at once. Other orders wait their turn. */
  readonly atOnce: number;
  /** How long a thread waits for another order before it ends; 0 for a fresh thread each time. */
  readonly keep: number;
  /** What a thread may hold in its heap, in megabytes. */
  readonly megabytes?: number;
}

/** How one order is to be done. */
export interface Errand {
  /** Aborted when nobody waits for the result any more. */
  readonly signal?: AbortSignal;
  /** How long the work may take once it has begun, in milliseconds. */
  readonly patience: number;
  /** Told how far the work is, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Why no result came: nobody waited any more, it took too long, too much memory, or the thread failed. */
export type Failure = "aborted" | "too-slow" | "too-much-memory" | "failed";

/** An order was not done. */
export class WorkFailed extends Error {
  override readonly name = "WorkFailed";
  readonly failure: Failure;

  constructor(failure: Failure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

/** What a thread says of its order. */
export type Word =
  | { readonly adref: "progress"; readonly done: number }
  | { readonly adref: "done"; readonly result: unknown }
  | { readonly adref: "failed"; readonly message: string };

/**
 * Work that would hold up everybody's typing, done on threads of its own. A thread that was stopped in the middle of an order,
 * or failed at one, is not used again.
 */
export class Workshop<Order, Result> {
  readonly #options: WorkshopOptions;
  readonly #idle = new Map<Worker, NodeJS.Timeout>();
  readonly #busy = new Set<Worker>();
  readonly #line: (() => void)[] = [];
  readonly #closing = new AbortController();
  #working = 0;

  constructor(options: WorkshopOptions) {
    this.#options = options;
  }

  /** Does an order when its turn comes. Rejects with WorkFailed. */
  async do(order: Order, errand: Errand): Promise<Result> {
    const { signal } = this.#closing;
    const either = errand.signal ? AbortSignal.any([errand.signal, signal]) : signal;
    await this.#turn(either);
    try {
      return await this.#work(order, { ...errand, signal: either });
    } finally {
      const next = this.#line.shift();
      if (next) next();
      else this.#working -= 1;
    }
  }

  /** Ends all threads; what they were at is not finished, and nothing that waits or comes later is begun. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const timer of this.#idle.values()) clearTimeout(timer);
    const workers = [...this.#idle.keys(), ...this.#busy];
    this.#idle.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(aborted());
    if (this.#working < this.#options.atOnce) {
      this.#working += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#line.splice(this.#line.indexOf(mine), 1);
        reject(aborted());
      };
      const mine = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#line.push(mine);
    });
  }

  async #work(order: Order, { signal, patience, onProgress }: Errand): Promise<Result> {
    const worker = this.#thread();
    this.#busy.add(worker);
    const forget: (() => void)[] = [];
    try {
      const result = await new Promise<Result>((resolve, reject) => {
        const on = (event: string, hear: (value: unknown) => void) => {
          worker.on(event, hear);
          forget.push(() => worker.off(event, hear));
        };
        // Under `node --watch` the thread's runtime sends messages of its own on the same port.
        on("message", (said) => {
          const word = said as Partial<Word> | null;
          if (word?.adref === "progress") onProgress?.(word.done ?? 0);
          else if (word?.adref === "done") resolve(word.result as Result);
          else if (word?.adref === "failed") reject(new WorkFailed("failed", word.message ?? "unknown"));
        });
        on("error", (error) => reject(failureOf(error)));
        on("exit", () => reject(new WorkFailed("failed", "The thread ended before its work was done")));
        const timer = setTimeout(() => reject(new WorkFailed("too-slow", "The work took too long")), patience);
        forget.push(() => clearTimeout(timer));
        const stop = () => reject(aborted());
        signal?.addEventListener("abort", stop, { once: true });
        forget.push(() => signal?.removeEventListener("abort", stop));
        if (signal?.aborted) stop();
        else worker.postMessage(order);
      });
      for (const undo of forget.splice(0)) undo();
      this.#rest(worker);
      return result;
    } catch (error) {
      for (const undo of forget.splice(0)) undo();
      await worker.terminate();
      throw error;
    } finally {
      this.#busy.delete(worker);
    }
  }

  #thread(): Worker {
    const [rested] = this.#idle;
    if (rested) {
      const [worker, timer] = rested;
      clearTimeout(timer);
      this.#idle.delete(worker);
      worker.ref();
      return worker;
    }
    const { module, megabytes } = this.#options;
    const worker = new Worker(module, megabytes ? { resourceLimits: { maxOldGenerationSizeMb: megabytes } } : {});
    for (const end of ["exit", "error"]) worker.on(end, () => this.#idle.delete(worker));
    return worker;
  }

  #rest(worker: Worker): void {
    if (this.#options.keep === 0) {
      void worker.terminate();
      return;
    }
    worker.unref();
    const timer = setTimeout(() => {
      this.#idle.delete(worker);
      void worker.terminate();
    }, this.#options.keep).unref();
    this.#idle.set(worker, timer);
  }
}

function aborted(): WorkFailed {
  return new WorkFailed("aborted", "Nobody waits for this work any more");
}

function failureOf(error: unknown): WorkFailed {
  const memory = (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY";
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new WorkFailed(memory ? "too-much-memory" : "failed", message, { cause: error });
}
