import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "./chromium.ts";
import { foundBy } from "./pictures/empty-house.ts";
import { PICTURES } from "./pictures/list.ts";
import { Studio } from "./pictures/studio.ts";

/**
 * Takes the pictures of docs/pictures from the running product: the sample negotiation, and an empty one on its way. The client must
 * be built. Names as arguments take those pictures only; what cannot be taken is said, and the others are taken all the same.
 */
const out = fileURLToPath(new URL("../docs/pictures", import.meta.url));
mkdirSync(out, { recursive: true });
const wanted = process.argv.slice(2);
const chosen = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)));
const browser = await launchChromium();
const houses = new Map<string, Promise<Studio>>();

async function open(house: "sample" | "empty"): Promise<Studio> {
  const studio = await Studio.open(browser, house === "empty");
  if (house === "empty") await foundBy(studio);
  return studio;
}

try {
  for (const picture of chosen) {
    const { name, house = "sample" } = picture;
    const studio = houses.get(house) ?? open(house);
    houses.set(house, studio);
    try {
      const bytes = await (await studio).take(picture, join(out, `${name}.jpg`));
      process.stdout.write(`${name}.jpg ${Math.round(bytes / 1_000)} kB\n`);
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`${name}: ${(error as Error).message.split("\n")[0]}\n`);
    }
  }
} finally {
  for (const studio of houses.values()) await (await studio).close();
  await browser.close();
}
