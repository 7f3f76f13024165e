import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, serialize } from "../src/index.ts";
import { textKey } from "../src/testing/index.ts";
import { account } from "./account.ts";
import { brokenDraft, foreignDraft, PARTIES } from "./foreign.ts";
import { expectEqual } from "./same.ts";

test("N90 a foreign draft is read as the same text in the notation is", () => {
  fc.assert(
    fc.property(foreignDraft, ({ source, notation, reading }) => {
      const read = parse(source, { ...PARTIES, reading });
      const wanted = parse(notation);
      if (textKey(read.text) === textKey(wanted.text)) return;
      expect(serialize(read.text)).toBe(serialize(wanted.text));
      expectEqual(read.text, wanted.text);
    }),
    { numRuns: 1_500 },
  );
});

test("N91 N92 whatever a foreign draft holds is in the text, in order, and comes back", () => {
  fc.assert(
    fc.property(brokenDraft, ({ source, reading }) => {
      const options = { ...PARTIES, reading };
      const { text } = parse(source, options);
      text.doc.check();
      expectEqual(parse(serialize(text)).text, text);
      const { unexplained, ordered } = account(source, options);
      expect(ordered).toBe(true);
      if (reading.source === "draft") expect(unexplained).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});
