import { execFile } from "node:child_process";
import { existsSync, globSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const WEB = join(ROOT, "apps/web");
/** Not the folder that `pnpm start` serves: a test must not take the client away from a server that runs. */
const BUILDS = join(WEB, "node_modules/.clients-for-tests");
const SOURCES = [
  "apps/web/{index.html,vite.config.ts,package.json}",
  "apps/web/public/**",
  "apps/web/src/**",
  "packages/*/src/**",
];
/** Builds older than this are nobody's any more, in milliseconds. */
const OLD = 3_600_000;

/**
 * The folder of the client as it is shipped: the one that ADREF_WEB names, or one of the tests' own, which is built where
 * the sources have changed. Test runs beside each other do not disturb each other.
 */
export async function builtClient(): Promise<string> {
  if (process.env.ADREF_WEB) return process.env.ADREF_WEB;
  const newest = Math.max(...globSync(SOURCES, { cwd: ROOT }).map((file) => statSync(join(ROOT, file)).mtimeMs));
  const built = join(BUILDS, String(Math.trunc(newest)));
  if (existsSync(built)) return built;
  mkdirSync(BUILDS, { recursive: true });
  for (const name of readdirSync(BUILDS)) {
    const folder = join(BUILDS, name);
    if (Date.now() - statSync(folder).mtimeMs > OLD) rmSync(folder, { recursive: true, force: true });
  }
  const making = `${built}.${process.pid}`;
  const run = promisify(execFile);
  // A process of its own: this one runs in the mode of a test, and React would be built for that.
  await run(join(ROOT, "node_modules/.bin/vite"), ["build", "--outDir", making, "--logLevel", "error"], {
    cwd: WEB,
    env: { ...process.env, NODE_ENV: "production" },
  });
  try {
    renameSync(making, built);
  } catch (error) {
    if (!existsSync(built)) throw error;
    rmSync(making, { recursive: true, force: true });
  }
  return built;
}
