import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { wholeServer } from "./doubles/whole-server.ts";

test("a server that stops leaves no thread behind", async () => {
  const threads: Worker[] = [];
  const started = (message: unknown) => {
    threads.push((message as { worker: Worker }).worker);
  };
  subscribe("worker_threads", started);
  const server = await wholeServer();
  expect((await server.ask("kaz-1", "GET", "/api/texts/fa/moments/seq:1")).status).toBe(200);
  expect((await server.ask("kaz-1", "GET", "/api/texts/fa/export?format=txt")).status).toBe(200);
  const running = threads.filter(({ threadId }) => threadId > 0);
  // That of the past, that of papers, and the store's own.
  expect(running).toHaveLength(3);
  await server.close();
  unsubscribe("worker_threads", started);
  expect(running.map(({ threadId }) => threadId)).toEqual([-1, -1, -1]);
});
