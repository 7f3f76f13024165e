import { Worker } from "node:worker_threads";
import type { TextInfo } from "@adref/protocol";
import { type RecordValue, schema, type TextValue } from "@adref/schema";
import type { Ledger, PastReader } from "../rooms/replay.ts";
import type { FromThread, LedgerQuestion, PastData, PastOrder, PastResults, ToThread } from "./orders.ts";

/** Orders that may wait for the thread. */
const MOST_WAITING = 60;
/** How long the thread may say nothing while orders wait, in milliseconds. */
const PATIENCE = 120_000;
/** What the thread may hold, in megabytes: its cache, a long text being replayed, and a comparison of two. */
const MEGABYTES = 700;

/** The past could not be read now: too many ask, it took too long, or the thread failed. */
export class PastBusy extends Error {
  override readonly name = "PastBusy";
}

/** An order was understood and could not be done: its message says why. */
export class PastFailed extends Error {
  override readonly name = "PastFailed";
}

interface Waiting {
  readonly order: PastOrder;
  readonly resolve: (result: PastResults[keyof PastResults]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The thread on which the past is replayed, so that a long text does not hold up those who type. Of the embedded store it
 * reads the file; of another one it asks for checkpoints and small pages of the ledger, which are read here. It starts with
 * the first order, and is to be closed before the store.
 */
export class PastThread {
  readonly #ledger: Ledger & { readonly file?: string };
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #timer: NodeJS.Timeout | undefined;
  #orders = 0;
  #closed = false;

  constructor(ledger: Ledger & { readonly file?: string }) {
    this.#ledger = ledger;
  }

  /** Does an order. Rejects with PastBusy or PastFailed. */
  do<D extends PastOrder["do"]>(order: Extract<PastOrder, { do: D }>): Promise<PastResults[D]> {
    if (this.#closed) return Promise.reject(new PastBusy("The server is closing."));
    if (this.#waiting.size >= MOST_WAITING) return Promise.reject(new PastBusy("Too many look into the past at once."));
    return new Promise((resolve, reject) => {
      const id = ++this.#orders;
      this.#waiting.set(id, { order, resolve: resolve as Waiting["resolve"], reject });
      this.#post({ adref: "order", id, order });
      if (this.#waiting.size === 1) this.#watch();
    });
  }

  /** A reader of the past for rooms; it reads what the thread gives bit by bit. */
  readonly reader: PastReader = async (text: TextInfo, seq: number): Promise<TextValue> => {
    return (await this.value({ do: "value", source: { kind: "entry", text, seq, party: null } })).value;
  };

  /** A text as a value, with the hash of its words. */
  async value(order: Extract<PastOrder, { do: "value" }>): Promise<{ value: TextValue; wordsHash: string }> {
    const { blocks, record, wordsHash } = await this.do(order);
    const nodes: TextValue["doc"][] = [];
    for (const list of blocks) {
      for (const block of JSON.parse(list) as unknown[]) nodes.push(schema.nodeFromJSON(block));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const value = { doc: schema.topNodeType.create(null, nodes), record: JSON.parse(record) as RecordValue };
    return { value, wordsHash };
  }

  /** Ends the thread; who waits is told to come again. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#end("The server is closing.");
  }

  #post(message: ToThread): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(new URL("./past-worker.ts", import.meta.url), {
      workerData: { file: this.#ledger.file ?? null } satisfies PastData,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    worker.on("message", (message: Partial<FromThread>) => {
      if (worker === this.#worker) this.#hear(worker, message as FromThread);
    });
    const failed = (why: string) => {
      if (worker === this.#worker) void this.#end(why);
    };
    worker.on("error", (error) => failed(error instanceof Error ? error.message : String(error)));
    worker.on("exit", () => failed("The thread ended."));
    return worker;
  }

  /** Under `node --watch` the thread's runtime sends messages of its own on the same port. */
  #hear(worker: Worker, message: FromThread): void {
    switch (message.adref) {
      case "ask":
        void this.#answer(worker, message.id, message.question);
        return;
      case "done":
        this.#settle(message.id, (waiting) => waiting.resolve(message.result));
        return;
      case "failed":
        this.#settle(message.id, (waiting) => waiting.reject(new PastFailed(message.message)));
    }
  }

  /** A thread that was ended meanwhile gets no answer, and the next one none that it did not ask for. */
  async #answer(worker: Worker, id: number, question: LedgerQuestion): Promise<void> {
    const say = (message: ToThread) => {
      if (worker === this.#worker) worker.postMessage(message);
    };
    const { text } = question;
    try {
      const value =
        question.ask === "read"
          ? await this.#ledger.read(text, question.after, question.limit)
          : await this.#ledger.checkpoint(text, question.seq);
      say({ adref: "answer", id, value });
    } catch (error) {
      say({ adref: "unanswered", id, message: String(error) });
    }
  }

  #settle(id: number, tell: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#watch();
    if (waiting) tell(waiting);
  }

  /** Whatever the thread finishes gives it time for the next. */
  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size === 0) {
      this.#worker?.unref();
      return;
    }
    this.#worker?.ref();
    this.#timer = setTimeout(() => void this.#end("It took too long."), PATIENCE).unref();
  }

  /** Ends the thread; the next order starts another one. */
  async #end(why: string): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new PastBusy(`The past could not be read. ${why}`));
    await worker?.terminate();
  }
}
