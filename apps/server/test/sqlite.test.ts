import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { StoreError } from "../src/store/port.ts";
import { SQLITE_FILE, SqliteStore } from "../src/store/sqlite.ts";
import { keystroke, storeContract } from "./store-contract.ts";

const freshFolder = (): string => mkdtempSync(join(tmpdir(), "adref-store-"));

storeContract("SQLite", async () => {
  const folder = freshFolder();
  const store = SqliteStore.open(folder);
  const other = SqliteStore.open(folder);
  return {
    store,
    other,
    close: async () => {
      await store.close();
      await other.close();
      rmSync(folder, { recursive: true });
    },
  };
});

test("entries can neither be changed nor deleted nor replaced, by any program", async () => {
  const folder = freshFolder();
  const store = SqliteStore.open(folder);
  await store.append("t", 0, [keystroke(1)]);
  await store.close();
  const db = new DatabaseSync(join(folder, SQLITE_FILE));
  expect(() => db.exec("UPDATE entries SET person = 'x'")).toThrow(/never changed/);
  expect(() => db.exec("DELETE FROM entries")).toThrow(/never deleted/);
  expect(() => db.exec("INSERT OR REPLACE INTO entries SELECT * FROM entries")).toThrow(/never replaced/);
  db.close();
  rmSync(folder, { recursive: true });
});

test("nothing is said to be stored in a file that was removed under the server", async () => {
  const folder = freshFolder();
  const store = SqliteStore.open(folder);
  await store.append("t", 0, [keystroke(1)]);
  rmSync(folder, { recursive: true });
  await expect(store.append("t", 1, [keystroke(2)])).rejects.toThrow(/removed or replaced/);
  const other = SqliteStore.open(folder);
  await expect(store.append("t", 1, [keystroke(2)])).rejects.toThrow(StoreError);
  await store.close();
  await other.close();
  rmSync(folder, { recursive: true });
});

test("appends of one turn share a commit", async () => {
  const folder = freshFolder();
  let commits = 0;
  const store = SqliteStore.open(folder, { onCommit: () => commits++ });
  await Promise.all(
    Array.from({ length: 500 }, (_, i) => store.append(`t${i % 7}`, Math.floor(i / 7), [keystroke(i)])),
  );
  expect(commits).toBe(1);
  await store.close();
  rmSync(folder, { recursive: true });
});

test("a closed store refuses, and a folder that cannot be used says so", async () => {
  const folder = freshFolder();
  const store = SqliteStore.open(folder);
  await store.close();
  await store.close();
  await expect(store.append("t", 0, [keystroke(1)])).rejects.toThrow(StoreError);
  writeFileSync(join(folder, "file"), "");
  expect(() => SqliteStore.open(join(folder, "file"))).toThrow(StoreError);
  rmSync(folder, { recursive: true });
});
