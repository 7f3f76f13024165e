import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, serialize } from "../src/index.ts";
import { anyText } from "../src/testing/index.ts";
import { expectEqual } from "./same.ts";

test("N40 whatever the schema can hold comes back exactly from its source", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const source = serialize(text);
      const parsed = parse(source);
      expectEqual(parsed.text, text);
      expect(serialize(parsed.text)).toBe(source);
    }),
    { numRuns: 3_000 },
  );
});
