import type { PartyCode, ProvisionValue, RecordPatch } from "@adref/schema";

/**
 * One ledger entry as provenance needs it. Whoever replays the ledger makes it: apply the entry's update, and name the
 * provisions that it touched. An entry without words has none.
 */
export interface LedgerStep {
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly person: string;
  /** The party for which the person wrote; `null` for chair and Secretariat. */
  readonly party: PartyCode | null;
  /** The person took the words down for the party. */
  readonly takenDown?: boolean;
  readonly kind: "import" | "words" | "act";
  readonly act?: StepAct;
  readonly patch?: RecordPatch;
  readonly provisions: readonly ProvisionStep[];
}

/** What of an act matters to words; the acts of the protocol fit. */
export interface StepAct {
  readonly type: string;
  readonly bracket?: string;
  readonly option?: string;
  /** With `restore`: the entry after which the text stood as it does again; with `undo`: the one that is taken back. */
  readonly seq?: number;
  readonly reason?: string | null | undefined;
}

/** What an entry made of one provision. */
export interface ProvisionStep {
  readonly id: string;
  /** As it is after the entry; `null` where it is gone. */
  readonly after: ProvisionValue | null;
  /**
   * What the entry did to its characters, as the shared text's own event says it (counts of UTF-16 units; formatting counts
   * as kept; what is not named at the end is kept). Where it is missing the two values are compared, which is exact but for
   * the place of equal characters side by side.
   */
  readonly edits?: readonly TextEdit[];
}

export type TextEdit = { readonly retain: number } | { readonly insert: number } | { readonly delete: number };
