import { type BracketIndex, type BracketView, parentIn } from "@adref/brackets";
import { isLocked, type RecordValue, type Stance, withinIn } from "@adref/schema";

/** A bracket whose one option nobody stands against. */
export interface Unopposed {
  readonly bracket: string;
  readonly option: string;
  /** The provision in which it begins. */
  readonly provision: string;
}

/** Against an option, and against giving up the words that stand. */
const AGAINST_OPTION: readonly Stance[] = ["oppose", "reserve", "delete"];
const FOR_STANDING: readonly Stance[] = ["retain", "reserve"];

/**
 * The brackets among `among` that may be adopted at once: one option and no other, nobody opposes or reserves it or retains
 * the standing words, nothing is proposed inside it, it is in nobody else's option, not parked, and not waiting for its party
 * to confirm it.
 */
export function unopposed(index: BracketIndex, record: RecordValue, among: readonly string[]): readonly Unopposed[] {
  const occupied = optionsWithProposalsInside(index, record);
  return among.flatMap((id): Unopposed[] => {
    const view = index.brackets.get(id);
    const [option, ...rivals] = view?.options ?? [];
    if (!view || !option || rivals.length > 0 || occupied.has(option.id)) return [];
    if (!isFree(view, record) || !isSettled(record, id, option.id)) return [];
    const provision = option.spans[0]?.provision ?? view.provisions[0];
    return provision === undefined ? [] : [{ bracket: id, option: option.id, provision }];
  });
}

function isFree(view: BracketView, record: RecordValue): boolean {
  if (record.resolutions[view.id] || view.provisions.some((id) => isLocked(record, id))) return false;
  return view.crosses.length === 0 && view.depth === 0 && parentIn(view, withinIn(record)) === null;
}

function isSettled(record: RecordValue, bracket: string, option: string): boolean {
  const facts = record.brackets[bracket];
  if (facts?.parked || facts?.unconfirmed || record.options[option]?.unconfirmed) return false;
  return !takes(record, option, AGAINST_OPTION) && !takes(record, bracket, FOR_STANDING);
}

function takes(record: RecordValue, target: string, stances: readonly Stance[]): boolean {
  return Object.values(record.stances[target] ?? {}).some(({ stance }) => stances.includes(stance));
}

/** Options into which something was written that is still open. */
function optionsWithProposalsInside(index: BracketIndex, record: RecordValue): ReadonlySet<string> {
  const withinOf = withinIn(record);
  const out = new Set<string>();
  for (const view of index.brackets.values()) {
    const parent = parentIn(view, withinOf);
    if (parent !== null) out.add(parent);
    for (const { within } of view.options) if (within !== null) out.add(within);
  }
  return out;
}
