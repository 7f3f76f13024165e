import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const WEB = join(ROOT, "apps/web");
/** Not the folder that `pnpm start` serves: a test must not take the client away from a server that runs. */
const BUILT = join(WEB, "node_modules/.client-for-tests");
const SOURCES = [
  "apps/web/{index.html,vite.config.ts,package.json}",
  "apps/web/public/**",
  "apps/web/src/**",
  "packages/*/src/**",
];

/**
 * The folder of the client as it is shipped: the one that ADREF_WEB names, or one of the tests' own, built anew where a
 * source is newer than what was built last.
 */
export async function builtClient(): Promise<string> {
  if (process.env.ADREF_WEB) return process.env.ADREF_WEB;
  const page = join(BUILT, "index.html");
  const newest = Math.max(...globSync(SOURCES, { cwd: ROOT }).map((file) => statSync(join(ROOT, file)).mtimeMs));
  if (!existsSync(page) || statSync(page).mtimeMs < newest) {
    await build({
      root: WEB,
      configFile: join(WEB, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: BUILT, emptyOutDir: true, reportCompressedSize: false },
    });
  }
  return BUILT;
}
