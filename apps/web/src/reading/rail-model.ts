import type { BracketIndex } from "@adref/brackets";
import type { RecordValue } from "@adref/schema";
import { statusOf } from "@adref/schema";
import type { OutlineEntry } from "../editor/handle.ts";
import type { ReadingState } from "./reading-store.ts";
import type { Hit } from "./search.ts";

/** What a mark on the rail stands for. */
export const MARKS = ["open", "mine", "parked", "group", "agreed", "changed", "hit"] as const;
export type MarkKind = (typeof MARKS)[number];

/** The marks of one provision. */
export interface RailMark {
  readonly provision: string;
  readonly kinds: readonly MarkKind[];
}

export interface RailSources {
  readonly outline: readonly OutlineEntry[];
  readonly index: BracketIndex;
  readonly record: RecordValue;
  readonly reading: Pick<ReadingState, "subjects" | "brackets">;
  readonly hits: readonly Hit[];
}

/** Every provision that has something to be marked, in the order of the text. Brackets that a filter leaves out have no mark. */
export function railMarks({ outline, index, record, reading, hits }: RailSources): readonly RailMark[] {
  const found = new Set(hits.map(({ provision }) => provision));
  const out: RailMark[] = [];
  for (const { id } of outline) {
    const kinds = new Set<MarkKind>();
    for (const bracket of index.byProvision.get(id) ?? []) {
      if (reading.brackets && !reading.brackets.has(bracket)) continue;
      const subject = reading.subjects.brackets.get(bracket);
      kinds.add(subject?.states.has("parked") ? "parked" : subject?.traits.has("mine") ? "mine" : "open");
      if (subject?.traits.has("changed")) kinds.add("changed");
    }
    const status = statusOf(record, id);
    if (status !== "open") kinds.add(status === "agreed-group" ? "group" : "agreed");
    if (record.statuses[id]?.parked) kinds.add("parked");
    if (reading.subjects.provisions.get(id)?.traits.has("changed")) kinds.add("changed");
    if (found.has(id)) kinds.add("hit");
    if (kinds.size > 0) out.push({ provision: id, kinds: MARKS.filter((kind) => kinds.has(kind)) });
  }
  return out;
}

/** A mark where it is drawn, in pixels from the top of the rail. */
export interface DrawnMark extends RailMark {
  readonly from: number;
  readonly to: number;
}

/** The mark nearest to a place on the rail, no further than `reach` pixels; null where there is none. */
export function markNear(marks: readonly DrawnMark[], y: number, reach: number): DrawnMark | null {
  let best: DrawnMark | null = null;
  let least = reach;
  for (const mark of marks) {
    const away = y < mark.from ? mark.from - y : y > mark.to ? y - mark.to : 0;
    // Of two at the same place the one that says more is meant: a run of agreed provisions lies under everything.
    if (away < least || (away === least && best && weight(mark) > weight(best))) {
      best = mark;
      least = away;
    }
  }
  return best;
}

const weight = ({ kinds }: RailMark) => kinds.filter((kind) => kind !== "agreed" && kind !== "group").length;
