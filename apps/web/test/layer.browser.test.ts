import { beforeAll, expect } from "vitest";
import { type Person, soon, textOf } from "./story/person.ts";
import { openStage } from "./story/stage.ts";

/**
 * A delegation drafts in private and tables one of its proposals, while another delegation has the same text open. The tests are
 * scenes, in order.
 */
const stage = openStage("layer");
const { scene } = stage;
let aigerim: Person;
let daniyar: Person;
let uzb: Person;
/** Everything that ever came to UZB's browser. */
const heard: Buffer[] = [];

const TEXT = "Framework Agreement";
const OBJECTIVES = "The objectives of this Agreement are to";
const INITIAL = "The Initial Protocols are";
/** Letters that the sample has nowhere. */
const FIRST = "ѮѮѮ";
const SECOND = "ѾѾѾ";

beforeAll(async () => {
  [aigerim, daniyar, uzb] = await Promise.all([
    stage.enters("Aigerim Sarsenova"),
    stage.enters("Daniyar Zhumatov"),
    stage.enters("Dilnoza Ergasheva"),
  ]);
  uzb.page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => heard.push(Buffer.from(payload)));
  });
  uzb.page.on("response", (response) => {
    if (response.url().includes("/api/"))
      void response.body().then(
        (body) => heard.push(body),
        () => {},
      );
  });
});
const band = (person: Person) => person.page.getByRole("region", { name: "Private draft of Kazakhstan" });
const dialog = (person: Person) => person.page.getByRole("dialog", { name: "Table private proposals" });
const hasHeard = (words: string) => Buffer.concat(heard).includes(Buffer.from(words[0] as string));

scene("the private draft is unmistakable", async () => {
  await Promise.all(stage.people.map((person) => person.opens(TEXT)));
  await aigerim.page.getByRole("button", { name: "Private draft of Kazakhstan" }).click();
  await band(aigerim).waitFor();
  expect(await textOf(band(aigerim))).toContain("Private: only Kazakhstan’s delegation sees what is drafted here.");
  await soon(() => aigerim.page.title()).toMatch(/^Private – /);
  await aigerim.page.getByRole("textbox", { name: /^Private draft of Kazakhstan/ }).waitFor();
  await soon(() => textOf(aigerim.page.locator(".layer-said"))).toContain("Only Kazakhstan’s delegation sees");
  await aigerim.sees("Saved");
  // The same by key; there is no such switch for a delegation's neighbours' draft.
  await daniyar.page.keyboard.press("Control+Alt+l");
  await band(daniyar).waitFor();
  await daniyar.sees("Saved");
});

scene("two people of one delegation draft together, and nobody else receives a word", async () => {
  await aigerim.putsCaretAfter(OBJECTIVES, OBJECTIVES);
  await aigerim.types(` ${FIRST}`);
  await aigerim.sees("Saved");
  await soon(() => daniyar.reads(OBJECTIVES)).toContain(FIRST);
  await daniyar.putsCaretAfter(INITIAL, INITIAL);
  await daniyar.types(` ${SECOND}`);
  await daniyar.sees("Saved");
  await soon(() => textOf(aigerim.words)).toContain(SECOND);
  await soon(() => textOf(band(aigerim))).toContain("2 private proposals");
  await aigerim.picture("layer-drafting");
  // Something public, so that what was sent before has come.
  await uzb.putsCaretAfter(OBJECTIVES, OBJECTIVES);
  await uzb.types(" openly");
  await soon(() => aigerim.reads(OBJECTIVES)).toContain("openly");
  expect([hasHeard(FIRST), hasHeard(SECOND)]).toEqual([false, false]);
});

scene("one proposal is tabled, and the other stays", async () => {
  await band(aigerim).getByRole("button", { name: "Table…" }).click();
  await dialog(aigerim).getByRole("button", { name: "Choose none" }).click();
  await dialog(aigerim).locator(".table-choice").filter({ hasText: FIRST }).click();
  await aigerim.picture("layer-table");
  await aigerim.page.keyboard.press("Control+Enter");
  await soon(() => textOf(dialog(aigerim))).toContain("1 proposal is before everybody now");
  await aigerim.page.keyboard.press("Escape");
  await soon(() => uzb.reads(OBJECTIVES)).toMatch(/\[KAZ: ѮѮѮ\]|\[KAZ: \s*ѮѮѮ/);
  await soon(() => textOf(band(daniyar))).toContain("1 private proposal");
  const once = async (person: Person) => (await person.reads(OBJECTIVES)).split(FIRST).length - 1;
  expect([await once(aigerim), await once(daniyar), await once(uzb)]).toEqual([1, 1, 1]);
  expect(hasHeard(SECOND)).toBe(false);
});

scene("one proposal is chosen from its card", async () => {
  const card = await daniyar.opensCard(SECOND);
  await card.getByRole("button", { name: "Table this…" }).click();
  await soon(() => textOf(dialog(daniyar))).toContain("Table 1 proposal");
  await daniyar.page.keyboard.press("Escape");
  await dialog(daniyar).waitFor({ state: "detached" });
  await daniyar.page.setViewportSize({ width: 390, height: 844 });
  await daniyar.picture("layer-phone");
  await daniyar.page.setViewportSize({ width: 1440, height: 900 });
  await daniyar.page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  await daniyar.picture("layer-dark");
  await daniyar.page.evaluate(() => document.documentElement.removeAttribute("data-theme"));
});

scene("a draft outlives a reload without a connection", async () => {
  await soon(() => daniyar.page.evaluate(async () => (await navigator.serviceWorker?.ready) !== undefined)).toBe(true);
  daniyar.line.cut();
  await daniyar.page.reload();
  await band(daniyar).waitFor();
  await soon(() => textOf(daniyar.words)).toContain(SECOND);
  daniyar.line.mend();
  await daniyar.sees("Saved");
  await daniyar.page.getByRole("button", { name: "Tabled text" }).click();
  await band(daniyar).waitFor({ state: "detached" });
  await soon(() => textOf(daniyar.words)).toContain(FIRST);
  expect(await textOf(daniyar.words)).not.toContain(SECOND);
  expect(hasHeard(SECOND)).toBe(false);
});
