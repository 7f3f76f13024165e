import { PARTY_CODE_PATTERN, type PartyCode, STANCES, STATUSES, type Stance, type Status } from "@adref/schema";

/** What a bracket or a provision can be besides whose it is, what is said of it and where it stands. */
export const TRAITS = ["needs", "mine", "changed", "unconfirmed", "comments", "mentions"] as const;
export type Trait = (typeof TRAITS)[number];

/** How a provision stands, the chair's setting aside included. */
export const STATES = [...STATUSES, "parked"] as const;
export type State = Status | "parked";

/**
 * What a reader wants to see. Within parties, stances and states one of those named is enough; the traits must all hold, and so
 * must every kind that names anything. A party together with a stance means: that party takes that stance.
 */
export interface Filter {
  readonly traits: readonly Trait[];
  readonly parties: readonly PartyCode[];
  readonly stances: readonly Stance[];
  readonly states: readonly State[];
}

export const EVERYTHING: Filter = { traits: [], parties: [], stances: [], states: [] };

/** What a filter is asked of: a bracket, or a provision by itself. */
export interface Subject {
  /** Whose it is, in whole or in part. */
  readonly owners: ReadonlySet<PartyCode>;
  /** Who says what of it. */
  readonly says: readonly { readonly party: PartyCode; readonly stance: Stance }[];
  readonly states: ReadonlySet<State>;
  readonly traits: ReadonlySet<Trait>;
}

/** Whether a filter leaves anything out. */
export function isFiltering({ traits, parties, stances, states }: Filter): boolean {
  return traits.length + parties.length + stances.length + states.length > 0;
}

/** Whether something is among what the reader wants to see. */
export function passes(filter: Filter, subject: Subject): boolean {
  if (!filter.traits.every((trait) => subject.traits.has(trait))) return false;
  if (filter.states.length > 0 && !filter.states.some((state) => subject.states.has(state))) return false;
  const { parties, stances } = filter;
  if (stances.length > 0) {
    return subject.says.some(
      ({ party, stance }) => stances.includes(stance) && (parties.length === 0 || parties.includes(party)),
    );
  }
  if (parties.length === 0) return true;
  return parties.some((code) => subject.owners.has(code) || subject.says.some(({ party }) => party === code));
}

/** One thing that a filter can name. */
export type Choice = Trait | State | Stance | PartyCode;

/** The filter with one thing named, or not any more. */
export function toggled(filter: Filter, choice: Choice): Filter {
  const flip = <T extends string>(list: readonly T[], all: readonly string[] | null): readonly T[] => {
    if (all ? !all.includes(choice) : !PARTY_CODE_PATTERN.test(choice)) return list;
    return list.includes(choice as T) ? list.filter((one) => one !== choice) : [...list, choice as T];
  };
  return {
    traits: flip(filter.traits, TRAITS),
    parties: flip(filter.parties, null),
    stances: flip(filter.stances, STANCES),
    states: flip(filter.states, STATES),
  };
}

/** Everything that a filter names. */
export function choicesOf({ traits, parties, stances, states }: Filter): readonly Choice[] {
  return [...traits, ...parties, ...stances, ...states];
}

/** A filter as an address holds it, such as `needs,KAZ,oppose`; "" for everything. */
export const filterText = (filter: Filter): string => choicesOf(filter).join(",");

/** Reads a filter from an address; what it does not know it passes over, so that a link of a later version still opens. */
export function parseFilter(text: string | null): Filter {
  let filter = EVERYTHING;
  for (const word of new Set((text ?? "").split(","))) if (word !== "") filter = toggled(filter, word);
  return filter;
}
