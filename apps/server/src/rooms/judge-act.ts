import type { BracketIndex, BracketView } from "@adref/brackets";
import { type Act, mayAct, type Person, STANDING, type TextInfo } from "@adref/protocol";
import {
  isLocked,
  type RecordPatch,
  type RecordValue,
  type ResolutionFacts,
  STATUSES,
  type StatusFacts,
  statusOf,
} from "@adref/schema";
import type { Refusal } from "./sync-connection.ts";

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
}

/** What the record becomes, and which bracket ends in the words; or why not. */
export type ActVerdict =
  | { readonly accepted: true; readonly patch: RecordPatch; readonly ends?: { bracket: string; how: Ending } }
  | { readonly accepted: false; readonly refusal: Refusal };

/** Judges an act. Pure: the same case always has the same verdict. */
export function judgeAct(given: ActCase): ActVerdict {
  const { act, person, text } = given;
  if (!mayAct(person, text, act.type)) return no("not-yours", "This act is not among yours in this text.");
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
  }
}

type ActOf<T extends Act["type"]> = Extract<Act, { type: T }>;

function judgeStance({ person, index, record, at }: ActCase, act: ActOf<"stance">): ActVerdict {
  const bracket = index.brackets.get(act.target) ?? bracketOfOption(index, record, act.target);
  if (!bracket) return no("no-such-target", "What the stance is about is no longer in the text.");
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
  if (!bracket) return no("no-such-bracket", "The bracket is no longer in the text.");
  const locked = lockedRefusal(bracket, record);
  if (locked) return { accepted: false, refusal: locked };
  const how = endingOf(bracket, act);
  if ("refusal" in how) return { accepted: false, refusal: how.refusal };
  const reason = act.reason ? { reason: act.reason } : {};
  const facts: ResolutionFacts = { ...how.ending, at, by: person.id, ...reason };
  return {
    accepted: true,
    patch: { resolutions: { [act.bracket]: facts } },
    ends: { bracket: act.bracket, how: how.ending },
  };
}

function endingOf(
  bracket: BracketView,
  act: ActOf<"adopt" | "merge" | "lift" | "delete">,
): { readonly ending: Ending } | { readonly refusal: Refusal } {
  const standing = bracket.standing.length > 0 ? 1 : 0;
  switch (act.type) {
    case "adopt": {
      const known = act.option === STANDING ? standing > 0 : bracket.options.some(({ id }) => id === act.option);
      if (known) return { ending: { kind: "adopt", option: act.option } };
      return { refusal: refusal("no-such-option", "The bracket holds no such option any more.") };
    }
    case "merge":
      // What a delegation could not type either (G8), and half characters, which no two replicas read alike.
      if (act.words.trim() !== "" && !/\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(act.words)) {
        return { ending: { kind: "merge", words: act.words } };
      }
      return { refusal: refusal("bad-words", "The new words may not be empty or hold line breaks.") };
    case "lift":
      if (bracket.options.length + standing === 1) return { ending: { kind: "lift" } };
      return {
        refusal: refusal("several-options", "The bracket holds alternatives: adopt one of them, or merge them."),
      };
    case "delete":
      return { ending: { kind: "delete" } };
  }
}

function judgePark({ index, record }: ActCase, act: ActOf<"park">): ActVerdict {
  const bracket = index.brackets.get(act.bracket);
  if (!bracket) return no("no-such-bracket", "The bracket is no longer in the text.");
  const locked = lockedRefusal(bracket, record);
  if (locked) return { accepted: false, refusal: locked };
  const { parked, ...facts } = record.brackets[act.bracket] ?? { owner: null, at: "" };
  if ((parked ?? false) === act.parked) {
    return no("no-change", act.parked ? "The bracket is parked already." : "The bracket is not parked.");
  }
  return { accepted: true, patch: { brackets: { [act.bracket]: { ...facts, ...(act.parked && { parked: true }) } } } };
}

function judgeStatus({ index, record, hasProvision, at }: ActCase, act: ActOf<"status">): ActVerdict {
  const rank = STATUSES.indexOf(act.status);
  const statuses: Record<string, StatusFacts> = {};
  for (const id of act.provisions) {
    if (!hasProvision(id)) return no("no-such-provision", "A provision is no longer in the text.", id);
    const before = STATUSES.indexOf(statusOf(record, id));
    if (before > rank) return no("backwards", "A provision is agreed further than that; reopen it first.", id);
    if (index.byProvision.has(id)) return no("open-brackets", "A provision with open brackets cannot be agreed.", id);
    if (before < rank) statuses[id] = { status: act.status, at };
  }
  if (Object.keys(statuses).length === 0) return no("no-change", "All of it has this status already.");
  return { accepted: true, patch: { statuses } };
}

function judgeReopen({ record, hasProvision, at }: ActCase, act: ActOf<"reopen">): ActVerdict {
  const statuses: Record<string, StatusFacts> = {};
  for (const id of act.provisions) {
    if (!hasProvision(id)) return no("no-such-provision", "A provision is no longer in the text.", id);
    if (isLocked(record, id)) statuses[id] = { status: "open", at, reason: act.reason };
  }
  if (Object.keys(statuses).length === 0) return no("no-change", "None of it is agreed.");
  return { accepted: true, patch: { statuses } };
}

/** How a bracket ends whose words all went with another one. */
export function endedWith(outer: string, at: string, by: string): ResolutionFacts {
  return { kind: "delete", at, by, reason: `Its words went with bracket ${outer}.` };
}

/** A bracket that touches agreed words is not acted upon. One that ended is not in the index any more. */
function lockedRefusal(bracket: BracketView, record: RecordValue): Refusal | null {
  const locked = bracket.provisions.find((id) => isLocked(record, id));
  return locked === undefined ? null : refusal("locked", "The provision is agreed; reopen it first.", locked);
}

function refusal(id: string, sentence: string, provision?: string): Refusal {
  return { id, sentence, ...(provision !== undefined && { provision }) };
}

function no(id: string, sentence: string, provision?: string): ActVerdict {
  return { accepted: false, refusal: refusal(id, sentence, provision) };
}
