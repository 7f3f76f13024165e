import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type EditorPage, openEditorPage } from "./editor-page.ts";
import type { Harness } from "./page/harness.ts";

/** A provision made a moment ago in a long text, of which most was opened without its signs: it is like any other. */
let opened: EditorPage;
let cdp: CDPSession;
const page = () => opened.page;

beforeAll(async () => {
  opened = await openEditorPage();
  cdp = await page().context().newCDPSession(page());
});
afterAll(() => opened?.close());

async function run<R>(work: (harness: Harness) => R): Promise<Awaited<R>>;
async function run<A, R>(work: (harness: Harness, given: A) => R, given: A): Promise<Awaited<R>>;
async function run(work: (harness: Harness, given: unknown) => unknown, given?: unknown): Promise<unknown> {
  const harness = await page().evaluateHandle(() => (window as unknown as { harness: Harness }).harness);
  return harness.evaluate(work, given);
}

const drawn = async (index: number) => (await run((h) => h.drawn()))[index];
const caretTo = (index: number, offset: number) => run((h, [i, o]) => h.caretTo(i, o), [index, offset] as const);
const type = (text: string) => page().keyboard.type(text);
const press = (key: string) => page().keyboard.press(key);
const drawnNow = () =>
  run(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
const allAwake = () => expect.poll(() => run((h) => h.asleep())).toBe(0);

/** Makes a provision after the first one, in a text of which 190 provisions sleep. */
beforeEach(async () => {
  await run((h) => h.openBig(250, 40));
  await caretTo(0, await run((h) => h.view().state.doc.child(0).content.size));
  await press("Enter");
});

/** What is drawn is what the words say, and what a new editor draws of them. */
async function agrees(index = 1): Promise<void> {
  await allAwake();
  await caretTo(5, 3);
  await drawnNow();
  expect(await run((h) => h.misdrawn())).toEqual([]);
  expect(await run((h) => h.sameElsewhere())).toBe(true);
  const plain = (html: string) => html.replace(/<br class="ProseMirror-trailingBreak">|<img [^>]*>/g, "");
  const author = plain(await run((h, i) => h.element(i), index));
  await run((h) => h.reopen());
  await allAwake();
  expect(plain(await run((h, i) => h.element(i), index))).toBe(author);
}

/** Clicks before a word. */
async function clickBefore(word: string): Promise<void> {
  const place = await run((_h, wanted) => {
    const provision = document.querySelectorAll(".provision")[1] as HTMLElement;
    const walk = document.createTreeWalker(provision, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
      const at = text.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const { left, top, height } = range.getBoundingClientRect();
      return { x: left, y: top + height / 2 };
    }
    throw new Error(`No “${wanted}”`);
  }, word);
  await page().mouse.click(place.x + 1, place.y);
}

const compose = (text: string) =>
  cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
const commit = (text: string) => cdp.send("Input.insertText", { text });
const composed = async (...texts: string[]) => {
  for (const text of texts) await compose(text);
  await commit(texts.at(-1) ?? "");
  await page().waitForTimeout(80);
};

describe("a provision made with Enter in a long text", () => {
  test("is drawn with its signs from the first letter, and takes words where one clicks", async () => {
    await type("One three.");
    expect(await drawn(1)).toBe("[KAZ: One three.]");
    await caretTo(5, 3);
    await clickBefore("three");
    await type("two ");
    expect(await drawn(1)).toBe("[KAZ: One two three.]");
    await agrees();
  });

  test("takes composed words while it is empty", async () => {
    await drawnNow();
    await composed("д", "да");
    expect(await drawn(1)).toBe("[KAZ: да]");
    await type(" нет");
    expect(await drawn(1)).toBe("[KAZ: да нет]");
    await agrees();
  });

  test("takes words that a keyboard on the screen commits without composing", async () => {
    await drawnNow();
    await commit("да");
    await commit("“");
    await commit("x");
    await commit("”");
    expect(await drawn(1)).toBe("[KAZ: да“x”]");
    await agrees();
  });

  test("takes composed words in the midst of others", async () => {
    await type("One three.");
    await clickBefore("three");
    await drawnNow();
    await composed("д", "два ");
    expect(await drawn(1)).toBe("[KAZ: One два three.]");
    await agrees();
  });

  test("shows the emphasis of pasted words", async () => {
    await run((h) => {
      const data = new DataTransfer();
      data.setData("text/html", "<p>very <b>bold</b> words</p>");
      data.setData("text/plain", "very bold words");
      h.view().dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    expect(await run((h) => h.element(1))).toContain("<strong>");
    await agrees();
  });

  test("comes once, and a second Enter makes one more", async () => {
    expect(await run((h) => h.view().state.doc.childCount)).toBe(251);
    await type("One.");
    await press("Enter");
    await type("Two.");
    expect(await run((h) => h.view().state.doc.childCount)).toBe(252);
    expect((await run((h) => h.drawn())).slice(1, 3)).toEqual(["[KAZ: One.", "Two.]"]);
    await agrees(2);
  });

  test("by somebody else is drawn like one's own", async () => {
    await type("One.");
    await run((h) => h.reopen());
    await run((h) => h.otherProposes(2, "Theirs."));
    expect(await drawn(2)).toContain("Theirs.");
    expect(await run((h) => h.element(2))).not.toMatch(/^<div[^>]*contenteditable/);
    await agrees(2);
  });
});
