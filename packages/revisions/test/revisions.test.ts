import { EMPTY_RECORD } from "@adref/schema";
import { prop, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareTexts, compareWords } from "../src/index.ts";

const shown = (before: string, after: string) =>
  compareWords(before, after)
    .map(({ kind, words }) => (kind === "kept" ? words : kind === "added" ? `+{${words}}` : `-{${words}}`))
    .join("");

test("words are replaced whole, never letter by letter", () => {
  expect(shown("Each Party shall act.", "Each Party should act.")).toBe("Each Party -{shall}+{should} act.");
  expect(shown("within 30 days", "within 60 days")).toBe("within -{30}+{60} days");
  expect(shown("", "new")).toBe("+{new}");
  expect(shown("old", "")).toBe("-{old}");
});

test("both passages can be read back from a comparison, whatever they hold", () => {
  const passage = fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.lorem({ maxCount: 30 }));
  fc.assert(
    fc.property(passage, passage, (before, after) => {
      const parts = compareWords(before, after);
      const side = (without: string) =>
        parts
          .filter(({ kind }) => kind !== without)
          .map(({ words }) => words)
          .join("");
      expect(side("added")).toBe(before);
      expect(side("removed")).toBe(after);
    }),
    { numRuns: 500 },
  );
});

test("over 63,000 distinct words are told as replaced whole", () => {
  const many = Array.from({ length: 64_000 }, (_, i) => `w${i}x`).join(" ");
  expect(compareWords(many, "short")).toEqual([
    { kind: "removed", words: many },
    { kind: "added", words: "short" },
  ]);
});

test("provisions are aligned by id: changed, added, removed and moved are told apart", () => {
  const text = (...blocks: Parameters<typeof treaty>) => ({ doc: treaty(...blocks).doc, record: EMPTY_RECORD });
  const before = text(
    prop("p1", "one"),
    prop("p2", "two"),
    prop("p3", "three"),
    prop("p4", "four"),
    prop("p5", "five"),
  );
  const after = text(
    prop("p1", "one"),
    prop("p4", "four"),
    prop("p2", "two more"),
    prop("p6", "six"),
    prop("p5", "five"),
  );
  expect(compareTexts(before, after).map(({ provision, kind }) => `${provision} ${kind}`)).toEqual([
    "p4 moved",
    "p2 changed",
    "p3 removed",
    "p6 added",
  ]);
  expect(compareTexts(after, after)).toEqual([]);
});
