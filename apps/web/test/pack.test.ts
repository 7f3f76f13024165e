import fc from "fast-check";
import { expect, test } from "vitest";
import { pack, type Wish } from "../src/margin/pack.ts";

const GAP = 4;
const wish = (top: number, height = 50, weight = 1): Wish => ({ top, height, weight });
const wishes = fc
  .array(fc.record({ top: fc.integer({ min: 0, max: 5_000 }), height: fc.integer({ min: 1, max: 300 }) }), {
    maxLength: 40,
  })
  .map((list) => list.sort((a, b) => a.top - b.top).map(({ top, height }) => wish(top, height)));

test("cards with room stand at their lines", () => {
  expect(pack([wish(10), wish(100), wish(400)], GAP)).toEqual([10, 100, 400]);
});

test("two cards that collide give way to each other equally", () => {
  expect(pack([wish(100), wish(100)], GAP)).toEqual([73, 127]);
});

test("a heavy wish is granted, the neighbour makes room", () => {
  const [first, second] = pack([wish(100), wish(110, 50, 10_000)], GAP) as [number, number];
  expect(Math.round(second)).toBe(110);
  expect(Math.round(first)).toBe(56);
});

test("nothing stands above the beginning", () => {
  expect(pack([wish(0), wish(0), wish(0)], GAP)).toEqual([0, 54, 108]);
});

test("nothing overlaps, whatever the wishes", () => {
  fc.assert(
    fc.property(wishes, (list) => {
      const tops = pack(list, GAP);
      for (let i = 1; i < tops.length; i++) {
        const before = (tops[i - 1] as number) + (list[i - 1] as Wish).height + GAP;
        expect(tops[i]).toBeGreaterThanOrEqual(before - 1e-6);
      }
    }),
  );
});

test("no small shift of a whole cluster brings cards nearer to their lines", () => {
  const cost = (list: readonly Wish[], tops: readonly number[]) =>
    list.reduce((sum, { top, weight }, i) => sum + weight * ((tops[i] as number) - top) ** 2, 0);
  fc.assert(
    fc.property(wishes, fc.integer({ min: -20, max: 20 }), (list, shift) => {
      const tops = pack(list, GAP, Number.NEGATIVE_INFINITY);
      expect(cost(list, tops)).toBeLessThanOrEqual(
        cost(
          list,
          tops.map((top) => top + shift),
        ) + 1e-6,
      );
    }),
  );
});
