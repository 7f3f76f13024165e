import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, serialize } from "../src/index.ts";
import { expectEqual } from "./same.ts";
import { anySource } from "./sources.ts";

test("N41 a source in canonical form comes back, and needs no record section", () => {
  fc.assert(
    fc.property(anySource, (source) => {
      const { text, findings } = parse(source);
      expect(findings).toEqual([]);
      const canonical = serialize(text);
      expect(canonical).not.toContain("%% record");
      expectEqual(parse(canonical).text, text);
      expect(serialize(parse(canonical).text)).toBe(canonical);
    }),
    { numRuns: 400 },
  );
});
