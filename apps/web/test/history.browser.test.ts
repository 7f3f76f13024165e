import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { type Person, soon, textOf } from "./story/person.ts";
import { openStage } from "./story/stage.ts";

/**
 * The past of a text as people look into it: the product as it is shipped, real browsers, a fresh data folder. The tests are
 * scenes, in order.
 */
const stage = openStage("history");
const { scene } = stage;
let kaz: Person;
let uzb: Person;
let chair: Person;
let secretariat: Person;

const DEPOSITARY = "of the Charter of the United Nations";
const WITHDRAWAL = "A Party that withdraws from this Agreement";
const REASON = "Copies that nobody certifies are of no use.";

const plain = (words: string) => words.replace(/\s+/g, " ").trim();

/** A provision of a past text, by words in it. */
const then = (person: Person, words: string): Locator =>
  person.page
    .getByRole("textbox", { name: "Words of the text as it was" })
    .getByRole("group")
    .filter({ hasText: words });

/** What stands in it as one reads it, signs and codes included. */
const readThen = async (person: Person, words: string) => plain(await textOf(then(person, words)));
const slider = (person: Person) => person.page.getByRole("slider", { name: "Moment of the text" });
const head = async (person: Person) => plain(await textOf(person.page.locator(".moment-what")));
const heading = (person: Person) => textOf(person.page.locator(".past-mark"));
const revisions = async (person: Person, revision: string) => {
  await person.page.getByRole("banner").getByRole("button", { name: revision }).click();
  return person.page.getByRole("dialog", { name: /^Revisions of/ });
};

scene("KAZ and UZB propose, the chair adopts with a reason, and the Secretariat issues Rev.1", async () => {
  const enter = async (name: string) => {
    const person = await stage.enters(name);
    await person.opens("Framework Agreement");
    return person;
  };
  [kaz, uzb] = await Promise.all([enter("Aigerim Sarsenova"), enter("Dilnoza Ergasheva")]);
  [chair, secretariat] = await Promise.all([enter("Narantuya Dashzeveg"), enter("Maria Lourdes Abenoja")]);
  await Promise.all([kaz.goesTo("Article 44"), uzb.goesTo("Article 43"), chair.goesTo("Article 44")]);
  await kaz.selects(DEPOSITARY, "certified copies");
  await kaz.types("certified true copies");
  await uzb.selects(WITHDRAWAL, "on the same day");
  await uzb.types("six months later");
  await Promise.all([kaz.sees("Saved"), uzb.sees("Saved")]);

  const card = await chair.opensCard("certified copies / certified true");
  await card.locator(".option").filter({ hasText: "KAZ" }).getByRole("button", { name: "Adopt", exact: true }).click();
  await card.getByRole("textbox", { name: "Reason, for the record (optional)" }).fill(REASON);
  await card.locator("form").getByRole("button", { name: "Adopt", exact: true }).click();
  await soon(() => kaz.reads(DEPOSITARY)).toContain("shall send certified true copies to every");

  await secretariat.page.getByRole("button", { name: "Issue Rev.1" }).click();
  await secretariat.page.getByRole("dialog").getByRole("button", { name: "Issue Rev.1" }).click();
  await secretariat.page.getByRole("dialog", { name: "Rev.1 is issued" }).waitFor();
  await secretariat.page.keyboard.press("Escape");

  await uzb.goesTo("Article 44");
  await uzb.putsCaretAfter(DEPOSITARY, "register");
  await uzb.types(" without delay");
  await uzb.sees("Saved");
  await soon(() => kaz.reads(DEPOSITARY)).toContain("[UZB: without delay]");
});

scene("KAZ opens any moment and goes back by the keys of the slider", async () => {
  await kaz.page.reload();
  await kaz.words.waitFor();
  const dialog = await revisions(kaz, "Rev.1");
  expect(await dialog.getByRole("listitem").count()).toBe(2);
  await kaz.picture("history-revisions");
  await dialog.getByRole("link", { name: "Any moment of the text…" }).click();
  await soon(() => readThen(kaz, DEPOSITARY)).toContain("[UZB: without delay]");
  await slider(kaz).focus();
  await kaz.page.keyboard.press("PageDown");
  await soon(() => heading(kaz)).toBe("Rev.1");
  await soon(() => readThen(kaz, DEPOSITARY)).not.toContain("without delay");
  expect(await head(kaz)).toContain("Rev.1 is as issued and never changes.");
  await kaz.picture("history-rev1");
  await kaz.page.keyboard.press("PageDown");
  await soon(() => head(kaz)).toContain("Narantuya Dashzeveg adopted the words of KAZ.");
  await kaz.page.keyboard.press("ArrowLeft");
  await soon(() => readThen(kaz, DEPOSITARY)).toContain(
    "shall send [certified copies][KAZ: certified true copies] to every",
  );
  expect(await head(kaz)).toContain("Words were written, or positions taken.");
  await kaz.picture("history-moment");
  await kaz.page.keyboard.press("PageDown");
  await soon(() => heading(kaz)).toBe("Zero draft");
  await soon(() => readThen(kaz, DEPOSITARY)).toContain("shall send certified copies to every");
});

scene("nobody writes in the past", async () => {
  const before = await readThen(kaz, DEPOSITARY);
  await then(kaz, DEPOSITARY).click();
  await kaz.types("x");
  await kaz.page.keyboard.press("Backspace");
  await kaz.page.keyboard.press("Enter");
  expect(await readThen(kaz, DEPOSITARY)).toBe(before);
});

scene("KAZ compares the zero draft with now, steps through the changes by keys, and swaps the two", async () => {
  await kaz.page.getByRole("link", { name: "Compare with now" }).click();
  const row = kaz.page.locator(".row").filter({ hasText: DEPOSITARY });
  await soon(() => row.locator("ins").allTextContents()).toContain("true ");
  expect(plain((await row.locator("ins").allTextContents()).join(""))).toContain("[UZB: without delay]");
  const list = kaz.page.getByRole("navigation", { name: "Changes" });
  await soon(async () => plain(await textOf(list))).toContain("UZB proposed: six months later");
  const count = await list.locator(".change").count();
  await kaz.page.keyboard.press("n");
  await soon(() => textOf(kaz.page.locator(".compare-steps"))).toBe(`Change 1 of ${count}`);
  await kaz.page.keyboard.press("n");
  await kaz.page.keyboard.press("p");
  await soon(() => textOf(kaz.page.locator(".compare-steps"))).toBe(`Change 1 of ${count}`);
  expect(await kaz.page.locator(".row-current").count()).toBe(1);
  await kaz.picture("history-compare");
  await kaz.page.getByRole("radio", { name: "Side by side" }).click();
  await soon(() => row.locator(".row-sides > *").count()).toBe(2);
  expect(plain(await textOf(row.locator(".row-sides > *").first()))).not.toContain("true");
  await kaz.picture("history-compare-sides");
  await kaz.page.getByRole("button", { name: "Swap the two" }).click();
  await soon(() => row.locator("del").allTextContents()).toContain("true ");
  await list.getByRole("button", { name: /^Brackets/ }).click();
  await soon(async () => (await list.locator(".change").count()) < count).toBe(true);
});

scene("KAZ asks where its words came from", async () => {
  await kaz.page.getByRole("link", { name: "Live text", exact: true }).click();
  await kaz.words.waitFor();
  await kaz.goesTo("Article 44");
  await kaz.selects(DEPOSITARY, "certified true copies");
  await kaz.page.keyboard.press("Control+Alt+o");
  const panel = kaz.page.getByRole("dialog", { name: "History of Article 44(2)" });
  const origins = panel.getByRole("region", { name: "Where these words came from" });
  await soon(() => origins.locator("blockquote").allTextContents()).toEqual(["certified true copies"]);
  const told = plain(await textOf(origins));
  expect(told).toMatch(/Proposed by KAZ Aigerim Sarsenova/);
  expect(told).toMatch(/Adopted: they became standing text\. Narantuya Dashzeveg/);
  expect(told).toContain(`Reason: ${REASON}`);
  const acts = panel.getByRole("region", { name: "What was decided here" });
  expect(plain(await textOf(acts))).toMatch(
    /Narantuya Dashzeveg adopted the words of KAZ .*Reason: Copies that nobody/,
  );
  await kaz.picture("history-origins");
  await origins.getByRole("link").first().click();
  await soon(() => readThen(kaz, DEPOSITARY)).toContain("[KAZ:");
});

scene("the Secretariat names a moment, and KAZ compares it by its name", async () => {
  const { page } = secretariat;
  await page.goto(`${secretariat.line.origin}/texts/framework-agreement/at/rev:1`);
  await then(secretariat, WITHDRAWAL).waitFor();
  await page.getByRole("button", { name: "Name this moment" }).click();
  const dialog = page.getByRole("dialog", { name: "Name this moment" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("After the second reading");
  await dialog.getByRole("button", { name: "Name it" }).click();
  await dialog.waitFor({ state: "detached" });
  const happened = page.getByRole("navigation", { name: "What happened" });
  await soon(async () => plain(await textOf(happened))).toContain("“After the second reading”, named by Maria");
  await kaz.page.goto(`${kaz.line.origin}/texts/framework-agreement/compare?from=rev:0&to=now`);
  await kaz.page.getByRole("button", { name: /^Now/ }).click();
  await kaz.page.getByRole("option", { name: "After the second reading" }).click();
  await soon(() => new URL(kaz.page.url()).searchParams.get("to")).toMatch(/^moment:/);
  await soon(async () => plain(await textOf(kaz.page.locator(".compare-heads")))).toContain(
    "To After the second reading",
  );
});

scene("the Secretariat restores a provision with a reason, and all see it", async () => {
  const { page } = secretariat;
  await page.goto(`${secretariat.line.origin}/texts/framework-agreement/at/rev:0`);
  await then(secretariat, WITHDRAWAL).waitFor();
  await page.getByRole("button", { name: "Restore…" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore from Zero draft" });
  await dialog.getByText("2 provisions would change").waitFor();
  await dialog.getByRole("radio", { name: "Chosen provisions" }).check({ force: true });
  await dialog.getByRole("checkbox", { name: "Article 43(3)" }).check({ force: true });
  await dialog.getByRole("textbox", { name: "Reason, for the record" }).fill("Tabled in the wrong meeting");
  await secretariat.picture("history-restore");
  await dialog.getByRole("button", { name: "Restore 1 provision" }).click();
  await dialog.waitFor({ state: "detached" });
  await soon(() => uzb.reads(WITHDRAWAL)).toMatch(/every Protocol on the same day\.$/);
  await soon(() => chair.reads(WITHDRAWAL)).toMatch(/every Protocol on the same day\.$/);
});

scene("what is agreed is not restored, and the dialog says why", async () => {
  await chair.goesTo("Article 44");
  await chair.decides("without delay", "UZB", "Lift the brackets…", "Lift the brackets");
  await chair.putsCaretAfter(DEPOSITARY, "The Depositary");
  await soon(() => chair.place()).toBe("Article 44(2)");
  await chair.page.keyboard.press("Control+Alt+s");
  await chair.page.getByRole("menuitem", { name: "Agree ad ref" }).first().click();
  await soon(() => uzb.provision(DEPOSITARY).getAttribute("aria-label")).toContain("Agreed ad ref");
  const { page } = secretariat;
  await page.getByRole("button", { name: "Restore…" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore from Zero draft" });
  await dialog.getByText("stays as it is until the chair reopens it").waitFor();
  await dialog.getByRole("textbox", { name: "Reason, for the record" }).fill("All of it again");
  await dialog.getByRole("button", { name: "Restore 1 provision" }).click();
  await soon(() => textOf(dialog.getByRole("alert"))).toMatch(/^Article 44\(2\): .*agreed/);
  await secretariat.picture("history-restore-refused");
  expect(await uzb.reads(DEPOSITARY)).toContain("certified true copies");
});

scene("nobody's page threw, and the ledger is whole and lawful", async () => {
  for (const person of stage.people) expect(person.troubles).toEqual([]);
  expect(await stage.house.stop()).toBe(0);
  expect(await stage.house.adref("verify")).toMatch(/framework-agreement +\d+ entries +whole and lawful/);
});
