import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../scripts/chromium.ts";
import { House } from "./story/house.ts";
import { soon, textOf } from "./story/person.ts";

/**
 * The first hour: an empty server, its Secretariat, and the first delegate, each at a browser of their own. The tests are scenes, in
 * order.
 */
let house: House;
let browser: Browser;
let secretariat: Page;
let kaz: Page;

beforeAll(async () => {
  [house, browser] = await Promise.all([House.open("--empty"), launchChromium()]);
  secretariat = await newPage();
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

let failed: string | null = null;

/** A scene goes on where the one before it ended; after one that failed the others are not played. */
function scene(name: string, play: () => Promise<void>): void {
  test(name, async () => {
    if (failed !== null) throw new Error(`Not played, because this failed before: ${failed}`);
    failed = name;
    await play();
    failed = null;
  });
}

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
const next = (page: Page) => page.locator(".setup-buttons").getByRole("link", { name: "Continue" }).click();
const head = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();

scene("the link that an empty server prints leads to the set-up", async () => {
  await secretariat.goto(house.firstLink);
  await head(secretariat, "What is being negotiated?");
  await secretariat.getByLabel("Name of the negotiation").fill("Transit Agreement of Central Asia");
  await press(secretariat, "Continue");
  await head(secretariat, "Who are the parties?");
});

scene("eleven parties by one press, and bodies by their names", async () => {
  await press(secretariat, "The eleven CAREC countries");
  await soon(() => secretariat.locator(".parties.managed li").count()).toBe(11);
  await next(secretariat);
  await head(secretariat, "In which bodies do they meet?");
  await secretariat.getByLabel("Bodies, one a line").fill("Working Group 1: Transit");
  await press(secretariat, "Add this body");
  await soon(() => secretariat.locator(".bodies.managed li").count()).toBe(1);
});

scene("what was written stays on the way back and after a reload", async () => {
  await next(secretariat);
  await head(secretariat, "Who takes part?");
  await secretariat.getByLabel("People, one a line").fill("Aigerim Sarsenova, delegate, KAZ");
  await secretariat.getByRole("link", { name: "Back" }).click();
  await head(secretariat, "In which bodies do they meet?");
  await secretariat.goBack();
  await secretariat.reload();
  await soon(() => secretariat.getByLabel("People, one a line").inputValue()).toBe("Aigerim Sarsenova, delegate, KAZ");
});

scene("people from a CSV file; the line that cannot be read says what to do and stays", async () => {
  const csv =
    "name;role;country;working group;e-mail\nAigerim Sarsenova;delegate;Kazakhstan;;a@example.org\nNarantuya Dashzeveg;chair;;wg1;\nDilnoza Ergasheva;delegate;Uzbekistn;;";
  const [chooser] = await Promise.all([secretariat.waitForEvent("filechooser"), press(secretariat, "Open a CSV file")]);
  await chooser.setFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await secretariat.getByText("“Uzbekistn” is no party here").waitFor();
  await press(secretariat, "Add these 2 people");
  await soon(() => secretariat.getByLabel("People, one a line").inputValue()).toBe(
    "name;role;country;working group;e-mail\nDilnoza Ergasheva;delegate;Uzbekistn;;",
  );
  await secretariat.getByLabel("People, one a line").fill("Dilnoza Ergasheva, delegate, UZB");
  await press(secretariat, "Add this person");
  await soon(() => secretariat.locator("table.people tbody tr").count()).toBe(4);
});

scene("the first text is pasted", async () => {
  await next(secretariat);
  await head(secretariat, "Which text comes first?");
  await press(secretariat, "Or paste the words");
  const draft =
    "Transit Protocol\n\nArticle 1. Fees\n\n1. Each Party shall publish its fees and charges on a website.\n\n2. Each Party [shall][should] name an enquiry point.\n";
  await secretariat.getByLabel("Words of the draft").fill(draft);
  await press(secretariat, "Read it");
  await secretariat.getByLabel("Title").fill("Transit Protocol");
  await secretariat.getByLabel("Symbol").fill("TAC/TP");
  const body = secretariat.locator("[data-field=body] button");
  if (!(await textOf(body)).includes("Transit")) {
    await body.click();
    await secretariat.getByRole("option", { name: "Working Group 1: Transit" }).click();
  }
  await press(secretariat, "Accept and make the text");
  await secretariat.getByRole("textbox", { name: "Words of the text" }).getByText("publish its fees").waitFor();
});

let links: ReadonlyMap<string, string>;

scene("invitations are shown once and saved as CSV", async () => {
  await secretariat.goto(`${house.origin}/setup/invitations`);
  await press(secretariat, "Make 3 invitations");
  const [download] = await Promise.all([
    secretariat.waitForEvent("download"),
    press(secretariat, "Save as CSV for a mail merge"),
  ]);
  const rows = readFileSync(await download.path(), "utf8")
    .split("\r\n")
    .slice(0, -1);
  expect(rows[0]).toBe("\ufeffname,role,party,link,until");
  links = new Map(rows.slice(1).map((row) => [row.split(",")[0] ?? "", row.split(",")[3] ?? ""]));
  expect([...links.keys()].sort()).toEqual(["Aigerim Sarsenova", "Dilnoza Ergasheva", "Narantuya Dashzeveg"]);
});

const words = () => kaz.getByRole("textbox", { name: "Words of the text" });

scene("a delegate opens hers, is in the text, reads three hints, and has proposed something", async () => {
  kaz = await newPage();
  await kaz.goto(links.get("Aigerim Sarsenova") ?? "");
  await words().getByText("publish its fees").waitFor();
  await kaz.getByText("Type anywhere: it becomes Kazakhstan’s proposal").waitFor();
  const place = await words().getByText("publish its fees").boundingBox();
  await kaz.mouse.click((place?.x ?? 0) + 90, (place?.y ?? 0) + 12);
  await kaz.keyboard.type("promptly ");
  await kaz.getByText(/^Select words and press/).waitFor();
  await press(kaz, "Got it");
  await kaz.getByText("Here you see whether all is saved").waitFor();
  await press(kaz, "Got it");
  await soon(async () => (await textOf(kaz.getByRole("banner").getByRole("status"))).trim()).toBe("Saved");
  expect(await textOf(words())).toContain("KAZ");
  await kaz.reload();
  await words().getByText("publish its fees").waitFor();
  expect(await kaz.locator(".first-hint").count()).toBe(0);
});

scene("she practises on a copy: others act by themselves, and a step is done when it has happened", async () => {
  await press(kaz, "More");
  await kaz.getByRole("menuitem", { name: "Practise on a copy" }).click();
  await press(kaz, "Open the practice room");
  await kaz.getByText("A private copy. Nothing here reaches the negotiation").waitFor();
  await kaz.getByText("Propose something.").waitFor();
  const second = words().getByText("name an enquiry point");
  await second.waitFor();
  const place = await second.boundingBox();
  await kaz.mouse.click((place?.x ?? 0) + (place?.width ?? 0) / 2, (place?.y ?? 0) + 12);
  await kaz.keyboard.type("good ");
  await kaz.getByText("Put words in brackets.").waitFor();
  await soon(async () => await textOf(words())).toMatch(/AFG|AZE|CHN|GEO/);
  await press(kaz, "Leave the practice room");
  await soon(() => new URL(kaz.url()).pathname).toMatch(/^\/texts\/transit-protocol$/);
  await words().getByText("publish its fees").waitFor();
  expect(await textOf(words())).not.toContain("good");
});

scene("whose participation ends is out at once", async () => {
  await secretariat.goto(`${house.origin}/people`);
  await press(secretariat, "What can be done for Aigerim Sarsenova");
  await secretariat.getByRole("menuitem", { name: "End the participation" }).click();
  await press(secretariat, "End the participation");
  await kaz.getByText("Your session has ended").waitFor();
  await secretariat.getByText("ended the participation of Aigerim Sarsenova").waitFor();
  expect(await house.adref("verify")).toMatch(/the negotiation .*whole and lawful/);
});
