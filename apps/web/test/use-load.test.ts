// @vitest-environment happy-dom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Answer, Failure } from "../src/api.ts";
import { forgetKept, type Loaded, useLoad } from "../src/use-load.ts";

let root: Root;
let loaded: Loaded<string>;
let answer: Answer<string>;
let again: () => void;

function Reader() {
  const load = useLoad("thing", () => Promise.resolve(answer));
  loaded = load.loaded;
  again = load.again;
  return null;
}

const says = (value: string): Answer<string> => ({ ok: true, value });
const fails = (failure: Failure): Answer<string> => ({ ok: false, failure });
const OFFLINE = fails({ kind: "offline" });

async function open(first: Answer<string>): Promise<void> {
  answer = first;
  root = createRoot(document.createElement("div"));
  await act(async () => root.render(createElement(Reader)));
}

async function renewed(next: Answer<string>): Promise<Loaded<string>> {
  answer = next;
  await act(async () => again());
  return loaded;
}

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  forgetKept();
});
afterEach(() => act(async () => root.unmount()));

describe("the first time", () => {
  test("what the server says is here", async () => {
    await open(says("a"));
    expect(loaded).toEqual({ state: "here", value: "a", keptAt: null });
  });

  test("without a connection it is what the device kept, with its time, or nothing", async () => {
    await open(OFFLINE);
    expect(loaded).toEqual({ state: "failed", failure: { kind: "offline" } });
    await renewed(says("a"));
    await act(async () => root.unmount());
    await open(OFFLINE);
    expect(loaded).toMatchObject({ state: "here", value: "a", keptAt: expect.stringMatching(/^20/) });
  });
});

describe("what is open", () => {
  test("stays the same object while the server says the same", async () => {
    await open(says("a"));
    const before = loaded;
    expect(await renewed(says("a"))).toBe(before);
    expect(await renewed(says("b"))).toMatchObject({ value: "b" });
  });

  test("is what the device kept when the page is loaded again while the server is being started", async () => {
    await open(says("a"));
    await act(async () => root.unmount());
    await open(fails({ kind: "broken", status: 502 }));
    expect(loaded).toMatchObject({ state: "here", value: "a", keptAt: expect.stringMatching(/^20/) });
  });

  test("stays open when the server cannot answer or the session has ended", async () => {
    await open(says("a"));
    for (const failure of [{ kind: "broken", status: 500 }, { kind: "signed-out" }] as const) {
      expect(await renewed(fails(failure))).toMatchObject({ state: "here", value: "a" });
    }
  });

  test("goes away when it is closed to the reader", async () => {
    await open(says("a"));
    expect(await renewed(fails({ kind: "forbidden", sentence: "Not yours." }))).toMatchObject({ state: "failed" });
  });
});
