import { MESSAGE } from "@adref/protocol";
import { describe, expect, test } from "vitest";
import * as awareness from "y-protocols/awareness";
import { House } from "./rooms/house.ts";
import { KAZ, MNG, OBSERVER, SECRETARIAT, UZB } from "./rooms/negotiation.ts";

const cursor = { provision: "p1", anchor: 3, head: 5 };

describe("presence", () => {
  test("the server says who is there", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    const lie = { person: { id: "chair-1", name: "The Chair", role: "chair" }, party: "UZB", cursor, more: "words" };
    kaz.sendPresence(kaz.doc.clientID, 1, lie);
    await house.pass(1_000);
    expect(uzb.presence.get(kaz.doc.clientID)).toEqual({
      person: { id: KAZ.id, name: KAZ.name, role: "delegation", party: "KAZ" },
      cursor,
      focus: null,
    });
    expect(kaz.presence.size).toBe(0);
    kaz.disconnect();
    await house.pass(1_000);
    expect(uzb.presence.get(kaz.doc.clientID)).toBe(null);
  });

  test("nobody is present in another's name", async () => {
    const house = await House.open();
    const [kaz, uzb, observer] = [await house.join(KAZ), await house.join(UZB), await house.join(OBSERVER)];
    kaz.sendPresence(kaz.doc.clientID, 1, { cursor });
    await house.pass(1_000);
    observer.sendPresence(kaz.doc.clientID, 900, null);
    observer.sendPresence(kaz.doc.clientID, 901, { cursor: null });
    observer.sendPresence(12_345, 1, { cursor });
    await house.pass(1_000);
    expect(uzb.presence.get(kaz.doc.clientID)).toMatchObject({ cursor });
    expect([...uzb.presence.keys()]).toEqual([kaz.doc.clientID]);
    expect(observer.closed).toBe(null);
  });

  test("who comes later, or comes back with an old clock, is told and is seen", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    // A real awareness, because it is its clocks that count.
    const seen = new awareness.Awareness(uzb.doc);
    const hear = () => {
      for (const frame of uzb.frames.splice(0)) {
        if (frame[0] === MESSAGE.presence)
          awareness.applyAwarenessUpdate(seen, frame.subarray(frame.length > 129 ? 3 : 2), null);
      }
      return seen.getStates().get(kaz.doc.clientID)?.cursor ?? null;
    };
    kaz.sendPresence(kaz.doc.clientID, 7, { cursor });
    await house.pass(1_000);
    expect(hear()).toEqual(cursor);
    const late = await house.join(SECRETARIAT);
    expect(late.presence.get(kaz.doc.clientID)).toMatchObject({ cursor });
    kaz.disconnect();
    await house.pass(1_000);
    expect(hear()).toBe(null);
    kaz.connect(house.rooms);
    kaz.sendPresence(kaz.doc.clientID, 7, { cursor });
    await house.pass(2_000);
    expect(hear()).toEqual(cursor);
    seen.destroy();
  });

  test("older news, and what is too large or no state, is passed over", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    kaz.sendPresence(kaz.doc.clientID, 5, { cursor });
    kaz.sendPresence(kaz.doc.clientID, 4, { cursor: null });
    kaz.sendPresence(kaz.doc.clientID, 6, { cursor: null, filler: "x".repeat(3_000) });
    kaz.sendPresence(kaz.doc.clientID, 7, "words");
    kaz.sendPresence(kaz.doc.clientID, 8, { cursor: { provision: "<b>", anchor: -1, head: "x" } });
    await house.pass(1_000);
    expect(uzb.presence.get(kaz.doc.clientID)).toMatchObject({ cursor: null });
  });

  test("is told in one frame, ten times a second at most", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    uzb.frames.length = 0;
    for (let i = 0; i < 50; i++) {
      kaz.sendPresence(kaz.doc.clientID, i, { cursor: { ...cursor, head: i } });
      house.clock.advance(20);
      await house.settle();
    }
    house.clock.advance(200);
    await house.settle();
    const heard = uzb.frames.filter((frame) => frame[0] === MESSAGE.presence).length;
    expect(heard).toBeGreaterThan(5);
    expect(heard).toBeLessThanOrEqual(12);
    expect(uzb.presence.get(kaz.doc.clientID)).toMatchObject({ cursor: { head: 49 } });
  });

  test("is told though the clock was set back", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    kaz.sendPresence(kaz.doc.clientID, 1, { cursor });
    await house.pass(1_000);
    house.clock.advance(-3_600_000);
    kaz.sendPresence(kaz.doc.clientID, 2, { cursor: { ...cursor, head: 7 } });
    await house.pass(1_000);
    expect(uzb.presence.get(kaz.doc.clientID)).toMatchObject({ cursor: { head: 7 } });
  });

  test("delegations are nameless to those from whom names are withheld", async () => {
    const house = await House.open();
    const [kaz, sec, mng] = [await house.join(KAZ), await house.join(SECRETARIAT), await house.join(MNG)];
    kaz.sendPresence(kaz.doc.clientID, 1, { cursor });
    sec.sendPresence(sec.doc.clientID, 1, { cursor });
    await house.pass(1_000);
    const shown = mng.presence.get(kaz.doc.clientID)?.person as Record<string, unknown>;
    expect(shown).toMatchObject({ name: "", party: null, role: "delegation" });
    expect(JSON.stringify([...mng.presence])).not.toMatch(/kaz|KAZ/);
    expect(mng.presence.get(sec.doc.clientID)?.person).toMatchObject({ name: SECRETARIAT.name });
  });
});
