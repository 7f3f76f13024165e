import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { SqliteWriter, type Write, type Written } from "./sqlite-writer.ts";

/**
 * The writing thread: an fsync takes milliseconds and node:sqlite is synchronous, so the event loop that serves sockets must
 * not wait for it. Whatever arrived while a commit was under way is drained from the port and written in the next one.
 */
export interface Order {
  readonly id: number;
  readonly write: Write;
}

/** The thread's answer: one for each commit. `seconds` is how long the commit took. */
export interface Answer {
  readonly written: readonly { readonly id: number; readonly result: Written }[];
  readonly seconds: number;
}

if (!parentPort) throw new Error("sqlite-worker.ts is started by sqlite.ts as a thread");
const port = parentPort;
const writer = new SqliteWriter((workerData as { file: string }).file);

port.on("message", (first: readonly Order[] | "close") => {
  if (first === "close") return close();
  const orders = [...first];
  let closing = false;
  for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port)) {
    if (more.message === "close") closing = true;
    else orders.push(...(more.message as readonly Order[]));
  }
  port.postMessage(commit(orders));
  if (closing) close();
});

function commit(orders: readonly Order[]): Answer {
  const began = performance.now();
  let results: readonly Written[];
  try {
    results = writer.commit(orders.map((order) => order.write));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    results = orders.map(() => ({ ok: false, error: message }));
  }
  const written = orders.map(({ id }, i) => ({ id, result: results[i] as Written }));
  return { written, seconds: (performance.now() - began) / 1_000 };
}

function close(): void {
  writer.close();
  port.close();
}
