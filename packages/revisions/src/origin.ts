import type { PartyCode, Resolution, Stance, Status } from "@adref/schema";

/** An entry of the ledger, by what a reader wants to know of it. */
export interface EntryRef {
  readonly seq: number;
  readonly at: string;
  readonly person: string;
  readonly party: PartyCode | null;
  /** The person took the words down for the party, which is not the person's own. */
  readonly takenDown?: boolean;
}

/**
 * Where consecutive words of a provision came from. `source` says how they came into the text: with the import (the zero
 * draft), as a party's proposal, written by the Secretariat as standing words, or written by the chair in merging.
 */
export interface WordOrigin {
  /** Offsets in the asked provision. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly source: "import" | "proposal" | "secretariat" | "merge";
  readonly entry: EntryRef;
  /** The option in which they were put forward; also for an import that brought them as one. */
  readonly proposal: OriginProposal | null;
  /** How they became standing words; `null` where they always were, or are not. */
  readonly became: BecameStanding | null;
  /** What happened to the provision's status since they are there, in order. */
  readonly statuses: readonly StatusStep[];
  /** Where they stood before, the earliest first; empty where they never moved. */
  readonly places: readonly EarlierPlace[];
  /** The entry that brought them back after they had gone; `null` where none had to. */
  readonly restored: EntryRef | null;
  /** Brackets in which they stand now. */
  readonly contested: readonly string[];
  /** Whether they are standing words now, in brackets or not. */
  readonly standing: boolean;
}

export interface OriginProposal {
  readonly bracket: string;
  readonly option: string;
  /** The option's owner on the record; `null` where nobody is named. */
  readonly party: PartyCode | null;
  /** Stances on the option when it ended, or now where it has not. */
  readonly stancesThen: Readonly<Record<PartyCode, Stance>>;
  /** Stances on the option at the ledger's end. */
  readonly stancesNow: Readonly<Record<PartyCode, Stance>>;
}

export interface BecameStanding {
  readonly entry: EntryRef;
  /** `null` where no resolution did it: somebody took the marks off. */
  readonly how: Resolution | null;
  readonly bracket: string;
  readonly option: string;
  readonly reason: string | null;
}

export interface StatusStep {
  readonly entry: EntryRef;
  readonly status: Status;
  readonly reason: string | null;
}

export interface EarlierPlace {
  readonly provision: string;
  /** The entry that took them away from there. */
  readonly entry: EntryRef;
}
