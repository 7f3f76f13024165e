import { anyText } from "@adref/notation/testing";
import { schema, type TextValue } from "@adref/schema";
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { exportWord, type TrackedPaper } from "../src/index.ts";
import { readPaper } from "./word-tree.ts";

const cover = { symbol: "T/1", title: "T", subtitle: "N", date: "1 May 2026", secretariat: "Secretariat of the Talks" };
const plain = { attributions: true, cover, parties: [] };

/** Accepting all gives the later paper and rejecting all the earlier one, paragraph by paragraph, look and footnotes included. */
async function checkTracked(before: TextValue, after: TextValue, words: "bracketed" | "clean", attributions = true) {
  const options = { ...plain, attributions, view: "tracked", words, against: { text: before, name: "X" } } as const;
  const tracked = await exportWord(after, options);
  const later = readPaper(await exportWord(after, { ...plain, attributions, view: words }));
  const earlier = readPaper(await exportWord(before, { ...plain, attributions, view: words }));
  expect(readPaper(tracked, "accept")).toEqual(later);
  expect(readPaper(tracked, "reject")).toEqual(earlier);
}

/** What a Secretariat and delegations may have done since. */
const step = fc.record({
  what: fc.constantFrom("remove", "swap", "double", "replace", "rekind"),
  at: fc.nat(20),
  words: fc.constantFrom("the Party", " должны ", "2", "[", "يجب x"),
});

function edited(text: TextValue, steps: readonly { what: string; at: number; words: string }[]): TextValue {
  const blocks: Node[] = [...text.doc.children];
  for (const { what, at, words } of steps) {
    const i = blocks.length === 0 ? 0 : at % blocks.length;
    const block = blocks[i];
    if (!block) continue;
    if (what === "remove") blocks.splice(i, 1);
    else if (what === "swap") blocks.splice(i, 0, ...blocks.splice((i + 1) % blocks.length, 1));
    else if (what === "double") blocks.splice(i, 0, block);
    else if (block.type === schema.nodes.provision) {
      blocks[i] =
        what === "rekind"
          ? block.type.create({ ...block.attrs, kind: "item" }, block.content)
          : block.copy(block.content.addToEnd(schema.text(words)));
    }
  }
  return { ...text, doc: schema.topNodeType.create(null, blocks) };
}

const RUNS = { numRuns: 350 };

test("a text against another: accepting gives the one, rejecting the other", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, fc.boolean(), (a, b, names) => checkTracked(a, b, "bracketed", names)),
    RUNS,
  );
});

test("a text against what it was before some edits", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, fc.array(step, { minLength: 1, maxLength: 5 }), (text, steps) =>
      checkTracked(text, edited(text, steps), "bracketed"),
    ),
    RUNS,
  );
});

test("clean words against clean words", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, fc.array(step, { maxLength: 5 }), (text, steps) =>
      checkTracked(text, edited(text, steps), "clean"),
    ),
    RUNS,
  );
});

test("a text against itself has no changes", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const options: TrackedPaper = { ...plain, view: "tracked", against: { text, name: "X" } };
      const { blocks } = readPaper(await exportWord(text, options));
      expect(readPaper(await exportWord(text, options), "reject").blocks).toEqual(blocks);
    }),
    { numRuns: 50 },
  );
});
