import type { Config } from "./config.ts";
import { EXIT, OperatorError } from "./errors.ts";
import { type Store, StoreError } from "./store/port.ts";
import { PostgresStore } from "./store/postgres.ts";
import { SqliteStore } from "./store/sqlite.ts";

/**
 * The store that the configuration names: PostgreSQL where there is a DATABASE_URL, else SQLite in the data folder.
 * `onCommit` is told the seconds of every commit. Throws OperatorError (data) where it cannot be opened.
 */
export async function openStore(config: Config, onCommit?: (seconds: number) => void): Promise<Store> {
  const options = onCommit ? { onCommit } : {};
  try {
    if (config.databaseUrl) return await PostgresStore.open(config.databaseUrl, options);
    return SqliteStore.open(config.data, options);
  } catch (error) {
    if (error instanceof StoreError) throw new OperatorError(EXIT.data, error.message, { cause: error });
    throw error;
  }
}
