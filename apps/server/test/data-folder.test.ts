import { existsSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "../src/lock.ts";
import { makeFolder } from "../src/make-folder.ts";
import { announceAddress, announcedAddress } from "../src/serving-address.ts";
import { StoreError } from "../src/store/port.ts";
import { SQLITE_FILE, SqliteStore } from "../src/store/sqlite.ts";
import { adref, serving } from "./doubles/cli.ts";
import { DIRECTORY } from "./doubles/directory.ts";
import { keystroke } from "./store-contract.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "adref-data-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder is made with those above it, and what cannot be made is said and not tried for ever", () => {
  const deep = join(folder, "a", "b", "c");
  makeFolder(deep);
  makeFolder(deep);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
  expect(() => makeFolder("/proc/no-such-thing/at/all")).toThrow();
});

test("an address holds while its server does, however that ends", () => {
  expect(announcedAddress(folder)).toBeNull();
  expect(announcedAddress(join(folder, "nothing"))).toBeNull();
  expect(existsSync(join(folder, "nothing"))).toBe(false);
  const unlock = lockFolder(folder);
  expect(announcedAddress(folder)).toBeNull();
  const withdraw = announceAddress(folder, "http://127.0.0.1:4567");
  expect(announcedAddress(folder)).toBe("http://127.0.0.1:4567");
  unlock();
  expect(announcedAddress(folder)).toBeNull();
  const again = lockFolder(folder);
  withdraw();
  expect(announcedAddress(folder)).toBeNull();
  again();
});

test("a link leads to where the server of the data listens", async () => {
  const server = await serving(["--data", folder, "--port", "0"]);
  const args = ["link", "--as", "secretariat-1", "--data", folder];
  const { stdout, stderr } = await adref(args);
  expect([stdout.startsWith(`${server.origin}/`), stderr]).toEqual([true, ""]);
  expect((await adref([...args, "--origin", "https://adref.example.org"])).stdout).toMatch(
    /^https:\/\/adref\.example\.org\//,
  );
  expect(await server.stop()).toBe(0);
  expect((await adref(args)).stdout).toMatch(/^http:\/\/127\.0\.0\.1:4400\//);
}, 30_000);

test("a damaged page is told in one line that says what to do", async () => {
  const store = SqliteStore.open(folder);
  await store.saveDirectory(DIRECTORY);
  for (let seq = 0; seq < 400; seq += 50) {
    const entries = Array.from({ length: 50 }, (_, i) => keystroke(seq + i + 1));
    expect((await store.append("fa", seq, entries)).appended).toBe(true);
  }
  await store.close();
  const file = openSync(join(folder, SQLITE_FILE), "r+");
  const { size } = statSync(join(folder, SQLITE_FILE));
  for (let at = Math.floor(size / 4); at < size; at += 4_096) writeSync(file, Buffer.alloc(4_096, 0xa5), 0, 4_096, at);
  const damaged = SqliteStore.open(folder);
  const read = async () => {
    for (let after = 0; after < 400; after += 50) await damaged.read("fa", after, 50);
  };
  await expect(read()).rejects.toThrow(StoreError);
  await expect(read()).rejects.toThrow(/run adref verify .* backup/);
  await damaged.close().catch(() => {});
  const { code, stderr } = await adref(["verify", "--data", folder]);
  expect([code === 0, stderr.trim().split("\n").length]).toEqual([false, 1]);
  expect(stderr).toMatch(/backup/);
}, 30_000);
