import { parentPort } from "node:worker_threads";
import type { Word } from "./workshop.ts";

/**
 * Makes this thread one of a workshop: every order that comes is done, one after another, and its result sent back. `progress`
 * tells how far the work is, from 0 to 1. Throws Error outside a thread.
 */
export function takeOrders<Order>(work: (order: Order, progress: (done: number) => void) => Promise<unknown>): void {
  const port = parentPort;
  if (!port) throw new Error("This module is the work of a thread");
  const say = (word: Word) => port.postMessage(word);
  port.on("message", (order: Order) => {
    work(order, (done) => say({ adref: "progress", done })).then(
      (result) => say({ adref: "done", result }),
      (error: unknown) =>
        say({ adref: "failed", message: error instanceof Error ? String(error.stack) : String(error) }),
    );
  });
}
