import { parse } from "@adref/notation";
import { anyText } from "@adref/notation/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CHANGE_SORTS, changesOf, compareTexts, countsOf } from "../src/index.ts";
import { bracketedSource, Dice, revised, textOf, treatyBlocks } from "./treaties.ts";

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const texts = fc.oneof(
  fc.tuple(anyText, anyText),
  fc
    .tuple(seeds, seeds)
    .map(
      ([x, y]) => [parse(bracketedSource(new Dice(x), 4)).text, parse(bracketedSource(new Dice(y), 4)).text] as const,
    ),
);

test("R50 every row that differs is told, in reading order, under keys that are its own and come again", () => {
  fc.assert(
    fc.property(texts, ([before, after]) => {
      const comparison = compareTexts(before, after);
      const changes = changesOf(comparison);
      expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length);
      expect(changesOf(compareTexts(before, after)).map(({ key }) => key)).toEqual(changes.map(({ key }) => key));
      const rows = changes.flatMap(({ row }) => (row === null ? [] : [row]));
      expect(rows).toEqual(rows.toSorted((x, y) => x - y));
      for (const { sort, row, rowKind } of changes) {
        expect(CHANGE_SORTS).toContain(sort);
        if (row !== null) expect(comparison.rows[row]?.kind).toBe(rowKind);
      }
      comparison.rows.forEach((row, i) => {
        if (row.kind === "added" || row.kind === "removed") expect(rows).toContain(i);
      });
      expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    }),
    { numRuns: 80 },
  );
});

test("R51 provisions that moved together are one change that says how many", () => {
  const dice = new Dice(3);
  const blocks = treatyBlocks(dice, 24);
  const moved = [...blocks.slice(0, 4), ...blocks.slice(7), ...blocks.slice(4, 7)];
  const changes = changesOf(compareTexts(textOf(blocks), textOf(moved), { ids: "same" })).filter(
    ({ sort }) => sort === "provision-moved",
  );
  expect(changes.map(({ values }) => values.provisions)).toEqual([3]);
});

test("a provision that came or went is quoted without the options in it, which are told by themselves", () => {
  const short = parse("1. Each Party shall act.").text;
  const long = parse(
    "1. Each Party shall act.\n\n2. It [grows][KAZ: stands] here.\n\n[UZB: 3. It is [new][GEO: old].]",
  ).text;
  const quoted = (changes: ReturnType<typeof changesOf>, sort: string) =>
    changes.flatMap((change) => (change.sort === sort ? [change.values.words] : []));
  const told = ["It grows here.", "It is new."];
  expect(quoted(changesOf(compareTexts(short, long)), "provision-added")).toEqual(told);
  expect(quoted(changesOf(compareTexts(long, short)), "provision-removed")).toEqual(told);
});

test("R52 counts are those of the rows, the changes and the words", () => {
  const before = parse("1. Each Party [shall][KAZ: should] act.\n\n2. It reports twice a year to the Committee.").text;
  const after = parse(
    "1. Each Party [shall][KAZ: should][UZB: may] act.\n\n2. It reports once a year to the Committee.\n\n3. It is new.",
  ).text;
  const comparison = compareTexts(before, after);
  const counts = countsOf(comparison);
  expect(counts.rows).toEqual({ same: 0, changed: 2, added: 1, removed: 0, moved: 0 });
  expect(counts.sorts).toEqual({ "option-proposed": 1, "words-changed": 1, "provision-added": 1 });
  expect([counts.wordsAdded, counts.wordsRemoved, counts.total]).toEqual([5, 1, 3]);
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = new Dice(seed);
      const blocks = treatyBlocks(random, 30);
      const one = compareTexts(textOf(blocks), textOf(revised(random, blocks).blocks), { ids: "same" });
      const { rows, total, sorts } = countsOf(one);
      expect(Object.values(rows).reduce((sum, n) => sum + n, 0)).toBe(one.rows.length);
      expect(Object.values(sorts).reduce((sum, n) => sum + n, 0)).toBe(total);
    }),
    { numRuns: 20 },
  );
});
