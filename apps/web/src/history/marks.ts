import type { LedgerPoint, NamedMoment, Revision, Timeline, TimelineAct } from "@adref/protocol";

/** A place on the slider that is worth stopping at. */
export type Mark = LedgerPoint &
  (
    | { readonly kind: "revision"; readonly revision: Revision }
    | { readonly kind: "moment"; readonly moment: NamedMoment }
    | { readonly kind: "act"; readonly act: TimelineAct }
  );

/** Acts that are about the past itself, and make no moment of their own. */
const ABOUT_THE_PAST: readonly TimelineAct["type"][] = ["name-moment", "rename-moment", "unname-moment"];

/**
 * Everything on the slider in the ledger's order: revisions, named moments and acts. An act that issued a revision is told
 * by the revision.
 */
export function marksOf(timeline: Timeline): readonly Mark[] {
  const issued = new Set(timeline.revisions.map(({ seq }) => seq));
  const marks: Mark[] = [
    ...timeline.revisions.map((revision): Mark => ({ kind: "revision", seq: revision.seq, at: revision.at, revision })),
    ...timeline.moments.map(
      (moment): Mark => ({ kind: "moment", seq: moment.seq, at: whenOf(timeline, moment), moment }),
    ),
    ...timeline.acts
      .filter(({ seq, type }) => !issued.has(seq) && !ABOUT_THE_PAST.includes(type))
      .map((act): Mark => ({ kind: "act", seq: act.seq, at: act.at, act })),
  ];
  const order = { revision: 0, moment: 1, act: 2 };
  return marks.sort((a, b) => a.seq - b.seq || order[a.kind] - order[b.kind]);
}

/** When a moment was: what is known nearest before it. Naming it came later. */
function whenOf(timeline: Timeline, moment: NamedMoment): string {
  return pointAt(timeline, moment.seq)?.at ?? moment.at;
}

/** The last known point of the ledger at or before an entry; null before the first. */
export function pointAt({ points, acts, revisions }: Timeline, seq: number): LedgerPoint | null {
  let best: LedgerPoint | null = null;
  for (const list of [points, acts, revisions]) {
    const found = list.findLast((point) => point.seq <= seq);
    if (found && (!best || found.seq > best.seq)) best = found;
  }
  return best && { seq: best.seq, at: best.at };
}

/** The last known point at or before a time (ISO 8601); null where the text did not exist. */
export function pointBefore({ points, acts, revisions }: Timeline, when: string): LedgerPoint | null {
  const time = Date.parse(when);
  let best: LedgerPoint | null = null;
  for (const list of [points, acts, revisions]) {
    const found = list.findLast((point) => Date.parse(point.at) <= time);
    if (found && (!best || found.seq > best.seq)) best = found;
  }
  return best && { seq: best.seq, at: best.at };
}

/** The entry of the nearest mark before or after an entry; null where there is none. */
export function nextMark(marks: readonly Mark[], seq: number, step: 1 | -1): number | null {
  const mark = step > 0 ? marks.find((one) => one.seq > seq) : marks.findLast((one) => one.seq < seq);
  return mark?.seq ?? null;
}

/** What happened at an entry: its marks, an act that issued a revision or named a moment being told by those. */
export function marksAt(marks: readonly Mark[], seq: number): readonly Mark[] {
  return marks.filter((mark) => mark.seq === seq);
}

/** Where an entry stands between the first and the last, from 0 to 1. */
export function placeOn({ first, last }: Timeline, seq: number): number {
  if (!first || !last || last.seq === first.seq) return 0;
  return (seq - first.seq) / (last.seq - first.seq);
}
