import { parentPort, workerData } from "node:worker_threads";
import type { Ledger } from "../rooms/replay.ts";
import type { Checkpoint, Entry } from "../store/port.ts";
import { SqliteReader } from "../store/sqlite-reader.ts";
import type { FromThread, LedgerQuestion, PastData, PastOrder, ToThread } from "./orders.ts";
import { PastDesk } from "./past-desk.ts";

/** Entries in one answer of the ledger's side, so that reading them there never takes long. */
const PAGE = 200;

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

const port = parentPort;
if (!port) throw new Error("This module is a thread; past-thread.ts starts it");
const say = (words: FromThread, bytes?: ArrayBuffer) => port.postMessage(words, bytes ? [bytes] : []);
const asked = new Map<number, Asked>();
let questions = 0;

function ask(question: LedgerQuestion): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const id = ++questions;
    asked.set(id, { resolve, reject });
    say({ adref: "ask", id, question });
  });
}

/** The ledger as the other side reads it. */
const asking: Ledger = {
  async read(text, after, limit) {
    const out: Entry[] = [];
    while (out.length < limit) {
      const size = Math.min(PAGE, limit - out.length);
      const page = (await ask({ ask: "read", text, after: after + out.length, limit: size })) as readonly Entry[];
      for (const entry of page) out.push(entry);
      if (page.length < size) break;
    }
    return out;
  },
  async checkpoint(text, seq = Number.MAX_SAFE_INTEGER) {
    return (await ask({ ask: "checkpoint", text, seq })) as Checkpoint | null;
  },
};

const { file } = workerData as PastData;
const desk = new PastDesk(file === null ? asking : new SqliteReader(file));
/**
 * One order at a time: what several would hold in memory at once has no bound. Origins of words have a line of their own,
 * because the first question of a long ledger takes seconds, between whose pages a moment can be opened.
 */
const lines: Record<"origins" | "others", Promise<void>> = { origins: Promise.resolve(), others: Promise.resolve() };

async function work(id: number, order: PastOrder): Promise<void> {
  try {
    const result = await desk.do(order);
    const bytes = result && "body" in result ? result.body.buffer : undefined;
    say({ adref: "done", id, result }, bytes as ArrayBuffer | undefined);
  } catch (error) {
    say({ adref: "failed", id, message: error instanceof Error ? error.message : String(error) });
  }
}

port.on("message", (message: ToThread) => {
  if (message.adref === "order") {
    const line = message.order.do === "origins" ? "origins" : "others";
    lines[line] = lines[line].then(() => work(message.id, message.order));
    return;
  }
  const waiting = asked.get(message.id);
  asked.delete(message.id);
  if (message.adref === "answer") waiting?.resolve(message.value);
  else waiting?.reject(new Error(message.message));
});
