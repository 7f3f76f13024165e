import { parentPort } from "node:worker_threads";
import { exportWord, type WordOptions } from "@adref/exchange";
import { type RecordValue, schema } from "@adref/schema";

/** A text in a form that passes between threads, and how its paper is to look. */
export interface WordOrder {
  readonly doc: unknown;
  readonly record: RecordValue;
  readonly options: WordOptions;
}

/** The thread that lays out one Word paper and ends; export-text.ts starts it. */
parentPort?.once("message", async ({ doc, record, options }: WordOrder) => {
  const bytes = await exportWord({ doc: schema.nodeFromJSON(doc), record }, options);
  parentPort?.postMessage(bytes);
});
