import fc from "fast-check";
import { expect, test } from "vitest";
import { moves, play } from "./check-session.ts";

const LENGTH_MS = 3_600_000 * Number(process.env.ADREF_LONG_HOURS ?? 1);
const TOLD_EVERY_MS = 300_000;

test("an hour of random sessions", () => {
  const end = Date.now() + LENGTH_MS;
  const total = { offered: 0, refused: 0, typed: 0, sessions: 0, resolved: 0 };
  const reasons = new Map<string, number>();
  let seed = Date.now();
  let told = Date.now();
  while (Date.now() < end) {
    seed += 1;
    for (const chair of [false, true]) {
      // A failure names its seed at once; looking for a smaller case by itself would take hours at this length.
      fc.assert(
        fc.property(moves(chair, 400), (list) => {
          const { tally } = play(list);
          total.sessions += 1;
          total.resolved += tally.resolved;
          if (chair) return;
          total.offered += tally.offered;
          total.refused += tally.refused;
          total.typed += tally.typed;
          for (const reason of tally.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        }),
        { numRuns: 5, seed, endOnFailure: true },
      );
    }
    if (Date.now() - told < TOLD_EVERY_MS) continue;
    told = Date.now();
    console.log(`seed ${seed}: ${JSON.stringify(total)}`);
  }
  console.log(`${JSON.stringify(total)}\n${[...reasons].map(([reason, times]) => `${times} × ${reason}`).join("\n")}`);
  expect(total.refused / Math.max(total.offered, 1)).toBeLessThan(0.001);
});
