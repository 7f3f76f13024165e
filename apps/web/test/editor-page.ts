import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { launchChromium } from "../../../scripts/chromium.ts";

/** The editor alone in a real browser, with a session that has no server (page/harness.ts). */
export interface EditorPage {
  readonly page: Page;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Serves the page from source on a free port and opens it. */
export async function openEditorPage(): Promise<EditorPage> {
  const server: ViteDevServer = await createServer({
    root: fileURLToPath(new URL("./page", import.meta.url)),
    configFile: false,
    logLevel: "error",
    cacheDir: fileURLToPath(new URL("../node_modules/.vite-editor-page", import.meta.url)),
    server: { port: 0, host: "127.0.0.1", hmr: false, watch: null, fs: { strict: false } },
  });
  await server.listen();
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  page.on("pageerror", (error) => console.error(`In the page: ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") console.error(`In the page: ${message.text()}`);
  });
  await page.goto(server.resolvedUrls?.local[0] ?? "");
  await page.waitForFunction(() => "harness" in window);
  return {
    page,
    browser,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
