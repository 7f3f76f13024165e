import { CLOSE, encodeUpdate, handshakeParams, MESSAGE, SYNC } from "@adref/protocol";
import { bodyOf, type ProvisionValue, type Run, wordsOf } from "@adref/schema";
import fc from "fast-check";
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { encodeSync } from "../src/rooms/frames.ts";
import { House } from "./rooms/house.ts";
import { CHAIR, KAZ, OBSERVER, OUTSIDER, TEXT, UZB } from "./rooms/negotiation.ts";
import type { TestClient } from "./rooms/test-client.ts";
import { TestSocket } from "./rooms/test-socket.ts";

let house: House;
let victim: TestClient;
let before: string;

beforeEach(async () => {
  house = await House.open();
  victim = await house.join(UZB);
  before = victim.json;
});

/** Whatever the attack was: nobody saw anything of it, and everybody can go on. */
afterEach(async () => {
  await house.settle();
  expect(victim.json).toBe(before);
  expect(victim.closed).toBe(null);
  victim.propose("p3", 4, " and on", "bv", "ov");
  await house.settle();
  expect(victim.refusals).toEqual([]);
  expect((await house.rooms.snapshot(TEXT)).value.doc.textContent).toContain(" and on");
  expect(house.errors).toEqual([]);
});

describe("what is no message", () => {
  test("random bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), async (messages) => {
        const attacker = await house.join(KAZ);
        for (const message of messages) attacker.send(message);
        await house.settle();
        expect(victim.json).toBe(before);
        attacker.disconnect();
      }),
      { numRuns: 300 },
    );
  });

  test("bytes that begin like messages", async () => {
    const begins = fc.constantFrom([0, 0], [0, 1], [0, 2], [0, 3], [1], [2], [3], [100, 5], [101], [102]);
    await fc.assert(
      fc.asyncProperty(begins, fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (begin, bytes, framed) => {
        const attacker = await house.join(KAZ);
        const body = framed ? encoding.encode((encoder) => encoding.writeVarUint8Array(encoder, bytes)) : bytes;
        attacker.send(new Uint8Array([...begin, ...body]));
        await house.settle();
        expect(victim.json).toBe(before);
        attacker.disconnect();
      }),
      { numRuns: 500 },
    );
  });

  test("true updates with bytes turned over", async () => {
    const attacker = await house.join(KAZ);
    let update = new Uint8Array();
    attacker.disconnect();
    attacker.doc.on("update", (bytes: Uint8Array) => {
      update = new Uint8Array(bytes);
    });
    attacker.propose("p3", 0, "Words ", "bk", "ok");
    const known = new Set(["b1", "b2"]);
    const isNotNew = ({ marks }: Run) => marks.every(({ attrs }) => known.has(attrs.bracket ?? ""));
    const imported = (JSON.parse(before) as ProvisionValue[]).map(wordsOf);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }), async (turns) => {
        // A fresh house for each: the words of the import are the same structs in all.
        const home = await House.open();
        const other = await home.join(UZB);
        const socket = new TestSocket(() => {});
        home.rooms.connectSync(socket, KAZ, TEXT, new URLSearchParams(handshakeParams(attacker.doc.clientID)));
        const bytes = new Uint8Array(update);
        for (const [at, byte] of turns) bytes[at % bytes.length] = byte;
        socket.receive(encodeUpdate(bytes));
        await home.settle();
        // A turned letter is still an honest proposal: only what is not KAZ's may not change.
        const seen = JSON.parse(other.json) as ProvisionValue[];
        expect(seen.map((one) => wordsOf({ ...one, runs: one.runs.filter(isNotNew) }))).toEqual(imported);
        expect(other.closed).toBe(null);
        expect(home.errors).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("text messages, and messages of types that only the server sends", async () => {
    const codes: (number | null)[] = [];
    for (const message of ["hello", new Uint8Array([100, 5]), new Uint8Array([101]), new Uint8Array([2, 0])]) {
      const attacker = await house.join(KAZ);
      attacker.socket?.receive(message);
      codes.push(attacker.closed);
    }
    expect(codes).toEqual([CLOSE.badRequest, CLOSE.badRequest, CLOSE.badRequest, CLOSE.badRequest]);
  });
});

describe("too much", () => {
  test("50 MB in one message", async () => {
    const attacker = await house.join(KAZ);
    attacker.send(new Uint8Array(50 * 1024 * 1024));
    expect(attacker.closed).toBe(CLOSE.tooMuch);
  });

  test("a flood of 10,000 lawful updates a second", async () => {
    const attacker = await house.join(KAZ);
    const more = encodeUpdate(Y.encodeStateAsUpdate(attacker.doc));
    const began = performance.now();
    for (let i = 0; i < 10_000; i++) {
      if (attacker.closed) attacker.send(more);
      else attacker.propose("p3", 0, "x", "bk", "ok");
      if (i % 10 === 0) house.clock.advance(1);
    }
    const milliseconds = performance.now() - began;
    expect(attacker.closed).toBe(CLOSE.tooMuch);
    await house.settle();
    const taken = house.store.ledgers.get(TEXT.id)?.length ?? 0;
    expect(taken).toBeLessThan(1_200);
    expect(milliseconds).toBeLessThan(10_000);
    before = victim.json;
  });

  test("an honest fast typist and a large paste pass", async () => {
    const honest = await house.join(KAZ);
    for (let i = 0; i < 400; i++) {
      honest.propose("p3", 4, "x", "bk", "ok");
      house.clock.advance(50);
      if (i % 20 === 0) await house.settle();
    }
    honest.propose("p3", 4, "lorem ipsum ".repeat(17_000), "bk", "ok");
    await house.settle();
    expect(honest.closed).toBe(null);
    expect(honest.saved.at(-1)).toBe(402);
    before = victim.json;
  });

  test("a flood before the text is open, of states, and of presence", async () => {
    const early = house.client(KAZ);
    for (let i = 0; i < 700; i++) early.send(new Uint8Array(1_000));
    expect(early.closed).toBe(CLOSE.tryAgain);
    const asking = await house.join(KAZ);
    for (let i = 0; i < 10; i++) asking.send(encodeSync(SYNC.step1, new Uint8Array([0])));
    expect(asking.closed).toBe(CLOSE.tooMuch);
    const waving = await house.join(OBSERVER);
    for (let i = 0; i < 2_000; i++) waving.sendPresence(waving.doc.clientID, i, { cursor: null });
    expect(waving.closed).toBe(CLOSE.tooMuch);
    await house.pass(1_000);
    expect(victim.frames.filter((frame) => frame[0] === MESSAGE.presence).length).toBeLessThan(5);
  });

  test("a reader who does not read is sent away, and does not hold up the others", async () => {
    const stuck = await house.join(OBSERVER);
    if (stuck.socket) stuck.socket.reading = false;
    const kaz = await house.join(KAZ);
    for (let i = 0; i < 60 && !stuck.closed; i++) {
      kaz.propose("p3", 4, "x".repeat(200_000), "bk", "ok");
      house.clock.advance(1_000);
      await house.settle();
    }
    expect(stuck.closed).toBe(CLOSE.tryAgain);
    expect(kaz.closed).toBe(null);
    await house.pass(2_000);
    expect(stuck.socket?.terminated).toBe(true);
    before = victim.json;
  });
});

describe("in another's name", () => {
  test("an update with another's client id", async () => {
    const attacker = await house.join(KAZ);
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(attacker.doc));
    forged.clientID = victim.doc.clientID;
    let update = new Uint8Array();
    forged.on("update", (bytes: Uint8Array) => {
      update = new Uint8Array(bytes);
    });
    bodyOf(forged).delete(0, 1);
    forged.transact(() => (bodyOf(forged).get(1) as Y.XmlElement).setAttribute("kind", "title"));
    attacker.send(encodeUpdate(update));
    await house.settle();
    expect(attacker.refusals[0]?.id).toBe("foreign-client");
  });

  test("the words of an observer and of a chair", async () => {
    for (const person of [OBSERVER, OUTSIDER, CHAIR]) {
      const attacker = await house.join(person);
      attacker.propose("p3", 4, "x", "bk", "ok");
      await house.settle();
      expect(attacker.closed).toBe(CLOSE.refused);
    }
  });

  test("deletions and formatting of others' words", async () => {
    const deeds: ((attacker: TestClient) => void)[] = [
      (attacker) => bodyOf(attacker.doc).delete(0, 3),
      (attacker) => attacker.ytext("p1").delete(0, 4),
      (attacker) => attacker.ytext("p1").format(0, 4, { strong: {} }),
      (attacker) => attacker.element("p1").setAttribute("kind", "title"),
      (attacker) => attacker.insert("p1", 0, "Plain ", {}),
      (attacker) => attacker.propose("p2", 17, "into UZB's", "b2", "o2"),
      (attacker) => attacker.doc.getMap("record").set("x", 1),
      (attacker) => bodyOf(attacker.doc).insert(0, [new Y.XmlElement("script")]),
    ];
    for (const deed of deeds) {
      const attacker = await house.join(KAZ);
      deed(attacker);
      await house.settle();
      expect([deed.toString(), attacker.closed]).toEqual([deed.toString(), CLOSE.refused]);
      expect(victim.json).toBe(before);
    }
  });
});
