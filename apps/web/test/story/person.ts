import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { House } from "./house.ts";
import { Line } from "./line.ts";

/** How long anything may take on a busy machine, in milliseconds. Nothing waits longer than it must. */
const PATIENCE = 30_000;

/** Waits until something is so; `what` is asked again and again. */
export const soon = <T>(what: () => T | Promise<T>) => expect.poll(what, { timeout: PATIENCE, interval: 40 });

/** The characters of an element as the page has them, signs and codes included. */
export async function textOf(element: Locator): Promise<string> {
  return (await element.textContent()) ?? "";
}

/** Somebody at a screen of their own: a browser without anybody else's cookies, and a line to the server. */
export class Person {
  readonly page: Page;
  readonly line: Line;
  #context: BrowserContext;
  #troubles: string[] = [];

  private constructor(context: BrowserContext, page: Page, line: Line) {
    this.#context = context;
    this.page = page;
    this.line = line;
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", (error) => this.#troubles.push(error.stack ?? String(error)));
  }

  /** Opens the personal link of a person of the sample, by name, and waits for the list of texts. */
  static async enters(house: House, browser: Browser, name: string): Promise<Person> {
    const line = await Line.to(house.origin);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    const person = new Person(context, await context.newPage(), line);
    await person.page.goto(house.link(name).replace(house.origin, line.origin));
    await person.page.getByRole("heading", { name: "Conference documents" }).waitFor();
    return person;
  }

  /** Errors that the page threw and nobody caught. */
  get troubles(): readonly string[] {
    return this.#troubles;
  }

  /** Opens a text from the list and waits for its words. */
  async opens(title: string): Promise<void> {
    await this.page.getByRole("link", { name: title, exact: true }).click();
    await this.words.waitFor();
    await this.sees("Saved");
  }

  get words(): Locator {
    return this.page.getByRole("textbox", { name: "Words of the text" });
  }

  /** The provision that holds some words which no bracket divides. */
  provision(words: string): Locator {
    return this.words.getByRole("group").filter({ hasText: words });
  }

  /** What stands in a provision as one reads it, signs and codes included. */
  async reads(words: string): Promise<string> {
    return (await textOf(this.provision(words))).replace(/\s+/g, " ").trim();
  }

  /** What the head of the page says of one's own changes. */
  async saveState(): Promise<string> {
    return (await textOf(this.page.getByRole("banner").getByRole("status"))).trim();
  }

  /** Waits until the head of the page says of one's own changes that they are as given. */
  async sees(state: string | RegExp): Promise<void> {
    await soon(() => this.saveState()).toEqual(typeof state === "string" ? state : expect.stringMatching(state));
  }

  /** Goes to an article by the outline. */
  async goesTo(article: string): Promise<void> {
    await this.inOutline(article).getByText(article, { exact: true }).click();
    await soon(() => this.place()).toBe(article);
  }

  /** The line of an article in the outline. */
  inOutline(article: string): Locator {
    return this.page.getByRole("navigation", { name: "Outline" }).getByLabel(new RegExp(`^${article} `));
  }

  /** Where the head of the margin says that one is. */
  place(): Promise<string> {
    return textOf(this.page.locator(".strip-name"));
  }

  /** Puts the caret into a provision with the pointer, after the given words of it. */
  async putsCaretAfter(provision: string, words: string): Promise<void> {
    await soon(async () => {
      const { right } = await this.#place(provision, words);
      await this.page.mouse.click(right.x, right.y);
      return this.#beforeCaret(provision);
    }).toMatch(new RegExp(`${words}$`));
  }

  /** Selects words of a provision by dragging over them. */
  async selects(provision: string, words: string): Promise<void> {
    // While a page is still finding its place, words move away from under the pointer; then a person tries again.
    await soon(async () => {
      const { left, right } = await this.#place(provision, words);
      await this.page.mouse.move(left.x, left.y);
      await this.page.mouse.down();
      await this.page.mouse.move((left.x + right.x) / 2, (left.y + right.y) / 2);
      await this.page.mouse.move(right.x, right.y);
      await this.page.mouse.up();
      return this.page.evaluate(() => getSelection()?.toString());
    }).toBe(words);
  }

  async types(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** The card in the margin of a bracket that begins with these words, opened by a press on it. */
  async opensCard(words: string): Promise<Locator> {
    const card = this.card(words);
    await card.click({ position: { x: 12, y: 8 } });
    await soon(() => card.getAttribute("aria-current")).toBe("true");
    return card;
  }

  card(words: string): Locator {
    return this.page.getByRole("article", { name: words });
  }

  /** Ends a bracket as the chair: opens its card, presses an act beside an option (or below all), and confirms. */
  async decides(words: string, option: string, act: string, confirm: string): Promise<void> {
    const card = await this.opensCard(words);
    const row = card.locator(".option").filter({ hasText: option });
    const beside = row.getByRole("button", { name: act, exact: true });
    const below = card.getByRole("button", { name: act, exact: true });
    await ((await beside.count()) > 0 ? beside : below).click();
    await card.locator("form").getByRole("button", { name: confirm, exact: true }).click();
    await card.waitFor({ state: "detached" });
  }

  /** Chooses a file of a revision in the list of revisions. */
  async choosesDownload(revision: string, kind: string): Promise<void> {
    const dialog = this.page.getByRole("dialog", { name: /^Revisions of/ });
    if ((await dialog.count()) === 0) {
      await this.page.getByRole("banner").getByRole("button", { name: revision }).click();
    }
    const row = dialog.getByRole("listitem").filter({ hasText: revision });
    await row.getByRole("button", { name: "Download" }).click();
    await this.page.getByRole("menuitem", { name: kind }).click();
  }

  /** Presses something and takes the file that comes of it. */
  async downloads(press: () => Promise<void>): Promise<{ name: string; path: string }> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), press()]);
    return { name: download.suggestedFilename(), path: await download.path() };
  }

  /** Whether anything of one kind stands over anything of another, both given as CSS selectors. Throws where the first is not there. */
  covers(what: string, others: string): Promise<boolean> {
    return this.page.evaluate(
      ([above = "", below = ""]) => {
        const boxes = (selector: string) =>
          [...document.querySelectorAll(selector)].map((e) => e.getBoundingClientRect());
        if (boxes(above).length === 0) throw new Error(`There is no ${above}`);
        return boxes(above).some((a) =>
          boxes(below).some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
        );
      },
      [what, others],
    );
  }

  /** Takes a picture into the folder that ADREF_PICTURES names, if it names one. */
  async picture(name: string): Promise<void> {
    const folder = process.env.ADREF_PICTURES;
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async leaves(): Promise<void> {
    await this.#context.close();
    await this.line.close();
  }

  /** What stands before the caret in a provision, signs and codes included; "" where the caret is elsewhere. */
  #beforeCaret(provision: string): Promise<string> {
    return this.provision(provision).evaluate((dom) => {
      const { focusNode = null, focusOffset = 0 } = getSelection() ?? {};
      if (!focusNode || !dom.contains(focusNode)) return "";
      const range = document.createRange();
      range.setStart(dom, 0);
      range.setEnd(focusNode, focusOffset);
      return range.toString();
    });
  }

  /** What stands before the caret of somebody else in a provision, as it is drawn here; "" where none is drawn. */
  beforeCaretOf(party: string, provision: string): Promise<string> {
    return this.provision(provision).evaluate((dom, code) => {
      const caret = dom.querySelector(`.caret-of:has([data-code="${code}"])`);
      if (!caret) return "";
      const range = document.createRange();
      range.setStart(dom, 0);
      range.setEndBefore(caret);
      return range.toString();
    }, party);
  }

  /** Where some words of a provision stand on the screen: their left end and their right end. */
  async #place(provision: string, words: string) {
    const element = this.provision(provision);
    await element.scrollIntoViewIfNeeded();
    const ends = await element.evaluate((dom, sought) => {
      const walker = document.createTreeWalker(dom, NodeFilter.SHOW_TEXT);
      const nodes: { node: Node; from: number }[] = [];
      let text = "";
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        nodes.push({ node, from: text.length });
        text += node.textContent;
      }
      const at = text.indexOf(sought);
      if (at < 0) return null;
      const character = (offset: number) => {
        const found = nodes.findLast(({ from }) => from <= offset);
        const range = document.createRange();
        range.setStart(found?.node ?? dom, offset - (found?.from ?? 0));
        range.setEnd(found?.node ?? dom, offset - (found?.from ?? 0) + 1);
        const { left, right, top, bottom } = range.getBoundingClientRect();
        return { left, right, y: (top + bottom) / 2 };
      };
      const first = character(at);
      const last = character(at + sought.length - 1);
      return { left: { x: first.left, y: first.y }, right: { x: last.right, y: last.y } };
    }, words);
    if (!ends) throw new Error(`“${words}” is not in “${await this.reads(provision)}”`);
    return ends;
  }
}
