import type { RecordValue } from "@adref/schema";
import type { BracketIndex } from "./bracket.ts";

/** The open brackets of a text: how many, which, and in which provisions. */
export interface OpenBrackets {
  readonly total: number;
  /** In document order. */
  readonly ids: readonly string[];
  /** How many touch a provision; provisions that none touches are missing. */
  readonly byProvision: ReadonlyMap<string, number>;
}

/**
 * Counts the open brackets: those with words in the text and no resolution on the record. Parked ones are open; notes are
 * no brackets. A bracket over several provisions counts once in the total, and in each of them.
 */
export function openBrackets(index: BracketIndex, record: Pick<RecordValue, "resolutions">): OpenBrackets {
  const ids = index.order.filter((id) => !record.resolutions[id]);
  const open = new Set(ids);
  const byProvision = new Map<string, number>();
  for (const [provision, brackets] of index.byProvision) {
    const count = brackets.filter((id) => open.has(id)).length;
    if (count > 0) byProvision.set(provision, count);
  }
  return { total: ids.length, ids, byProvision };
}
