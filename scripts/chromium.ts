import bundled from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/**
 * Starts the Chromium that comes as an npm package, so that tests, pictures and benchmarks need nothing of the machine.
 * Close what it returns.
 */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: await bundled.executablePath(),
    // The package's own switches are for cloud functions; of those, a machine in a container needs these.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none", ...args],
    headless: true,
  });
}
