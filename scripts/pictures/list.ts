import { inTurn, lookAt, menu, practise, press } from "./poses.ts";
import type { Picture } from "./studio.ts";

const FA = "/texts/framework-agreement";
const CONTESTED = "an advantage";
/** The chair at the console: the room's screen follows. */
const PRESIDING = { person: "chair-wg1", path: FA, pose: press("Console") };
const PREAMBLE = "deeper integration";

/** Every page and state of which there is a picture, in the order of the guides. */
export const PICTURES: readonly Picture[] = [
  { name: "negotiation-laptop", person: "kaz-1", path: "/", size: "laptop" },
  { name: "negotiation-phone", person: "kaz-1", path: "/", size: "phone" },
  { name: "negotiation-dark", person: "secretariat-1", path: "/", size: "laptop", dark: true },
  { name: "negotiation-urdu", person: "pak-1", path: "/", size: "laptop", language: "ur" },
  { name: "signed-out-laptop", person: "", path: "/", size: "laptop" },

  { name: "text-laptop", person: "kaz-1", path: FA, size: "laptop", pose: lookAt(CONTESTED) },
  { name: "text-phone", person: "kaz-1", path: FA, size: "phone", pose: lookAt(CONTESTED) },
  { name: "text-dark", person: "kaz-1", path: FA, size: "laptop", dark: true, pose: lookAt(CONTESTED) },
  { name: "text-phone-dark", person: "uzb-1", path: FA, size: "phone", dark: true, pose: lookAt(PREAMBLE) },
  { name: "text-russian", person: "kaz-1", path: FA, size: "laptop", language: "ru", pose: lookAt(CONTESTED) },
  { name: "text-chinese", person: "chn-1", path: FA, size: "laptop", language: "zh", pose: lookAt(CONTESTED) },
  { name: "text-urdu", person: "pak-1", path: FA, size: "laptop", language: "ur", pose: lookAt(CONTESTED) },
  { name: "text-urdu-phone", person: "pak-1", path: FA, size: "phone", language: "ur", pose: lookAt(CONTESTED) },
  { name: "text-observer", person: "observer-expert", path: FA, size: "laptop", pose: lookAt(CONTESTED) },
  { name: "hints-laptop", person: "mng-1", path: FA, size: "laptop", first: true },
  { name: "help-laptop", person: "kaz-1", path: FA, size: "laptop", pose: menu("Keys and help") },
  { name: "menu-laptop", person: "kaz-1", path: FA, size: "laptop", pose: press("More") },
  { name: "export-laptop", person: "kaz-1", path: FA, size: "laptop", pose: menu("More formats and views") },
  {
    name: "compare-laptop",
    person: "kaz-1",
    path: `${FA}/compare?from=rev:0&to=party:KAZ`,
    size: "laptop",
    pose: (page) => page.keyboard.press("n"),
  },
  {
    name: "compare-phone",
    person: "kaz-1",
    path: `${FA}/compare?from=rev:0&to=party:KAZ`,
    size: "phone",
    pose: (page) => page.keyboard.press("n"),
  },
  { name: "moment-laptop", person: "kaz-1", path: `${FA}/at/seq:1`, size: "laptop" },

  { name: "chair-laptop", person: "chair-wg1", path: FA, size: "laptop", pose: lookAt(PREAMBLE) },
  { name: "console-laptop", person: "chair-wg1", path: FA, size: "laptop", pose: press("Console") },
  { name: "console-dark", person: "chair-wg1", path: FA, size: "laptop", dark: true, pose: press("Console") },
  { name: "chair-phone", person: "chair-wg1", path: FA, size: "phone", pose: lookAt(PREAMBLE) },
  { name: "screen-projector", person: "secretariat-1", path: `${FA}/screen`, size: "projector", beside: PRESIDING },
  {
    name: "screen-projector-dark",
    person: "secretariat-1",
    path: `${FA}/screen`,
    size: "projector",
    dark: true,
    beside: PRESIDING,
  },

  { name: "secretariat-laptop", person: "secretariat-1", path: FA, size: "laptop", pose: lookAt(CONTESTED) },
  { name: "issue-laptop", person: "secretariat-1", path: FA, size: "laptop", pose: press("Issue Rev.1") },
  { name: "import-laptop", person: "secretariat-1", path: "/import", size: "laptop" },
  { name: "people-laptop", person: "secretariat-1", path: "/people", size: "laptop" },
  { name: "people-phone", person: "secretariat-1", path: "/people", size: "phone" },
  { name: "people-dark", person: "secretariat-1", path: "/people", size: "laptop", dark: true },
  {
    name: "invitation-laptop",
    person: "secretariat-1",
    path: "/people",
    size: "laptop",
    pose: async (page) => {
      await page.getByRole("button", { name: /^What can be done for Aigerim/ }).click();
      await page.getByRole("menuitem", { name: "New sign-in link" }).click();
      await page.getByLabel("Link", { exact: true }).waitFor();
    },
  },

  { name: "practice-delegate", person: "kaz-1", path: FA, size: "laptop", pose: practise() },
  { name: "practice-chair", person: "chair-wg1", path: FA, size: "laptop", pose: inTurn(practise(), press("Hint")) },
  { name: "practice-phone", person: "kaz-1", path: FA, size: "phone", pose: practise() },
  { name: "practice-dark", person: "kaz-1", path: FA, size: "laptop", dark: true, pose: practise() },

  { name: "setup-name", house: "empty", person: "first", path: "/setup/name", size: "laptop" },
  { name: "setup-parties", house: "empty", person: "first", path: "/setup/parties", size: "laptop" },
  { name: "setup-people", house: "empty", person: "first", path: "/setup/people", size: "laptop", pose: pastedPeople },
  {
    name: "setup-people-phone",
    house: "empty",
    person: "first",
    path: "/setup/people",
    size: "phone",
    pose: pastedPeople,
  },
  {
    name: "setup-text",
    house: "empty",
    person: "first",
    path: "/setup/text",
    size: "laptop",
    pose: press("Or paste the words"),
  },
  {
    name: "setup-invitations",
    house: "empty",
    person: "first",
    path: "/setup/invitations",
    size: "laptop",
    pose: async (page) => page.getByRole("button", { name: /^Make/ }).click(),
  },
  { name: "setup-urdu", house: "empty", person: "first", path: "/setup/parties", size: "laptop", language: "ur" },
];

async function pastedPeople(page: import("playwright-core").Page): Promise<void> {
  await page
    .getByLabel("People, one a line")
    .fill(
      "name, role, party, bodies\nDilnoza Ergasheva, delegate, UZB,\nBatbayar Enkhsaikhan, delegate, Mongolya,\nLevan Kipshidze, chair, , wg2",
    );
}
