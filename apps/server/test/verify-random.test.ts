import { bodyOf, canonicalWords } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { verifyText } from "../src/verify/verify-text.ts";
import { DIRECTORY, OBSERVER, TEXT } from "./rooms/negotiation.ts";
import { EVERYTHING, type Move, move, Session } from "./rooms/random-session.ts";

/** What the gate takes and the rooms do, `verify` must find lawful on whole documents: two ways to one verdict. */
test("what the gate and the rooms take in random sessions, verify finds lawful", async () => {
  const kinds = new Set<string>();
  let entries = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 30, maxLength: 60, size: "max" }), async (moves: readonly Move[]) => {
      const session = await Session.open();
      const { house } = session;
      for (const one of moves) await session.run(one);
      const reader = await house.reader(OBSERVER);
      const fresh = await house.join(OBSERVER);
      const served = async () => ({ words: canonicalWords(bodyOf(fresh.doc)), record: reader.record });
      const verified = await verifyText(house.store, TEXT, DIRECTORY, served);
      expect(verified.finding).toBeNull();
      await house.close();
      expect((await verifyText(house.store, TEXT, DIRECTORY)).finding).toBeNull();
      for (const kind of session.kinds) kinds.add(kind);
      entries += verified.entries;
    }),
    { numRuns: Number(process.env.ADREF_RUNS ?? 20), examples: [[[...EVERYTHING]]] },
  );
  expect(entries).toBeGreaterThan(300);
  expect([...kinds].sort()).toEqual([
    ...["adopt", "break-silence", "close-session", "comment", "confirm", "delete", "edit-comment"],
    ...["end-silence", "explain", "freeze", "invite", "issue", "join", "lift", "merge", "name-moment"],
    ...["open-session", "open-silence", "park", "park-provision", "rename-moment", "reopen", "restore"],
    ...["set-agenda", "settle-comment", "stance", "status", "undo", "unname-moment", "withdraw-comment"],
  ]);
}, 300_000);
