export { startServer } from "./cli/serve.ts";
export { type Allowance, type Config, readConfig } from "./config.ts";
export { EXIT, OperatorError } from "./errors.ts";
export { importEntry } from "./import-text.ts";
export { issueSecret, linkAddress } from "./sign-in/secrets.ts";
export type { Appended, Checkpoint, Entry, NewEntry, Secret, Store } from "./store/port.ts";
export { SqliteStore } from "./store/sqlite.ts";
