import { asFavoured, asIfAdopted, asStanding } from "@adref/revisions";
import { EMPTY_RECORD, type TextValue } from "@adref/schema";
import type { View } from "./views.ts";

/**
 * A text as it would read. What is drawn knows nothing of the brackets that are gone, and statuses are left away: nothing of
 * this has happened.
 */
export function cleanText(text: TextValue, view: View): TextValue {
  const { doc, record } = as(text, view);
  return {
    doc,
    record: { ...EMPTY_RECORD, brackets: record.brackets, options: record.options, stances: record.stances },
  };
}

function as(text: TextValue, view: View): TextValue {
  switch (view.kind) {
    case "party":
      return asIfAdopted(text, view.party);
    case "favoured":
      return asFavoured(text);
    default:
      return asStanding(text);
  }
}
