import type { EntryData } from "../store/port.ts";
import type { ImportCase } from "./read-import.ts";

/** What the thread of imports is asked to do; paths are absolute. */
export type ImportOrder =
  | {
      readonly do: "read";
      /** Where the bytes are. */
      readonly from: string;
      /** Where the text is to be written that they were read as, if they were. */
      readonly to: string;
      readonly given: ImportCase;
    }
  | {
      readonly do: "entry";
      /** Where the text is. */
      readonly from: string;
      readonly person: string;
      /** ISO 8601. */
      readonly at: string;
      readonly source: Pick<EntryData, "key" | "file">;
    };
