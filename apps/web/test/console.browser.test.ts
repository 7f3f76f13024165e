import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type Person, soon, textOf } from "./story/person.ts";
import { openStage } from "./story/stage.ts";

/** A sitting of Working Group 1: the chair at the console with keys only, a delegate who follows, and the screen of the room. */
const stage = openStage("console");
const { scene } = stage;
let chair: Person;
let kaz: Person;
let screen: Page;

const desk = () => chair.page.locator(".desk");
const inHand = () => desk().getAttribute("data-bracket");
const position = () => textOf(chair.page.locator(".console-position"));
const focusIn = () => chair.page.evaluate(() => document.activeElement?.closest(".console")?.className ?? "");
/** Presses a key once the act before it is done: until then the console takes none. */
async function press(key: string): Promise<void> {
  await soon(() => chair.page.locator(".desk[aria-busy=true]").count()).toBe(0);
  await chair.page.keyboard.press(key);
}
const open = async () => Number(/of (\d+)/.exec(await position())?.[1] ?? 0);

scene("the chair opens a session with its agenda, and everybody sees it", async () => {
  const enters = async (name: string) => {
    const person = await stage.enters(name);
    await person.opens("Framework Agreement");
    return person;
  };
  [chair, kaz] = await Promise.all([enters("Narantuya Dashzeveg"), enters("Aigerim Sarsenova")]);
  await chair.page.getByRole("button", { name: "More" }).click();
  await chair.page.getByRole("menuitem", { name: "Sessions and minutes" }).click();
  await chair.page.getByRole("button", { name: "Open a session…" }).click();
  const dialog = chair.page.getByRole("dialog", { name: "Open a session…" });
  await dialog.getByRole("textbox", { name: "Title of the session" }).fill("Second meeting");
  await dialog.getByRole("button", { name: "All with brackets" }).press("Enter");
  await dialog.locator(".agenda-ordered").first().waitFor();
  const second = await textOf(dialog.locator(".agenda-ordered .agenda-name").nth(1));
  await dialog.getByRole("button", { name: `Move ${second} up` }).click();
  await soon(() => textOf(dialog.locator(".agenda-ordered .agenda-name").first())).toBe(second);
  await dialog.getByRole("button", { name: "In order of the text" }).press("Enter");
  await chair.picture("console-agenda");
  await dialog.getByRole("button", { name: "Open the session" }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await kaz.page.getByText("Session: Second meeting").waitFor();
});

scene("walks the agenda by keys, decides, and never loses the focus", async () => {
  await press("Control+Alt+k");
  await desk().waitFor();
  await soon(focusIn).not.toBe("");
  const all = await open();
  expect(all).toBeGreaterThan(3);
  const first = await inHand();
  await press("n");
  await soon(inHand).not.toBe(first);
  await press("b");
  await soon(inHand).toBe(first);
  await chair.picture("console-bracket");

  await press("1");
  await soon(open).toBe(all - 1);
  expect(await inHand()).not.toBe(first);
  await soon(focusIn).not.toBe("");
  await chair.page.getByText(/^Adopted: /).waitFor();

  await press("u");
  await soon(inHand).toBe(first);
  await soon(open).toBe(all);
  await soon(focusIn).not.toBe("");

  await press("p");
  await soon(open).toBe(all - 1);
  await press("u");
  await soon(open).toBe(all);
});

scene("a delegate follows, stops by moving, and resumes; the screen of the room follows too", async () => {
  const button = kaz.page.getByRole("button", { name: "Follow the chair" });
  await button.click();
  const here = await inHand();
  await soon(() => kaz.page.locator(".card[aria-current]").getAttribute("data-card")).toBe(here);
  screen = await chair.page.context().newPage();
  await screen.setViewportSize({ width: 1920, height: 1080 });
  await screen.goto(`${new URL(chair.page.url()).origin}/texts/framework-agreement/screen`);
  await screen.locator(".screen-options").waitFor();
  await chair.page.bringToFront();

  await press("n");
  await soon(inHand).not.toBe(here);
  const next = await inHand();
  await soon(() => kaz.page.locator(".card[aria-current]").getAttribute("data-card")).toBe(next);
  const shown = await textOf(chair.page.locator(".desk .passage-words").first());
  await soon(() => textOf(screen.locator("[data-in-hand] .passage-words").first())).toBe(shown);
  await picture(screen, "screen-light");

  await kaz.page.mouse.move(700, 400);
  await kaz.page.mouse.wheel(0, 900);
  await kaz.page.getByText("Following stopped, because you moved.").waitFor();
  await press("n");
  await soon(inHand).not.toBe(next);
  await kaz.picture("console-stopped");
  await kaz.page.getByRole("button", { name: "Resume" }).click();
  await soon(async () => kaz.page.locator(".card[aria-current]").getAttribute("data-card")).toBe(await inHand());
});

scene("the screen shows the words in 28 points or more, cuts nothing, and turns dark by its key", async () => {
  const points = await screen.evaluate(() =>
    [...document.querySelectorAll(".passage, .screen-words")].map(
      (words) => (Number.parseFloat(getComputedStyle(words).fontSize) * 72) / 96,
    ),
  );
  expect(Math.min(...points)).toBeGreaterThanOrEqual(28);
  const cut = await screen.evaluate(() => {
    const stage = document.querySelector<HTMLElement>(".screen-stage");
    return stage ? stage.scrollHeight - stage.clientHeight : 1;
  });
  expect(cut).toBeLessThanOrEqual(0);
  await screen.keyboard.press("d");
  await soon(() => screen.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  await picture(screen, "screen-dark");
  expect(await screen.locator("[contenteditable]").count()).toBe(0);
});

scene("merges from an option and sees what differs", async () => {
  const before = await open();
  await press("m");
  const words = chair.page.getByRole("textbox", { name: "New words" });
  await soon(() => words.evaluate((field) => field === document.activeElement)).toBe(true);
  await chair.page.keyboard.type(" without delay");
  await soon(() => textOf(chair.page.locator(".differs ins").first())).toContain("without delay");
  await chair.picture("console-merge");
  await press("Control+Enter");
  await soon(open).toBe(before - 1);
  await soon(focusIn).not.toBe("");
  await soon(() => textOf(screen.locator(".screen"))).not.toBe("");
});

scene(
  "adopts all with no objection at once, agrees what is left without brackets, and minutes tell it all",
  async () => {
    const { page } = chair;
    await page
      .getByRole("button", { name: /^Go through|The session’s agenda/ })
      .first()
      .click();
    await page.getByRole("option").last().click();
    await page.getByRole("button", { name: "No objection…" }).press("Enter");
    const list = page.getByRole("group", { name: "Brackets to adopt" });
    await list.waitFor();
    await chair.picture("console-several");
    const count = await list.getByRole("checkbox").count();
    expect(count).toBeGreaterThan(0);
    await page.getByRole("button", { name: /^Adopt \d+ option/ }).press("Enter");
    await page.getByRole("heading", { name: new RegExp(`^${count} options? (is|are) adopted`) }).waitFor();
    await page.getByRole("button", { name: "Back to the brackets" }).press("Enter");
    await soon(focusIn).not.toBe("");
    await page.getByText("no bracket is left").waitFor();
    await press("a");
    await page.getByText(/: agreed ad ref\.$/).waitFor();
    await soon(focusIn).not.toBe("");

    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Sessions and minutes" }).click();
    await page.getByRole("button", { name: "Close the session…" }).press("Enter");
    await page.getByRole("button", { name: "Close the session", exact: true }).press("Enter");
    await page.getByRole("button", { name: "Minutes" }).press("Enter");
    const minutes = page.getByRole("dialog", { name: "Minutes: Second meeting" });
    await minutes
      .getByText(/adopted/)
      .first()
      .waitFor();
    await chair.picture("console-minutes");
    const file = await chair.downloads(() => minutes.getByRole("button", { name: "Save as text" }).click());
    expect(file.name).toBe("CARTIF-FA-minutes.txt");
    await page.keyboard.press("Escape");
    await soon(() => kaz.page.getByText("Session: Second meeting").count()).toBe(0);
    for (const person of stage.people) expect(person.troubles).toEqual([]);
  },
);

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.ADREF_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
