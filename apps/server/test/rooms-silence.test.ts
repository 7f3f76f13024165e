import type { Act } from "@adref/protocol";
import { describe, expect, test } from "vitest";
import { verifyText } from "../src/verify/verify-text.ts";
import { House } from "./rooms/house.ts";
import { CHAIR, DIRECTORY, KAZ, OUTSIDER, SECRETARIAT, TEXT } from "./rooms/negotiation.ts";

const MINUTE = 60_000;
const UNTIL = "2026-11-24T10:05:00Z";
const open: Extract<Act, { type: "open-silence" }> = {
  type: "open-silence",
  silence: "s1",
  provisions: ["p3"],
  status: "agreed-group",
  until: UNTIL,
  reason: "As said in the room",
};

const record = async (house: House) => (await house.rooms.snapshot(TEXT)).value.record;
const finding = async (house: House) => (await verifyText(house.store, TEXT, DIRECTORY)).finding;
const refusal = async (house: House, act: Act, person = CHAIR) => {
  const answer = await house.act(person, act);
  return answer.accepted ? null : answer.refusal.id;
};

describe("a silence procedure", () => {
  test("ends by itself at its time: the provisions are agreed, in the server's name", async () => {
    const house = await House.open();
    expect(await refusal(house, open)).toBeNull();
    await house.pass(5 * MINUTE - 5_000);
    expect((await record(house)).silences.s1?.ended).toBeUndefined();
    await house.pass(8_000);
    const { silences, statuses } = await record(house);
    expect(silences.s1?.ended?.how).toBe("agreed");
    expect(Date.parse(silences.s1?.ended?.at ?? "")).toBeGreaterThanOrEqual(Date.parse(UNTIL));
    expect(statuses.p3?.status).toBe("agreed-group");
    const entries = house.store.ledgers.get(TEXT.id) ?? [];
    expect(entries.at(-1)).toMatchObject({
      kind: "act",
      person: "@server",
      party: null,
      data: { act: { type: "end-silence" } },
    });
    expect(await finding(house)).toBeNull();
  });

  test("ends when nobody has the text open, and after a restart that slept through it", async () => {
    const asleep = await House.open();
    await asleep.act(CHAIR, open);
    await asleep.close();
    asleep.clock.advance(10 * MINUTE);
    asleep.rooms = asleep.node();
    await asleep.pass(5_000);
    expect((await record(asleep)).statuses.p3?.status).toBe("agreed-group");
    const idle = await House.open({ limits: { idle: 2_000 } });
    await idle.act(CHAIR, open);
    await idle.pass(10_000);
    expect(idle.rooms.size).toBe(0);
    await idle.pass(5 * MINUTE);
    expect((await record(idle)).statuses.p3?.status).toBe("agreed-group");
  });

  test("is ended once, whichever of several nodes does it", async () => {
    const house = await House.open();
    const others = [house.node(), house.node()];
    await house.act(CHAIR, open);
    await house.pass(6 * MINUTE);
    const ends = (house.store.ledgers.get(TEXT.id) ?? []).filter(({ data }) => data.act?.type === "end-silence");
    expect(ends).toHaveLength(1);
    expect(await finding(house)).toBeNull();
    for (const node of others) {
      const closing = node.close();
      await house.settle();
      await closing;
    }
  });

  test("is broken by a delegation before its time, and then nothing is agreed", async () => {
    const house = await House.open();
    await house.act(CHAIR, open);
    const reader = await house.reader(OUTSIDER);
    const broken: Act = { type: "break-silence", silence: "s1", reason: "KAZ needs a week" };
    expect(await refusal(house, broken)).toBe("not-your-act");
    expect(await refusal(house, broken, KAZ)).toBeNull();
    expect(await refusal(house, broken, KAZ)).toBe("no-such-silence");
    await house.pass(6 * MINUTE);
    const { silences, statuses } = await record(house);
    expect(silences.s1).toMatchObject({ broken: { party: "KAZ" }, ended: { how: "broken" } });
    expect(statuses.p3).toBeUndefined();
    expect(JSON.stringify(reader.record)).not.toMatch(/KAZ|As said/);
    expect(await finding(house)).toBeNull();
  });

  test("is withdrawn by the chair; after its time it is over for everybody", async () => {
    const house = await House.open();
    await house.act(CHAIR, open);
    expect(await refusal(house, { type: "end-silence", silence: "s1" })).toBeNull();
    expect((await record(house)).silences.s1?.ended?.how).toBe("withdrawn");
    await house.act(CHAIR, { ...open, silence: "s2" });
    house.clock.advance(0);
    // Time goes on without a sweep.
    Object.assign(house.clock, { now: () => Date.parse(UNTIL) });
    expect(await refusal(house, { type: "break-silence", silence: "s2", reason: "Late" }, KAZ)).toBe("silence-over");
    expect(await refusal(house, { type: "end-silence", silence: "s2" })).toBe("silence-over");
    expect(await finding(house)).toBeNull();
  });

  test.each([
    ["a bracket", async (house: House) => (await house.join(KAZ)).propose("p3", 4, " new", "bk", "ok")],
    ["the Secretariat's pen", async (house: House) => (await house.join(SECRETARIAT)).insert("p3", 0, "Now: ", {})],
  ])("agrees nothing where %s came into its words meanwhile", async (_, change) => {
    const house = await House.open();
    await house.act(CHAIR, open);
    await change(house);
    await house.settle();
    await house.pass(6 * MINUTE);
    const { silences, statuses } = await record(house);
    expect(silences.s1?.ended?.how).toBe("broken");
    expect(silences.s1?.broken).toBeUndefined();
    expect(statuses.p3).toBeUndefined();
    expect(await finding(house)).toBeNull();
  });

  test.each([
    [{ until: "2026-11-24T10:00:59Z" }, "too-soon"],
    [{ provisions: ["p1"] }, "open-brackets"],
    [{ provisions: ["p3", "p9"] }, "no-such-provision"],
  ])("is refused with %j: %s", async (change, id) => {
    const house = await House.open();
    expect(await refusal(house, { ...open, ...change })).toBe(id);
  });

  test("runs once on a provision, and not on one that is agreed so far", async () => {
    const house = await House.open();
    await house.act(CHAIR, open);
    expect(await refusal(house, open)).toBe("silence-taken");
    expect(await refusal(house, { ...open, silence: "s2" })).toBe("in-silence");
    await house.pass(6 * MINUTE);
    expect(await refusal(house, { ...open, silence: "s3", until: "2026-11-24T11:00:00Z" })).toBe("agreed-already");
  });

  test("leaves what was agreed further meanwhile as it is", async () => {
    const house = await House.open();
    await house.act(CHAIR, open);
    await house.act(CHAIR, { type: "status", provisions: ["p3"], status: "agreed-adref" });
    await house.pass(6 * MINUTE);
    const { silences, statuses } = await record(house);
    expect([silences.s1?.ended?.how, statuses.p3?.status]).toEqual(["agreed", "agreed-adref"]);
    expect(await finding(house)).toBeNull();
  });

  test("nobody ends one in the server's name", async () => {
    const house = await House.open();
    await house.act(CHAIR, open);
    const early = {
      kind: "act",
      update: new Uint8Array(),
      party: null,
      person: "@server",
      at: "2026-11-24T10:01:00.000Z",
    } as const;
    const act: Act = { type: "end-silence", silence: "s1" };
    await house.store.append(TEXT.id, 2, [{ ...early, data: { act, key: "silence-s1", patch: {} } }]);
    expect((await finding(house))?.reason).toContain("too-soon");
  });
});
