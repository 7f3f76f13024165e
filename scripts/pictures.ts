import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { issueSecret, linkAddress, readConfig, SqliteStore, startServer } from "../apps/server/src/index.ts";
import { launchChromium } from "./chromium.ts";

/** Takes the pictures of docs/pictures from the running product with the sample negotiation. The client must be built. */
const SIZES = { laptop: [1440, 900], phone: [390, 844], projector: [1920, 1080] } as const;
const TEXT = "/texts/framework-agreement";

interface Picture {
  readonly name: string;
  readonly person: string;
  readonly path: string;
  readonly sizes: readonly (keyof typeof SIZES)[];
  readonly pose?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: "negotiation", person: "kaz-1", path: "/", sizes: ["laptop"] },
  {
    name: "text",
    person: "kaz-1",
    path: TEXT,
    sizes: ["laptop", "phone"],
    pose: (page) => lookAt(page, "an advantage"),
  },
  {
    name: "chair",
    person: "chair-wg1",
    path: TEXT,
    sizes: ["laptop", "projector"],
    pose: (page) => lookAt(page, "deeper integration"),
  },
  {
    name: "compare",
    person: "kaz-1",
    path: `${TEXT}/compare?from=rev:0&to=party:KAZ`,
    sizes: ["laptop", "phone"],
    pose: (page) => page.keyboard.press("n"),
  },
];

async function lookAt(page: Page, words: string): Promise<void> {
  const place = page.locator(".ProseMirror").getByText(words, { exact: false }).first();
  if ((await place.count()) === 0) return;
  await place.scrollIntoViewIfNeeded();
  await place.click();
  await page.waitForTimeout(800);
}

const out = fileURLToPath(new URL("../docs/pictures", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "adref-pictures-"));
mkdirSync(out, { recursive: true });
const running = await startServer(readConfig({ data: folder, port: 0 }), () => {});
const store = SqliteStore.open(folder);
const browser = await launchChromium();
try {
  for (const picture of PICTURES) for (const size of picture.sizes) await take(browser, picture, size);
} finally {
  await browser.close();
  await store.close();
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function take(browser: Browser, { name, person, path, pose }: Picture, size: keyof typeof SIZES): Promise<void> {
  const [width, height] = SIZES[size];
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
  const { secret } = await issueSecret(store, "link", person, Date.now());
  await page.goto(linkAddress(running.origin, secret));
  await page.waitForURL(`${running.origin}/`);
  if (path !== "/") await page.goto(running.origin + path);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(1_500);
  await pose?.(page);
  await page.screenshot({ path: join(out, `${name}-${size}.png`) });
  await page.close();
}
