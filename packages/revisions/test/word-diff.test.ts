import fc from "fast-check";
import { expect, test } from "vitest";
import { compareWords } from "../src/index.ts";

const shown = (before: string, after: string) =>
  compareWords(before, after)
    .map(({ kind, words }) => (kind === "kept" ? words : kind === "added" ? `+{${words}}` : `-{${words}}`))
    .join("");

test("R20 words are replaced whole, never letter by letter", () => {
  expect(shown("Each Party shall act.", "Each Party should act.")).toBe("Each Party -{shall}+{should} act.");
  expect(shown("within 30 days", "within 60 days")).toBe("within -{30}+{60} days");
  expect(shown("", "new")).toBe("+{new}");
  expect(shown("old", "")).toBe("-{old}");
});

test("R20 both passages can be read back from a comparison, whatever they hold", () => {
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
