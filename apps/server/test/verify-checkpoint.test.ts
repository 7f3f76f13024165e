import { expect, test } from "vitest";
import type { Rest } from "../src/rooms/replay.ts";
import { verifyText } from "../src/verify/verify-text.ts";
import { House } from "./rooms/house.ts";
import { CHAIR, DIRECTORY, KAZ, SECRETARIAT, TEXT, UZB } from "./rooms/negotiation.ts";

/** A text with words by two people, by the Secretariat and by the server, two revisions, and a checkpoint of it all. */
async function checkpointed(): Promise<House> {
  const house = await House.open();
  const kaz = await house.join(KAZ);
  const uzb = await house.join(UZB);
  kaz.propose("p3", 4, "x", "bk", "ok");
  uzb.propose("p3", 8, "y", "bu", "ou");
  await house.settle();
  await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" });
  await house.act(SECRETARIAT, { type: "issue", title: "For the second round" });
  // A second life: what the first server wrote is now in the checkpoint.
  await house.restart();
  const again = await house.join(KAZ);
  again.propose("p3", 6, "z", "bz", "oz");
  await house.settle();
  await house.act(CHAIR, { type: "delete", bracket: "bu" });
  await house.close();
  return house;
}

async function findingWith(change: (rest: Rest) => Partial<Rest>): Promise<string | null> {
  const house = await checkpointed();
  const kept = house.store.checkpoints.get(TEXT.id)?.at(-1);
  if (!kept) throw new Error("The room left no checkpoint");
  const rest = JSON.parse(kept.rest) as Rest;
  const forged = { ...kept, rest: JSON.stringify({ ...rest, ...change(rest) }) };
  house.store.checkpoints.set(TEXT.id, [forged]);
  const { finding } = await verifyText(house.store, TEXT, DIRECTORY);
  if (finding) expect(finding.seq).toBe(kept.seq);
  return finding?.reason ?? null;
}

test("an honest checkpoint agrees with the ledger", async () => {
  expect(
    await findingWith(({ leases, issues }) => {
      expect(new Set(leases.map(([, person]) => person))).toEqual(new Set(["", KAZ.id, UZB.id]));
      expect(issues.map(({ number }) => number)).toEqual([0, 1]);
      return {};
    }),
  ).toBeNull();
});

test.each<[string, (rest: Rest) => Partial<Rest>, string]>([
  ["a fact left out", ({ record }) => ({ record: { ...record, options: {} } }), "the facts"],
  ["a revision left out", ({ issues }) => ({ issues: issues.slice(0, 1) }), "the revisions"],
  [
    "a revision of other words",
    ({ issues }) => ({ issues: issues.map((issue) => ({ ...issue, wordsHash: "0".repeat(64) })) }),
    "the revisions",
  ],
  [
    "a client id in another's name",
    ({ leases }) => ({ leases: leases.map(([client, person]) => [client, person === KAZ.id ? UZB.id : person]) }),
    "the holders",
  ],
  [
    "a client id left out, for anybody to take",
    ({ leases }) => ({ leases: leases.filter(([, person]) => person !== KAZ.id) }),
    "the holders",
  ],
  ["a client id that never wrote", ({ leases }) => ({ leases: [...leases, [4_242, KAZ.id]] }), "the holders"],
])("a checkpoint with %s is found out", async (_, change, part) => {
  expect(await findingWith(change)).toContain(part);
});
