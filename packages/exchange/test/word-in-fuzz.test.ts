import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const COUNT = 3_000;
const MEMORY = 512_000_000;

test("three thousand spoilt files and a huge one neither throw, nor hang, nor need more than 512 MB", async () => {
  const seed = Math.floor(Math.random() * 1e9);
  const child = fileURLToPath(new URL("word-in-fuzz-child.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--max-old-space-size=400", child, String(COUNT), String(seed)],
    { timeout: 110_000 },
  );
  const told = JSON.parse(stdout);
  expect(told, `seed ${seed}`).toMatchObject({ failed: 0, wrong: [] });
  expect(told.read + told.refused).toBe(COUNT);
  expect(told.read).toBeGreaterThan(COUNT / 20);
  expect(told.refused).toBeGreaterThan(COUNT / 20);
  expect(told.slowest).toBeLessThan(5_000);
  expect(told).toMatchObject({ large: "read" });
  expect(told.memory).toBeLessThan(MEMORY);
}, 120_000);
