import { readFileSync } from "node:fs";
import { readFile } from "@adref/exchange";
import type { Locator } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { brokenFile, type GivenFile, plainDraft, wordDraft } from "./exchange-files.ts";
import { type Person, soon, textOf } from "./story/person.ts";
import { openStage } from "./story/stage.ts";

/**
 * Papers in and papers out: the product as it is shipped, a real browser, real files. The tests are scenes, in order.
 */
const stage = openStage("exchange");
const { scene } = stage;
let kaz: Person;
let secretariat: Person;

beforeAll(async () => {
  [kaz, secretariat] = await Promise.all([stage.enters("Aigerim Sarsenova"), stage.enters("Maria Lourdes Abenoja")]);
});
const FEES = "publish its fees";
const plain = (words: string) => words.replace(/\s+/g, " ").trim();
const preview = () => secretariat.page.getByRole("textbox", { name: "Words of the file as they were read" });
const previewed = async (words: string) => plain(await textOf(preview().getByRole("group").filter({ hasText: words })));

/** Chooses a file as one does with the button. */
async function chooses(file: GivenFile): Promise<void> {
  const { page } = secretariat;
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose a file" }).click(),
  ]);
  await chooser.setFiles(file);
}

/** Chooses in a list, by keys alone. */
async function choosesByKeys(field: Locator, words: string): Promise<void> {
  await field.focus();
  await secretariat.page.keyboard.press("Enter");
  await secretariat.page.getByRole("listbox").waitFor();
  await secretariat.page.keyboard.type(words);
  await secretariat.page.keyboard.press("Enter");
  await secretariat.page.getByRole("listbox").waitFor({ state: "detached" });
}

const field = (name: string) => secretariat.page.getByRole("button", { name: new RegExp(`${name}$`) });

scene("KAZ sees no way to bring a text in, and its address says why", async () => {
  await secretariat.page.getByRole("link", { name: "Bring in a text" }).waitFor();
  expect(await kaz.page.getByRole("link", { name: "Bring in a text" }).count()).toBe(0);
  await kaz.page.goto(`${kaz.line.origin}/import`);
  await kaz.page.getByText("Only the Secretariat brings texts in.").waitFor();
});

scene("a broken file is refused with a sentence that says what to do", async () => {
  const { page } = secretariat;
  await page.getByRole("link", { name: "Bring in a text" }).click();
  await chooses(brokenFile());
  await page.getByRole("heading", { name: "Protocol v3 final.docx cannot be read" }).waitFor();
  expect(await textOf(page.getByRole("alert"))).toMatch(/^The Word file is damaged .*save it again as \.docx/);
  await secretariat.picture("exchange-broken");
  await page.getByRole("button", { name: "Choose another file" }).click();
});

scene("a foreign draft is read as it is written, and otherwise where the Secretariat says so", async () => {
  const { page } = secretariat;
  await chooses(plainDraft());
  await soon(() => previewed("electronic documents")).toContain("Each Party [shall][should] accept");
  expect(await previewed("paper [54]")).not.toBe("");
  await choosesByKeys(field("A slash in brackets"), "Is part");
  await soon(() => previewed("electronic documents")).toContain("Each Party [shall/should] accept");
  await choosesByKeys(field("“G7 Friends” is"), "G7-FRIENDS");
  await soon(() => previewed("single window")).toContain("[G7-FRIENDS: The Parties recognise");
  await secretariat.picture("exchange-draft");
  await page.reload();
  await soon(() => previewed("electronic documents")).toContain("Each Party [shall/should] accept");
  await page.getByRole("link", { name: "Bring in a text" }).click();
  await page.getByRole("button", { name: /^Discard: digital-trade/ }).click();
  await page.getByRole("link", { name: "digital-trade-draft.txt" }).waitFor({ state: "detached" });
});

scene("the Secretariat brings a Word file in: says whose the changes are, names the text, and accepts it", async () => {
  const { page } = secretariat;
  await chooses(wordDraft());
  await soon(() => previewed(FEES)).toContain("Each Party [shall][should] publish its fees[ and charges] before");
  await soon(() => textOf(page.locator(".counts"))).toMatch(/3 tracked changes.*1 comment/);
  await choosesByKeys(field("A. Sarsenova is"), "KAZ");
  await soon(() => previewed(FEES)).toContain("[shall][KAZ: should] publish its fees[ and charges]");
  await choosesByKeys(field("Delegate 7 is"), "The Secretariat");
  await soon(() => previewed(FEES)).toContain("publish its fees and charges before");
  await page.getByRole("button", { name: "Show it in the text: first in paragraph 3" }).first().click();

  await page.getByRole("button", { name: "Accept and make the text" }).click();
  await page.getByText("A text needs a symbol.").waitFor();
  await secretariat.picture("exchange-accept");
  await page.getByRole("textbox", { name: "Symbol" }).fill("CARTIF/FA");
  await page.getByText("Give another one.").waitFor();
  await page.getByRole("textbox", { name: "Symbol" }).fill("CARTIF/PTR");
  await page.getByRole("textbox", { name: "Title" }).fill("Protocol on Goods in Transit");
  await choosesByKeys(field("Working Group"), "");
  await page.getByRole("button", { name: "Accept and make the text" }).click();
  await secretariat.words.waitFor();
  await soon(() => secretariat.reads(FEES)).toContain("[shall][KAZ: should] publish its fees and charges");
});

scene("KAZ opens the new text, reads the comment, and proposes in it", async () => {
  await kaz.page.goto(kaz.line.origin);
  await kaz.opens("Protocol on Goods in Transit");
  await kaz.page.getByRole("button", { name: /^1 comment/ }).click();
  const comments = kaz.page.getByRole("dialog", { name: "Comments" });
  expect(plain(await textOf(comments))).toMatch(/KAZ.*A\. Sarsenova.*To be discussed with customs in the capital\./);
  await kaz.picture("exchange-comments");
  await kaz.page.keyboard.press("Escape");
  await kaz.putsCaretAfter("goods in transit through", "territory");
  await kaz.types(" and the waters");
  await kaz.sees("Saved");
  await soon(() => secretariat.reads("goods in transit")).toContain("[KAZ: and the waters]");
});

/** Opens the dialog for papers from the text's menu. */
async function papers(person: Person): Promise<Locator> {
  await person.page.getByRole("banner").getByRole("button", { name: "More", exact: true }).click();
  await person.page.getByRole("menuitem", { name: "More formats and views…" }).click();
  return person.page.getByRole("dialog", { name: "Download CARTIF/PTR" });
}

async function asksFor(dialog: Locator, format: string): Promise<void> {
  await dialog.getByRole("button", { name: /Format$/ }).click();
  await dialog.page().getByRole("option", { name: format, exact: true }).click();
}

const make = (dialog: Locator) => dialog.getByRole("button", { name: "Make the file" }).click();

scene("KAZ takes out Word with the changes since the zero draft, Akoma Ntoso, and a paper to print", async () => {
  const dialog = await papers(kaz);
  await dialog.getByRole("radio", { name: /^Changes tracked/ }).check({ force: true });
  await kaz.picture("exchange-export");
  const word = await kaz.downloads(() => make(dialog));
  expect(word.name).toBe("CARTIF-PTR-draft-tracked-since-Zero-draft.docx");
  await dialog.getByText(`${word.name} is saved.`).waitFor();
  const tracked = await readFile(readFileSync(word.path), word.name);
  expect(tracked.ok && tracked.authors).toMatchObject([
    { name: expect.stringMatching(/KAZ|Kazakhstan/), insertions: 1 },
  ]);

  await asksFor(dialog, "Akoma Ntoso (XML)");
  expect(await dialog.getByRole("radio", { name: /^Changes tracked/ }).count()).toBe(0);
  const akn = await kaz.downloads(() => make(dialog));
  expect(akn.name).toBe("CARTIF-PTR-draft-bracketed.xml");
  const read = await readFile(readFileSync(akn.path), akn.name);
  expect(read.ok && read.text.doc.textContent).toContain("territory and the waters of a Party");

  await asksFor(dialog, "Print, or save as PDF");
  const [paper] = await Promise.all([
    kaz.page.context().waitForEvent("page"),
    dialog.getByRole("button", { name: "Open it to print" }).click(),
  ]);
  await soon(() => paper.title()).toContain("Protocol on Goods in Transit");
  await soon(async () => plain(await textOf(paper.locator("body")))).toContain("[KAZ: and the waters]");
  await paper.close();
  await dialog.getByText("Choose “Save as PDF” there").waitFor();
});

scene("a clean copy is asked about, and the last choice is remembered on the device", async () => {
  const { page } = kaz;
  const dialog = page.getByRole("dialog", { name: "Download CARTIF/PTR" });
  await asksFor(dialog, "Plain text with brackets");
  await dialog.getByRole("radio", { name: /^Clean/ }).check({ force: true });
  await make(dialog);
  const file = await kaz.downloads(() => dialog.getByRole("button", { name: "Make it and say so" }).click());
  expect(readFileSync(file.path, "utf8")).not.toContain("waters");
  await page.reload();
  await kaz.words.waitFor();
  const again = await papers(kaz);
  expect(await again.getByRole("radio", { name: /^Clean/ }).isChecked()).toBe(true);
  await again.getByRole("button", { name: "Plain text with brackets Format" }).waitFor();
});

scene("nobody's page threw, and the ledger is whole and lawful", async () => {
  for (const person of stage.people) expect(person.troubles).toEqual([]);
  expect(await stage.house.stop()).toBe(0);
  expect(await stage.house.adref("verify")).toMatch(/whole and lawful/);
});
