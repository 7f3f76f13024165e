import fc from "fast-check";
import { expect, test } from "vitest";
import { LayerSession, move } from "./layer-session.ts";

const RUNS = Number(process.env.LAYER_RUNS ?? 40);
const counts = new Map<string, number>();

test("what is drafted stays private, what is tabled stands as it was drafted, and nothing of either is lost", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 40 }), async (moves) => {
      const session = await LayerSession.open();
      for (const [i, one] of moves.entries()) {
        await session.run(one);
        if (i % 3 === 0) await session.settle();
        if (i % 10 === 9) await session.check();
      }
      await session.check();
      await session.restart();
      await session.check();
      for (const [kind, count] of session.counts) counts.set(kind, (counts.get(kind) ?? 0) + count);
    }),
    {
      numRuns: RUNS,
      ...(process.env.LAYER_RUNS && { interruptAfterTimeLimit: 40_000, endOnFailure: true }),
      ...(process.env.LAYER_SEED && { seed: Number(process.env.LAYER_SEED) }),
    },
  );
  if (process.env.LAYER_COUNTS) console.log(counts);
  expect(counts.get("tabled") ?? 0).toBeGreaterThan(RUNS / 8);
}, 60_000);
