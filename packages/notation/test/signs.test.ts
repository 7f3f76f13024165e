import { indexBrackets, signsOf } from "@adref/brackets";
import { provisionsOf } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, serialize } from "../src/index.ts";
import { sourcesOf } from "./sources.ts";

const plainWord = fc.constantFrom("the", "Party", "shall", "may", "goods", "days", "[Note: to follow]", "[X]");

/** A block with its signs only: without marker, attributions, stances, separators and status. */
function bare(block: string): string {
  return block
    .replace(/ \{[a-z, ]+\}$/, "")
    .replaceAll(/ — [^[\]]*\]/g, "]")
    .replaceAll(/\[(?:[A-Z]{3}(?:, [A-Z]{3})*|\?): /g, "[")
    .replaceAll("]|[", "][")
    .replaceAll(/\{\^\d\}(?!$| )/g, "")
    .replace(
      /^ *\/?(\[*)(?:#{1,4}\+?(?: (?:Chapter|Annex|Section|Article) [\w ]+\.)?|[\w ]*\w\.|\+\.|>|¶|\([\w+]+\)|\{\^\d\})(?: |$)\/?/,
      "$1",
    );
}

test("N66 where brackets nest, the signs stand where the editor draws them", () => {
  let brackets = 0;
  fc.assert(
    fc.property(sourcesOf(plainWord), (source) => {
      fc.pre(!/^\||\{\^/m.test(source));
      const { doc } = parse(source).text;
      const signs = signsOf(indexBrackets(doc), doc);
      const drawn = provisionsOf(doc).map(({ node }) => {
        let out = "";
        let from = 0;
        for (const { at, side } of signs.get(node.attrs.id) ?? []) {
          out += node.textContent.slice(from, at) + (side === "open" ? "[" : "]");
          from = at;
        }
        return out + node.textContent.slice(from);
      });
      const written = serialize(parse(source).text).trimEnd().split("\n\n");
      expect(written.map(bare)).toEqual(drawn);
      brackets += drawn.join("").split("[").length - 1;
    }),
    { numRuns: 300 },
  );
  expect(brackets).toBeGreaterThan(500);
});
