import type { TextInfo } from "@adref/protocol";
import type { WordOrigin } from "@adref/revisions";
import type { PartyCode } from "@adref/schema";
import type { Checkpoint, Entry } from "../store/port.ts";
import type { Decided } from "./origins.ts";
import type { Audience } from "./reader-record.ts";

/** A text to be looked at: as the ledger has it after an entry, or a file's. `party`: as if all of its proposals were adopted. */
export type Source = { readonly party: PartyCode | null } & (
  | { readonly kind: "entry"; readonly text: TextInfo; readonly seq: number }
  | { readonly kind: "file"; readonly file: string; readonly json: Uint8Array }
);

/** What the thread of the past is asked to do. */
export type PastOrder =
  /** The text as JSON, for an audience. */
  | { readonly do: "moment"; readonly source: Source; readonly text: string; readonly audience: Audience }
  | {
      readonly do: "compare";
      readonly from: Source;
      readonly to: Source;
      readonly text: string;
      readonly audience: Audience;
    }
  /** The text as a value. */
  | { readonly do: "value"; readonly source: Source }
  /** Where the words of a provision came from. */
  | {
      readonly do: "origins";
      readonly text: TextInfo;
      readonly seq: number;
      /** The entry whose stances are those of today. */
      readonly today: number;
      readonly provision: string;
      readonly audience: Audience;
    }
  /** About which provisions the entries from one to another decided. */
  | { readonly do: "decided"; readonly text: TextInfo; readonly from: number; readonly to: number };

/** Texts leave the thread as bytes of JSON, which nobody has to read again to pass them on. */
export interface PastResults {
  /** `body` are the members `"doc":…,"record":…` of an object. */
  readonly moment: { readonly body: Uint8Array; readonly wordsHash: string };
  /** `body` is the comparison. */
  readonly compare: { readonly body: Uint8Array; readonly fromHash: string; readonly toHash: string };
  /** The blocks of the document in lists of some hundred each, so that they can be read bit by bit. */
  readonly value: { readonly blocks: readonly string[]; readonly record: string; readonly wordsHash: string };
  /** Null where no provision of this id stands there. */
  readonly origins: {
    readonly length: number;
    readonly wordsHash: string;
    readonly origins: readonly WordOrigin[];
    /** The entries in which something was decided about the provision. */
    readonly acts: readonly number[];
  } | null;
  readonly decided: readonly Decided[];
}

/** What the thread is started with: the file of the embedded store, which it reads by itself; null where it has to ask. */
export interface PastData {
  readonly file: string | null;
}

/** What the thread asks of the ledger, which the other side has. */
export type LedgerQuestion =
  | { readonly ask: "read"; readonly text: string; readonly after: number; readonly limit: number }
  | { readonly ask: "checkpoint"; readonly text: string; readonly seq: number };

export type FromThread =
  | { readonly adref: "done"; readonly id: number; readonly result: PastResults[keyof PastResults] }
  | { readonly adref: "failed"; readonly id: number; readonly message: string }
  | { readonly adref: "ask"; readonly id: number; readonly question: LedgerQuestion };

export type ToThread =
  | { readonly adref: "order"; readonly id: number; readonly order: PastOrder }
  | { readonly adref: "answer"; readonly id: number; readonly value: readonly Entry[] | Checkpoint | null }
  | { readonly adref: "unanswered"; readonly id: number; readonly message: string };
