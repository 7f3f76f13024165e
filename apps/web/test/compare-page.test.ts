// @vitest-environment happy-dom
import { parse } from "@adref/notation";
import type { CompareView, MomentInfo, Timeline } from "@adref/protocol";
import { compareTexts } from "@adref/revisions";
import { act, createElement } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Compare } from "../src/compare/compare.tsx";
import type { OfText } from "../src/pages/of-text.tsx";
import { person, type Shown, show, TEXT } from "./shell.tsx";

let shown: Shown | null = null;
beforeEach(() => {
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: query.includes("min-width"),
    addEventListener() {},
    removeEventListener() {},
  }));
});
afterEach(async () => {
  await shown?.end();
  shown = null;
  vi.unstubAllGlobals();
});

const paragraphs = [1, 2, 3, 4, 5].map((n) => `${n}. Words ${n}.`);
const before = ["#### Article 1. One", ...paragraphs, "#### Article 2. Two", "1. It shall act."].join("\n\n");
const after = before.replace("It shall act.", "It [shall][KAZ: should] act at once.");
const info = (ref: string, seq: number): MomentInfo => ({
  ref,
  seq,
  at: TEXT.at,
  entryHash: "e",
  wordsHash: "w",
  revision: null,
  moment: null,
  party: null,
  file: null,
});
const view = (later: string): CompareView => ({
  from: info("seq:1", 1),
  to: info("now", 2),
  comparison: compareTexts(parse(before).text, parse(later).text),
});
const timeline: Timeline = {
  first: { seq: 1, at: TEXT.at },
  last: { seq: 2, at: TEXT.at },
  revisions: [],
  moments: [],
  acts: [],
  earlierActs: 0,
  sittings: [],
  points: [],
};

async function open(answer: () => Response): Promise<string[]> {
  const chosen: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => (path.includes("/timeline") ? Response.json(timeline) : answer()));
  const known = { text: TEXT, me: person("delegation", "KAZ"), hues: {}, renew: () => {} } as unknown as OfText;
  const choose = (from: string, to: string) => chosen.push(`${from} ${to}`);
  shown = await show(createElement(Compare, { known, from: "seq:1", to: "now", choose }));
  return chosen;
}

const key = (name: string) =>
  act(async () => dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true })));
const current = () => document.querySelector(".row-current")?.textContent ?? null;

test("changes are counted, listed in words, stepped through by keys, and filtered by sort", async () => {
  const chosen = await open(() => Response.json(view(after)));
  expect(shown?.text()).toContain("3 changes");
  expect(shown?.text()).toContain("KAZ proposed: should");
  expect(current()).toBe(null);
  await key("n");
  expect(current()).toContain("at once");
  expect(shown?.text()).toContain("Change 1 of 3");
  await key("p");
  expect(shown?.text()).toContain("Change 1 of 3");
  await key("n");
  expect(shown?.text()).toContain("Change 2 of 3");
  await shown?.press("Brackets 2");
  expect([...document.querySelectorAll(".change")].map((one) => one.textContent)).toEqual([
    expect.stringContaining("in brackets: shall"),
    "KAZ proposed: should",
  ]);
  await shown?.press("Swap the two");
  expect(chosen).toEqual(["now seq:1"]);
});

test("what is unchanged is folded under its headings and unfolds on demand", async () => {
  await open(() => Response.json(view(after)));
  const rows = () => document.querySelectorAll(".row").length;
  expect(rows()).toBe(2);
  await shown?.press("6 provisions unchanged");
  expect(rows()).toBe(8);
  await shown?.press("Side by side");
  expect(document.querySelectorAll(".row-sides").length).toBe(8);
});

test("what is compared changes; how it is shown stays", async () => {
  await open(() => Response.json(view(after)));
  await shown?.press("Side by side");
  const other = view(after.replace("Words 2.", "Other words."));
  vi.stubGlobal("fetch", async (path: string) => Response.json(path.includes("/timeline") ? timeline : other));
  const known = { text: TEXT, me: person("delegation", "KAZ"), hues: {}, renew: () => {} } as unknown as OfText;
  await shown?.again(createElement(Compare, { known, from: "seq:1", to: "seq:3", choose: () => {} }));
  await vi.waitFor(() => expect(shown?.text()).toContain("4 changes"));
  expect(document.querySelectorAll(".row-sides").length).toBeGreaterThan(0);
});

test("two equal texts are told as such, and a refusal in the server's own words", async () => {
  await open(() => Response.json(view(before)));
  expect(shown?.text()).toContain("word for word and bracket for bracket");
  await shown?.end();
  const error = { id: "no-such-revision", sentence: "Revision 9 of this text has not been issued." };
  await open(() => Response.json({ error }, { status: 404 }));
  expect(shown?.text()).toContain(error.sentence);
});
