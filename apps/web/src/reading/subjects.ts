import type { BracketIndex, BracketView } from "@adref/brackets";
import { isPseudonym, partyOfDraft } from "@adref/protocol";
import { type PartyCode, type RecordValue, type Stance, statusOf } from "@adref/schema";
import type { PlacedThread } from "../comments/comment-store.ts";
import { mentionsIn } from "../comments/threads.ts";
import type { OutlineEntry } from "../editor/handle.ts";
import type { State, Subject, Trait } from "./filter.ts";

/** Everything by which brackets and provisions are told apart. */
export interface SubjectSources {
  readonly index: BracketIndex;
  readonly outline: readonly OutlineEntry[];
  readonly record: RecordValue;
  readonly threads: readonly PlacedThread[];
  readonly me: { readonly id: string; readonly party: PartyCode | null };
  /** Ids that were made here and are not on the record yet. */
  readonly claimed: ReadonlySet<string>;
  /** What changed since the reader was here last. */
  readonly changed: Changed;
}

/** What changed since a moment. */
export interface Changed {
  /** ISO 8601; what the record dates later is changed. "" where the reader was never here. */
  readonly since: string;
  readonly brackets: ReadonlySet<string>;
  readonly provisions: ReadonlySet<string>;
}

export const NOTHING_CHANGED: Changed = { since: "", brackets: new Set(), provisions: new Set() };

export interface Subjects {
  readonly brackets: ReadonlyMap<string, Subject>;
  /** Provisions by themselves, apart from the brackets in them. */
  readonly provisions: ReadonlyMap<string, Subject>;
}

/** What was known before, and from what. */
export interface Before {
  readonly sources: SubjectSources;
  /** How many ids were claimed then; the set itself grows in place. */
  readonly claimed: number;
  readonly subjects: Subjects;
}

/**
 * What is to be known of every bracket and provision of a text. While one types, next to nothing of it changes: what is the
 * same as `before` is taken over, down to the maps themselves.
 */
export function subjectsOf(sources: SubjectSources, before: Before | null = null): Subjects {
  const was = before?.sources;
  const same =
    was?.record === sources.record &&
    was.threads === sources.threads &&
    was.changed === sources.changed &&
    before?.claimed === sources.claimed.size;
  const byProvision = new Map<string, PlacedThread[]>();
  for (const placed of sources.threads) {
    const id = placed.place?.provision;
    if (id === undefined || placed.thread.done) continue;
    const list = byProvision.get(id);
    if (list) list.push(placed);
    else byProvision.set(id, [placed]);
  }
  const brackets = new Map<string, Subject>();
  let differs = false;
  for (const view of sources.index.brackets.values()) {
    const known = before?.subjects.brackets.get(view.id);
    if (same && known && was.index.brackets.get(view.id) === view) {
      brackets.set(view.id, known);
      continue;
    }
    const threads = view.provisions.flatMap((id) => (byProvision.get(id) ?? []).filter((one) => touches(one, view)));
    const now = ofBracket(view, threads, sources);
    const kept = known && sameSubject(known, now) ? known : now;
    if (kept !== known) differs = true;
    brackets.set(view.id, kept);
  }
  if (before && !differs && brackets.size === before.subjects.brackets.size) {
    if (same && was.outline === sources.outline) return before.subjects;
    return { brackets: before.subjects.brackets, provisions: provisionsIn(sources, byProvision) };
  }
  if (before && same && was.outline === sources.outline) return { brackets, provisions: before.subjects.provisions };
  return { brackets, provisions: provisionsIn(sources, byProvision) };
}

function provisionsIn(
  sources: SubjectSources,
  byProvision: ReadonlyMap<string, readonly PlacedThread[]>,
): ReadonlyMap<string, Subject> {
  const provisions = new Map<string, Subject>();
  for (const { id } of sources.outline) provisions.set(id, ofProvision(id, byProvision.get(id) ?? [], sources));
  return provisions;
}

function sameSubject(a: Subject, b: Subject): boolean {
  return (
    sameSet(a.owners, b.owners) &&
    sameSet(a.states, b.states) &&
    sameSet(a.traits, b.traits) &&
    a.says.length === b.says.length &&
    a.says.every(({ party, stance }, i) => party === b.says[i]?.party && stance === b.says[i]?.stance)
  );
}

function sameSet<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

/** Whether a thread is about words of a bracket, or about all of a provision in which it has words. */
function touches({ place }: PlacedThread, { standing, options }: BracketView): boolean {
  if (!place) return false;
  if (place.to <= place.from) return true;
  return [...standing, ...options.flatMap(({ spans }) => spans)].some(
    (span) => span.provision === place.provision && span.from < place.to && place.from < span.to,
  );
}

function ofBracket(view: BracketView, threads: readonly PlacedThread[], sources: SubjectSources): Subject {
  const { record, me, claimed, changed } = sources;
  const owners = new Set<PartyCode>();
  const says: { party: PartyCode; stance: Stance }[] = [];
  const traits = new Set<Trait>();
  const facts = record.brackets[view.id];
  const since = changed.since;
  const ours = partiesOf(me.party);
  const isOurs = (party: PartyCode) => ours.includes(party);
  let asked = false;
  const own = (owner: PartyCode | null | undefined, id: string) => {
    const party = owner === undefined && claimed.has(id) ? me.party : owner;
    if (party) owners.add(party);
    return party ?? null;
  };
  const dated = (at: string | undefined) => {
    if (since !== "" && at !== undefined && at > since) traits.add("changed");
  };
  const unconfirmed = (owner: PartyCode | null) => {
    traits.add("unconfirmed");
    if (owner !== null && isOurs(owner)) asked = true;
  };
  const stancesOn = (target: string) => {
    for (const [party, { stance, at }] of Object.entries(record.stances[target] ?? {})) {
      if (!isPseudonym(party)) says.push({ party, stance });
      else says.push({ party: "", stance });
      dated(at);
    }
  };
  if (view.standing.length > 0) {
    const owner = own(facts?.owner, view.id);
    stancesOn(view.id);
    if (facts?.unconfirmed) unconfirmed(owner);
  }
  dated(facts?.at);
  for (const { id } of view.options) {
    const option = record.options[id];
    const owner = own(option?.owner, id);
    for (const party of option?.joint ?? []) owners.add(party);
    if (option?.invited?.some(isOurs)) asked = true;
    if (option?.unconfirmed) unconfirmed(owner);
    stancesOn(id);
    dated(option?.at);
  }
  if (changed.brackets.has(view.id)) traits.add("changed");
  const states = new Set<State>(view.provisions.map((id) => statusOf(record, id)));
  const parked = facts?.parked === true || view.provisions.some((id) => record.statuses[id]?.parked);
  if (parked) states.add("parked");
  if (ours.length > 0) {
    const mine = ours.some((party) => owners.has(party));
    if (mine) traits.add("mine");
    if (asked || (!mine && !parked && !says.some(({ party }) => isOurs(party)))) traits.add("needs");
  }
  spoken(traits, threads, me.id, since);
  return { owners, says, states, traits };
}

/** A party, and in its private draft the same party as everybody knows it. */
function partiesOf(party: PartyCode | null): readonly PartyCode[] {
  return party === null ? [] : [party, partyOfDraft(party)].filter((one) => one !== null);
}

function ofProvision(id: string, threads: readonly PlacedThread[], { record, me, changed }: SubjectSources): Subject {
  const status = record.statuses[id];
  const states = new Set<State>([statusOf(record, id)]);
  if (status?.parked) states.add("parked");
  const traits = new Set<Trait>();
  const { since } = changed;
  if (changed.provisions.has(id) || (since !== "" && status && status.at > since)) traits.add("changed");
  const stances = Object.entries(record.stances[id] ?? {});
  const says = stances.map(([party, { stance }]) => ({ party, stance }));
  if (since !== "" && stances.some(([, { at }]) => at > since)) traits.add("changed");
  spoken(traits, threads, me.id, since);
  return { owners: new Set(), says, states, traits };
}

function spoken(traits: Set<Trait>, threads: readonly PlacedThread[], me: string, since: string): void {
  if (threads.length > 0) traits.add("comments");
  for (const { thread } of threads) {
    if (mentionsIn(thread, me)) traits.add("mentions");
    if (since !== "" && [thread, ...thread.answered].some(({ at, person }) => at > since && person !== me)) {
      traits.add("changed");
    }
  }
}
