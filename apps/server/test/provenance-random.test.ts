import type { WordOrigin } from "@adref/revisions";
import { bodyOf, docOfY, newWordsDoc, provisionOfNode, provisionsOf, wordsOf } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { PastResults } from "../src/history/orders.ts";
import { PastDesk } from "../src/history/past-desk.ts";
import { StepReader } from "../src/history/step-reader.ts";
import { KAZ, MNG, TEXT, UZB } from "./rooms/negotiation.ts";
import { move, Session } from "./rooms/random-session.ts";

const CODES = [KAZ, UZB, MNG].flatMap(({ party, id }) => [party as string, id]);

test("in random sessions each word has one origin: an entry that exists, by the party whose option it came in", async () => {
  const sources = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 20, maxLength: 40, size: "max" }), fc.nat(), async (moves, pick) => {
      const session = await Session.open();
      const { house } = session;
      for (const one of moves) await session.run(one);
      await house.close();
      const ledger = house.store.ledgers.get(TEXT.id) ?? [];
      const desk = new PastDesk(house.store);
      const key = await house.store.pseudonymKey();
      for (const seq of [ledger.length, 1 + (pick % ledger.length)]) {
        const { doc } = await house.rooms.at(TEXT.id, seq).catch(() => house.node().at(TEXT.id, seq));
        for (const { node } of provisionsOf(doc)) {
          const value = provisionOfNode(node);
          const order = { do: "origins", text: TEXT, seq, today: ledger.length, provision: value.id } as const;
          const told = (await desk.do({ ...order, audience: { key: null } })) as PastResults["origins"];
          const origins = told?.origins ?? [];
          expect(origins.map(({ text }) => text).join("")).toBe(wordsOf(value));
          for (const origin of origins) check(origin, seq, ledger.length);
          for (const { source } of origins) sources.add(source);
          const hidden = JSON.stringify(await desk.do({ ...order, audience: { key } }));
          expect(CODES.filter((code) => hidden.includes(code))).toEqual([]);
        }
      }

      function check({ entry, proposal, source }: WordOrigin, seq: number, last: number): void {
        expect(entry.seq).toBeGreaterThan(0);
        expect(entry.seq).toBeLessThanOrEqual(Math.min(seq, last));
        const stored = ledger[entry.seq - 1];
        expect([stored?.at, stored?.person, stored?.party]).toEqual([entry.at, entry.person, entry.party]);
        if (source === "proposal") expect(proposal?.party).toBe(entry.party);
      }
    }),
    { numRuns: Number(process.env.ADREF_RUNS ?? 15), endOnFailure: true },
  );
  expect([...sources].sort()).toEqual(["import", "merge", "proposal", "secretariat"]);
}, 300_000);

test("the steps of a ledger name every provision that an entry touched, as it was after it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 20, maxLength: 40, size: "max" }), async (moves) => {
      const session = await Session.open();
      for (const one of moves) await session.run(one);
      await session.house.close();
      const reader = new StepReader();
      const doc = newWordsDoc();
      const told = new Map<string, string>();
      for (const entry of session.house.store.ledgers.get(TEXT.id) ?? []) {
        if (entry.update.length > 0) Y.applyUpdate(doc, entry.update);
        for (const { id, after } of reader.take(entry).provisions) {
          if (after) told.set(id, JSON.stringify(after));
          else told.delete(id);
        }
        const values = provisionsOf(docOfY(bodyOf(doc))).map(({ node }) => provisionOfNode(node));
        expect(told).toEqual(new Map(values.map((value) => [value.id, JSON.stringify(value)])));
      }
    }),
    { numRuns: Number(process.env.ADREF_RUNS ?? 8), endOnFailure: true },
  );
}, 300_000);
