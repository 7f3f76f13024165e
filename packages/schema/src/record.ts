import type { PartyCode } from "./party.ts";

/**
 * What the ledger says about a text besides its words. A value: nobody changes one in place, and it is plain JSON, so that
 * it can be hashed, stored and sent. The server alone writes it.
 *
 * `null` as an owner means unattributed (imported without a name, or a name withheld from this reader).
 */
export interface RecordValue {
  /** By bracket id. A bracket stays here after its resolution, so that history can name it. */
  readonly brackets: Readonly<Record<string, BracketFacts>>;
  /** By option id. */
  readonly options: Readonly<Record<string, OptionFacts>>;
  /** By target (an option id, or a bracket id for its standing words), then by party. */
  readonly stances: Readonly<Record<string, Readonly<Record<PartyCode, StanceFacts>>>>;
  /** By provision id; one that is missing is open. */
  readonly statuses: Readonly<Record<string, StatusFacts>>;
  /** By bracket id. */
  readonly resolutions: Readonly<Record<string, ResolutionFacts>>;
  /** By comment id. */
  readonly comments: Readonly<Record<string, CommentFacts>>;
  /** By session id: the sittings of the body on this text. */
  readonly sessions: Readonly<Record<string, SessionFacts>>;
  /** By id: silence procedures. */
  readonly silences: Readonly<Record<string, SilenceFacts>>;
  /** Under WHOLE_TEXT while nobody may write in the text. */
  readonly freeze: Readonly<Record<string, FreezeFacts>>;
}

/** The key of `freeze`. */
export const WHOLE_TEXT = "text";

/** The parts of a record that are whole facts by id; stances, which have two keys, stand beside them. */
export const FACT_ROOTS = [
  "brackets",
  "options",
  "statuses",
  "resolutions",
  "comments",
  "sessions",
  "silences",
  "freeze",
] as const;

/** Those of them that are facts about the words and go with a file of the text; the others are about its negotiation here. */
export const FILE_ROOTS = ["brackets", "options", "statuses", "resolutions", "comments"] as const;

/** Who put a bracket round these words, and since when. `at` is ISO 8601, "" where unknown. */
export interface BracketFacts {
  readonly owner: PartyCode | null;
  readonly at: string;
  readonly parked?: boolean;
  /** Why its owner put it up, in the owner's words. */
  readonly reason?: string;
  readonly unconfirmed?: Unconfirmed;
}

/** Taken down for a party that has not confirmed it yet: by whom (a person's id) and when. */
export interface Unconfirmed {
  readonly by: string;
  readonly at: string;
}

export interface OptionFacts {
  readonly bracket: string;
  readonly within: string | null;
  readonly owner: PartyCode | null;
  readonly at: string;
  /** Why its owner proposes it, in the owner's words. */
  readonly reason?: string;
  /** The group of parties on whose behalf the owner proposes it, by its id. */
  readonly group?: string;
  /** Parties that propose it together with the owner: invited by the owner, and joined by themselves. */
  readonly joint?: readonly PartyCode[];
  /** Parties that the owner invited and that have not joined. */
  readonly invited?: readonly PartyCode[];
  /** The provision that is to stand here instead of where it stands, where the proposal is a move. */
  readonly moves?: string;
  readonly unconfirmed?: Unconfirmed;
  /** In a layer: the words of a private proposal whose place went away in the text, and the provision that it stood in. */
  readonly lost?: { readonly provision: string; readonly words: string };
}

export const STANCES = ["support", "oppose", "retain", "delete", "reserve", "flexible"] as const;
export type Stance = (typeof STANCES)[number];

export interface StanceFacts {
  readonly stance: Stance;
  readonly note?: string;
  /** The group of parties on whose behalf it is said, by its id. */
  readonly group?: string;
  readonly at: string;
}

export const STATUSES = ["open", "agreed-group", "agreed-adref", "adopted"] as const;
export type Status = (typeof STATUSES)[number];

export interface StatusFacts {
  readonly status: Status;
  readonly parked?: boolean;
  readonly at: string;
  readonly reason?: string;
}

export const RESOLUTIONS = ["adopt", "merge", "lift", "delete"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** The option id that stands for a bracket's standing words where an option is adopted; no option may have it. */
export const STANDING = "standing";

export interface ResolutionFacts {
  readonly kind: Resolution;
  /** With `adopt`: the option that became standing text, or STANDING for the standing words. */
  readonly option?: string;
  /** With `merge`: the new words. */
  readonly words?: string;
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
}

/** What somebody said beside the words. It is no words of the text, and no stance. */
export interface CommentFacts {
  readonly provision: string;
  /** The words that it was said of, as they stood then; "" where it is about the whole provision. */
  readonly quoted: string;
  /** The name of whoever said it; "" where it is unknown or withheld from this reader. */
  readonly author: string;
  readonly party: PartyCode | null;
  readonly at: string;
  readonly text: string;
  /** The id of the comment that this one answers. */
  readonly answers: string | null;
  readonly done: boolean;
  /** Who said it, by the person's id, where it was said here. */
  readonly person?: string;
  /** Where the quoted words stand: two Yjs relative positions in the words, each as base64 of its binary form. */
  readonly anchor?: { readonly from: string; readonly to: string };
  /** Whom it mentions, by the people's ids. */
  readonly mentions?: readonly string[];
  /** When its text was last changed. */
  readonly edited?: string;
}

/** A sitting of a body on a text. `by` and `closedBy` are people's ids. */
export interface SessionFacts {
  readonly title: string;
  /** Ids of provisions, in the order in which they are to be taken up. */
  readonly agenda: readonly string[];
  readonly at: string;
  readonly by: string;
  /** ISO 8601; `null` while it is open. */
  readonly closed: string | null;
  readonly closedBy?: string;
}

/** Provisions that are agreed at `until` unless a party breaks the silence before. */
export interface SilenceFacts {
  readonly provisions: readonly string[];
  /** What they become. */
  readonly status: Exclude<Status, "open">;
  /** ISO 8601, UTC. */
  readonly until: string;
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
  /** The fingerprint of the provisions as they were put to the parties: SHA-256, lower-case hex. */
  readonly words?: string;
  /** The party that broke it, and why. Missing where it ended broken because the provisions had changed. */
  readonly broken?: { readonly party: PartyCode; readonly at: string; readonly reason: string };
  /** How and when it ended; it runs while this is missing. */
  readonly ended?: { readonly at: string; readonly how: "agreed" | "broken" | "withdrawn" };
}

/** The text is frozen: nobody writes in it. */
export interface FreezeFacts {
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
}

/**
 * A change of the record, as the ledger keeps it: whole facts by id, `null` where a fact ends. Folding the patches of all
 * entries, in order, gives the record.
 */
export interface RecordPatch {
  readonly brackets?: Readonly<Record<string, BracketFacts>>;
  readonly options?: Readonly<Record<string, OptionFacts>>;
  readonly stances?: readonly {
    readonly target: string;
    readonly party: PartyCode;
    readonly facts: StanceFacts | null;
  }[];
  readonly statuses?: Readonly<Record<string, StatusFacts | null>>;
  readonly resolutions?: Readonly<Record<string, ResolutionFacts | null>>;
  readonly comments?: Readonly<Record<string, CommentFacts | null>>;
  readonly sessions?: Readonly<Record<string, SessionFacts | null>>;
  readonly silences?: Readonly<Record<string, SilenceFacts | null>>;
  readonly freeze?: Readonly<Record<string, FreezeFacts | null>>;
}

export const EMPTY_RECORD: RecordValue = {
  brackets: {},
  options: {},
  stances: {},
  statuses: {},
  resolutions: {},
  comments: {},
  sessions: {},
  silences: {},
  freeze: {},
};

/** The status of a provision; what nobody has marked is open. */
export function statusOf(record: RecordValue, provision: string): Status {
  return record.statuses[provision]?.status ?? "open";
}

/** Whether a provision's words may no longer be touched except by reopening it. */
export function isLocked(record: RecordValue, provision: string): boolean {
  return statusOf(record, provision) !== "open";
}

/** Whether nobody may write in the text until its chair lifts the freeze. Acts stay possible. */
export function isFrozen(record: RecordValue): boolean {
  return Object.hasOwn(record.freeze, WHOLE_TEXT);
}

/** The record after a patch. Returns the same object when the patch says nothing; never mutates its arguments. */
export function patchRecord(record: RecordValue, patch: RecordPatch): RecordValue {
  const next = {
    brackets: patchFacts(record.brackets, patch.brackets),
    options: patchFacts(record.options, patch.options),
    stances: patch.stances?.length ? patchStances(record.stances, patch.stances) : record.stances,
    statuses: patchFacts(record.statuses, patch.statuses),
    resolutions: patchFacts(record.resolutions, patch.resolutions),
    comments: patchFacts(record.comments, patch.comments),
    sessions: patchFacts(record.sessions, patch.sessions),
    silences: patchFacts(record.silences, patch.silences),
    freeze: patchFacts(record.freeze, patch.freeze),
  };
  const changed = (Object.keys(next) as (keyof RecordValue)[]).some((key) => next[key] !== record[key]);
  return changed ? next : record;
}

function patchStances(
  stances: RecordValue["stances"],
  changes: NonNullable<RecordPatch["stances"]>,
): RecordValue["stances"] {
  const out: Record<string, Readonly<Record<PartyCode, StanceFacts>>> = { ...stances };
  for (const { target, party, facts } of changes) {
    const rest = patchFacts(out[target] ?? {}, { [party]: facts });
    if (Object.keys(rest).length > 0) out[target] = rest;
    else delete out[target];
  }
  return out;
}

/** Copies the facts at most once, and not at all for a patch that says nothing of them. */
function patchFacts<T>(
  facts: Readonly<Record<string, T>>,
  patch: Readonly<Record<string, T | null>> = {},
): Readonly<Record<string, T>> {
  const changes = Object.entries(patch);
  if (changes.length === 0) return facts;
  const out: Record<string, T> = { ...facts };
  for (const [id, fact] of changes) {
    if (fact === null) delete out[id];
    else out[id] = fact;
  }
  return out;
}

/** One patch that does what several do in order: a record of thousands of brackets is copied once, not for each of them. */
export function joinPatches(patches: readonly RecordPatch[]): RecordPatch {
  return {
    brackets: Object.assign({}, ...patches.map((patch) => patch.brackets)),
    options: Object.assign({}, ...patches.map((patch) => patch.options)),
    stances: patches.flatMap((patch) => patch.stances ?? []),
    statuses: Object.assign({}, ...patches.map((patch) => patch.statuses)),
    resolutions: Object.assign({}, ...patches.map((patch) => patch.resolutions)),
    comments: Object.assign({}, ...patches.map((patch) => patch.comments)),
    sessions: Object.assign({}, ...patches.map((patch) => patch.sessions)),
    silences: Object.assign({}, ...patches.map((patch) => patch.silences)),
    freeze: Object.assign({}, ...patches.map((patch) => patch.freeze)),
  };
}
