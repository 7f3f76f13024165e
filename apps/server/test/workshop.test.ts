import { afterEach, describe, expect, test } from "vitest";
import { type Failure, WorkFailed, Workshop } from "../src/threads/workshop.ts";
import type { TestOrder } from "./doubles/test-thread.ts";

const module = new URL("./doubles/test-thread.ts", import.meta.url);
const shops: Workshop<TestOrder, number>[] = [];
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

function workshop(more: { atOnce?: number; keep?: number; megabytes?: number } = {}) {
  const shop = new Workshop<TestOrder, number>({ module, atOnce: 1, keep: 60_000, ...more });
  shops.push(shop);
  return shop;
}

const failureOf = (work: Promise<unknown>): Promise<Failure | null> =>
  work.then(
    () => null,
    (error) => (error instanceof WorkFailed ? error.failure : Promise.reject(error)),
  );

describe("a workshop", () => {
  test("keeps a thread for the next order, unless it is to be fresh", async () => {
    const kept = workshop();
    expect([await kept.do("echo", { patience: 9_000 }), await kept.do("echo", { patience: 9_000 })]).toEqual([1, 2]);
    const fresh = workshop({ keep: 0 });
    expect([await fresh.do("echo", { patience: 9_000 }), await fresh.do("echo", { patience: 9_000 })]).toEqual([1, 1]);
  });

  test("tells how far the work is", async () => {
    const heard: number[] = [];
    await workshop().do("echo", { patience: 9_000, onProgress: (done) => heard.push(done) });
    expect(heard).toEqual([0.5]);
  });

  test.each([
    ["fail", "failed"],
    ["leave", "failed"],
    ["hang", "too-slow"],
    ["spin", "too-slow"],
    ["fill", "too-much-memory"],
  ] as const)("%s ends as %s, and the next order is done by another thread", async (order, failure) => {
    const shop = workshop({ megabytes: 40 });
    const patience = failure === "too-slow" ? 400 : 60_000;
    expect(await failureOf(shop.do(order, { patience }))).toBe(failure);
    expect(await shop.do("echo", { patience: 9_000 })).toBe(1);
  });

  test("who goes away frees the thread, and leaves the line", async () => {
    const shop = workshop();
    const [first, second] = [new AbortController(), new AbortController()];
    const working = failureOf(
      shop.do("spin", { patience: 60_000, signal: first.signal, onProgress: () => first.abort() }),
    );
    const waiting = failureOf(shop.do("spin", { patience: 60_000, signal: second.signal }));
    second.abort();
    const next = shop.do("echo", { patience: 9_000 });
    expect(await Promise.all([working, waiting, next])).toEqual(["aborted", "aborted", 1]);
    const late = AbortSignal.abort();
    expect(await failureOf(shop.do("echo", { patience: 9_000, signal: late }))).toBe("aborted");
  });

  test("that closes begins nothing that waits or comes later", async () => {
    const shop = workshop();
    let began = 0;
    const onProgress = () => {
      began += 1;
      if (began === 1) closed = shop.close();
    };
    let closed: Promise<void> | null = null;
    const work = ["spin", "spin", "echo"] as const;
    const all = work.map((order) => failureOf(shop.do(order, { patience: 60_000, onProgress })));
    expect(await Promise.all(all)).toEqual(["aborted", "aborted", "aborted"]);
    await closed;
    expect(await failureOf(shop.do("echo", { patience: 9_000, onProgress }))).toBe("aborted");
    expect(began).toBe(1);
  });

  test("does no more at once than it may", async () => {
    const shop = workshop({ atOnce: 2 });
    const done = await Promise.all(Array.from({ length: 8 }, () => shop.do("echo", { patience: 9_000 })));
    // Two threads that count for themselves.
    expect(Math.max(...done)).toBeGreaterThanOrEqual(4);
    expect(done).toHaveLength(8);
  });
});
