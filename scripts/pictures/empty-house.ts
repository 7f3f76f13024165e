import type { Studio } from "./studio.ts";

/** Takes an empty negotiation through its first steps, as its Secretariat does, so that the later ones can be shown. */
export async function foundBy(studio: Studio): Promise<void> {
  await studio.play("first", "/setup/name", async (page) => {
    await page.getByLabel("Name of the negotiation").fill("Transit Agreement of Central Asia");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "The eleven CAREC countries" }).click();
    await page.locator(".parties.managed li").nth(10).waitFor();
    await page.goto(`${studio.origin}/setup/bodies`);
    await page
      .getByLabel("Bodies, one a line")
      .fill("Regional Trade Group\nWorking Group 1: Transit\nWorking Group 2: Customs");
    await page.getByRole("button", { name: "Add these 3 bodies" }).click();
    await page.locator(".bodies.managed li").nth(2).waitFor();
    await page.goto(`${studio.origin}/setup/people`);
    await page
      .getByLabel("People, one a line")
      .fill("Aigerim Sarsenova, delegate, KAZ\nNarantuya Dashzeveg, chair, , wg1\nAna Petrova, observer");
    await page.getByRole("button", { name: "Add these 3 people" }).click();
    await page.locator("table.people tbody tr").nth(3).waitFor();
  });
}
