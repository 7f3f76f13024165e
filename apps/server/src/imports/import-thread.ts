import { readFile, writeFile } from "node:fs/promises";
import type { ImportedText } from "@adref/protocol";
import { schema } from "@adref/schema";
import { importEntry } from "../import-text.ts";
import type { NewEntry } from "../store/port.ts";
import { takeOrders } from "../threads/orders.ts";
import type { KeptOutcome } from "./import-files.ts";
import type { ImportOrder } from "./import-orders.ts";
import { readImportFile } from "./read-import.ts";

/** The thread that reads files, and that makes a ledger's first entry of what was read. */
takeOrders<ImportOrder>(async (order, progress) => (order.do === "read" ? reading(order, progress) : entry(order)));

async function reading(
  { from, to, given }: Extract<ImportOrder, { do: "read" }>,
  progress: (done: number) => void,
): Promise<KeptOutcome> {
  progress(0.1);
  const outcome = await readImportFile(from, given);
  if (!outcome.ok) return outcome;
  progress(0.8);
  const { doc, record } = outcome.text;
  const imported: ImportedText = { doc: doc.toJSON(), record };
  await writeFile(to, JSON.stringify(imported), { mode: 0o600 });
  return { ok: true, result: outcome.result };
}

async function entry({ from, person, at, source }: Extract<ImportOrder, { do: "entry" }>): Promise<NewEntry> {
  const { doc, record } = JSON.parse(await readFile(from, "utf8")) as ImportedText;
  return importEntry({ doc: schema.nodeFromJSON(doc), record }, person, at, source);
}
