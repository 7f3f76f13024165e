import { expect, test } from "vitest";
import { type Person, soon } from "./story/person.ts";
import { openStage } from "./story/stage.ts";

/** The room beside the words: words taken down and confirmed, a frozen text, a silence that is broken, a revision at once. */
const stage = openStage("desk");
let kaz: Person;
let chair: Person;
let secretariat: Person;

const DEPOSITARY = "of the Charter of the United Nations";
const inTheRoom = async (person: Person, item: string) => {
  await person.page.getByRole("button", { name: "In the room" }).click();
  await person.page.getByRole("menuitem", { name: item }).click();
};
const hints = (person: Person) => person.page.locator(".first-hint").count();
const band = (person: Person, name: string) => person.page.getByRole("region", { name, exact: true });

test("a delegate, the chair and the Secretariat open the text", async () => {
  const enter = async (name: string) => {
    const person = await stage.enters(name);
    await person.opens("Framework Agreement");
    return person;
  };
  [kaz, chair, secretariat] = await Promise.all([
    enter("Aigerim Sarsenova"),
    enter("Narantuya Dashzeveg"),
    enter("Maria Lourdes Abenoja"),
  ]);
});

test("the Secretariat takes words down for KAZ, unmistakably, and KAZ confirms them with one press", async () => {
  await inTheRoom(secretariat, "Take words down for…");
  await secretariat.page.getByRole("dialog").getByRole("button", { name: "KAZ Kazakhstan" }).click();
  const taking = band(secretariat, "Taking words down");
  await soon(() => taking.textContent()).toContain("You take words down for Kazakhstan (KAZ).");
  // What a delegate is told at first about writing is not for whoever writes for another.
  expect(await hints(secretariat)).toBe(0);
  await secretariat.goesTo("Article 44");
  await secretariat.putsCaretAfter(DEPOSITARY, "every signatory");
  await secretariat.types(" and State");
  await secretariat.sees("Saved");
  await secretariat.picture("desk-1-taking");
  await soon(() => secretariat.reads(DEPOSITARY)).toContain("every signatory[KAZ: and State]");
  // Standing words are not the party's to write: what is deleted is bracketed, and stays.
  await secretariat.selects(DEPOSITARY, "certified");
  await secretariat.page.keyboard.press("Delete");
  await soon(() => secretariat.reads(DEPOSITARY)).toMatch(/\[.*certified.*\] copies/);
  await secretariat.page.keyboard.press("Control+z");
  await secretariat.sees("Saved");
  await secretariat.page.keyboard.press("Escape");
  await taking.waitFor({ state: "detached" });

  const waiting = band(kaz, "Words taken down for your party");
  await soon(() => waiting.textContent()).toContain("The Secretariat took a proposal down for your party.");
  await waiting.getByRole("button", { name: "Look at it" }).click();
  const card = kaz.page.locator(".card[aria-current]");
  await soon(() => card.textContent()).toContain("KAZ has not confirmed it yet");
  await kaz.picture("desk-2-waiting");
  await waiting.getByRole("button", { name: "Confirm it" }).click();
  await waiting.waitFor({ state: "detached" });
  await soon(() => card.textContent()).not.toContain("not confirmed");
  expect([kaz.troubles, secretariat.troubles]).toEqual([[], []]);
});

test("the chair freezes the text: everybody sees it, and nobody writes", async () => {
  await soon(() => hints(kaz)).toBe(1);
  await inTheRoom(chair, "Freeze the text…");
  await chair.page.getByRole("dialog").getByRole("textbox").fill("One reading");
  await chair.page.getByRole("dialog").getByRole("button", { name: "Freeze" }).click();
  const frozen = band(kaz, "The text is frozen");
  await soon(() => frozen.textContent()).toMatch(/frozen by Narantuya Dashzeveg.*One reading/);
  await kaz.picture("desk-3-frozen");
  expect(await hints(kaz)).toBe(0);
  const before = await kaz.reads(DEPOSITARY);
  await kaz.putsCaretAfter(DEPOSITARY, "certified copies");
  await kaz.types("x");
  await soon(() => kaz.page.getByRole("alertdialog").allTextContents()).toEqual([expect.stringContaining("frozen")]);
  expect(await kaz.reads(DEPOSITARY)).toBe(before);
  await band(chair, "The text is frozen").getByRole("button", { name: "Let everybody write again" }).click();
  await frozen.waitFor({ state: "detached" });
});

test("a silence procedure runs, with the time that is left, until a delegation breaks it", async () => {
  await chair.goesTo("Article 1");
  await inTheRoom(chair, "Silence procedure…");
  const dialog = chair.page.getByRole("dialog");
  await soon(() => dialog.getByRole("button", { name: "Open it" }).isEnabled()).toBe(true);
  await chair.picture("desk-4-silence");
  await dialog.getByRole("button", { name: "Open it" }).click();
  const silence = band(kaz, "Silence procedure");
  await soon(() => silence.textContent()).toMatch(/Silence procedure on .*days .*left/);
  await kaz.picture("desk-5-silence");
  await silence.getByRole("button", { name: "Break the silence" }).click();
  await kaz.page.getByRole("dialog").getByRole("textbox").fill("We need a week");
  await kaz.page.getByRole("dialog").getByRole("button", { name: "Break the silence" }).click();
  await silence.waitFor({ state: "detached" });
  await band(chair, "Silence procedure").waitFor({ state: "detached" });
  expect([kaz.troubles, chair.troubles]).toEqual([[], []]);
});

test("a new revision stands in everybody's head at once", async () => {
  await secretariat.page.getByRole("button", { name: /^Issue Rev\.1/ }).click();
  await secretariat.page.getByRole("dialog").getByRole("button", { name: /Issue/ }).click();
  const began = Date.now();
  await kaz.page.getByRole("banner").getByRole("button", { name: "Rev.1" }).waitFor();
  expect(Date.now() - began).toBeLessThan(15_000);
  expect(await stage.house.adref("verify")).not.toContain("BAD");
});
