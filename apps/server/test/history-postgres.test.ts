import { PostgresStore } from "../src/store/postgres.ts";
import { startPostgres } from "./doubles/postgres.ts";
import { historyContract } from "./history-contract.ts";

historyContract("PostgreSQL", async () => {
  const postgres = await startPostgres();
  const store = await PostgresStore.open(postgres.url);
  return {
    store,
    close: async () => {
      await store.close();
      await postgres.stop();
    },
  };
});
