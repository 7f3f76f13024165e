import type { BracketIndex, BracketView } from "@adref/brackets";
import {
  type Act,
  type Directory,
  type Person,
  type Reason,
  type ReasonId,
  type Restored,
  reasonOf,
  type TextInfo,
} from "@adref/protocol";
import { isLocked, type PartyCode, type RecordPatch, type RecordValue, type TextValue } from "@adref/schema";
import type { RestorePlan } from "../history/plan-restore.ts";
import type { Naming } from "../rooms/moments.ts";
import type { Entry } from "../store/port.ts";

/** How a bracket ends, as the words are changed by it. */
export type Ending =
  | { readonly kind: "adopt"; readonly option: string }
  | { readonly kind: "merge"; readonly words: string }
  | { readonly kind: "lift" }
  | { readonly kind: "delete" };

/** What of the negotiation acts are judged by: who is there, and who speaks for which group. */
export type Negotiation = Pick<Directory, "parties" | "groups" | "people">;

/** An act and what it meets: the accepted text at the moment of judging. */
export interface ActCase {
  readonly act: Act;
  readonly person: Person;
  readonly text: TextInfo;
  readonly negotiation: Negotiation;
  readonly index: BracketIndex;
  /** Whether the text holds a provision of this id. */
  readonly hasProvision: (id: string) => boolean;
  readonly record: RecordValue;
  /** ISO 8601. */
  readonly at: string;
  /** What acts about the words themselves or the text's past need besides; without it they are refused. */
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
  /** With `undo`: the entry that it names, and the text before and after it. */
  readonly undoing?: Undoing | null;
}

/** An entry that is to be taken back. */
export interface Undoing {
  readonly entry: Pick<Entry, "seq" | "kind" | "data">;
  readonly before: TextValue;
  readonly after: TextValue;
}

/**
 * What the record becomes, and which bracket ends in the words; or why not. Whether the bracket can end in this way (does it
 * hold the option?) is for `applyResolution` to say, which looks at the words themselves.
 */
export type ActVerdict =
  | {
      readonly accepted: true;
      readonly patch: RecordPatch;
      /** The provisions that the act is about, where it does not name them by itself: for those who tell of it. */
      readonly about?: readonly string[];
      readonly ends?: { bracket: string; how: Ending };
      /** How the words become what they were, and what the ledger tells of it. */
      readonly restores?: { plan: RestorePlan; restored: Restored };
    }
  | { readonly accepted: false; readonly refusal: Reason };

/** An act of one type. */
export type ActOf<T extends Act["type"]> = Extract<Act, { type: T }>;

/** Judges acts of one type. Pure: the same case always has the same verdict. */
export type Judge<T extends Act["type"]> = (given: ActCase, act: ActOf<T>) => ActVerdict;

/** The act is done: this is what the record learns from it, and the provisions that it is about. */
export function yes(patch: RecordPatch, about?: readonly string[]): ActVerdict {
  return { accepted: true, patch, ...(about && { about }) };
}

/** The act is refused. `provision` is the one at fault, where there is one. */
export function no(id: ReasonId, provision?: string): ActVerdict {
  return { accepted: false, refusal: reasonOf(id, provision) };
}

/** A fact under a key that is no inherited one. */
export function own<T>(facts: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(facts, id) ? facts[id] : undefined;
}

/** The party for which a person of a delegation acts. Throws where the person has none, which the rights never let pass. */
export function partyOf({ id, party }: Person): PartyCode {
  if (party === null) throw new Error(`${id} acts for no party`);
  return party;
}

/** A bracket that touches agreed words is not acted upon. One that ended is not in the index any more. */
export function lockedRefusal(bracket: BracketView, record: RecordValue): ActVerdict | null {
  const locked = bracket.provisions.find((id) => isLocked(record, id));
  return locked === undefined ? null : no("locked", locked);
}

/** The bracket in which an option stands; undefined where it stands in none any more. */
export function bracketOfOption(index: BracketIndex, record: RecordValue, option: string): BracketView | undefined {
  const holds = (bracket: BracketView | undefined) => bracket?.options.some(({ id }) => id === option) ?? false;
  const recorded = index.brackets.get(own(record.options, option)?.bracket ?? "");
  if (holds(recorded)) return recorded;
  for (const bracket of index.brackets.values()) if (holds(bracket)) return bracket;
  return undefined;
}

/** Whether a party speaks for a group of this id. */
export function speaksFor({ groups = [] }: Negotiation, party: PartyCode, group: string): boolean {
  return groups.some(({ id, speaker }) => id === group && speaker === party);
}
