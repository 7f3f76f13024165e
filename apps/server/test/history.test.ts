import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteStore } from "../src/store/sqlite.ts";
import { historyContract } from "./history-contract.ts";

historyContract("SQLite", async () => {
  const data = mkdtempSync(join(tmpdir(), "adref-past-"));
  const store = SqliteStore.open(data);
  return {
    store,
    close: async () => {
      await store.close();
      rmSync(data, { recursive: true });
    },
  };
});
