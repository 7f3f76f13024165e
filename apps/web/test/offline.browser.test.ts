import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../scripts/chromium.ts";
import { House } from "./story/house.ts";
import { Person, soon } from "./story/person.ts";

let house: House;
let browser: Browser;
const people: Person[] = [];

beforeAll(async () => {
  [house, browser] = await Promise.all([House.open(), launchChromium()]);
});
afterAll(async () => {
  await Promise.all(people.map((person) => person.leaves()));
  await browser?.close();
  await house?.close();
});

async function enters(name: string): Promise<Person> {
  const person = await Person.enters(house, browser, name);
  people.push(person);
  await person.opens("Framework Agreement");
  return person;
}

test("a dead line: the page is loaded again, the words are there, and nothing is lost when the line is mended", async () => {
  const [kaz, geo] = [await enters("Daniyar Zhumatov"), await enters("Nino Tsertsvadze-Lomia")];
  await kaz.page.evaluate(() => navigator.serviceWorker.ready);
  kaz.line.cut();
  await kaz.sees("Offline: no change waits");
  await kaz.putsCaretAfter("HAVE AGREED", "follows:");
  await kaz.types(" jointly");
  await kaz.sees("Offline: 1 change kept on this device");
  const card = await kaz.opensCard("deeper integration / closer cooperation");
  await card.getByRole("radiogroup", { name: "Your position on UZB" }).getByRole("radio", { name: "Support" }).click();
  await card.getByText("Waits on this device for the connection").waitFor();
  await kaz.sees("Offline: 2 changes kept on this device");

  await kaz.page.reload();
  await soon(() => kaz.reads("HAVE AGREED")).toBe("HAVE AGREED as follows:[KAZ: jointly]");
  await kaz.sees("Offline: 2 changes kept on this device");
  await kaz.page.getByRole("link", { name: "All texts" }).click();
  await kaz.page.getByText("This is the list as it stood").waitFor();
  // The list itself opens on a dead line, too, and the text from it a second time.
  await kaz.page.reload();
  await kaz.page.getByText("This is the list as it stood").waitFor();
  await kaz.page.getByRole("link", { name: "Framework Agreement", exact: true }).click();
  await soon(() => kaz.reads("HAVE AGREED")).toContain("[KAZ: jointly]");

  // Meanwhile others go on, in the same sentence.
  await geo.putsCaretAfter("HAVE AGREED", "AGREED");
  await geo.types(" in good faith");
  await geo.sees("Saved");
  expect(await kaz.reads("HAVE AGREED")).not.toContain("in good faith");

  kaz.line.mend();
  await kaz.sees("Saved");
  const both = "HAVE AGREED[GEO: in good faith] as follows:[KAZ: jointly]";
  await soon(() => kaz.reads("HAVE AGREED")).toBe(both);
  await soon(() => geo.reads("HAVE AGREED")).toBe(both);
  await soon(() => geo.reads("closer cooperation")).toContain("[UZB, TKM, KAZ: closer cooperation]");
  expect([...kaz.troubles, ...geo.troubles]).toEqual([]);
});
