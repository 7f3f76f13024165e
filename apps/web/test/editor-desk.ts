import { contested, prop, proposed, strong, treaty, b as within } from "@adref/schema/testing";
import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { type EditorPage, openEditorPage } from "./editor-page.ts";
import type { Harness } from "./page/harness.ts";

/** A desk for tests of the editor in a real Chromium, opened for the file that imports it. The session beside it has no server. */
let opened: EditorPage;
export let cdp: CDPSession;
export const { record, page } = {
  record: {
    options: {
      o1: { bracket: "b1", within: null, owner: "UZB", at: "2026-10-01T09:00:00.000Z" },
      o2: { bracket: "b2", within: null, owner: "KAZ", at: "2026-10-01T09:00:00.000Z" },
      o3: { bracket: "b3", within: "o1", owner: "KAZ", at: "2026-10-01T09:00:00.000Z" },
    },
    brackets: { b1: { owner: "UZB", at: "2026-10-01T09:00:00.000Z" } },
    statuses: { p9: { status: "agreed-adref", at: "" } },
  } as const,
  page: () => opened.page,
};

beforeAll(async () => {
  opened = await openEditorPage();
  cdp = await page().context().newCDPSession(page());
});
afterAll(() => opened?.close());

export const DOC = treaty(
  prop(
    "p1",
    "Each Party ",
    contested("b1", "shall"),
    proposed("b1", "o1", "should"),
    " act ",
    proposed("b2", "o2", "soon"),
    ".",
  ),
  prop("p2", "Nothing ", strong("else"), " stands here."),
  prop("p3", "The ", proposed("b1", "o1", "very ", within("b3", "o3", "o1", "most "), "good"), " end."),
  prop("p9", "Agreed words."),
).doc.toJSON();

/** Runs in the page, with the harness and one value. */
export async function run<R>(work: (harness: Harness) => R): Promise<Awaited<R>>;
export async function run<A, R>(work: (harness: Harness, given: A) => R, given: A): Promise<Awaited<R>>;
export async function run(work: (harness: Harness, given: unknown) => unknown, given?: unknown): Promise<unknown> {
  const harness = await page().evaluateHandle(() => (window as unknown as { harness: Harness }).harness);
  return harness.evaluate(work, given);
}

export const open = (role: "delegation" | "secretariat" | "chair" = "delegation") =>
  run((h, given) => h.open(given), { doc: DOC, record, role, party: role === "delegation" ? "KAZ" : null });
export const caretTo = (index: number, offset: number, anchor?: number) =>
  run((h, [i, o, a]) => h.caretTo(i, o, a), [index, offset, anchor] as const);
export const drawn = async (index: number) => (await run((h) => h.drawn()))[index];
export const caret = () => run((h) => h.caret());
export const caretDrawn = () => run((h) => h.caretDrawn());
export const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key);
};
/** Two frames: the browser has drawn what was done, and knows where an input method would write. */
export const drawnNow = () =>
  run(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
export const type = (text: string) => page().keyboard.type(text);
export const same = () => run((h) => h.sameElsewhere());
