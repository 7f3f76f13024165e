import type { Person } from "@adref/protocol";
import type { RecordValue } from "@adref/schema";

/** A file that somebody brought in and that is no text of the negotiation (yet). */
export interface UploadedText {
  readonly name: string;
  /** ProseMirror JSON of its words. */
  readonly doc: unknown;
  readonly record: RecordValue;
}

/** Where uploaded files are looked up by the id of their import. */
export interface Uploads {
  /** The file as it was read; null where there is none that this person may open. Rejects where it cannot be read. */
  open(file: string, person: Person): Promise<UploadedText | null>;
}

/** Knows of no files. */
export const NO_UPLOADS: Uploads = { open: async () => null };
