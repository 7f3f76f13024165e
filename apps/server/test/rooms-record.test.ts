import { CLOSE, encodeUpdate, type Person } from "@adref/protocol";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { House } from "./rooms/house.ts";
import { CHAIR, KAZ, MNG, OUTSIDER, SAMPLE_PATCH, SECRETARIAT, TEXT, UZB } from "./rooms/negotiation.ts";
import { TestReader } from "./rooms/test-client.ts";

describe("the record as it is read", () => {
  test("is the record, live", async () => {
    const house = await House.open();
    const reader = await house.reader(KAZ);
    const kaz = await house.join(KAZ);
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.act(UZB, { type: "stance", target: "o2", stance: "reserve" });
    await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" });
    expect(reader.record).toEqual((await house.rooms.snapshot(TEXT)).value.record);
    expect((await house.reader(SECRETARIAT)).record).toEqual(reader.record);
  });

  test("a reader who was away, and a server that restarted, agree", async () => {
    const house = await House.open();
    const [stayed, away] = [await house.reader(KAZ), await house.reader(MNG)];
    await house.act(UZB, { type: "stance", target: "o2", stance: "reserve" });
    away.socket?.terminate();
    await house.act(UZB, { type: "stance", target: "o2", stance: "flexible" });
    await house.act(CHAIR, { type: "park", bracket: "b1", parked: true });
    await house.restart();
    stayed.socket?.terminate();
    for (const reader of [stayed, away]) reader.connect(house.rooms);
    await house.act(KAZ, { type: "stance", target: "o2", stance: "oppose" });
    const fresh = [await house.reader(KAZ), await house.reader(MNG)];
    expect(stayed.record).toEqual((await house.rooms.snapshot(TEXT)).value.record);
    for (const [old, now] of [[stayed, fresh[0]] as const, [away, fresh[1]] as const]) {
      expect(old.record).toEqual(now?.record);
      expect(Y.encodeStateVector(old.doc)).toEqual(Y.encodeStateVector(now?.doc as Y.Doc));
    }
    // From the ledger alone, without the checkpoint that the restart left, come the same structs.
    house.store.checkpoints.clear();
    const node = house.node();
    const rebuilt = new TestReader(MNG, TEXT).connect(node);
    for (let i = 0; i < 3; i++) {
      await house.settle();
      rebuilt.socket?.deliver();
    }
    expect(rebuilt.record).toEqual(away.record);
    expect(Y.encodeStateVector(rebuilt.doc)).toEqual(Y.encodeStateVector(away.doc));
    await node.close();
  });

  test("cannot be written", async () => {
    const house = await House.open();
    const [writer, reader] = [await house.reader(KAZ), await house.reader(UZB)];
    const before = reader.record;
    writer.doc.getMap("statuses").set("p1", { status: "adopted", at: "" });
    writer.socket?.receive(encodeUpdate(Y.encodeStateAsUpdate(writer.doc)));
    await house.settle();
    expect(writer.socket?.closed?.code).toBe(CLOSE.refused);
    expect(reader.record).toEqual(before);
    expect((await house.reader(UZB)).record).toEqual(before);
    writer.socket?.terminate();
    writer.connect(house.rooms);
    expect(writer.socket?.closed?.code).toBe(undefined);
    await house.settle();
    expect(writer.socket?.closed?.code).toBe(CLOSE.refused);
  });

  test("is kept alive", async () => {
    const house = await House.open();
    const reader = await house.reader(KAZ);
    let frames = 0;
    const socket = reader.socket;
    const send = socket?.send.bind(socket);
    if (socket && send) {
      socket.send = (data) => {
        frames += 1;
        send(data);
      };
    }
    await house.pass(40_000);
    expect(frames).toBeGreaterThanOrEqual(2);
  });
});

describe("names that are withheld", () => {
  const seen = (reader: TestReader): string => {
    return JSON.stringify(reader.record) + Buffer.from(Y.encodeStateAsUpdate(reader.doc)).toString("latin1");
  };
  const readers: Person[] = [OUTSIDER, MNG];

  test("never reach the reader, in no byte", async () => {
    const house = await House.open();
    const outsiders = await Promise.all(readers.map((person) => house.reader(person)));
    const kaz = await house.join(KAZ);
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.act(UZB, { type: "stance", target: "ok", stance: "oppose", note: "Tashkent says no" });
    await house.act(KAZ, { type: "stance", target: "o2", stance: "support", note: "Astana says yes" });
    await house.restart();
    for (const reader of outsiders) {
      reader.socket?.terminate();
      reader.connect(house.rooms);
    }
    await house.act(MNG, { type: "stance", target: "o2", stance: "support" });
    await house.act(CHAIR, { type: "adopt", bracket: "bk", option: "ok", reason: "Asked for by UZB" });
    for (const reader of [...outsiders, await house.reader(OUTSIDER)]) {
      expect(seen(reader)).not.toMatch(/KAZ|UZB|MNG|Tashkent|Astana|too weak/);
      expect(Object.keys(reader.record.brackets)).toEqual(expect.arrayContaining(["b1", "b2", "bk"]));
      expect(reader.record.options.ok).toMatchObject({ bracket: "bk", owner: null });
      expect(Object.values(reader.record.stances.o2 ?? {})).toHaveLength(2);
      expect(reader.record.comments.c1).toEqual({ ...SAMPLE_PATCH.comments?.c1, author: "", party: null, text: "" });
    }
  });

  test("a party has one pseudonym on a target, and others on others", async () => {
    const house = await House.open();
    const reader = await house.reader(OUTSIDER);
    await house.act(UZB, { type: "stance", target: "o2", stance: "support" });
    await house.act(UZB, { type: "stance", target: "o2", stance: "oppose" });
    const { stances } = reader.record;
    const [onO1, onO2] = [Object.keys(stances.o1 ?? {}), Object.keys(stances.o2 ?? {})];
    expect([onO1.length, onO2.length]).toEqual([1, 1]);
    expect(onO1[0]).not.toBe(onO2[0]);
    await house.act(UZB, { type: "stance", target: "o2", stance: null });
    expect(reader.record.stances.o2).toBeUndefined();
    expect(SAMPLE_PATCH.stances).toHaveLength(1);
  });
});
