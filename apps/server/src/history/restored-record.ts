import type { BracketIndex } from "@adref/brackets";
import type { Restored } from "@adref/protocol";
import type { RecordPatch, RecordValue, ResolutionFacts, StanceFacts } from "@adref/schema";
import type { RestorePlan } from "./plan-restore.ts";

/** What an act of restoring does to the record, beside the words. */
export interface RestoredFacts {
  readonly patch: RecordPatch;
  readonly restored: Restored;
}

interface Moment {
  readonly record: RecordValue;
  /** The entry that is restored. */
  readonly seq: number;
}

/**
 * The record after a restoration, so that it agrees with the words (docs/decisions/0010). Brackets that come back are
 * open: their resolutions end, and what is said of them and of options that come back is what was said at the moment.
 * Brackets that go have ended, as the moment says or by this act. Statuses stay, and so does every stance on what stood
 * throughout: it is its party's alone.
 */
export function restoredFacts(
  plan: RestorePlan,
  before: BracketIndex,
  after: BracketIndex,
  record: RecordValue,
  past: Moment,
  by: { readonly person: string; readonly at: string },
): RestoredFacts {
  const reopened = after.order.filter((id) => !before.brackets.has(id));
  const ended = before.order.filter((id) => !after.brackets.has(id));
  const resolutions: Record<string, ResolutionFacts | null> = {};
  for (const id of reopened) if (Object.hasOwn(record.resolutions, id)) resolutions[id] = null;
  for (const id of ended) {
    const then = Object.hasOwn(past.record.resolutions, id) ? past.record.resolutions[id] : undefined;
    resolutions[id] = then ?? {
      kind: "delete",
      at: by.at,
      by: by.person,
      reason: `Its words went when the text was brought back to entry ${past.seq}.`,
    };
  }
  const brackets = Object.fromEntries(
    reopened.flatMap((id) => {
      const then = past.record.brackets[id];
      if (!then) return [];
      // What its party confirmed stays confirmed.
      const { unconfirmed: _, ...known } = then;
      const waits = record.brackets[id]?.unconfirmed;
      const facts = { ...known, ...(waits && { unconfirmed: waits }) };
      return JSON.stringify(facts) !== JSON.stringify(record.brackets[id]) ? [[id, facts] as const] : [];
    }),
  );
  const there = optionsOf(before);
  const back = [...reopened, ...[...optionsOf(after)].filter((id) => !there.has(id))];
  const { rewritten, inserted, removed, moved } = plan;
  return {
    patch: { brackets, resolutions, stances: back.flatMap((target) => stancesOf(target, record, past.record)) },
    restored: { rewritten, inserted, removed, moved, reopened, ended },
  };
}

function optionsOf(index: BracketIndex): ReadonlySet<string> {
  const out = new Set<string>();
  for (const { options } of index.brackets.values()) for (const { id } of options) out.add(id);
  return out;
}

/** What makes the stances on a target what they were; parties in the order of their codes. */
function stancesOf(target: string, now: RecordValue, past: RecordValue): NonNullable<RecordPatch["stances"]> {
  const [a, b] = [said(now, target), said(past, target)];
  const parties = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return parties.flatMap((party) => {
    const facts = b[party] ?? null;
    return JSON.stringify(facts) === JSON.stringify(a[party] ?? null) ? [] : [{ target, party, facts }];
  });
}

function said(record: RecordValue, target: string): Readonly<Record<string, StanceFacts>> {
  return Object.hasOwn(record.stances, target) ? (record.stances[target] ?? {}) : {};
}
