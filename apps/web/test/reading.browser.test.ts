import type { Locator } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { type Person, soon, textOf } from "./story/person.ts";
import { openStage } from "./story/stage.ts";

/**
 * Reading a text as two delegations do: what is new, what waits for one's answer, how it would read, and what others say beside
 * it. The tests are scenes, in order.
 */
const stage = openStage("reading");
const { scene } = stage;
let kaz: Person;
let uzb: Person;

const TEXT = "Framework Agreement";
const PREAMBLE = "HAVE AGREED as follows";
const OBJECTIVES = "The objectives of this Agreement are to";

beforeAll(async () => {
  [kaz, uzb] = await Promise.all([stage.enters("Aigerim Sarsenova"), stage.enters("Dilnoza Ergasheva")]);
});
const plain = (words: string) => words.replace(/\s+/g, " ").trim();
const thread = (person: Person, words: string): Locator =>
  person.page.locator(".margin-cards .thread-card").filter({ hasText: words });
/** The words that are marked as commented on. */
const commented = async (person: Person) =>
  plain((await person.page.locator("[data-thread]").allTextContents()).join(""));
const bar = (person: Person) => person.page.getByRole("region", { name: "Reading" });
const count = async (person: Person) =>
  Number(/^(\d+) of/.exec(await textOf(bar(person).locator(".filter-result")))?.[1]);

async function looks(person: Person, view: RegExp): Promise<void> {
  await bar(person).getByRole("button", { name: /^View/ }).click();
  await person.page.getByRole("menuitemradio", { name: view }).click();
}

/** Where a provision stands in the window, in pixels from its top. */
const lineOf = (person: Person, within: string, words: string) =>
  person.page
    .locator(`${within} .provision`)
    .filter({ hasText: words })
    .first()
    .evaluate((dom) => {
      return Math.round(dom.getBoundingClientRect().top);
    });

scene("UZB looks at the text for the first time, and leaves", async () => {
  await uzb.opens(TEXT);
  await bar(uzb).waitFor();
  expect(await bar(uzb).getByRole("button", { name: /since/ }).count()).toBe(0);
  const seen = uzb.page.waitForResponse(
    (response) => response.url().endsWith("/seen") && response.request().method() === "POST",
  );
  await uzb.page.getByRole("link", { name: "All texts" }).click();
  expect((await seen).ok()).toBe(true);
});

scene("KAZ comments on words and calls a colleague of UZB, by keys alone", async () => {
  await kaz.opens(TEXT);
  await kaz.selects(PREAMBLE, "AGREED");
  await kaz.page.keyboard.press("Control+Alt+m");
  const field = kaz.page.getByRole("textbox", { name: "What do you want to say?" });
  await soon(() => field.evaluate((dom) => dom === document.activeElement)).toBe(true);
  await kaz.types("Is this final, @dil");
  await kaz.page.getByRole("option", { name: /Dilnoza Ergasheva/ }).waitFor();
  await kaz.page.keyboard.press("Enter");
  expect(await field.inputValue()).toBe("Is this final, @Dilnoza Ergasheva ");
  // What was begun stays when the page is left.
  await kaz.page.reload();
  await kaz.words.waitFor();
  await kaz.page.getByRole("button", { name: /You have begun one$/ }).click();
  await kaz.page.getByRole("button", { name: /^Go on with your comment/ }).click();
  await soon(() => field.inputValue()).toBe("Is this final, @Dilnoza Ergasheva ");
  await soon(() => field.evaluate((dom) => dom === document.activeElement)).toBe(true);
  await kaz.page.keyboard.press("Control+End");
  await kaz.types("or not?");
  await kaz.page.keyboard.press("Control+Enter");
  await thread(kaz, "or not?").waitFor();
  await soon(() => commented(kaz)).toBe("AGREED");
  await kaz.putsCaretAfter(PREAMBLE, "HAVE");
  await kaz.types(" now");
  await kaz.sees("Saved");
  await soon(() => commented(kaz)).toBe("AGREED");
});

scene("UZB comes back and is told what happened since", async () => {
  await uzb.page.reload();
  await uzb.page.getByText(/^\d+ new entr/).waitFor();
  await uzb.opens(TEXT);
  const line = bar(uzb).getByRole("button", { name: /^2 changes since/ });
  await line.click();
  const digest = uzb.page.getByRole("dialog", { name: "Since your last visit" });
  const told = plain(await textOf(digest));
  expect(told).toContain("KAZ proposed: now");
  expect(told).toContain("Aigerim Sarsenova commented: Is this final, @Dilnoza Ergasheva or not?mentions you");
  await uzb.picture("reading-digest");
  await digest.getByRole("button", { name: /commented/ }).click();
  await soon(() => thread(uzb, "or not?").getAttribute("aria-current")).toBe("true");
  const outline = uzb.page.getByRole("treeitem", { name: /^ ?PREAMBLE/ });
  expect(await outline.getAttribute("aria-label")).toContain("changed since your last visit");
});

scene("the thread goes with its words, and is answered, edited and settled", async () => {
  await soon(() => commented(uzb)).toBe("AGREED");
  await uzb.putsCaretAfter("AGREED as follows", "AGREED");
  await uzb.types(" here");
  await uzb.sees("Saved");
  await kaz.page
    .locator(".sign.open", { hasText: "UZB: " })
    .and(kaz.page.locator(".provision:has([data-thread]) *"))
    .waitFor();
  await soon(() => commented(kaz)).toBe("AGREED");
  await uzb.page.locator("[data-thread]").first().click();
  await thread(uzb, "or not?").getByRole("button", { name: "Answer" }).click();
  await uzb.types("It is.");
  await uzb.page.keyboard.press("Control+Enter");
  await soon(async () => plain(await textOf(thread(kaz, "or not?")))).toContain("1 answer, the last by Dilnoza");
  await kaz.page.locator("[data-thread]").first().click();
  await soon(async () => plain(await textOf(thread(kaz, "or not?")))).toContain("It is.");
  await uzb.picture("reading-thread");
  const mine = thread(uzb, "or not?");
  expect(await mine.getByRole("button", { name: "Edit" }).count()).toBe(1);
  await mine.getByRole("button", { name: "Edit" }).click();
  await uzb.page.keyboard.press("End");
  await uzb.types(" Nearly.");
  await mine.getByRole("button", { name: "Save" }).click();
  await soon(async () => plain(await textOf(thread(kaz, "or not?")))).toContain("It is. Nearly.");
  await thread(kaz, "or not?").getByRole("button", { name: "Settle" }).click();
  await soon(() => commented(uzb)).toBe("");
});

scene("what waits for KAZ is picked out, gone through by a key, and answered", async () => {
  const { page } = kaz;
  await bar(kaz).getByRole("button", { name: "Filter" }).click();
  await page.getByRole("button", { name: /^Needs my answer/ }).click();
  await page.keyboard.press("Escape");
  expect(page.url()).toMatch(/\?show=needs$/);
  await soon(() => count(kaz)).toBeGreaterThan(2);
  const before = await count(kaz);
  expect(await page.locator(".text-words .dimmed").count()).toBeGreaterThan(0);
  await kaz.putsCaretAfter(OBJECTIVES, "objectives");
  await page.keyboard.press("Control+Alt+n");
  const card = page.locator(".margin-cards .card-open");
  await soon(() => card.getByRole("radio", { name: "Reserve" }).count()).toBeGreaterThan(0);
  await kaz.picture("reading-needs");
  await card.getByRole("radio", { name: "Reserve" }).first().click();
  await soon(() => count(kaz)).toBe(before - 1);
  await page.goto(page.url());
  await kaz.words.waitFor();
  await soon(() => count(kaz)).toBe(before - 1);
  await bar(kaz).getByRole("button", { name: "Clear", exact: true }).click();
  await soon(() => page.locator(".text-words .dimmed").count()).toBe(0);
  expect(page.url()).not.toContain("show");
});

scene("KAZ finds words and numbers in the text", async () => {
  const { page } = kaz;
  await page.keyboard.press("Control+Alt+f");
  await kaz.types("single window");
  await page.keyboard.press("Enter");
  await soon(() => page.locator(".hit-current").count()).toBeGreaterThan(0);
  await soon(() => textOf(bar(kaz).locator(".search-count"))).toMatch(/^1 of \d+$/);
  await page.keyboard.press("Control+a");
  await kaz.types("Article 2(1)");
  await page.keyboard.press("Enter");
  await soon(() => kaz.place()).toBe("Article 2(1)");
  await page.keyboard.press("Escape");
  await soon(() => page.locator(".hit").count()).toBe(0);
});

scene("KAZ reads the text as if its proposals were adopted, at the same place, and nothing comes of it", async () => {
  const { page } = kaz;
  const before = await lineOf(kaz, ".words-kept", OBJECTIVES);
  const words = await textOf(kaz.words);
  await looks(kaz, /Kazakhstan/);
  const face = page.getByText("View: as if Kazakhstan’s proposals were adopted. Nothing here is agreed.");
  await face.waitFor();
  await soon(async () => Math.abs((await lineOf(kaz, ".view-only", OBJECTIVES)) - before)).toBeLessThan(90);
  expect(plain(await textOf(page.locator(".view-only .text-words")))).toContain("The Partnership shall be open");
  await page.mouse.click(640, 600);
  await kaz.types("nothing");
  await kaz.picture("reading-as-if");
  await page.keyboard.press("Escape");
  await face.waitFor({ state: "detached" });
  await soon(async () => Math.abs((await lineOf(kaz, ".words-kept", OBJECTIVES)) - before)).toBeLessThan(90);
  expect(await textOf(kaz.words)).toBe(words);
  await looks(kaz, /^Since/);
  await page.locator(".view-only ins").first().waitFor();
  await soon(async () => plain((await page.locator(".view-only ins").allTextContents()).join("|"))).toContain("now");
  await kaz.inOutline("Article 6").getByText("Article 6", { exact: true }).click();
  await soon(() => lineOf(kaz, ".view-only", "Voluntary and flexible participation")).toBeLessThan(300);
  await page.keyboard.press("Escape");
  await page.locator(".view-only").waitFor({ state: "detached" });
});
