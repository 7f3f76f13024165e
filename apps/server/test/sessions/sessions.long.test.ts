import fc from "fast-check";
import { expect, test } from "vitest";
import { moves, play } from "./check-session.ts";

const HOUR_MS = 3_600_000;

test("an hour of random sessions", () => {
  const end = Date.now() + HOUR_MS;
  const total = { offered: 0, refused: 0, typed: 0, sessions: 0 };
  let seed = Date.now();
  while (Date.now() < end) {
    seed += 1;
    for (const chair of [false, true]) {
      fc.assert(
        fc.property(moves(chair, 400), (list) => {
          const { tally } = play(list);
          if (chair) return;
          total.sessions += 1;
          total.offered += tally.offered;
          total.refused += tally.refused;
          total.typed += tally.typed;
        }),
        { numRuns: 20, seed },
      );
    }
  }
  console.log(`${total.sessions} sessions, ${total.typed} words typed, ${total.refused} of ${total.offered} refused`);
  expect(total.refused / Math.max(total.offered, 1)).toBeLessThan(0.001);
});
