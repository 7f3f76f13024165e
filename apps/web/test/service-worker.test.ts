import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

type Listener = (event: unknown) => void;
const listeners = new Map<string, Listener>();
let tookOver = 0;
let network: () => Promise<Response>;

beforeAll(async () => {
  vi.stubGlobal("self", {
    addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
    skipWaiting: async () => {
      tookOver += 1;
    },
  });
  vi.stubGlobal("location", { origin: "http://venue" });
  vi.stubGlobal("fetch", () => network());
  vi.stubGlobal("caches", { match: async () => new Response("the kept page") });
  // The build writes the list of files in the place of the name.
  vi.spyOn(JSON, "parse").mockReturnValueOnce([]);
  await import("../src/offline/service-worker.ts");
});

beforeEach(() => {
  network = async () => new Response("the server's page");
});

async function page(): Promise<string> {
  let answer: Promise<Response> | null = null;
  listeners.get("fetch")?.({
    request: { method: "GET", mode: "navigate", url: "http://venue/texts/fa" },
    respondWith: (given: Promise<Response>) => {
      answer = given;
    },
  });
  if (!answer) throw new Error("the worker did not answer");
  return (await (answer as Promise<Response>)).text();
}

test("a new version waits until a reader lets it take over", () => {
  expect(tookOver).toBe(0);
  listeners.get("message")?.({ data: "something else" });
  expect(tookOver).toBe(0);
  listeners.get("message")?.({ data: "take-over" });
  expect(tookOver).toBe(1);
});

describe("a page that is opened", () => {
  test("is the server's", async () => {
    expect(await page()).toBe("the server's page");
  });

  test("is the kept one without a connection, and while the server behind a proxy is being started again", async () => {
    network = async () => Promise.reject(new TypeError("no connection"));
    expect(await page()).toBe("the kept page");
    for (const status of [502, 503, 504]) {
      network = async () => new Response("Bad gateway", { status });
      expect(await page()).toBe("the kept page");
    }
  });

  test("is the server's own where it refuses or fails by itself", async () => {
    for (const status of [403, 404, 500]) {
      network = async () => new Response("its own words", { status });
      expect(await page()).toBe("its own words");
    }
  });
});
