import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSeed, readSeed, SAMPLE } from "../src/load-seed.ts";
import { SqliteStore } from "../src/store/sqlite.ts";

const root = mkdtempSync(join(tmpdir(), "adref-load-"));
afterAll(() => rmSync(root, { recursive: true }));

const negotiation = {
  id: "n",
  name: "N",
  parties: [{ code: "KAZ", names: { en: "Kazakhstan", ru: "Казахстан" }, wto: "member" }],
  bodies: [{ id: "wg1", name: "Working Group 1" }],
  people: [{ id: "sec-1", name: "A", role: "secretariat", party: null, bodies: [], names: true }],
  texts: [{ id: "t", title: "T", symbol: "T", body: "wg1", file: "t.adref" }],
};

test("what is no structure in a seed's text is said with file, line and column, and the text is loaded all the same", async () => {
  writeFileSync(join(root, "negotiation.json"), JSON.stringify(negotiation));
  writeFileSync(join(root, "t.adref"), "1. One [two\n\n2. Three] four] five\n");
  const store = SqliteStore.open(join(root, "data"));
  const said: string[] = [];
  await loadSeed(store, await readSeed(root), new Date(0), (line) => said.push(line));
  expect(said).toEqual([`${join(root, "t.adref")}:3:15: A "]" closes nothing. It was kept as a word.`]);
  expect((await store.head("t")).seq).toBe(1);
  await store.close();
});

test("the sample has nothing to say", async () => {
  const store = SqliteStore.open(join(root, "sample"));
  const said: string[] = [];
  await loadSeed(store, await readSeed(SAMPLE), new Date(0), (line) => said.push(line));
  expect(said).toEqual([]);
  await store.close();
});
