import { type BracketIndex, type BracketView, indexBrackets } from "@adref/brackets";
import {
  type Act,
  mayAct,
  type Person,
  type Reason,
  type ReasonId,
  type Restored,
  reasonOf,
  STANDING,
  type TextInfo,
} from "@adref/protocol";
import {
  isLocked,
  type RecordPatch,
  type RecordValue,
  type ResolutionFacts,
  STATUSES,
  type StatusFacts,
  statusOf,
  type TextValue,
} from "@adref/schema";
import { isReadable } from "../gate/grammar.ts";
import { planRestore, type RestorePlan } from "../history/plan-restore.ts";
import { restoredFacts } from "../history/restored-record.ts";
import type { Naming, NamingAct } from "./moments.ts";

/** How a bracket ends, as the words are changed by it. */
export type Ending =
  | { readonly kind: "adopt"; readonly option: string }
  | { readonly kind: "merge"; readonly words: string }
  | { readonly kind: "lift" }
  | { readonly kind: "delete" };

/** An act and what it meets: the accepted text at the moment of judging. */
export interface ActCase {
  readonly act: Act;
  readonly person: Person;
  readonly text: TextInfo;
  readonly index: BracketIndex;
  /** Whether the text holds a provision of this id. */
  readonly hasProvision: (id: string) => boolean;
  readonly record: RecordValue;
  /** ISO 8601. */
  readonly at: string;
  /** What acts about the text's past need besides; without it they are refused. */
  readonly history?: HistoryCase;
}

/** The text's past as an act meets it. */
export interface HistoryCase {
  /** The words as they stand. */
  readonly doc: TextValue["doc"];
  readonly moments: readonly Naming[];
  /** An entry that comes before the act and that the ledger holds already. */
  readonly head: number;
  /** With `restore`: the text after the entry that it names; null where the ledger does not reach to it. */
  readonly past: TextValue | null;
}

/**
 * What the record becomes, and which bracket ends in the words; or why not. Whether the bracket can end in this way (does it
 * hold the option?) is for `applyResolution` to say, which looks at the words themselves.
 */
export type ActVerdict =
  | {
      readonly accepted: true;
      readonly patch: RecordPatch;
      readonly ends?: { bracket: string; how: Ending };
      /** How the words become what they were, and what the ledger tells of it. */
      readonly restores?: { plan: RestorePlan; restored: Restored };
    }
  | { readonly accepted: false; readonly refusal: Reason };

/** Judges an act. Pure: the same case always has the same verdict. */
export function judgeAct(given: ActCase): ActVerdict {
  const { act, person, text } = given;
  if (!mayAct(person, text, act.type)) return no("not-your-act");
  switch (act.type) {
    case "stance":
      return judgeStance(given, act);
    case "adopt":
    case "merge":
    case "lift":
    case "delete":
      return judgeResolution(given, act);
    case "park":
      return judgePark(given, act);
    case "status":
      return judgeStatus(given, act);
    case "reopen":
      return judgeReopen(given, act);
    case "issue":
      return { accepted: true, patch: {} };
    case "name-moment":
    case "rename-moment":
    case "unname-moment":
      return judgeNaming(given, act);
    case "restore":
      return judgeRestore(given, act);
    default:
      return no("not-your-act");
  }
}

type ActOf<T extends Act["type"]> = Extract<Act, { type: T }>;

function judgeStance({ person, index, record, at }: ActCase, act: ActOf<"stance">): ActVerdict {
  const bracket = index.brackets.get(act.target) ?? bracketOfOption(index, record, act.target);
  if (!bracket) return no("no-such-target");
  const locked = lockedRefusal(bracket, record);
  if (locked) return { accepted: false, refusal: locked };
  const note = act.note ? { note: act.note } : {};
  const facts = act.stance === null ? null : { stance: act.stance, ...note, at };
  return { accepted: true, patch: { stances: [{ target: act.target, party: person.party as string, facts }] } };
}

function bracketOfOption(index: BracketIndex, record: RecordValue, option: string): BracketView | undefined {
  const holds = (bracket: BracketView | undefined) => bracket?.options.some(({ id }) => id === option) ?? false;
  const recorded = index.brackets.get(record.options[option]?.bracket ?? "");
  if (holds(recorded)) return recorded;
  for (const bracket of index.brackets.values()) if (holds(bracket)) return bracket;
  return undefined;
}

function judgeResolution(
  { index, record, person, at }: ActCase,
  act: ActOf<"adopt" | "merge" | "lift" | "delete">,
): ActVerdict {
  const bracket = index.brackets.get(act.bracket);
  if (!bracket) return no("no-such-bracket");
  const locked = lockedRefusal(bracket, record);
  if (locked) return { accepted: false, refusal: locked };
  // In the words it would do what deleting does; on the record it would say that words were adopted.
  if (act.type === "adopt" && act.option === STANDING && bracket.standing.length === 0) return no("no-such-option");
  if (act.type === "merge" && !isPrintable(act.words)) return no("bad-words");
  const how = endingOf(act);
  const reason = act.reason ? { reason: act.reason } : {};
  const facts: ResolutionFacts = { ...how, at, by: person.id, ...reason };
  return {
    accepted: true,
    patch: { resolutions: { [act.bracket]: facts } },
    ends: { bracket: act.bracket, how },
  };
}

function judgeNaming({ history }: ActCase, act: NamingAct): ActVerdict {
  if (!history) return no("no-such-moment");
  const known = history.moments.find(({ id }) => id === act.moment);
  if (act.type === "name-moment") {
    if (known) return no("moment-taken");
    return act.seq <= history.head ? { accepted: true, patch: {} } : no("no-such-moment");
  }
  if (!known) return no("no-such-moment");
  if (act.type === "rename-moment" && known.name === act.name) return no("no-change");
  return { accepted: true, patch: {} };
}

function judgeRestore({ index, record, person, at, history }: ActCase, act: ActOf<"restore">): ActVerdict {
  const past = history?.past;
  if (!past || act.seq > history.head) return no("no-such-moment");
  const plan = planRestore(history.doc, past.doc, act.provisions ?? null, (id) => isLocked(record, id));
  if ("sentence" in plan) return { accepted: false, refusal: plan };
  const after = indexBrackets(plan.doc, index);
  const moment = { record: past.record, seq: act.seq };
  const { patch, restored } = restoredFacts(plan, index, after, record, moment, { person: person.id, at });
  return { accepted: true, patch, restores: { plan, restored } };
}

function endingOf(act: ActOf<"adopt" | "merge" | "lift" | "delete">): Ending {
  switch (act.type) {
    case "adopt":
      return { kind: "adopt", option: act.option };
    case "merge":
      return { kind: "merge", words: act.words };
    default:
      return { kind: act.type };
  }
}

/** What a delegation could not type either (G8), and half characters, which no two replicas read alike. */
function isPrintable(words: string): boolean {
  return words.trim() !== "" && !/\p{Cc}|\p{Cs}/u.test(words) && isReadable(words);
}

function judgePark({ index, record }: ActCase, act: ActOf<"park">): ActVerdict {
  const bracket = index.brackets.get(act.bracket);
  if (!bracket) return no("no-such-bracket");
  const locked = lockedRefusal(bracket, record);
  if (locked) return { accepted: false, refusal: locked };
  const { parked, ...facts } = record.brackets[act.bracket] ?? { owner: null, at: "" };
  if ((parked ?? false) === act.parked) {
    return no("no-change");
  }
  return { accepted: true, patch: { brackets: { [act.bracket]: { ...facts, ...(act.parked && { parked: true }) } } } };
}

function judgeStatus({ index, record, hasProvision, at }: ActCase, act: ActOf<"status">): ActVerdict {
  const rank = STATUSES.indexOf(act.status);
  const statuses: Record<string, StatusFacts> = {};
  for (const id of act.provisions) {
    if (!hasProvision(id)) return no("no-such-provision", id);
    const before = STATUSES.indexOf(statusOf(record, id));
    if (before > rank) return no("backwards", id);
    if (index.byProvision.has(id)) return no("open-brackets", id);
    if (before < rank) statuses[id] = { status: act.status, at };
  }
  if (Object.keys(statuses).length === 0) return no("no-change");
  return { accepted: true, patch: { statuses } };
}

function judgeReopen({ record, hasProvision, at }: ActCase, act: ActOf<"reopen">): ActVerdict {
  const statuses: Record<string, StatusFacts> = {};
  for (const id of act.provisions) {
    if (!hasProvision(id)) return no("no-such-provision", id);
    if (isLocked(record, id)) statuses[id] = { status: "open", at, reason: act.reason };
  }
  if (Object.keys(statuses).length === 0) return no("no-change");
  return { accepted: true, patch: { statuses } };
}

/** How a bracket ends whose words all went with another one. */
export function endedWith(outer: string, at: string, by: string): ResolutionFacts {
  return { kind: "delete", at, by, reason: `Its words went with bracket ${outer}.` };
}

/** A bracket that touches agreed words is not acted upon. One that ended is not in the index any more. */
function lockedRefusal(bracket: BracketView, record: RecordValue): Reason | null {
  const locked = bracket.provisions.find((id) => isLocked(record, id));
  return locked === undefined ? null : reasonOf("locked", locked);
}

function no(id: ReasonId, provision?: string): ActVerdict {
  return { accepted: false, refusal: reasonOf(id, provision) };
}
