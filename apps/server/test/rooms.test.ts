import { CLOSE, encodeUpdate, MESSAGE, SYNC } from "@adref/protocol";
import { bodyOf } from "@adref/schema";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { House } from "./rooms/house.ts";
import { CHAIR, KAZ, OBSERVER, SECRETARIAT, TEXT, UZB } from "./rooms/negotiation.ts";

describe("a text in a room", () => {
  test("everybody gets the words, and each other's, but nobody their own", async () => {
    const house = await House.open();
    const [kaz, uzb, observer] = [await house.join(KAZ), await house.join(UZB), await house.join(OBSERVER)];
    expect(kaz.words("p1")).toBe("Each Party shallshould act in time.");
    const heard = kaz.frames.length;
    kaz.propose("p3", 4, "[KAZ]", "bk", "ok");
    await house.settle();
    expect(uzb.words("p3")).toBe("This[KAZ] Agreement enters into force on deposit.");
    expect([uzb.json, observer.json]).toEqual([kaz.json, kaz.json]);
    expect(kaz.frames.length).toBe(heard + 1);
    expect(kaz.saved.at(-1)).toBe(2);
    uzb.propose("p3", 0, "Soon ", "bu", "ou");
    await house.settle();
    expect(kaz.json).toBe(uzb.json);
  });

  test("a newcomer is told that nothing is missing when nothing is", async () => {
    const house = await House.open();
    const [kaz] = [await house.join(KAZ), await house.join(UZB)];
    for (const [i, words] of ["new ", "and ", "young "].entries()) {
      kaz.propose("p3", 4, words, `bk${i}`, `ok${i}`);
      await house.settle();
      const late = await house.join(OBSERVER);
      const parts = late.frames.filter((frame) => frame[0] === MESSAGE.sync).map((frame) => frame[1]);
      expect(parts.at(-1)).toBe(SYNC.step2);
      expect(parts.filter((part) => part === SYNC.step2).length).toBe(1);
      expect(late.json).toBe(kaz.json);
    }
  });

  test("names are bound when words are taken", async () => {
    const house = await House.open();
    const kaz = await house.join(KAZ);
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    const entry = house.store.ledgers.get(TEXT.id)?.at(-1);
    expect(entry).toMatchObject({ kind: "words", party: "KAZ", person: KAZ.id, seq: 2 });
    expect(entry?.data.patch?.options?.ok).toMatchObject({ owner: "KAZ", bracket: "bk", within: null });
    const { value } = await house.rooms.snapshot(TEXT);
    expect(value.record.brackets.bk?.owner).toBe("KAZ");
  });

  test("nothing is told before the append resolved", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    house.store.holding = true;
    const [saved, heard] = [kaz.saved.length, uzb.frames.length];
    kaz.propose("p3", 4, " new", "bk", "ok");
    const act = house.rooms.act(UZB, TEXT, {
      key: "stance-key-1",
      act: { type: "stance", target: "o1", stance: "support" },
    });
    let answered = false;
    void act.then(() => {
      answered = true;
    });
    const late = house.client(OBSERVER);
    await house.settle();
    expect([kaz.saved.length, uzb.frames.length, answered]).toEqual([saved, heard, false]);
    expect(late.synced ? late.words("p3") : "").not.toContain("new");
    house.store.release();
    await house.settle();
    expect(kaz.saved.at(-1)).toBe(2);
    expect(await act).toEqual({ accepted: true, seq: 3 });
    expect(uzb.words("p3")).toContain("new");
    expect(late.json).toBe(kaz.json);
  });

  test("what came while an append was under way is the next append, told in one frame", async () => {
    const house = await House.open();
    const [kaz, uzb, observer] = [await house.join(KAZ), await house.join(UZB), await house.join(OBSERVER)];
    house.store.groups.length = 0;
    house.store.holding = true;
    kaz.propose("p3", 4, "A", "bk", "ok");
    await house.settle();
    for (let i = 0; i < 20; i++) kaz.propose("p3", 5 + i, "a", "bk", "ok");
    uzb.propose("p2", 0, "B", "bu", "ou");
    await house.settle();
    const heard = observer.frames.length;
    house.store.release();
    await house.settle();
    expect(house.store.groups).toEqual([1, 21]);
    expect(observer.frames.length).toBe(heard + 2);
    expect(kaz.saved.at(-1)).toBe(22);
    expect([uzb.json, observer.json]).toEqual([kaz.json, kaz.json]);
  });

  test("a refusal tells what was saved before it, and ends for good", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    const before = uzb.json;
    house.store.holding = true;
    kaz.propose("p3", 4, " new", "bk", "ok");
    kaz.insert("p3", 0, "Stolen ", {});
    kaz.propose("p3", 0, "Later ", "bk2", "ok2");
    await house.settle();
    expect(kaz.closed).toBe(null);
    house.store.release();
    await house.settle();
    expect(kaz.closed).toBe(CLOSE.refused);
    expect(kaz.refusals).toHaveLength(1);
    expect(kaz.refusals[0]).toMatchObject({ count: 3, id: "others-words", provision: "p3" });
    expect(kaz.saved.at(-1)).toBe(2);
    expect(uzb.words("p3")).toBe("This new Agreement enters into force on deposit.");
    expect(uzb.json).not.toBe(before);
  });

  test("those who may not write may be up to date, and no more", async () => {
    const house = await House.open();
    const [observer, chair, kaz] = [await house.join(OBSERVER), await house.join(CHAIR), await house.join(KAZ)];
    expect(observer.saved).toEqual([1]);
    observer.send(encodeUpdate(Y.encodeStateAsUpdate(observer.doc)));
    chair.propose("p3", 4, "!", "bc", "oc");
    await house.settle();
    expect(observer.saved).toEqual([1, 2]);
    expect(chair.refusals[0]).toMatchObject({ count: 2, id: "may-not-write" });
    observer.doc.transact(() => bodyOf(observer.doc).delete(0, 1));
    await house.settle();
    expect(observer.closed).toBe(CLOSE.refused);
    expect(kaz.words("p1")).toBe("Each Party shallshould act in time.");
  });

  test("a failing append sends everybody away; the ledger is the truth for who comes back", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    house.store.failing = true;
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    expect([kaz.closed, uzb.closed]).toEqual([CLOSE.tryAgain, CLOSE.tryAgain]);
    expect(uzb.words("p3")).not.toContain("new");
    house.store.failing = false;
    for (const client of [kaz, uzb]) client.disconnect();
    for (const client of [kaz, uzb]) client.connect(house.rooms);
    await house.settle();
    expect(uzb.words("p3")).toContain("new");
    expect(uzb.json).toBe(kaz.json);
    expect(house.errors).toHaveLength(1);
  });

  test("offline words arrive when their author comes back", async () => {
    const house = await House.open();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    kaz.disconnect();
    kaz.propose("p3", 4, " offline", "bk", "ok");
    uzb.propose("p3", 0, "Online ", "bu", "ou");
    await house.settle();
    kaz.connect(house.rooms);
    await house.settle();
    expect(kaz.words("p3")).toBe("Online This offline Agreement enters into force on deposit.");
    expect(uzb.json).toBe(kaz.json);
  });

  test("a client id is one person's", async () => {
    const house = await House.open();
    const kaz = await house.join(KAZ, 4_711);
    const thief = await house.join(UZB, 4_711);
    expect(thief.closed).toBe(CLOSE.badRequest);
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    kaz.disconnect();
    await house.restart();
    const later = await house.join(UZB, 4_711);
    expect(later.closed).toBe(CLOSE.badRequest);
    kaz.connect(house.rooms);
    await house.settle();
    expect([kaz.closed, kaz.synced]).toEqual([null, true]);
  });

  test("an address without a Yjs client id is not served", async () => {
    const house = await House.open();
    const codes = [{}, { client: "-5" }, { client: "0" }, { client: "4294967296" }].map((params) => {
      const client = house.client(SECRETARIAT);
      client.disconnect();
      return client.connect(house.rooms, params as Record<string, string>).closed;
    });
    expect(codes).toEqual(codes.map(() => CLOSE.badRequest));
  });
});

describe("housekeeping", () => {
  test("a room without people leaves memory, and comes back as it was", async () => {
    const house = await House.open();
    const kaz = await house.join(KAZ);
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.act(UZB, { type: "stance", target: "ok", stance: "support" });
    const before = await house.rooms.snapshot(TEXT);
    kaz.disconnect();
    await house.pass(59_000);
    expect(house.rooms.size).toBe(1);
    await house.pass(3_000);
    expect(house.rooms.size).toBe(0);
    expect(house.store.checkpoints.get(TEXT.id)?.at(-1)?.seq).toBe(3);
    const after = await house.rooms.snapshot(TEXT);
    expect(after.value.doc.eq(before.value.doc)).toBe(true);
    expect({ ...after.value.record, doc: 0 }).toEqual({ ...before.value.record, doc: 0 });
    expect([after.seq, after.revisions]).toEqual([before.seq, before.revisions]);
  });

  test("checkpoints come when it is quiet, and replay from them is replay of everything", async () => {
    const house = await House.open({ limits: { checkpointEntries: 10, checkpointQuiet: 2_000 } });
    const kaz = await house.join(KAZ);
    for (let i = 0; i < 12; i++) {
      kaz.propose("p3", 4 + i, "x", "bk", "ok");
      await house.settle();
    }
    expect(house.store.checkpoints.size).toBe(0);
    await house.pass(3_000);
    expect(house.store.checkpoints.get(TEXT.id)?.map(({ seq }) => seq)).toEqual([13]);
    kaz.propose("p3", 4, "y", "bk", "ok");
    await house.settle();
    const fromCheckpoint = await house.rooms.at(TEXT.id, 14);
    house.store.checkpoints.clear();
    const fromStart = await house.rooms.at(TEXT.id, 14);
    expect(fromStart.doc.eq(fromCheckpoint.doc)).toBe(true);
    expect(fromStart.record).toEqual(fromCheckpoint.record);
    expect((await house.rooms.at(TEXT.id, 1)).doc.textContent).not.toContain("x");
    await expect(house.rooms.at(TEXT.id, 15)).rejects.toThrow("ends at entry 14");
  });

  test("a beacon comes after many entries, and when the text has come to rest", async () => {
    const house = await House.open({ limits: { beaconEntries: 5 } });
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
    for (let i = 0; i < 5; i++) {
      kaz.propose("p3", 4 + i, "x", "bk", "ok");
      await house.settle();
    }
    expect(uzb.beacons.map(({ seq }) => seq)).toEqual([6]);
    expect(uzb.beacons[0]?.stateVector).toEqual(Y.encodeStateVector(uzb.doc));
    kaz.propose("p3", 4, "y", "bk", "ok");
    await house.settle();
    await house.pass(4_000);
    expect(uzb.beacons.map(({ seq }) => seq)).toEqual([6, 7]);
    await house.pass(10_000);
    expect(uzb.beacons).toHaveLength(2);
  });

  test("a silent line is kept alive, and a dead one is cut", async () => {
    const house = await House.open();
    const [kaz, dead] = [await house.join(KAZ), await house.join(UZB)];
    const heard = kaz.frames.length;
    const pinging = kaz.socket;
    for (let i = 0; i < 90; i++) {
      await house.pass(1_000);
      if (pinging?.pings === i) pinging?.pong();
      kaz.socket?.pong();
    }
    expect(kaz.frames.length).toBeGreaterThanOrEqual(heard + 4);
    expect([kaz.socket?.terminated, dead.socket?.terminated]).toEqual([false, true]);
  });
});

describe("two servers on one ledger", () => {
  test("the loser reads what it missed, judges again and tells everybody", async () => {
    const house = await House.open();
    const other = house.node();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB, undefined, other)];
    kaz.propose("p3", 4, " one", "bk", "ok");
    await house.settle();
    expect(uzb.words("p3")).not.toContain("one");
    uzb.propose("p3", 0, "Two ", "bu", "ou");
    await house.settle();
    expect(uzb.words("p3")).toBe("Two This one Agreement enters into force on deposit.");
    house.store.announcing = true;
    kaz.propose("p3", 8, "!", "bk", "ok");
    await house.settle();
    expect(uzb.words("p3")).toBe("Two This one! Agreement enters into force on deposit.");
    expect(kaz.json).toBe(uzb.json);
    expect(house.store.ledgers.get(TEXT.id)).toHaveLength(4);
    expect(house.errors).toEqual([]);
    await other.close();
  });

  test("what became unlawful meanwhile is refused when it is judged again", async () => {
    const house = await House.open();
    const other = house.node();
    const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB, undefined, other)];
    await house.act(CHAIR, { type: "status", provisions: ["p3"], status: "agreed-adref" });
    uzb.propose("p3", 0, "Two ", "bu", "ou");
    uzb.propose("p3", 4, "more ", "bu", "ou");
    await house.settle();
    expect(uzb.refusals).toMatchObject([{ count: 2, id: "locked", provision: "p3" }]);
    expect(kaz.words("p3")).not.toContain("Two");
    await other.close();
  });

  test("the same key on both gives one entry and one answer", async () => {
    const house = await House.open();
    const other = house.node();
    await other.snapshot(TEXT);
    await house.rooms.snapshot(TEXT);
    const request = { key: "stance-key-1", act: { type: "stance", target: "o1", stance: "support" } } as const;
    const answers = Promise.all([house.rooms.act(UZB, TEXT, request), other.act(UZB, TEXT, request)]);
    await house.settle();
    expect(await answers).toEqual([
      { accepted: true, seq: 2 },
      { accepted: true, seq: 2 },
    ]);
    expect(house.store.ledgers.get(TEXT.id)).toHaveLength(2);
    await other.close();
  });
});
