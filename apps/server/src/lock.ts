import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EXIT, OperatorError } from "./errors.ts";

/**
 * Takes a data folder for this process alone; the answer gives it back. The lock is one that the operating system keeps (an
 * open exclusive transaction on a file of its own), so it ends with the process however that ends, and no stale lock has
 * to be guessed at. Throws OperatorError (data) where another process has it or the folder cannot be written.
 */
export function lockFolder(folder: string): () => void {
  let db: DatabaseSync | null = null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    db = new DatabaseSync(join(folder, "lock.sqlite"), { timeout: 0 });
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
