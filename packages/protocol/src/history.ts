import type { Comparison, WordOrigin } from "@adref/revisions";
import type { PartyCode, RecordValue, Status } from "@adref/schema";
import type { ActType } from "./acts.ts";
import type { Revision } from "./api.ts";
import type { Restored } from "./restored.ts";

/** A place in a text's ledger: an entry and its time (ISO 8601). */
export interface LedgerPoint {
  readonly seq: number;
  readonly at: string;
}

/**
 * A moment that the Secretariat or the chair named. `name` is null for a reader from whom the names of parties are withheld:
 * people's own words give parties away.
 */
export interface NamedMoment {
  readonly id: string;
  /** The entry after which the text stood so. */
  readonly seq: number;
  readonly name: string | null;
  /** Who named it, and when. */
  readonly by: string;
  readonly at: string;
}

/** Acts that no timeline tells: stances are left to the provenance of words, comments to their threads. */
type Untold = "stance" | "comment" | "edit-comment" | "settle-comment" | "withdraw-comment";

/** An act as a timeline tells it. Only what its type has is there. */
export interface TimelineAct extends LedgerPoint {
  readonly type: Exclude<ActType, Untold>;
  /** The name of who did it; "" for a delegation's people where names are withheld. */
  readonly by: string;
  /** The party for which it was done, where it was done for one. */
  readonly actor?: PartyCode;
  readonly bracket?: string;
  /** With `adopt`: the option, or STANDING. */
  readonly option?: string;
  /** With `adopt` and `lift`: whose words they are, where somebody is named. */
  readonly party?: PartyCode;
  readonly parked?: boolean;
  /** The first of the provisions that it is about, and how many they are. */
  readonly provisions?: readonly string[];
  readonly provisionCount?: number;
  readonly status?: Status;
  /** With `freeze`: whether the text was frozen, or freed again. */
  readonly frozen?: boolean;
  /** With `join`: whether the party joined, or left or declined. */
  readonly joined?: boolean;
  /** With an act about a session: its id. */
  readonly session?: string;
  /** With an act about a silence procedure: its id, its time (ISO 8601), and how it ended. */
  readonly silence?: string;
  readonly until?: string;
  readonly ended?: "agreed" | "broken" | "withdrawn";
  /** With `issue`: the revision's number. */
  readonly revision?: number;
  /** With an act about a named moment: its id and the name that it got; with `open-session`: its title. */
  readonly moment?: string;
  readonly name?: string | null;
  /**
   * With `restore`: the entry to which the text was brought back; with `name-moment`: the entry that was named; with
   * `undo`: the entry that was taken back.
   */
  readonly to?: number;
  readonly restored?: Restored;
  /** Withheld together with the names of parties. */
  readonly reason?: string;
}

/** A stretch of the ledger without a long pause. */
export interface Sitting {
  readonly from: LedgerPoint;
  readonly to: LedgerPoint;
}

/** A text's past at a glance. Everything is in the ledger's order. */
export interface Timeline {
  /** Null where the ledger is empty. */
  readonly first: LedgerPoint | null;
  readonly last: LedgerPoint | null;
  readonly revisions: readonly Revision[];
  readonly moments: readonly NamedMoment[];
  /** The newest acts before the entry asked for (`?before=`), at most MOST_ACTS. */
  readonly acts: readonly TimelineAct[];
  /** How many acts come before those. */
  readonly earlierActs: number;
  /** At most MOST_POINTS of the newest ones. */
  readonly sittings: readonly Sitting[];
  /** For a slider: the first entry, the last one, and some between, at most MOST_POINTS. */
  readonly points: readonly LedgerPoint[];
}

export const MOST_ACTS = 1_000;
export const MOST_POINTS = 500;

/** Which moment an answer is about. An uploaded file has no place in a ledger. */
export interface MomentInfo {
  /** As it was asked for, in its one spelling. */
  readonly ref: string;
  readonly seq: number | null;
  readonly at: string | null;
  /** SHA-256, lower-case hex: of the ledger's entry (null where names are withheld), and of the words as they are shown. */
  readonly entryHash: string | null;
  readonly wordsHash: string;
  /** The revision that ends at this entry. */
  readonly revision: Revision | null;
  readonly moment: NamedMoment | null;
  /** Whose proposals are shown as adopted. */
  readonly party: PartyCode | null;
  /** The name of the uploaded file. */
  readonly file: string | null;
}

/** A text as it was: `doc` is the ProseMirror JSON of its words, `record` what the record said then to this reader. */
export interface MomentView extends MomentInfo {
  readonly doc: unknown;
  readonly record: RecordValue;
}

/** Two moments or files side by side. Names are those that this reader may see, in both. */
export interface CompareView {
  readonly from: MomentInfo;
  readonly to: MomentInfo;
  readonly comparison: Comparison;
}

/** Where words of a provision came from, as far as this reader may know. Offsets are UTF-16 units in the provision's words. */
export interface ProvenanceView {
  /** The moment at which the words were asked about. */
  readonly moment: MomentInfo;
  readonly provision: string;
  readonly from: number;
  readonly to: number;
  /**
   * In the order of the words. From a reader who sees no names, people who wrote for a party are withheld as well
   * (`person` is "").
   */
  readonly origins: readonly WordOrigin[];
  /**
   * What was decided about the provision up to then, in the ledger's order: resolutions of its brackets, statuses, and what
   * put it back.
   */
  readonly acts: readonly TimelineAct[];
}

/** A session of a body on a text as the ledger has it: what its minutes are made of. */
export interface MinutesView {
  readonly session: string;
  readonly title: string;
  /** Ids of provisions, as the agenda stood at the end. */
  readonly agenda: readonly string[];
  /** Names of who opened and closed it; `closed` is null while it is open. */
  readonly opened: LedgerPoint & { readonly by: string };
  readonly closed: (LedgerPoint & { readonly by: string }) | null;
  /** What was done in it, in order; a decision on a bracket names the provisions that it changed. */
  readonly acts: readonly TimelineAct[];
}
