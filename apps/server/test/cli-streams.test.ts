import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "adref-streams-"));
const long = join(folder, "long.txt");

beforeAll(() => {
  const provisions = Array.from({ length: 5_000 }, (_, i) => `${i + 1}. Each Party [shall][KAZ: may] act.`);
  writeFileSync(long, provisions.join("\n\n"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command line; `output` is a file for its standard output, or null for a reader that goes away at the first bytes. */
function run(args: readonly string[], output: string | null): Promise<{ code: number | null; said: string }> {
  const out = output === null ? "pipe" : openSync(output, "w");
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", out, "pipe"] });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stdout?.once("data", () => child.stdout?.destroy());
  return new Promise((resolve) => {
    child.on("close", (code) => {
      if (typeof out === "number") closeSync(out);
      resolve({ code, said });
    });
  });
}

describe("streams and files that are not as they should be", () => {
  test.each([
    ["convert", long, "-", "--to", "json"],
    ["brackets", long],
  ])("%s ends well when its reader has had enough", async (...args) => {
    const { code, said } = await run(args, null);
    expect(said).not.toMatch(/EPIPE|node:/);
    expect(code).toBe(0);
  });

  test.runIf(existsSync("/dev/full"))("a full disk is said in one line", async () => {
    const { code, said } = await run(["convert", long, "-", "--to", "txt", "--quiet"], "/dev/full");
    expect(said).toMatch(/^adref: Standard output cannot be written: .*\n$/);
    expect(code).toBe(4);
  });

  test.runIf(existsSync("/dev/zero"))("a file without end is not read without end", async () => {
    const { code, said } = await run(["convert", "/dev/zero", "-", "--from", "txt", "--to", "txt", "--quiet"], null);
    expect(said).toMatch(/zero holds more than 50 MB/);
    expect(code).toBe(7);
  });
});
