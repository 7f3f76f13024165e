import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { handshakeParams } from "@adref/protocol";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { launchChromium } from "../../../../scripts/chromium.ts";
import { bigText } from "../big-text.ts";
import { serveInChild } from "../child.ts";
import { type Fixture, makeFixture, TEXT } from "../fixture.ts";
import { percentile } from "../stats.ts";
import { PLAIN, Typist } from "../sync/typist.ts";
import { instrument, typeLetters } from "./measure.ts";

/** What one editor needed on the long text, in milliseconds. */
export interface EditorResult {
  readonly firstEditable: number;
  readonly keys: Readonly<Record<Place, { readonly p50: number; readonly p95: number }>>;
  /** How long one remote letter occupies the page; null where there is no remote side. */
  readonly remoteKey: { readonly p50: number; readonly p95: number } | null;
}

export const PLACES = ["standing text", "a proposal", "a nested bracket"] as const;
export type Place = (typeof PLACES)[number];

const LETTERS = 60;
/** Remote letters given to y-prosemirror, each of which occupies its page for most of a second. */
const APPLIED = 15;
/** Words in the middle of the text: a proposal of the first party's, and one written into another's. */
const SELECTORS: Readonly<Record<Place, string>> = {
  "standing text": '[data-provision="p2503"]',
  "a proposal": '.proposed[data-option="o2497"]',
  "a nested bracket": '.proposed[data-option="o2500n"]',
};

/** The product as a delegate has it, with a typist at the other end of a real server. */
export async function measureProduct(size: number): Promise<EditorResult> {
  return withFolder(async (folder) => {
    const fixture = await makeFixture(folder, bigText(size, size), 2);
    const served = await serveInChild("adref", folder);
    const browser = await launchChromium();
    try {
      const page = await instrumentedPage(browser);
      await page.goto(`${served.url}/signin/${fixture.links[0]}`);
      await page.waitForURL((url) => !url.pathname.startsWith("/signin/"));
      // A delegate opens the text from the negotiation's page, once that has come, of a server that holds the text already.
      await settle(page);
      await page.goto(`${served.url}/texts/${TEXT}`);
      const firstEditable = await whenEditable(page);
      await settle(page);
      const keys = await typeEverywhere(page);
      return { firstEditable, keys, remoteKey: await remoteLetters(page, served.url, fixture) };
    } finally {
      await browser.close();
      await served.stop();
    }
  });
}

async function remoteLetters(page: Page, url: string, fixture: Fixture): Promise<{ p50: number; p95: number }> {
  const typist = new Typist({ index: 1, words: fixture.words, framing: PLAIN, onSeen: () => {} });
  const params = new URLSearchParams({ ...handshakeParams(typist.clientId), token: fixture.tokens[1] as string });
  await typist.open(`${url.replace("http", "ws")}/sync/${TEXT}?${params}`);
  await page.waitForTimeout(1_000);
  typist.type();
  await page.waitForTimeout(1_000);
  await page.evaluate(() => {
    (window as unknown as { adrefMessages: number[] }).adrefMessages.length = 0;
  });
  for (let i = 0; i < LETTERS; i++) {
    typist.type();
    await page.waitForTimeout(50);
  }
  await page.waitForTimeout(500);
  typist.close();
  const messages = await page.evaluate(() => (window as unknown as { adrefMessages: number[] }).adrefMessages);
  // Letters that came in one commit come in one message.
  if (messages.length < LETTERS / 2) throw new Error(`Only ${messages.length} of ${LETTERS} remote letters arrived`);
  return { p50: percentile(messages, 0.5), p95: percentile(messages, 0.95) };
}

/** Plain ProseMirror, or y-prosemirror as it comes, with a sign at each edge of each bracket as mapped decorations. */
export async function measurePeer(peer: "plain" | "y", size: number): Promise<EditorResult> {
  return withFolder(async (folder) => {
    const fixture = await makeFixture(join(folder, "data"), bigText(size, size), 1);
    await build({
      root: fileURLToPath(new URL("../../page", import.meta.url)),
      logLevel: "error",
      build: {
        outDir: join(folder, "page"),
        target: "esnext",
        rollupOptions: { input: [pageFile("plain"), pageFile("y")] },
      },
    });
    const server = await servePages(join(folder, "page"), size, fixture.words);
    const browser = await launchChromium();
    try {
      const page = await instrumentedPage(browser);
      await page.goto(`${server.url}/${peer}.html`);
      const firstEditable = await whenEditable(page);
      await settle(page);
      const keys = await typeEverywhere(page);
      return { firstEditable, keys, remoteKey: peer === "y" ? await appliedLetters(page, size) : null };
    } finally {
      await browser.close();
      server.stop();
    }
  });
}

const pageFile = (name: string) => fileURLToPath(new URL(`../../page/${name}.html`, import.meta.url));

async function appliedLetters(page: Page, size: number): Promise<{ p50: number; p95: number }> {
  const samples: number[] = [];
  for (let i = 0; i < APPLIED; i++) {
    const index = Math.floor(size / 3) + i;
    samples.push(
      await page.evaluate((at) => (window as unknown as { remoteKey(n: number): number }).remoteKey(at), index),
    );
    await page.waitForTimeout(20);
  }
  return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
}

async function instrumentedPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(120_000);
  await page.addInitScript(instrument);
  return page;
}

/** Milliseconds from navigation until the editable shows words and a frame was drawn. */
async function whenEditable(page: Page): Promise<number> {
  await page.waitForFunction(() => (window as unknown as { adrefEditable: number }).adrefEditable > 0);
  return page.evaluate(() => (window as unknown as { adrefEditable: number }).adrefEditable);
}

/** Waits until the page is idle, so that nothing of its opening is counted as typing. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 20_000 })));
  await page.waitForTimeout(3_000);
}

async function typeEverywhere(page: Page): Promise<Record<Place, { p50: number; p95: number }>> {
  const out: Partial<Record<Place, { p50: number; p95: number }>> = {};
  for (const place of PLACES) {
    await page.evaluate((selector) => {
      document.querySelector(selector)?.scrollIntoView({ block: "center" });
    }, SELECTORS[place]);
    await page.waitForTimeout(1_000);
    const box = await page.locator(SELECTORS[place]).first().boundingBox();
    if (!box) throw new Error(`The page does not show ${place}`);
    const line = Math.min(box.height / 2, 12);
    await page.mouse.click(box.x + box.width / 2, box.y + line);
    await page.waitForTimeout(300);
    await page.keyboard.press("x");
    await page.waitForTimeout(500);
    out[place] = await typeLetters(page, LETTERS);
  }
  return out as Record<Place, { p50: number; p95: number }>;
}

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

async function servePages(folder: string, size: number, words: Uint8Array): Promise<{ url: string; stop(): void }> {
  const json = JSON.stringify(bigText(size, size).doc.toJSON());
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    if (path === "/text.json") return response.end(json);
    if (path === "/text.bin") return response.end(words);
    try {
      response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
      response.end(readFileSync(join(folder, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => server.close(),
  };
}

async function withFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "adref-bench-"));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
