import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchChromium } from "./chromium.ts";

/**
 * Draws the icons of the installed client from its mark: `node scripts/icons.ts`. A maskable icon has room round the mark,
 * because a device may cut it to a circle.
 */
const PUBLIC = join(import.meta.dirname, "../apps/web/public");
const MARK = readFileSync(join(PUBLIC, "mark.svg"), "utf8").replace(/<style>[\s\S]*?<\/style>/, "");
const PAPER = "#fefdfa";
const INK = "#1a4f70";

const ICONS = [
  { name: "icon-192.png", size: 192, part: 0.72 },
  { name: "icon-512.png", size: 512, part: 0.72 },
  { name: "icon-maskable-512.png", size: 512, part: 0.5 },
  { name: "apple-touch-icon.png", size: 180, part: 0.62 },
] as const;

const browser = await launchChromium();
try {
  const page = await browser.newPage();
  mkdirSync(PUBLIC, { recursive: true });
  for (const { name, size, part } of ICONS) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${PAPER};stroke:${INK}">` +
        `<div style="width:${size * part}px;height:${size * part}px">${MARK}</div>`,
    );
    writeFileSync(join(PUBLIC, name), await page.screenshot());
  }
} finally {
  await browser.close();
}
