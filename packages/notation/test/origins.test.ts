import { provisionOfNode, provisionsOf, wordsOf } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "../src/index.ts";

const PIECES = [
  "[", "]", "][", "[KAZ: ", "[UZB, GEO: ", " — KAZ delete]", "|", "¶ ", "\n\n", "\n\n2. ", "[KAZ: 2. ", "\n\n(a) ", "/[", "**", "__", "\\[", "\\u{1f600}",
  "{^1}", "shall", " ", "e", "должны", "—", "[Note: x]", "\n\n| a | [b] |\n", "{adopted}", "#### Article 5. ",
]; // biome-ignore format: a list

test("N35 origins say of every character of the words where it stands in the source", () => {
  const source = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(source, (source) => {
      const { text, origins } = parse(source);
      const words = provisionsOf(text.doc).map(({ node }) => wordsOf(provisionOfNode(node)));
      expect(origins).toHaveLength(words.length);
      words.forEach((text, i) => {
        const from = origins[i]?.words ?? [];
        expect(from[0]?.word ?? 0).toBe(0);
        from.forEach(({ word, at, plain }, k) => {
          const piece = text.slice(word, from[k + 1]?.word ?? text.length);
          if (!plain) expect(source[at]).toBe("\\");
          else expect(source.slice(at, at + piece.length).replace(/\n/g, " ")).toBe(piece);
        });
      });
    }),
    { numRuns: 500 },
  );
});
