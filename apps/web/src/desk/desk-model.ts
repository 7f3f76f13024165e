import type { BracketIndex } from "@adref/brackets";
import type { PartyCode, RecordValue, SilenceFacts } from "@adref/schema";

/** A silence procedure with its id. */
export interface Silence extends SilenceFacts {
  readonly id: string;
}

/** The silence procedures that run, those that end first before the others. */
export function runningSilences({ silences }: Pick<RecordValue, "silences">): readonly Silence[] {
  return Object.entries(silences)
    .flatMap(([id, facts]) => (facts.ended ? [] : [{ ...facts, id }]))
    .sort((a, b) => a.until.localeCompare(b.until));
}

/** What waits for a party's confirmation and still stands: brackets to go to, and all ids that one press confirms. */
export interface Waiting {
  readonly brackets: readonly string[];
  readonly targets: readonly string[];
}

/** What was taken down for a party and waits for it, in the order of the text. */
export function waitingFor(party: PartyCode | null, index: BracketIndex, record: RecordValue): Waiting {
  const brackets: string[] = [];
  const targets: string[] = [];
  if (party === null) return { brackets, targets };
  const waits = (facts: { readonly owner: PartyCode | null; readonly unconfirmed?: unknown } | undefined) =>
    facts?.owner === party && facts.unconfirmed !== undefined;
  for (const id of index.order) {
    const own = [
      ...(waits(record.brackets[id]) ? [id] : []),
      ...(index.brackets.get(id)?.options ?? []).flatMap((option) =>
        waits(record.options[option.id]) ? [option.id] : [],
      ),
    ];
    if (own.length > 0) brackets.push(id);
    targets.push(...own);
  }
  return { brackets, targets };
}

/** How long it is to a moment, in whole units; the largest two that say something. */
export interface TimeLeft {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** What is left until a moment (ISO 8601) at `now` (milliseconds); nothing but zeros once it is over. */
export function timeLeft(until: string, now: number): TimeLeft {
  const left = Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000));
  return {
    days: Math.floor(left / 86_400),
    hours: Math.floor(left / 3_600) % 24,
    minutes: Math.floor(left / 60) % 60,
    seconds: left % 60,
  };
}
