import { EMPTY_RECORD, patchRecord, type RecordPatch, type RecordValue } from "@adref/schema";
import { withholdNames } from "../rooms/withheld.ts";

/** For whom something is told: `key` is the store's secret where the names of parties are withheld, null where they are not. */
export interface Audience {
  readonly key: string | null;
}

/** A record as an audience may see it, the same as the record documents of a live text tell it. */
export function recordFor(record: RecordValue, text: string, { key }: Audience): RecordValue {
  if (key === null) return record;
  return patchRecord(EMPTY_RECORD, withholdNames(patchOf(record), text, key));
}

function patchOf({ stances, ...facts }: RecordValue): RecordPatch {
  return {
    ...facts,
    stances: Object.entries(stances).flatMap(([target, parties]) =>
      Object.entries(parties).map(([party, said]) => ({ target, party, facts: said })),
    ),
  };
}
