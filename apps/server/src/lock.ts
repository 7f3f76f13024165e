import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EXIT, OperatorError } from "./errors.ts";
import { makeFolder } from "./make-folder.ts";

const FILE = "lock.sqlite";

/**
 * Takes a data folder for this process alone; the answer gives it back. The lock is one that the operating system keeps (an
 * open exclusive transaction on a file of its own), so it ends with the process however that ends, and no stale lock has
 * to be guessed at. Throws OperatorError (data) where another process has it or the folder cannot be written.
 */
export function lockFolder(folder: string): () => void {
  let db: DatabaseSync | null = null;
  try {
    makeFolder(folder);
    db = new DatabaseSync(join(folder, FILE), { timeout: 0 });
    db.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;");
  } catch (error) {
    db?.close();
    const message = (error as Error).message;
    const sentence = message.includes("locked")
      ? `Another Adref server has the data folder ${folder} open. Stop it, or give another folder with --data.`
      : `The data folder ${folder} cannot be used: ${message}. Give another one with --data.`;
    throw new OperatorError(EXIT.data, sentence, { cause: error });
  }
  return () => db.close();
}

/** Whether a process has a data folder for itself now. Takes nothing, and makes nothing where there is no folder. */
export function isFolderLocked(folder: string): boolean {
  const file = join(folder, FILE);
  if (!existsSync(file)) return false;
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(file, { timeout: 0, readOnly: true });
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    return false;
  } catch (error) {
    return (error as Error).message.includes("locked");
  } finally {
    db?.close();
  }
}
