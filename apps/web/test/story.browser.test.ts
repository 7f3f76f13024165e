import { readFileSync } from "node:fs";
import { readWord } from "@adref/exchange/testing";
import type { Revision } from "@adref/protocol";
import { canonicalWords } from "@adref/schema";
import { describe, expect } from "vitest";
import { bracketed, clean } from "./story/paper.ts";
import { type Person, soon, textOf } from "./story/person.ts";
import { type Served, served } from "./story/served.ts";
import { openStage } from "./story/stage.ts";

/**
 * One afternoon of Working Group 1, played through the product as it is shipped: five people at browsers of their own, with
 * keys and pointer, and a server with a fresh data folder. The tests are its scenes, in order.
 */
const stage = openStage("story");
const { scene } = stage;
let kaz: Person;
let uzb: Person;
let mng: Person;
let chair: Person;
let secretariat: Person;

scene("five people sign in by their links and open the text", async () => {
  const enter = async (name: string) => {
    const person = await stage.enters(name);
    await person.opens("Framework Agreement");
    return person;
  };
  [kaz, uzb] = await Promise.all([enter("Aigerim Sarsenova"), enter("Dilnoza Ergasheva")]);
  [mng, chair] = await Promise.all([enter("Batbayar Enkhsaikhan"), enter("Narantuya Dashzeveg")]);
  secretariat = await enter("Maria Lourdes Abenoja");
});

/** Article 44, paragraph 2, by words in it that nobody touches. */
const DEPOSITARY = "of the Charter of the United Nations";
const AGREED =
  "The Depositary shall send certified true electronic copies to every signatory and, upon request, to every acceding " +
  "State and shall register this Agreement in accordance with Article 102 of the Charter of the United Nations3.";
const SEAT = "the Depositary of this Agreement";
const WITHDRAWAL = "A Party that withdraws from this Agreement";

describe("in Article 44", () => {
  scene("KAZ and UZB propose at the same time in one paragraph", async () => {
    await Promise.all([kaz.goesTo("Article 44"), uzb.goesTo("Article 44")]);
    await kaz.putsCaretAfter(DEPOSITARY, "every signatory");
    await uzb.selects(DEPOSITARY, "certified copies");
    await Promise.all([kaz.types(" and to every acceding State"), uzb.types("certified true copies")]);
    const both =
      "The Depositary shall send [certified copies][UZB: certified true copies] to every signatory" +
      "[KAZ: and to every acceding State] and shall register this Agreement in accordance with Article 102 " +
      "of the Charter of the United Nations3.";
    await Promise.all(stage.people.map((person) => soon(() => person.reads(DEPOSITARY)).toBe(both)));
    await Promise.all([kaz.sees("Saved"), uzb.sees("Saved")]);
  });

  scene("each proposes inside the other's option, and a slow line shows as Saving", async () => {
    await kaz.putsCaretAfter(DEPOSITARY, "certified true ");
    await uzb.putsCaretAfter(DEPOSITARY, "and to ");
    kaz.line.hold();
    await Promise.all([kaz.types("electronic "), uzb.types("the Secretariat and ")]);
    await soon(() => uzb.card(": the Secretariat and").getAttribute("aria-current")).toBe("true");
    await kaz.sees("Saving…");
    await uzb.sees("Saved");
    await kaz.picture("1-saving");
    kaz.line.release();
    const all =
      "The Depositary shall send [certified copies][UZB: certified true [KAZ: electronic ]copies] to every signatory" +
      "[KAZ: and to [UZB: the Secretariat and ]every acceding State] and shall register this Agreement in accordance " +
      "with Article 102 of the Charter of the United Nations3.";
    await Promise.all(stage.people.map((person) => soon(() => person.reads(DEPOSITARY)).toBe(all)));
    await Promise.all([kaz.sees("Saved"), uzb.sees("Saved")]);
    await soon(() => mng.beforeCaretOf("KAZ", DEPOSITARY)).toMatch(/electronic \]?$/);
    await soon(() => mng.beforeCaretOf("UZB", DEPOSITARY)).toMatch(/the Secretariat and \]?$/);
    await kaz.picture("2-proposed");
  });

  scene("MNG supports KAZ from the card in the margin", async () => {
    await mng.goesTo("Article 44");
    const card = await mng.opensCard("every acceding State");
    await card
      .getByRole("radiogroup", { name: "Your position on KAZ" })
      .getByRole("radio", { name: "Support" })
      .click();
    await soon(() => textOf(card)).toMatch(/supports\s+MNG/);
    await mng.picture("3-supported");
    await soon(() => kaz.reads(DEPOSITARY)).toContain("[KAZ, MNG: and to [UZB:");
    await mng.sees("Saved");
  });

  scene("UZB loses its line, goes on writing, and loads the page again", async () => {
    await uzb.page.evaluate(() => navigator.serviceWorker.ready);
    await uzb.putsCaretAfter(DEPOSITARY, "register");
    uzb.line.cut();
    await uzb.sees("Offline: no change waits");
    await uzb.types(" without delay");
    await uzb.sees("Offline: 1 change kept on this device");
    expect(await textOf(uzb.card("without delay"))).toMatch(/^UZB\s*yours/);
    await uzb.picture("4-offline");
    await uzb.page.reload();
    await soon(() => uzb.reads(DEPOSITARY)).toContain("register[UZB: without delay] this Agreement");
    await uzb.sees("Offline: 1 change kept on this device");
    expect(await kaz.reads(DEPOSITARY)).toContain("and shall register this Agreement");
  });

  scene("the chair adopts one, merges another, and settles the rest from the cards", async () => {
    await chair.goesTo("Article 44");
    await chair.decides("certified copies / certified true", "UZB", "Adopt", "Adopt");
    await soon(() => chair.reads(DEPOSITARY)).toContain("shall send certified true [KAZ: electronic ]copies to every");
    await chair.decides(": electronic", "KAZ", "Lift the brackets…", "Lift the brackets");
    await soon(() => chair.reads(DEPOSITARY)).toContain("shall send certified true electronic copies to every");

    const merging = await chair.opensCard("every acceding State");
    await merging.getByRole("button", { name: "Merge…" }).click();
    await merging.getByRole("textbox", { name: "New words" }).fill("and, upon request, to every acceding State");
    await chair.picture("5-merging");
    await merging.getByRole("button", { name: "Put the new words in" }).click();
    await soon(() => chair.reads(DEPOSITARY)).toContain(
      "every signatory and, upon request, to every acceding State and",
    );

    await chair.decides("The Government of the Kyrgyz Republic", "TKM", "Adopt", "Adopt");
    await chair.decides(": is / shall be", "Standing text", "Keep", "Keep the words");
    await soon(() => chair.reads(SEAT)).toBe(
      "The Secretary-General of the United Nations is the Depositary of this Agreement and of the Protocols.",
    );
    await chair.sees("Saved");
  });

  scene("the chair agrees the article ad referendum", async () => {
    await chair.inOutline("Article 44").getByRole("button", { name: "Status of Article 44" }).click();
    await chair.page.getByRole("menuitem", { name: "Agree ad ref" }).click();
    const agreed = () => kaz.provision(DEPOSITARY).getAttribute("aria-label");
    await soon(agreed).toContain("Agreed ad ref");
    await chair.page.getByRole("menu").waitFor({ state: "detached" });
    await chair.picture("6-agreed");
    await kaz.putsCaretAfter(DEPOSITARY, "certified true");
    await kaz.types("x");
    await kaz.page.getByText("This provision is agreed. Ask the chair to reopen it.").waitFor();
    expect(await kaz.covers(".toast", ".outline-pane, .margin .card")).toBe(false);
    expect(await kaz.reads(DEPOSITARY)).toBe(AGREED);
    await kaz.sees("Saved");
    await kaz.picture("7-agreed-for-kaz");
  });

  scene("UZB comes back, is refused, and finds its words in the tray with the reason", async () => {
    uzb.line.mend();
    await uzb.sees("Refused: 1 piece in your tray");
    await uzb.picture("8-refused");
    await soon(() => uzb.reads(DEPOSITARY)).toBe(AGREED);
    await uzb.page.getByRole("button", { name: "Open the tray" }).click();
    const tray = uzb.page.getByRole("dialog", { name: "Tray" });
    const piece = tray.getByRole("listitem");
    expect(await piece.count()).toBe(1);
    expect(await textOf(piece.getByRole("insertion"))).toBe(" without delay");
    expect(await textOf(piece)).toContain("Article 44(2)");
    expect(await textOf(piece)).toMatch(/agreed/i);
    await piece.getByRole("button", { name: "Table again" }).click();
    await piece.getByText("The place has been agreed since. Ask the chair to reopen it.").waitFor();
    await uzb.picture("9-tray");
    await piece.getByRole("button", { name: "Discard" }).click();
    await piece.getByRole("button", { name: "Discard" }).click();
    await tray.getByText("The tray is empty.").waitFor();
    await uzb.page.keyboard.press("Escape");
    await tray.waitFor({ state: "detached" });
    await uzb.sees("Saved");
  });

  scene("UZB proposes elsewhere instead, and KAZ wants the words kept", async () => {
    await uzb.goesTo("Article 43");
    await uzb.selects(WITHDRAWAL, "on the same day");
    await uzb.types("six months later");
    await uzb.sees("Saved");
    await kaz.goesTo("Article 43");
    const card = await kaz.opensCard("on the same day / six months later");
    const positions = card.getByRole("radiogroup", { name: "Your position on Standing text" });
    await positions.getByRole("radio", { name: "Retain" }).click();
    await soon(() => textOf(card)).toMatch(/retains\s+KAZ/);
    await kaz.sees("Saved");
  });
});

describe("Rev.1", () => {
  let token: string;
  let text: Served;

  scene("is issued by the Secretariat, numbered and hashed", async () => {
    const { page } = secretariat;
    await page.getByRole("button", { name: "Issue Rev.1" }).click();
    const dialog = page.getByRole("dialog", { name: "Issue Rev.1" });
    await dialog.getByRole("textbox", { name: "Title (optional)" }).fill("Text after the second round");
    await secretariat.picture("10-issue");
    await dialog.getByRole("button", { name: "Issue Rev.1" }).click();
    const done = page.getByRole("dialog", { name: "Rev.1 is issued" });
    await done.waitFor();
    await secretariat.picture("11-issued");

    token = (await stage.house.adref("token", "--as", "secretariat-1")).trim();
    text = await served(stage.house.origin, "framework-agreement", token);
    const revisions = await stage.house.ask<readonly Revision[]>("/api/texts/framework-agreement/revisions", token);
    const issued = revisions.at(-1);
    expect(issued).toMatchObject({ number: 1, symbol: "CARTIF/FA/Rev.1", title: "Text after the second round" });
    expect(issued?.wordsHash).toBe(await sha256(canonicalWords(text.body)));
    const shown = await textOf(done);
    expect(shown).toContain("CARTIF/FA/Rev.1");
    expect(shown).toContain(issued?.wordsHash);
    await page.keyboard.press("Escape");
    await done.waitFor({ state: "detached" });
    await secretariat.sees("Saved");
  });

  scene("as a bracketed Word file holds exactly the words, signs, codes and positions", async () => {
    const paper = await wordFile("Word, bracketed");
    expect(paper.name).toBe("CARTIF-FA-Rev.1-bracketed.docx");
    const expected = bracketed(text);
    expect(paper.body).toEqual(expected.paragraphs);
    expect(paper.footnotes).toEqual(expected.footnotes);
    expect(articleIn(paper.body, 44)).toEqual(ARTICLE_44.map((line) => `${line} {agreed ad ref}`));
    expect(articleIn(paper.body, 43).at(-1)).toBe(
      "3\tA Party that withdraws from this Agreement ceases to be a Participating Party of every Protocol " +
        "[on the same day — KAZ retain][UZB: six months later].",
    );
    expect(paper.cover).toEqual(expect.arrayContaining(["CAREC Secretariat", "CARTIF/FA/Rev.1"]));
    expect(paper.cover.join("\n")).not.toContain("Not an agreed text");
  });

  scene("as a clean Word file is made only when one says so, and says so on its face", async () => {
    const { page } = secretariat;
    const asked = page.getByRole("dialog", { name: "The text still has open brackets" });
    let made = 0;
    page.on("download", () => made++);
    await secretariat.choosesDownload("Rev.1", "Word, clean");
    await asked.waitFor();
    await secretariat.picture("12-open-brackets");
    await asked.getByRole("button", { name: "Cancel" }).click();
    await asked.waitFor({ state: "detached" });
    expect(made).toBe(0);

    const paper = await wordFile("Word, clean", async () => {
      await asked.getByRole("button", { name: "Make it and say so" }).click();
    });
    expect(made).toBe(1);
    expect(paper.name).toBe("CARTIF-FA-Rev.1-clean.docx");
    const expected = clean(text);
    expect(paper.body).toEqual(expected.paragraphs);
    expect(paper.footnotes).toEqual(expected.footnotes);
    expect(articleIn(paper.body, 44)).toEqual(ARTICLE_44);
    expect(articleIn(paper.body, 43).at(-1)).toBe(
      "3\tA Party that withdraws from this Agreement ceases to be a Participating Party of every Protocol on the same day.",
    );
    const view = await stage.house.ask<{ openBrackets: number }>("/api/texts/framework-agreement", token);
    expect(paper.cover).toContain(`Not an agreed text: ${view.openBrackets} brackets are open in it.`);
  });

  /** Downloads a file of Rev.1 through the list of revisions and opens it again. */
  async function wordFile(kind: string, then?: () => Promise<void>) {
    const file = await secretariat.downloads(async () => {
      await secretariat.choosesDownload("Rev.1", kind);
      await then?.();
    });
    const { paragraphs, footnotes } = readWord(readFileSync(file.path));
    const begin = paragraphs.indexOf("CAREC Trade and Investment Facilitation Partnership Agreement");
    // The rule under the last words is an empty paragraph with a border.
    expect(paragraphs.at(-1)).toBe("");
    return { name: file.name, cover: paragraphs.slice(0, begin), body: paragraphs.slice(begin, -1), footnotes };
  }
});

scene("nobody's page threw, and the ledger is whole and lawful", async () => {
  for (const person of stage.people) expect(person.troubles).toEqual([]);
  expect(await stage.house.adref("verify", "--url", stage.house.origin)).not.toContain("BAD");
  expect(await stage.house.stop()).toBe(0);
  const verdict = await stage.house.adref("verify");
  expect(verdict).toMatch(/framework-agreement +\d+ entries +whole and lawful/);
});

const ARTICLE_44 = [
  "Article 44. Depositary",
  "1\tThe Secretary-General of the United Nations is the Depositary of this Agreement and of the Protocols.",
  "2\tThe Depositary shall send certified true electronic copies to every signatory and, upon request, to every acceding " +
    "State and shall register this Agreement in accordance with Article 102 of the Charter of the United Nations^.",
];

/** The paragraphs of an article, from its heading to the next. */
function articleIn(paragraphs: readonly string[], number: number): readonly string[] {
  const from = paragraphs.findIndex((line) => line.startsWith(`Article ${number}. `));
  const to = paragraphs.findIndex((line, i) => i > from && /^(Article|Chapter) /.test(line));
  return paragraphs.slice(from, to);
}

async function sha256(words: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words));
  return Buffer.from(digest).toString("hex");
}
