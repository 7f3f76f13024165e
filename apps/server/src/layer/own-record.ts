import { FACT_ROOTS, patchRecord, type RecordPatch, type RecordValue } from "@adref/schema";

/** A record as one patch that says all of it. */
export function asPatch(record: RecordValue): RecordPatch {
  const { stances, ...facts } = record;
  return {
    ...facts,
    stances: Object.entries(stances).flatMap(([target, said]) =>
      Object.entries(said).map(([party, one]) => ({ target, party, facts: one })),
    ),
  };
}

/** The record of a layer: the party's own, and over it what the text says; what has been tabled is the text's. */
export function layerRecord(own: RecordValue, text: RecordValue): RecordValue {
  return patchRecord(own, asPatch(text));
}

/** Whether a patch says anything. */
export function saysSomething(patch: RecordPatch): boolean {
  const { stances = [] } = patch;
  return stances.length > 0 || FACT_ROOTS.some((root) => Object.keys(patch[root] ?? {}).length > 0);
}
