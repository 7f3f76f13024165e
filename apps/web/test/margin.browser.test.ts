import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../../../scripts/chromium.ts";
import { House } from "./story/house.ts";
import { Person, soon, textOf } from "./story/person.ts";

/** Margin and words together: the caret, the focus and the place on the screen stay where one is. */
let house: House;
let browser: Browser;
const people = new Map<string, Person>();

beforeAll(async () => {
  [house, browser] = await Promise.all([House.open(), launchChromium()]);
});
afterAll(async () => {
  await Promise.all([...people.values()].map((person) => person.leaves()));
  await browser?.close();
  await house?.close();
});

/** Somebody at the text; a link signs in once, so people stay. */
async function enters(name: string): Promise<Person> {
  const here = people.get(name);
  if (here) return here;
  const person = await Person.enters(house, browser, name);
  people.set(name, person);
  await person.opens("Framework Agreement");
  return person;
}

const SEAT = "the Depositary of this Agreement";
const DEPOSITARY = "of the Charter of the United Nations";

/** How far below the top of the window a provision stands, in pixels. */
const topOf = (person: Person, words: string) =>
  person.provision(words).evaluate((dom) => Math.round(dom.getBoundingClientRect().top));

describe("the caret's place", () => {
  test("goes to the bracket of a sign that is clicked, and with the focus from card to card", async () => {
    const chair = await enters("Narantuya Dashzeveg");
    await chair.goesTo("Article 44");
    await chair.putsCaretAfter(DEPOSITARY, "every signatory");
    const before = await textOf(chair.page.locator(".strip-name"));
    await chair.provision(SEAT).locator(".sign.open").first().click();
    await soon(() => chair.place()).not.toBe(before);
    const place = await chair.place();
    const card = chair.page.locator(".card[aria-current]");
    await soon(() => card.count()).toBe(1);
    await chair.page.keyboard.press("Control+Alt+s");
    await chair.page.getByRole("menu").waitFor();
    await chair.page.keyboard.press("Escape");
    await chair.page.getByRole("menu").waitFor({ state: "detached" });

    await chair.putsCaretAfter(DEPOSITARY, "every signatory");
    await soon(() => chair.place()).toBe(before);
    await chair.page.locator(`.card[aria-label*="Government of the Kyrgyz"]`).first().focus();
    await soon(() => chair.place()).toBe(place);
    expect(chair.troubles).toEqual([]);
  });

  test("is in the words again after a withdrawal from a card, so that Undo brings them back", async () => {
    const kaz = await enters("Aigerim Sarsenova");
    await kaz.goesTo("Article 44");
    await kaz.putsCaretAfter(DEPOSITARY, "every signatory");
    await kaz.types(" and State");
    await kaz.sees("Saved");
    const card = await kaz.opensCard(": and State");
    await card.getByRole("button", { name: "Withdraw", exact: true }).click();
    await soon(() => kaz.reads(DEPOSITARY)).not.toContain("and State");
    await soon(() => kaz.page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("textbox");
    await kaz.page.keyboard.press("Control+z");
    await soon(() => kaz.reads(DEPOSITARY)).toContain("every signatory[KAZ: and State]");
    await kaz.page.keyboard.press("Control+Shift+z");
    await soon(() => kaz.reads(DEPOSITARY)).not.toContain("and State");
    await kaz.sees("Saved");
    expect(kaz.troubles).toEqual([]);
  });
});

describe("the place on the screen", () => {
  test("stays when the chair ends a bracket, and when others change what stands above", async () => {
    const [chair, kaz] = [await enters("Narantuya Dashzeveg"), await enters("Aigerim Sarsenova")];
    await chair.goesTo("Article 44");
    const card = await chair.opensCard("The Government of the Kyrgyz Republic");
    // A person's hand comes after the card has found its place; Playwright's would scroll to where it was first.
    await chair.page.waitForTimeout(400);
    await card
      .locator(".option")
      .filter({ hasText: "TKM" })
      .getByRole("button", { name: "Adopt", exact: true })
      .click();
    const before = await topOf(chair, SEAT);
    await chair.picture("margin-1-before");
    expect(before).toBeGreaterThan(50);
    await card.locator("form").getByRole("button", { name: "Adopt", exact: true }).click();
    await card.waitFor({ state: "detached" });
    await chair.page.waitForTimeout(400);
    await chair.picture("margin-2-after");
    expect(Math.abs((await topOf(chair, SEAT)) - before)).toBeLessThanOrEqual(2);

    await kaz.goesTo("Article 44");
    await kaz.putsCaretAfter(SEAT, "of the Protocols");
    await chair.putsCaretAfter(DEPOSITARY, "every signatory");
    const placed = await topOf(chair, DEPOSITARY);
    await kaz.types(` ${"and of everything that the Parties agree under it from time to time ".repeat(6)}`);
    await soon(() => chair.reads(SEAT)).toContain("from time to time ]");
    await chair.page.waitForTimeout(400);
    expect(Math.abs((await topOf(chair, DEPOSITARY)) - placed)).toBeLessThanOrEqual(2);
  });
});

describe("words deleted as soon as they are typed", () => {
  test.each(["online", "offline"])("%s leave nothing in the tray", async (line) => {
    const kaz = await enters("Daniyar Zhumatov");
    await kaz.goesTo("Article 44");
    if (line === "offline") kaz.line.cut();
    await kaz.putsCaretAfter(DEPOSITARY, "every signatory");
    const before = await kaz.reads(DEPOSITARY);
    for (let round = 0; round < 4; round++) {
      await kaz.types("without");
      for (let i = 0; i < 7; i++) await kaz.page.keyboard.press("Backspace");
    }
    kaz.line.mend();
    await kaz.sees("Saved");
    expect(await kaz.reads(DEPOSITARY)).toBe(before);
    expect(await kaz.page.getByRole("button", { name: /tray/i }).count()).toBe(0);
    expect(kaz.troubles).toEqual([]);
  });
});
