import { mkdirSync } from "node:fs";
import type { Directory, Person } from "@adref/protocol";
import type { TextValue } from "@adref/schema";
import { importEntry, issueSecret, SqliteStore } from "@adref/server";
import { PARTIES } from "./big-text.ts";

export const TEXT = "big";

/** A data folder with one text and `people` delegates, and a token for each. */
export interface Fixture {
  readonly folder: string;
  readonly tokens: readonly string[];
  /** A one-time sign-in secret for the first delegate. */
  readonly links: readonly string[];
  /** The words as the ledger has them, encoded by Yjs. */
  readonly words: Uint8Array;
}

/** Writes a data folder for `startServer`. */
export async function makeFixture(folder: string, text: TextValue, people: number): Promise<Fixture> {
  mkdirSync(folder, { recursive: true });
  const store = SqliteStore.open(folder);
  const now = new Date();
  const persons: Person[] = Array.from({ length: people }, (_, i) => ({
    id: `delegate-${i}`,
    name: `Delegate ${i}`,
    role: "delegation",
    party: PARTIES[i % PARTIES.length] as string,
    bodies: [],
    names: true,
  }));
  const directory: Directory = {
    id: "bench",
    name: "Measured negotiation",
    parties: PARTIES.map((code) => ({ code, names: { en: code, ru: code }, wto: "member" })),
    bodies: [{ id: "wg", name: "Working Group" }],
    people: persons,
    texts: [{ id: TEXT, title: "A long text", symbol: "BENCH/1", body: "wg" }],
  };
  await store.saveDirectory(directory);
  const entry = importEntry(text, "bench", now.toISOString());
  await store.append(TEXT, 0, [entry]);
  const secrets = async (kind: "token" | "link") =>
    Promise.all(persons.map(async ({ id }) => (await issueSecret(store, kind, id, now.getTime())).secret));
  const [tokens, links] = [await secrets("token"), await secrets("link")];
  await store.close();
  return { folder, tokens, links, words: entry.update };
}
