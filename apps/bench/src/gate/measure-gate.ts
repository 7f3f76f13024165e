import { bodyOf, keepFormatting, writeDoc, yAttributes } from "@adref/schema";
import { Gate } from "@adref/server/gate";
import * as Y from "yjs";
import { bigText } from "../big-text.ts";
import { percentile } from "../stats.ts";

const LETTERS = 2_000;
const WARM_UP = 500;

/** Milliseconds that the gate needs to judge and take one typed letter of an option that exists. */
export function measureGate(size: number): { p50: number; p95: number } {
  const text = bigText(size, size);
  const seed = new Y.Doc();
  seed.clientID = 1;
  writeDoc(bodyOf(seed), text.doc);
  const words = Y.encodeStateAsUpdate(seed);
  const gate = new Gate({ words, record: text.record, leases: new Map() });
  const doc = new Y.Doc();
  keepFormatting(doc);
  doc.clientID = 1_000;
  const body = bodyOf(doc);
  Y.applyUpdate(doc, words);
  const target = (body.get(Math.floor(size / 2)) as Y.XmlElement).get(0) as Y.XmlText;
  const attributes = yAttributes([{ type: "proposed", attrs: { bracket: "bw", option: "ow", within: null } }]);
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < LETTERS + WARM_UP; i++) target.insert(target.length, "x", attributes);
  const by = { actor: { role: "delegation", party: "KAZ" } as const, person: "kaz-1", claimed: 1_000, at: "" };
  const samples: number[] = [];
  for (const [i, update] of updates.entries()) {
    const start = performance.now();
    const offer = gate.offer(update, by);
    const took = performance.now() - start;
    if (!offer.taken) throw new Error(`The gate refused a measured letter: ${offer.refusal.sentence}`);
    if (i >= WARM_UP) samples.push(took);
  }
  return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
}
