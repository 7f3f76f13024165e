import { expect, test } from "vitest";
import { type Person, soon } from "./story/person.ts";
import { openStage } from "./story/stage.ts";

const stage = openStage("offline");

async function enters(name: string): Promise<Person> {
  const person = await stage.enters(name);
  await person.opens("Framework Agreement");
  return person;
}

test("a dead line: the page is loaded again, the words are there, and nothing is lost when the line is mended", async () => {
  const [kaz, geo] = [await enters("Daniyar Zhumatov"), await enters("Nino Tsertsvadze-Lomia")];
  await kaz.page.evaluate(() => navigator.serviceWorker.ready);
  kaz.line.cut();
  await kaz.sees("Offline: no change waits");
  await kaz.putsCaretAfter("HAVE AGREED", "follows:");
  await kaz.types(" jointly");
  await kaz.sees("Offline: 1 change kept on this device");
  const card = await kaz.opensCard("deeper integration / closer cooperation");
  await card.getByRole("radiogroup", { name: "Your position on UZB" }).getByRole("radio", { name: "Support" }).click();
  await card.getByText("Waits on this device for the connection").waitFor();
  await kaz.sees("Offline: 2 changes kept on this device");

  await kaz.page.reload();
  await soon(() => kaz.reads("HAVE AGREED")).toBe("HAVE AGREED as follows:[KAZ: jointly]");
  await kaz.sees("Offline: 2 changes kept on this device");
  await kaz.page.getByRole("link", { name: "All texts" }).click();
  await kaz.page.getByText("This is the list as it stood").waitFor();
  // The list itself opens on a dead line, too, and the text from it a second time.
  await kaz.page.reload();
  await kaz.page.getByText("This is the list as it stood").waitFor();
  await kaz.page.getByRole("link", { name: "Framework Agreement", exact: true }).click();
  await soon(() => kaz.reads("HAVE AGREED")).toContain("[KAZ: jointly]");

  // Meanwhile others go on, in the same sentence.
  await geo.putsCaretAfter("HAVE AGREED", "AGREED");
  await geo.types(" in good faith");
  await geo.sees("Saved");
  expect(await kaz.reads("HAVE AGREED")).not.toContain("in good faith");

  kaz.line.mend();
  await kaz.sees("Saved");
  const both = "HAVE AGREED[GEO: in good faith] as follows:[KAZ: jointly]";
  await soon(() => kaz.reads("HAVE AGREED")).toBe(both);
  await soon(() => geo.reads("HAVE AGREED")).toBe(both);
  await soon(() => geo.reads("closer cooperation")).toContain("[UZB, TKM, KAZ: closer cooperation]");
  expect([...kaz.troubles, ...geo.troubles]).toEqual([]);
});
