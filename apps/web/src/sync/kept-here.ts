import { layerIdOf } from "@adref/protocol";
import * as idb from "lib0/indexeddb";
import { keptUnder } from "../kept.ts";
import { TEXT_KEPT } from "../use-load.ts";
import { keptNames } from "./device-copy.ts";
import { type DeviceStore, indexedStore } from "./device-store.ts";

/**
 * How much of a person's work is on this device only: changes and positions that were not sent, and pieces in the trays,
 * over all texts.
 */
export async function unsentHere(person: string): Promise<number> {
  let unsent = 0;
  for (const text of await textsKept(person)) {
    let store: DeviceStore | null = null;
    try {
      store = await indexedStore(keptNames(text, person).store);
      const [changes, pieces, acts] = await Promise.all([store.get("unsaved"), store.all("tray/"), store.all("act/")]);
      unsent += (typeof changes === "number" ? changes : 0) + pieces.length + acts.length;
    } catch {
      // What cannot be opened cannot be lost by being cleared.
    } finally {
      store?.close();
    }
  }
  return unsent;
}

/** Deletes what this device keeps of a person's texts: words, trays, acts that wait. Sessions that are open lose it too. */
export async function clearHere(person: string): Promise<void> {
  for (const text of await textsKept(person)) {
    for (const name of Object.values(keptNames(text, person))) await idb.deleteDB(name).catch(() => {});
  }
}

/** The texts of which a person's copy may be here; not every browser lists its databases. */
async function textsKept(person: string): Promise<ReadonlySet<string>> {
  const texts = new Set(keptUnder(TEXT_KEPT).flatMap((text) => [text, layerIdOf(text)]));
  const databases = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? [];
  for (const { name = "" } of databases) {
    const [, text] = /^adref-(?:kept|words):(.+):[^:]+$/.exec(name) ?? [];
    if (text && Object.values(keptNames(text, person)).includes(name)) texts.add(text);
  }
  return texts;
}
