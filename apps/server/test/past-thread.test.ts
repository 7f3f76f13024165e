import type { MomentRef, Person } from "@adref/protocol";
import { EMPTY_RECORD } from "@adref/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RequestError } from "../src/errors.ts";
import { ByteCache } from "../src/history/byte-cache.ts";
import { History } from "../src/history/history.ts";
import { PastBusy, PastFailed, PastThread } from "../src/history/past-thread.ts";
import type { Checkpoint, Entry } from "../src/store/port.ts";
import { House } from "./rooms/house.ts";
import { DIRECTORY, KAZ, OUTSIDER, SAMPLE, SECRETARIAT, TEXT } from "./rooms/negotiation.ts";

const source = (seq: number) => ({ kind: "entry", text: TEXT, seq, party: null }) as const;
const value = (seq: number) => ({ do: "value", source: source(seq) }) as const;

describe("the thread of the past", () => {
  test("gives what the ledger says, and says why where it cannot", async () => {
    const { store } = await House.open();
    const past = new PastThread(store);
    const read = await past.value(value(1));
    expect(read.value.doc.toJSON()).toEqual(SAMPLE.doc.toJSON());
    await expect(past.do(value(7))).rejects.toThrow(PastFailed);
    await expect(past.do(value(7))).rejects.toThrow("ends at entry 1, before 7");
    await past.close();
    await expect(past.do(value(1))).rejects.toThrow(PastBusy);
  });

  test("answers each order, also when many come at once, and turns away more than it can hold", async () => {
    const { store } = await House.open();
    const past = new PastThread(store);
    const answers = await Promise.allSettled(Array.from({ length: 100 }, () => past.do(value(1))));
    const done = answers.filter(({ status }) => status === "fulfilled").length;
    expect(done).toBe(60);
    expect(answers.every((one) => one.status === "fulfilled" || one.reason instanceof PastBusy)).toBe(true);
    expect((await past.value(value(1))).value.record.brackets.b1?.owner).toBe("KAZ");
    await past.close();
  });

  test("a ledger that fails fails the order, and the next one is done", async () => {
    const { store } = await House.open();
    let broken = true;
    const ledger = {
      read: async (text: string, after: number, limit: number): Promise<readonly Entry[]> => {
        if (broken) throw new Error("the disk is gone");
        return store.read(text, after, limit);
      },
      checkpoint: async (): Promise<Checkpoint | null> => null,
    };
    const past = new PastThread(ledger);
    await expect(past.do(value(1))).rejects.toThrow("the disk is gone");
    broken = false;
    expect((await past.value(value(1))).value.doc.childCount).toBe(3);
    await past.close();
  });

  test("closing it tells those who wait", async () => {
    const ledger = { read: () => new Promise<never>(() => {}), checkpoint: async () => null };
    const past = new PastThread(ledger);
    const waiting = past.do(value(1));
    const told = expect(waiting).rejects.toThrow(PastBusy);
    await past.close();
    await told;
  });
});

test("an uploaded file is compared with the text, for the Secretariat", async () => {
  const { store, rooms } = await House.open();
  const past = new PastThread(store);
  const text = { doc: SAMPLE.doc.toJSON(), record: EMPTY_RECORD };
  const file = { name: "Draft from Almaty.docx", text: new TextEncoder().encode(JSON.stringify(text)) };
  const history = new History({
    store,
    directory: () => DIRECTORY,
    past,
    uploads: { open: async (id) => (id === "i1" ? file : null) },
    revisions: async (text) => (await rooms.snapshot(text)).revisions,
  });
  const ref: MomentRef = { kind: "file", file: "i1" };
  const view = JSON.parse(String(await history.compare(TEXT, ref, { kind: "now" }, SECRETARIAT)));
  expect(view.from).toMatchObject({ ref: "file:i1", file: "Draft from Almaty.docx", seq: null, at: null });
  expect(view.from.wordsHash).toBe(view.to.wordsHash);
  const opened = await history.open(TEXT, ref, SECRETARIAT);
  expect(opened.value.doc.toJSON()).toEqual(text.doc);
  const status = async (reader: Person, id: string) =>
    history.moment(TEXT, { kind: "file", file: id }, reader).then(
      () => 200,
      (error: RequestError) => error.status,
    );
  expect(await Promise.all([status(SECRETARIAT, "i1"), status(SECRETARIAT, "i2"), status(KAZ, "i1")])).toEqual([
    200, 404, 403,
  ]);
  expect(await status(OUTSIDER, "i1")).toBe(403);
  await past.close();
});

test("one person alone does not fill the line", async () => {
  const { store, rooms } = await House.open();
  const past = new PastThread(store);
  const revisions = async () => (await rooms.snapshot(TEXT)).revisions;
  const uploads = { open: async () => null };
  const history = new History({ store, directory: () => DIRECTORY, past, uploads, revisions });
  const asks = Array.from({ length: 40 }, () => history.compare(TEXT, { kind: "now" }, { kind: "now" }, KAZ));
  const other = history.compare(TEXT, { kind: "now" }, { kind: "now" }, SECRETARIAT);
  const answers = await Promise.allSettled(asks);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(12);
  expect(answers.flatMap((one) => (one.status === "rejected" ? (one.reason as RequestError).status : [])).at(0)).toBe(
    429,
  );
  expect((await other).length).toBeGreaterThan(0);
  expect((await history.compare(TEXT, { kind: "now" }, { kind: "now" }, KAZ)).length).toBeGreaterThan(0);
  await past.close();
});

test("a cache never weighs more than it may, and keeps what was used last", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(60), fc.boolean())), (steps) => {
      const cache = new ByteCache<number>(100);
      let last = -1;
      for (const [key, bytes, looks] of steps) {
        if (looks) cache.get(String(key));
        else {
          cache.set(String(key), bytes, bytes);
          last = key;
        }
        expect(cache.bytes).toBeLessThanOrEqual(100);
      }
      const newest = steps.findLast(([key, , looks]) => !looks && key === last);
      if (newest) expect(cache.get(String(last))).toBe(newest[1]);
    }),
  );
});
