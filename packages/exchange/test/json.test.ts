import { readFileSync } from "node:fs";
import { anyText, textKey } from "@adref/notation/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { readJson, textSchema, writeJson } from "../src/json/index.ts";

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const empty = { format: "adref-text", version: 1, blocks: [] };

test("whatever the schema can hold comes back exactly from its JSON", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const written = writeJson(text, { title: "A <b>title</b>" });
      const read = readJson(written);
      if (!read.ok) throw new Error(`${read.sentence} ${read.path}`);
      expect(textKey(read.text)).toBe(textKey(text));
      expect(read.header).toEqual({ title: "A <b>title</b>" });
      expect(writeJson(read.text, read.header)).toEqual(written);
    }),
    { numRuns: 1_500 },
  );
});

test("what a person writes by hand may leave out what is usual", () => {
  const read = readJson(bytes({ ...empty, blocks: [{ type: "provision", words: ["Each Party shall act."] }] }));
  expect(read.ok && read.text.doc.child(0).attrs).toMatchObject({
    id: null,
    kind: "paragraph",
    level: 4,
    number: null,
  });
});

const FAULTS: readonly (readonly [name: string, file: unknown, reason: string, path: string | undefined])[] = [
  ["no JSON", "{", "not-readable", undefined],
  ["another format", {}, "not-readable", "format"],
  ["null", null, "not-readable", "format"],
  ["a later version", { ...empty, version: 2 }, "wrong-version", "version"],
  ["an unknown key", { ...empty, more: 1 }, "not-readable", ""],
  ["an unknown kind", { ...empty, blocks: [{ type: "provision", kind: "poem" }] }, "not-readable", "blocks[0].kind"],
  [
    "a mark without its id",
    { ...empty, blocks: [{ type: "provision", words: [{ text: "x", marks: [{ type: "note" }] }] }] },
    "not-readable",
    "blocks[0].words[0].marks[0].note",
  ],
  [
    "a stance that is none",
    { ...empty, record: { stances: { b1: { KAZ: { stance: "likes", at: "" } } } } },
    "not-readable",
    "record.stances.b1.KAZ.stance",
  ],
  [
    "a name that sets a prototype",
    '{"format":"adref-text","version":1,"blocks":[],"record":{"brackets":{"__proto__":{"owner":null,"at":""}}}}',
    "not-readable",
    undefined,
  ],
  ["deep values", "[".repeat(100_000), "too-deep", undefined],
  ["very many values", `[${"0,".repeat(5_000_001)}0]`, "too-large", undefined],
];

test.each(FAULTS)("%s: a refusal with a reason and a path", (_, file, reason, path) => {
  const read = readJson(bytes(file));
  expect(read).toMatchObject({ ok: false, reason });
  expect(!read.ok && read.path).toBe(path);
  expect(!read.ok && read.sentence).toMatch(/\.$/);
});

test("the published schema is the one that files are held to", () => {
  const published = JSON.parse(readFileSync(new URL("../text.schema.json", import.meta.url), "utf8"));
  expect(published).toEqual({ title: "A text of Adref, version 1", ...z.toJSONSchema(textSchema, { io: "input" }) });
});
