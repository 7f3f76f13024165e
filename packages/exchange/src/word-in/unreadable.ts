import type { ReadRefusalId } from "../reading.ts";

/** Thrown inside this folder where a file cannot be read on; `readWord` makes a refusal of it. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly reason: ReadRefusalId;
  /** The part of the file that is to blame. */
  readonly path: string | undefined;

  constructor(reason: ReadRefusalId, sentence: string, path?: string) {
    super(sentence);
    this.reason = reason;
    this.path = path;
  }
}

/** What to say of a Word file whose insides are broken. */
export const damaged = (path: string, what: string) =>
  new Unreadable(
    "not-readable",
    `The Word file is damaged (${what}). Open it in Word or LibreOffice, save it again as .docx, and bring that file.`,
    path,
  );
