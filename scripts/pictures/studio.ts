import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { issueSecret, linkAddress, readConfig, SqliteStore, startServer } from "../../apps/server/src/index.ts";

/** The screens for which pictures are taken, in CSS pixels. */
export const SIZES = { laptop: [1440, 900], phone: [390, 844], projector: [1920, 1080] } as const;
export type Size = keyof typeof SIZES;

/** How a picture looks: light and English unless it says otherwise. */
export interface Look {
  readonly dark?: boolean;
  readonly language?: "en" | "ru" | "zh" | "ur";
  /** Somebody who is here for the first time and is shown the first hints. */
  readonly first?: boolean;
}

/** What is in a picture. `person` is an id of the sample, or "first" for the first person of an empty negotiation. */
export interface Picture extends Look {
  readonly name: string;
  readonly person: string;
  readonly path: string;
  readonly size: Size;
  /** Which server: that of the sample, or an empty one. */
  readonly house?: "sample" | "empty";
  readonly pose?: (page: Page) => Promise<void>;
  /** Somebody else who is there meanwhile. */
  readonly beside?: Pick<Picture, "person" | "path" | "pose">;
}

/** Bytes that a picture may have; a photograph that is larger is taken again with more haste. */
const MOST_BYTES = 150_000;
const QUALITIES = [82, 74, 66, 58, 50, 42];

/** A server with data of its own, and somebody at a browser. */
export class Studio {
  readonly origin: string;
  readonly #store: SqliteStore;
  readonly #browser: Browser;
  readonly #close: () => Promise<void>;

  private constructor(origin: string, store: SqliteStore, browser: Browser, close: () => Promise<void>) {
    this.origin = origin;
    this.#store = store;
    this.#browser = browser;
    this.#close = close;
  }

  /** Starts a server with the sample, or with nothing. */
  static async open(browser: Browser, empty: boolean): Promise<Studio> {
    const folder = mkdtempSync(join(tmpdir(), "adref-pictures-"));
    const running = await startServer(readConfig({ data: folder, port: 0, empty }), () => {});
    const store = SqliteStore.open(folder);
    return new Studio(running.origin, store, browser, async () => {
      await store.close();
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    });
  }

  /** Takes one picture and returns its bytes. Its file is a JPEG of at most 150 kB. */
  async take({ person, path, size, pose, dark, language, first, beside }: Picture, file: string): Promise<number> {
    const context = await this.#enter(person, size, {
      ...(dark && { dark }),
      ...(language && { language }),
      ...(first && { first }),
    });
    const page = await context.newPage();
    const other = beside && (await this.#enter(beside.person, "laptop", {}));
    try {
      if (beside && other) {
        const theirs = await other.newPage();
        await theirs.goto(this.origin + beside.path);
        await theirs.waitForLoadState("networkidle");
        await beside.pose?.(theirs);
      }
      await page.goto(this.origin + path);
      await page.waitForLoadState("networkidle");
      await page.waitForTimeout(1_200);
      await pose?.(page);
      await page.waitForTimeout(400);
      for (const quality of QUALITIES) {
        const bytes = await page.screenshot({ type: "jpeg", quality });
        writeFileSync(file, bytes);
        if (bytes.length <= MOST_BYTES) return bytes.length;
      }
      throw new Error(`${file} is larger than ${MOST_BYTES} bytes`);
    } finally {
      await context.close();
      await other?.close();
    }
  }

  /** Does something as a person, before pictures are taken. */
  async play(person: string, path: string, run: (page: Page) => Promise<void>): Promise<void> {
    const context = await this.#enter(person, "laptop", {});
    const page = await context.newPage();
    await page.goto(this.origin + path);
    await page.waitForLoadState("networkidle");
    await run(page);
    await context.close();
  }

  async close(): Promise<void> {
    await this.#close();
  }

  async #enter(person: string, size: Size, { dark, language = "en", first = false }: Look): Promise<BrowserContext> {
    const [width, height] = SIZES[size];
    const context = await this.#browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: 1,
      reducedMotion: "reduce",
      colorScheme: dark ? "dark" : "light",
    });
    await context.addInitScript(
      ([theme, lang, seen]) => {
        localStorage.setItem("adref.device.theme", theme ?? "light");
        localStorage.setItem("adref.device.language", lang ?? "en");
        if (seen !== "") localStorage.setItem(`adref.hints.${seen}`, '["type","bracket","saved"]');
      },
      [dark ? "dark" : "light", language, first ? "" : person],
    );
    if (person === "") return context;
    const page = await context.newPage();
    const id = person === "first" ? "secretariat-1" : person;
    const { secret } = await issueSecret(this.#store, "link", id, Date.now());
    await page.goto(linkAddress(this.origin, secret));
    await page.waitForURL((url) => !url.pathname.startsWith("/signin"));
    await page.close();
    return context;
  }
}
