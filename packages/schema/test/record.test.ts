import fc from "fast-check";
import { expect, test } from "vitest";
import { EMPTY_RECORD, FACT_ROOTS, joinPatches, patchRecord, type RecordPatch } from "../src/index.ts";

const at = "2026-06-03T09:00:00.000Z";
const id = fc.constantFrom("a", "b", "c", "d");
const status = fc.constantFrom("agreed-group", "agreed-adref").map((status) => ({ status, at }) as const);
const comment = (done: boolean) => {
  return { provision: "p1", quoted: "", author: "", party: null, at, text: "Why?", answers: null, done };
};
const some = <T>(facts: fc.Arbitrary<T>) => fc.option(fc.dictionary(id, facts, { maxKeys: 3 }), { nil: undefined });
const patch = fc
  .record({
    brackets: some(fc.constantFrom("KAZ", "UZB", null).map((owner) => ({ owner, at }))),
    options: some(id.map((bracket) => ({ bracket, within: null, owner: "KAZ", at }))),
    stances: fc.option(
      fc.array(
        fc.record({
          target: id,
          party: fc.constantFrom("KAZ", "UZB"),
          facts: fc.option(fc.constantFrom("support", "oppose").map((stance) => ({ stance, at }) as const)),
        }),
        { maxLength: 4 },
      ),
      { nil: undefined },
    ),
    statuses: some(fc.option(status)),
    resolutions: some(fc.option(fc.constant({ kind: "lift", at, by: "chair" } as const))),
    comments: some(fc.option(fc.boolean().map(comment))),
  })
  .map((parts) => Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as RecordPatch);

test("patches joined do what they do one after another", () => {
  fc.assert(
    fc.property(fc.array(patch, { maxLength: 6 }), (patches) => {
      expect(patchRecord(EMPTY_RECORD, joinPatches(patches))).toEqual(patches.reduce(patchRecord, EMPTY_RECORD));
    }),
  );
});

test("what a patch does not speak of is the same object, and nothing is changed in place", () => {
  fc.assert(
    fc.property(patch, patch, (first, second) => {
      const record = patchRecord(EMPTY_RECORD, first);
      const before = JSON.stringify(record);
      const next = patchRecord(record, second);
      expect(JSON.stringify(record)).toBe(before);
      for (const part of [...FACT_ROOTS, "stances"] as const) {
        if (Object.keys(second[part] ?? {}).length === 0) expect(next[part]).toBe(record[part]);
      }
    }),
  );
  const record = patchRecord(EMPTY_RECORD, { brackets: { b1: { owner: "KAZ", at } } });
  expect(patchRecord(record, joinPatches([]))).toBe(record);
  expect(patchRecord(record, { brackets: {}, statuses: {} })).toBe(record);
});
