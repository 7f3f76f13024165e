import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../../../scripts/chromium.ts";
import { House } from "./story/house.ts";
import { LOOKS, wear } from "./story/looks.ts";
import { soon } from "./story/person.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** A text of ordinary length; what is true of its first provisions is true of all. */
const TEXT = "customs-protocol";
const PROVISIONS = 8;
const PATIENCE = 20_000;

let house: House;
let browser: Browser;
const errors: string[] = [];

beforeAll(async () => {
  [house, browser] = await Promise.all([House.open(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

async function opens(name: string | null, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("pageerror", (error) => errors.push(error.stack ?? String(error)));
  await page.goto(name === null ? house.origin : house.link(name));
  await page.locator(name === null ? "h1" : ".documents").waitFor();
  return page;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** Much of the same is looked at once: the first provisions, lines of the outline and ticks of the rail stand for all. */
const FEW = [".text-words > .provision", ".outline-row", ".rail *", ".documents tr", ".person-row"]
  .map((many) => `${many}:nth-child(n+${PROVISIONS})`)
  .join(",");

/** What axe-core finds against the page as it is: in its colours, in everything else, or in both. */
async function violations(page: Page, what: "colours" | "structure" | "all"): Promise<Violation[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  return page.evaluate(
    async ([what, tags]) => {
      const { axe } = globalThis as unknown as {
        axe: { run(what: unknown, how: unknown): Promise<{ violations: never[] }> };
      };
      const found = await axe.run(
        // The list of the palette is scrolled by the arrows in its field, which axe cannot know.
        { exclude: [[".palette-list"]] },
        {
          runOnly: what === "colours" ? { type: "rule", values: ["color-contrast"] } : { type: "tag", values: tags },
          ...(what !== "colours" && {
            rules: {
              // An experiment of axe's: it takes what describes an entry of a menu for a part of its name.
              "label-content-name-mismatch": { enabled: false },
              "color-contrast": { enabled: what === "all" },
            },
          }),
          resultTypes: ["violations"],
        },
      );
      return (found.violations as { id: string; nodes: { html: string; target: string[] }[] }[]).map(
        ({ id, nodes }) => ({
          id,
          nodes: nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.html.slice(0, 160)}`),
        }),
      );
    },
    [what, TAGS] as const,
  );
}

/** Looks at a page in every language and both themes. Colours are the same in every language: English stands for all. */
async function sound(page: Page, where: string): Promise<void> {
  await page.addStyleTag({ content: `${FEW} { display: none !important }` });
  for (const look of LOOKS) {
    const what = look.theme === "dark" ? "colours" : look.lang === "en" ? "all" : "structure";
    if (what === "colours" && look.lang !== "en") continue;
    await wear(page, look);
    expect(await violations(page, what), `${where} in ${look.lang}, ${look.theme}`).toEqual([]);
  }
  await wear(page, { lang: "en", theme: "light" });
}

const goes = async (page: Page, path: string, to: string) => {
  await page.goto(`${house.origin}${path}`);
  await page.locator(to).first().waitFor();
};

test("a page for somebody who is signed out", async () => {
  const page = await opens(null);
  await sound(page, "signed out");
  await page.context().close();
});

const PEOPLE = [
  ["delegation", "Daniyar Zhumatov"],
  ["chair", "Levan Kipshidze"],
  ["Secretariat", "Maria Lourdes Abenoja"],
  ["observer", "Tomás Villareal-Okubo"],
] as const;

describe.each(PEOPLE)("for the %s", (role, name) => {
  test("every page", async () => {
    const page = await opens(name);
    await sound(page, `${role}: list`);
    await goes(page, `/texts/${TEXT}`, "[role=textbox] .provision");
    await page.keyboard.press("Control+Alt+ArrowDown");
    await page.locator("[data-card][aria-current]").waitFor();
    await sound(page, `${role}: text`);
    if (role === "delegation") {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      await sound(page, `${role}: palette`);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.keyboard.press("F1");
      await page.getByRole("dialog").waitFor();
      await sound(page, `${role}: help`);
      await goes(page, `/texts/${TEXT}/at/rev:0`, ".past-page [role=textbox] .provision");
      await sound(page, `${role}: moment`);
      await goes(
        page,
        `/texts/${TEXT}/compare?from=rev:0&to=party:KAZ`,
        ".compare-page main .provision, .compare-heads",
      );
      await sound(page, `${role}: comparison`);
      await goes(page, "/nowhere", "main");
      await sound(page, `${role}: nothing here`);
    }
    for (const path of ["/import", "/people"]) {
      await goes(page, path, "main");
      await sound(page, `${role}: ${path}`);
    }
    await page.context().close();
  });
});

test("320 pixels are enough: nothing of a page stands beside it", async () => {
  const page = await opens("Aigerim Sarsenova", { width: 320, height: 640 });
  const beside = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const lang of ["en", "ru", "zh", "ur"] as const) {
    await goes(page, "/", ".documents");
    await wear(page, { lang, theme: "light" });
    expect(await beside(), `list in ${lang}`).toBe(0);
    await goes(page, `/texts/${TEXT}`, "[role=textbox] .provision");
    expect(await beside(), `text in ${lang}`).toBe(0);
    // What is cut off cannot be pressed.
    const lost = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".text-header :is(a, button), .strip button")]
        .filter((one) => one.getClientRects().length > 0)
        .map((one) => ({ name: one.ariaLabel ?? one.textContent, ...one.getBoundingClientRect().toJSON() }))
        .filter(({ left, right }) => left < -0.5 || right > innerWidth + 0.5)
        .map(({ name, left, right }) => `${name} ${Math.round(left)}–${Math.round(right)}`),
    );
    expect(lost, `text in ${lang}`).toEqual([]);
  }
  await page.context().close();
});

test("by keys alone: from the link to the text, a proposal, a position, a command, and out", async () => {
  const page = await opens("Dilnoza Ergasheva");
  const { keyboard } = page;
  const focused = () =>
    page.evaluate(() => (document.activeElement === document.body ? "" : (document.activeElement?.textContent ?? "")));
  const tabTo = async (words: string) => {
    for (let i = 0; i < 40 && !(await focused()).includes(words); i++) await keyboard.press("Tab");
    expect(await focused()).toContain(words);
  };
  await tabTo("Protocol on Customs");
  await keyboard.press("Enter");
  await page.locator("[role=textbox] .provision").first().waitFor();
  const pane = () =>
    page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-pane]")?.dataset.pane ?? null);
  for (let i = 0; i < 8 && (await pane()) !== "text"; i++) await keyboard.press("F6");
  expect(await pane()).toBe("text");

  // Into a bracket, which is said; what is typed there is a proposal.
  const spoken = () => page.locator("[data-spoken]").textContent();
  await keyboard.press("Control+Alt+ArrowDown");
  await soon(spoken).toMatch(/^Bracket 1 of \d+/);
  await keyboard.press("Control+Home");
  await keyboard.press("End");
  await keyboard.type(" hereby");
  await soon(() => page.locator("[role=textbox]").textContent()).toContain("[UZB:  hereby]");
  const saved = () => page.getByRole("banner").getByRole("status").textContent();
  await soon(saved).toContain("Saved");

  // A position from the card, and back to the words by Escape.
  await keyboard.press("Control+Alt+ArrowDown");
  await keyboard.press("Control+Alt+Enter");
  await soon(pane).toBe("margin");
  for (let i = 0; i < 30 && !/^(Support|Flexible)$/.test(await focused()); i++) await keyboard.press("Tab");
  await keyboard.press("Space");
  await keyboard.press("Escape");
  await soon(pane).toBe("text");
  await soon(saved).toContain("Saved");

  // The palette: to another theme, and out.
  await keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await keyboard.type("theme dark");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await soon(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  await soon(pane).toBe("text");
  await keyboard.press("Control+Shift+P");
  await page.getByRole("dialog").waitFor();
  await keyboard.type("sign out");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await soon(() => page.getByRole("dialog").textContent()).toContain("can stay on this device");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "You are signed out" }).waitFor();
  await page.context().close();
});

test("no page threw an error", () => {
  expect(errors).toEqual([]);
});
