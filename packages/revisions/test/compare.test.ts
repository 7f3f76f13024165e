import { parse } from "@adref/notation";
import { anyText } from "@adref/notation/testing";
import { EMPTY_RECORD, schema, type TextValue } from "@adref/schema";
import { cell, prop, table, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { Fragment, type Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { changesOf, compareTexts } from "../src/index.ts";
import { rowsShown, sideOf, valuesOf, wordsKey } from "./shown.ts";
import { bracketedSource, Dice, revised, textOf, treatyBlocks, withOtherIds } from "./treaties.ts";

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const built = (...blocks: Parameters<typeof treaty>): TextValue => ({
  doc: treaty(...blocks).doc,
  record: EMPTY_RECORD,
});

/** Two texts of which nothing is known, or one and what became of it after blocks were dropped, doubled and swapped. */
const pairs = fc.oneof(
  fc.tuple(anyText, anyText),
  fc.tuple(anyText, anyText, seeds).map(([text, other, seed]) => {
    const dice = new Dice(seed);
    const blocks = [...text.doc.children, ...other.doc.children].filter(() => dice.chance(0.8));
    if (blocks.length > 1)
      blocks.splice(dice.below(blocks.length - 1), 0, ...blocks.splice(dice.below(blocks.length), 1));
    const doc = schema.topNodeType.create(null, Fragment.fromArray(blocks as Node[]));
    return [text, { doc, record: text.record }] as [TextValue, TextValue];
  }),
  fc.tuple(seeds, seeds).map((two): [TextValue, TextValue] => {
    const [before, after] = two.map((seed) => parse(bracketedSource(new Dice(seed % 20), 1 + (seed % 5))).text);
    return [before as TextValue, after as TextValue];
  }),
);

test("R1 R4 every provision stands in one row, and both texts can be read back, marks included", () => {
  fc.assert(
    fc.property(pairs, fc.constantFrom("same", "foreign", "auto"), ([before, after], ids) => {
      const { rows } = compareTexts(before, after, { ids });
      for (const [side, text] of [["before", before] as const, ["after", after] as const]) {
        const values = valuesOf(text);
        const seen = rows.flatMap((row) => (row[side] ? [row[side].position] : []));
        expect(seen.toSorted((x, y) => x - y)).toEqual(values.map((_, i) => i));
        for (const row of rows) {
          const place = row[side]?.position;
          if (place !== undefined) expect(sideOf(row, side)).toBe(wordsKey(values[place] as (typeof values)[number]));
          else expect(sideOf(row, side)).toBe("");
        }
      }
      const later = rows.flatMap((row) => (row.after ? [row.after.position] : []));
      expect(later).toEqual(later.toSorted((x, y) => x - y));
    }),
    { numRuns: 250 },
  );
});

test("R2 equal texts have no change", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const comparison = compareTexts(text, text, { ids: "same" });
      expect(comparison.rows.filter(({ kind }) => kind !== "same")).toEqual([]);
      expect(changesOf(comparison)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test("R3 the other way round, what was added is removed, and nothing else differs", () => {
  const flip = { same: "same", changed: "changed", moved: "moved", added: "removed", removed: "added" } as const;
  const key = (kind: string, before: number | undefined, after: number | undefined, words: readonly string[]) =>
    `${kind} ${before ?? "-"} ${after ?? "-"} ${words.join("|")}`;
  fc.assert(
    fc.property(pairs, ([before, after]) => {
      const there = compareTexts(before, after).rows.map((row) =>
        key(row.kind, row.before?.position, row.after?.position, piecesOf(row.words, false)),
      );
      const back = compareTexts(after, before).rows.map((row) =>
        key(flip[row.kind], row.after?.position, row.before?.position, piecesOf(row.words, true)),
      );
      expect(back.toSorted()).toEqual(there.toSorted());
    }),
    { numRuns: 250 },
  );
});

/** What stayed and what went, each as one string between two others: the order of went and came means nothing. */
function piecesOf(words: readonly { kind: string; text: string }[], flipped: boolean): string[] {
  const out: string[] = [];
  let [gone, come] = ["", ""];
  const close = () => {
    if (gone + come !== "") out.push(`-${gone}+${come}`);
    [gone, come] = ["", ""];
  };
  for (const { kind, text } of words) {
    if (kind === "same") {
      close();
      out.push(text);
    } else if ((kind === "removed") !== flipped) gone += text;
    else come += text;
  }
  close();
  return out.join("\u0001").split("\u0001");
}

test("R5 provisions are paired by id: changed, added, removed and moved are told apart", () => {
  const before = built(
    prop("p1", "one"),
    prop("p2", "two"),
    prop("p3", "three"),
    prop("p4", "four"),
    prop("p5", "five"),
  );
  const after = built(
    prop("p1", "one"),
    prop("p4", "four"),
    prop("p2", "two more"),
    prop("p6", "six"),
    prop("p5", "five"),
  );
  expect(rowsShown(compareTexts(before, after, { ids: "same" }))).toEqual([
    "p1 same p1",
    "p4 moved p4",
    "p2 changed p2",
    "p3 removed -",
    "- added p6",
    "p5 same p5",
  ]);
});

test("R6 planted moves are found, and nothing else is told as moved", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const dice = new Dice(seed);
      const blocks = treatyBlocks(dice, 30 + dice.below(60));
      const { blocks: later, moved } = revised(dice, blocks);
      const rows = compareTexts(textOf(blocks), textOf(later), { ids: "same" }).rows;
      const found = rows.filter(({ kind }) => kind === "moved").map(({ after }) => after?.provision ?? "");
      // One that is new in the later text did not move; where two changed places, either did.
      const planted = [...moved].filter((id) => blocks.some((block) => block.id === id));
      expect(found.length).toBeLessThanOrEqual(planted.length);
      expect(found.filter((id) => !moved.has(id)).length).toBeLessThanOrEqual(1);
      expect(found.length).toBeGreaterThanOrEqual(planted.length - 1);
      for (const row of rows.filter((one) => one.kind === "moved")) expect(row.moved).not.toBeNull();
    }),
    { numRuns: 60 },
  );
});

test("R7 provisions that are counted anew are told as renumbered, those that follow each other once", () => {
  const before = parse("1. One is here.\n\n2. Two is here.\n\n3. Three is here.").text;
  const after = parse("1. New words come first.\n\n2. One is here.\n\n3. Two is here.\n\n4. Three is here.").text;
  const comparison = compareTexts(before, after);
  expect(comparison.rows.map(({ kind, renumbered }) => `${kind} ${renumbered}`)).toEqual([
    "added false",
    "same true",
    "same true",
    "same true",
  ]);
  expect(changesOf(comparison).map(({ sort, values }) => `${sort} ${values.provisions ?? ""}`)).toEqual([
    "provision-added ",
    "provision-renumbered 3",
  ]);
});

test("R8 without any id in common, likeness pairs what ids would pair, in 99 of 100 cases", () => {
  let [agreed, asked] = [0, 0];
  for (let seed = 1; seed <= 25; seed++) {
    const dice = new Dice(seed);
    const blocks = treatyBlocks(dice, 40 + dice.below(160));
    const { blocks: later } = revised(dice, blocks);
    const partners = (rows: ReturnType<typeof compareTexts>["rows"]) =>
      new Map(rows.flatMap(({ before, after }) => (before ? [[before.position, after?.position] as const] : [])));
    const byIds = partners(compareTexts(textOf(blocks), textOf(later), { ids: "same" }).rows);
    const byLikeness = partners(compareTexts(textOf(blocks), textOf(withOtherIds(later))).rows);
    for (const [place, partner] of byIds) {
      asked += 1;
      if (byLikeness.get(place) === partner) agreed += 1;
    }
  }
  expect(agreed / asked).toBeGreaterThanOrEqual(0.99);
});

test("R9 ids that two sources gave by counting are not trusted, ids that chance does not repeat are", () => {
  const source = ["Each Party publishes its laws.", "The Committee meets once a year.", "Disputes go to a panel."];
  const before = parse(source.map((words, i) => `${i + 1}. ${words}`).join("\n\n")).text;
  const after = parse(
    ["Something wholly new stands first.", ...source].map((words, i) => `${i + 1}. ${words}`).join("\n\n"),
  ).text;
  expect(compareTexts(before, after).rows.map(({ kind }) => kind)).toEqual(["added", "same", "same", "same"]);
  const rewritten = (words: string) => built(prop("pabcdefghijklm", words), prop("pabcdefghijkln", "Stays."));
  expect(rowsShown(compareTexts(rewritten("One thing."), rewritten("Wholly other words.")))).toEqual([
    "pabcdefghijklm changed pabcdefghijklm",
    "pabcdefghijkln same pabcdefghijkln",
  ]);
});

test("R10 the cells of a table are paired in their rows", () => {
  const row = (id: string, ...words: string[]) =>
    words.map((text, i) => cell(prop({ id: `${id}${i}`, kind: "cell" }, text)));
  const before = built(table("t1", row("a", "Tea", "5"), row("b", "Rice", "10"), row("c", "Wool", "5")));
  const after = built(
    table(
      "t2",
      row("h", "Goods", "Rate"),
      row("x", "Tea", "7"),
      row("y", "Rice", "10"),
      row("z", "Wool and silk", "5"),
    ),
  );
  const comparison = compareTexts(before, after);
  expect(rowsShown(comparison)).toEqual([
    "- added h0",
    "- added h1",
    "a0 same x0",
    "a1 changed x1",
    "b0 same y0",
    "b1 same y1",
    "c0 changed z0",
    "c1 same z1",
  ]);
  expect(comparison.rows[3]?.after?.cell).toEqual({ table: "t2", row: 1, column: 1, header: false });
});

test("R11 the cost of comparing grows with the provisions, not with their square", () => {
  const time = (size: number) => {
    const dice = new Dice(size);
    const blocks = treatyBlocks(dice, size);
    const [before, after] = [textOf(blocks), textOf(withOtherIds(revised(dice, blocks).blocks))];
    const begun = performance.now();
    compareTexts(before, after);
    return performance.now() - begun;
  };
  time(300);
  const small = Math.min(time(500), time(500), time(500));
  // Eight times the provisions: a square would be sixty-four times the cost.
  expect(Math.min(time(4_000), time(4_000)) / small).toBeLessThan(40);
});
