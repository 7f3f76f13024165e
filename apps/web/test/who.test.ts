// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import type { Person } from "@adref/protocol";
import { act, createElement } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useWho, WhoProvider } from "../src/people/who.tsx";
import { keptNames } from "../src/sync/device-copy.ts";
import { indexedStore } from "../src/sync/device-store.ts";
import { unsentHere } from "../src/sync/kept-here.ts";
import { person, type Shown, show } from "./shell.tsx";

const ME: Person = person("delegation", "KAZ");
const OTHER = { ...ME, id: "somebody-else" };
let answer: () => Response;
let signOut: () => Response;
let shown: Shown | null = null;
let ask: () => void = () => {};

const here = () => Response.json({ person: ME });
const error = (status: number, id = "x") => Response.json({ error: { id, sentence: "No." } }, { status });

function Reader() {
  const context = useWho();
  ask = context.ask;
  return createElement(
    "div",
    null,
    `state ${context.who.state}.`,
    createElement("button", { onClick: context.leave, type: "button" }, "Leave"),
  );
}

async function open(): Promise<Shown> {
  shown = await show(createElement(WhoProvider, null, createElement(Reader)));
  return shown;
}

/** Lets what was begun by a press come to its end. */
async function settled(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries++) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 2)));
  }
  expect(holds()).toBe(true);
}

beforeEach(() => {
  localStorage.clear();
  answer = here;
  signOut = () => Response.json({});
  vi.stubGlobal("fetch", async (path: string) => (path === "/api/signout" ? signOut() : answer()));
});
afterEach(async () => {
  await shown?.end();
  shown = null;
  vi.unstubAllGlobals();
});

test("what is open stays open when the server is being started again or asks for patience", async () => {
  const page = await open();
  expect(page.text()).toContain("state in.");
  const away = [
    () => new Response("<h1>Bad gateway</h1>", { status: 502 }),
    () => error(429),
    () => error(503),
    () => {
      throw new TypeError("no connection");
    },
  ];
  for (const failure of away) {
    answer = failure;
    await act(async () => ask());
    expect(page.text()).toContain("state in.");
  }
  answer = () => error(401, "signed-out");
  await act(async () => ask());
  expect(page.text()).toContain("state out.");
});

test("where nobody is remembered, a server that does not answer signs nobody out", async () => {
  answer = () => new Response("", { status: 502 });
  expect((await open()).text()).toContain("state unknown.");
});

test("a sign-out that did not reach the server is not called one", async () => {
  signOut = () => {
    throw new TypeError("no connection");
  };
  const page = await open();
  await page.press("Leave");
  await page.press("Sign out");
  await settled(() => page.text().includes("You are still signed in"));
  expect(page.text()).toContain("state in.");
});

async function keepSomething(who: Person): Promise<void> {
  const store = await indexedStore(keptNames("fa", who.id).store);
  await store.put("unsaved", 1);
  await store.put("tray/p1", { id: "p1" });
  await store.put("act/0001/c1", {});
  store.close();
}

test("signing out leaves what is on the device, or clears it and says what would be lost", async () => {
  await keepSomething(ME);
  await keepSomething(OTHER);
  const page = await open();
  await page.press("Leave");
  await settled(() => page.text().includes("3 changes of yours are on this device only"));
  await page.press("Sign out");
  await settled(() => page.text().includes("state out."));
  expect(await unsentHere(ME.id)).toBe(3);

  await page.end();
  const again = await open();
  await again.press("Leave");
  await settled(() => again.buttons().includes("Clear this device and lose them"));
  await again.press("Clear this device and lose them");
  await settled(() => again.text().includes("state out."));
  await vi.waitFor(async () => expect(await unsentHere(ME.id)).toBe(0));
  expect(await unsentHere(OTHER.id)).toBe(3);
});
