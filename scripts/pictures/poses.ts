import type { Page } from "playwright-core";

/** Puts the caret into the paragraph that holds some words, and that paragraph in sight. */
export function lookAt(words: string): (page: Page) => Promise<void> {
  return async (page) => {
    const place = page.locator("[role=textbox]").getByText(words, { exact: false }).first();
    if ((await place.count()) === 0) return;
    await place.scrollIntoViewIfNeeded();
    await place.click();
    await page.waitForTimeout(600);
  };
}

/** Presses a button by its name. */
export function press(...names: readonly string[]): (page: Page) => Promise<void> {
  return async (page) => {
    for (const name of names) {
      await page.getByRole("button", { name, exact: true }).first().click();
      await page.waitForTimeout(300);
    }
  };
}

/** Opens the menu at the head of a text and chooses from it. */
export function menu(item: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await page.waitForTimeout(500);
  };
}

/** One pose after another. */
export function inTurn(...poses: readonly ((page: Page) => Promise<void>)[]): (page: Page) => Promise<void> {
  return async (page) => {
    for (const pose of poses) await pose(page);
  };
}

/** Opens a practice room in a role and waits for what the others do. */
export function practise(role?: string): (page: Page) => Promise<void> {
  return async (page) => {
    await menu("Practise on a copy")(page);
    if (role) {
      await page.getByRole("button", { name: /Your part/ }).click();
      await page.getByRole("option", { name: role }).click();
    }
    await page.getByRole("button", { name: "Open the practice room" }).click();
    await page.locator(".practice-band").waitFor();
    await page.locator("[role=textbox]").first().waitFor();
    await page.waitForTimeout(7_500);
  };
}
