import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isFolderLocked } from "./lock.ts";

const FILE = "address";

/**
 * Writes beside the lock at which address the server of a data folder is reached, so that links made meanwhile lead there. The
 * answer takes it away. A folder that cannot be written to is no reason not to serve.
 */
export function announceAddress(folder: string, origin: string): () => void {
  const file = join(folder, FILE);
  try {
    writeFileSync(file, `${origin}\n`, { mode: 0o600 });
  } catch {
    return () => {};
  }
  return () => rmSync(file, { force: true });
}

/** The address of the server that has a data folder open now; null where none has. */
export function announcedAddress(folder: string): string | null {
  if (!isFolderLocked(folder)) return null;
  try {
    const origin = readFileSync(join(folder, FILE), "utf8").trim();
    return URL.canParse(origin) ? origin : null;
  } catch {
    return null;
  }
}
