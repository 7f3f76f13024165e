import { ins, p, r, wordFile } from "@adref/exchange/testing";
import type { Person } from "@adref/protocol";
import { expect, test } from "vitest";
import { knownAuthors } from "../src/imports/known-authors.ts";
import { readImport } from "../src/imports/read-import.ts";

const person = (name: string, role: Person["role"], party: string | null): Person => ({
  id: name,
  name,
  role,
  party,
  bodies: [],
  names: true,
});
const PEOPLE = [
  person("Aigerim Sarsenova", "delegation", "KAZ"),
  person("A. Ali", "delegation", "AFG"),
  person("A. Ali", "delegation", "PAK"),
  person("Maria Abenoja", "secretariat", null),
];

test("a delegate's name says whose changes are; two delegates of one name, and the Secretariat's, do not", () => {
  expect(knownAuthors(PEOPLE)).toEqual({ "Aigerim Sarsenova": "KAZ" });
});

test("what somebody said, now or the last time, stands above the name", async () => {
  const word = wordFile(p(`${r("Each Party ")}${ins("Aigerim Sarsenova", "promptly ")}${r("acts.")}`));
  const read = async (remembered: Record<string, string>, authors?: Record<string, string>) => {
    const settings = authors ? { authors } : {};
    const outcome = await readImport(word, {
      name: "a.docx",
      settings,
      parties: [],
      remembered,
      known: knownAuthors(PEOPLE),
    });
    return outcome.ok ? outcome.result.authors.map(({ party, from }) => [party, from]) : outcome;
  };
  expect(await read({})).toEqual([["KAZ", "guessed"]]);
  expect(await read({ "Aigerim Sarsenova": "UZB" })).toEqual([["UZB", "remembered"]]);
  expect(await read({ "Aigerim Sarsenova": "UZB" }, { "Aigerim Sarsenova": "GEO" })).toEqual([["GEO", "settings"]]);
});
