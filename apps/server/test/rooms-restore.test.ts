import type { Act } from "@adref/protocol";
import { describe, expect, test } from "vitest";
import { verifyText } from "../src/verify/verify-text.ts";
import { House } from "./rooms/house.ts";
import { CHAIR, DIRECTORY, KAZ, MNG, OUTSIDER, SECRETARIAT, TEXT, UZB } from "./rooms/negotiation.ts";

const restore = (seq: number, provisions?: string[]): Act => {
  return { type: "restore", seq, reason: "The room asked for it", ...(provisions && { provisions }) };
};
const record = async (house: House) => (await house.rooms.snapshot(TEXT)).value.record;
const verified = async (house: House) => (await verifyText(house.store, TEXT, DIRECTORY)).finding;

describe("the record after a restoration", () => {
  test("what comes back is open, with the stances that it had; stances on what stood throughout stay", async () => {
    const house = await House.open();
    await house.act(MNG, { type: "stance", target: "o1", stance: "support" });
    await house.act(KAZ, { type: "stance", target: "o2", stance: "oppose" });
    const { seq } = await house.store.head(TEXT.id);
    await house.act(MNG, { type: "stance", target: "o1", stance: "oppose" });
    await house.act(UZB, { type: "stance", target: "o1", stance: null });
    await house.act(KAZ, { type: "stance", target: "o2", stance: "flexible" });
    await house.act(CHAIR, { type: "park", bracket: "b1", parked: true });
    await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" });
    expect(await house.act(SECRETARIAT, restore(seq))).toMatchObject({
      accepted: true,
      restored: { rewritten: ["p1"], inserted: [], removed: [], moved: [], reopened: ["b1"], ended: [] },
    });
    const { stances, resolutions, brackets } = await record(house);
    expect(resolutions).toEqual({});
    expect(brackets.b1?.parked).toBeUndefined();
    expect([stances.o1?.MNG?.stance, stances.o1?.UZB?.stance]).toEqual(["support", "oppose"]);
    expect(stances.o2?.KAZ?.stance).toBe("flexible");
    expect(await verified(house)).toBeNull();
  });

  test("what goes has ended: what is typed into it meanwhile is refused, and the chair cannot act on it", async () => {
    const house = await House.open();
    const [kaz, away] = [await house.join(KAZ), await house.join(KAZ)];
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    away.disconnect();
    away.propose("p3", 8, "er", "bk", "ok");
    const answer = await house.act(SECRETARIAT, restore(1));
    expect(answer).toMatchObject({ restored: { rewritten: ["p3"], ended: ["bk"] } });
    expect((await record(house)).resolutions.bk).toMatchObject({ kind: "delete", by: SECRETARIAT.id });
    expect(kaz.words("p3")).toBe("This Agreement enters into force on deposit.");
    away.connect(house.rooms);
    await house.settle();
    expect(away.refusals).toHaveLength(1);
    expect(await house.act(CHAIR, { type: "lift", bracket: "bk" })).toMatchObject({
      refusal: { id: "no-such-bracket" },
    });
    const back = await house.act(SECRETARIAT, restore(2));
    expect(back).toMatchObject({ restored: { reopened: ["bk"] } });
    expect((await record(house)).resolutions).toEqual({});
    kaz.propose("p3", 8, "ly", "bk", "ok");
    await house.settle();
    expect([kaz.refusals, kaz.words("p3")]).toEqual([[], "This newly Agreement enters into force on deposit."]);
    expect(await verified(house)).toBeNull();
  });

  test("what others type meanwhile in provisions that are not named is there afterwards", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    await house.act(CHAIR, { type: "delete", bracket: "b2" });
    uzb.propose("p3", 4, " whole", "bu", "ou");
    kaz.propose("p1", 0, "Now ", "bk", "ok");
    const answer = house.rooms.act(SECRETARIAT, TEXT, { key: "restore-p2-only", act: restore(1, ["p2"]) });
    await house.settle();
    expect(await answer).toMatchObject({ accepted: true, restored: { rewritten: ["p2"], reopened: ["b2"] } });
    expect([kaz.words("p1"), kaz.words("p2"), kaz.words("p3")]).toEqual([
      "Now Each Party shallshould act in time.",
      "Fees are limited to the cost of services.",
      "This whole Agreement enters into force on deposit.",
    ]);
    expect(await verified(house)).toBeNull();
  });

  test("agreed provisions stay, and stand in the way only where they differ", async () => {
    const house = await House.open();
    await house.act(CHAIR, { type: "status", provisions: ["p3"], status: "agreed-adref" });
    await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" });
    await house.act(CHAIR, { type: "status", provisions: ["p1"], status: "agreed-group" });
    const refused = { accepted: false, refusal: { id: "locked", provision: "p1" } };
    expect(await house.act(SECRETARIAT, restore(1))).toMatchObject(refused);
    expect(await house.act(SECRETARIAT, restore(1, ["p3", "p1"]))).toMatchObject(refused);
    await house.act(CHAIR, { type: "reopen", provisions: ["p1"], reason: "To look again" });
    expect(await house.act(SECRETARIAT, restore(1))).toMatchObject({ accepted: true });
    expect((await record(house)).statuses).toMatchObject({ p3: { status: "agreed-adref" }, p1: { status: "open" } });
    expect(await verified(house)).toBeNull();
  });
});

describe("more than one server", () => {
  test("another node tells the restoration, and goes on from it", async () => {
    const house = await House.open();
    const other = house.node();
    const kaz = await house.join(KAZ, undefined, other);
    await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" });
    const act = house.rooms.act(SECRETARIAT, TEXT, { key: "restore-elsewhere", act: restore(1) });
    await house.settle();
    const answer = await act;
    expect(kaz.words("p1")).toBe("Each Party shallshould act in time.");
    const again = other.act(SECRETARIAT, TEXT, { key: "restore-elsewhere", act: restore(1) });
    await house.settle();
    expect(await again).toEqual(answer);
    await other.close();
  });

  test("named moments outlive restarts and checkpoints", async () => {
    const house = await House.open({ limits: { checkpointEntries: 1, checkpointQuiet: 0 } });
    await house.act(CHAIR, { type: "name-moment", moment: "m1", seq: 1, name: "The beginning" });
    await house.act(KAZ, { type: "stance", target: "o2", stance: "support" });
    await house.pass(5_000);
    await house.restart();
    expect(await house.act(CHAIR, { type: "name-moment", moment: "m1", seq: 1, name: "Again" })).toMatchObject({
      refusal: { id: "moment-taken" },
    });
    expect(await house.act(SECRETARIAT, { type: "unname-moment", moment: "m1" })).toMatchObject({ accepted: true });
    await house.restart();
    expect(await house.act(SECRETARIAT, { type: "unname-moment", moment: "m1" })).toMatchObject({
      refusal: { id: "no-such-moment" },
    });
    expect(await verified(house)).toBeNull();
  });
});

test("a reader from whom names are withheld is told of a restoration without them", async () => {
  const house = await House.open();
  await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" });
  const reader = await house.reader(OUTSIDER);
  await house.act(SECRETARIAT, { ...restore(1), reason: "KAZ and UZB asked" } as Act);
  expect(reader.record.resolutions).toEqual({});
  expect(JSON.stringify(reader.record)).not.toMatch(/KAZ|UZB/);
});
