import type { Person } from "@adref/protocol";

/** A file that somebody brought in and that is no text of the negotiation (yet). */
export interface UploadedText {
  readonly name: string;
  /** Bytes of JSON of an ImportedText: a long one is read on the thread that needs it, not where people type. */
  readonly text: Uint8Array;
}

/** Where uploaded files are looked up by the id of their import. */
export interface Uploads {
  /** The file as it was read; null where there is none that this person may open. Rejects where it cannot be read. */
  open(file: string, person: Person): Promise<UploadedText | null>;
}

/** Knows of no files. */
export const NO_UPLOADS: Uploads = { open: async () => null };
