import { EMPTY_RECORD, type RecordValue, type TextValue } from "@adref/schema";
import { cleanText } from "./export-word.ts";

/** What of a text a paper shows. */
export interface PaperView {
  /** `bracketed` has every bracket; `clean` has the standing words only. */
  readonly view: "bracketed" | "clean";
  /** Whether the paper says whose the brackets are. */
  readonly attributions: boolean;
}

/**
 * The text that a paper holds, so that a file hides nothing that its page does not show: a clean paper knows of no bracket, and one
 * without attributions of no party, no stance, no reason and no remark.
 */
export function viewOf(text: TextValue, { view, attributions }: PaperView): TextValue {
  if (view === "clean") return { doc: cleanText(text).doc, record: { ...EMPTY_RECORD, statuses: bareStatuses(text) } };
  return attributions ? text : { doc: text.doc, record: withoutNames(text) };
}

function withoutNames(text: TextValue): RecordValue {
  const { brackets, options } = text.record;
  return {
    ...EMPTY_RECORD,
    brackets: mapFacts(brackets, (facts) => ({ ...facts, owner: null })),
    options: mapFacts(options, (facts) => ({ ...facts, owner: null })),
    statuses: bareStatuses(text),
  };
}

/** Statuses without their reasons: who reads them was not in the room. */
function bareStatuses({ record }: TextValue): RecordValue["statuses"] {
  return mapFacts(record.statuses, ({ reason: _, ...facts }) => facts);
}

function mapFacts<T>(facts: Readonly<Record<string, T>>, map: (fact: T) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, map(fact)]));
}
