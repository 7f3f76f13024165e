import { encodeUpdate, SYNC } from "@adref/protocol";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { encodeSync } from "../src/rooms/frames.ts";
import { House } from "./rooms/house.ts";
import { KAZ, UZB } from "./rooms/negotiation.ts";

/**
 * y-websocket sends what is typed as soon as its socket is open, before it has answered the server's step 1: after an hour
 * offline that update rests on words which only the answer brings.
 */
test("what comes before step 2 is not refused, and not called saved before step 2 is", async () => {
  const house = await House.open();
  const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
  kaz.disconnect();
  kaz.propose("p3", 0, "offline ", "bk", "ok");
  const before = Y.encodeStateVector(kaz.doc);
  kaz.connect(house.rooms);
  const socket = kaz.socket;
  kaz.propose("p3", 8, "typed while connecting ", "bk", "ok");
  kaz.saved.length = 0;
  kaz.send(encodeUpdate(Y.encodeStateAsUpdate(kaz.doc, before)));
  await house.settle();
  expect(kaz.refusals).toEqual([]);
  expect(kaz.socket).toBe(socket);
  expect(kaz.closed).toBeNull();
  kaz.send(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(kaz.doc)));
  await house.settle();
  expect(uzb.words("p3")).toContain("offline typed while connecting");
  expect(uzb.json).toBe(kaz.json);
  expect(kaz.saved.at(-1)).toBeGreaterThanOrEqual(2);
});

test("an update that rests on nothing known is still refused after step 2", async () => {
  const house = await House.open();
  const kaz = await house.join(KAZ);
  const fork = new Y.Doc();
  fork.clientID = kaz.doc.clientID;
  Y.applyUpdate(fork, Y.encodeStateAsUpdate(kaz.doc));
  fork.getXmlFragment("body").insert(0, [new Y.XmlElement("provision")]);
  const before = Y.encodeStateVector(fork);
  fork.getXmlFragment("body").insert(0, [new Y.XmlElement("provision")]);
  kaz.send(encodeUpdate(Y.encodeStateAsUpdate(fork, before)));
  await house.settle();
  expect(kaz.refusals.map(({ id }) => id)).toEqual(["gap"]);
});
