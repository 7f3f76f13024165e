import { expect, test } from "vitest";
import { play } from "./check-session.ts";
import { ADOPTED_AND_WITHDRAWN, TAKEN } from "./known-sessions.ts";

test.each(TAKEN)("nothing is refused where a party %s", (_what, moves) => {
  expect(play(moves).tally.reasons).toEqual([]);
});

test("words that the chair made part of another's provision go with it, by the hand of their owner", () => {
  const session = play(ADOPTED_AND_WITHDRAWN);
  expect(session.removed.size).toBeGreaterThan(0);
});
