import {
  bodyOf,
  isLocked,
  markKey,
  newId,
  provisionElements,
  provisionOfY,
  type RecordValue,
  wordsOf,
} from "@adref/schema";
import * as Y from "yjs";

/** Where a proposal was put. */
export interface Put {
  readonly provision: string;
  readonly bracket: string;
  readonly option: string;
}

/** What a party puts forward: other words in the place of some that stand, or an addition before the full stop. */
export type Move = { readonly replace: string; readonly by: string } | { readonly add: string };

/** Provisions shorter than this are headings and the like. */
const SHORTEST = 40;

/**
 * Puts a move forward in the first provision that takes it, from the `skip`th on: one that stands, is not agreed, and has no bracket.
 * Returns where, or null where none does. Writes as a delegation's editor would.
 */
export function putForward(doc: Y.Doc, record: RecordValue, move: Move, skip: number): Put | null {
  let passed = 0;
  for (const element of provisionElements(bodyOf(doc))) {
    const provision = element.getAttribute("id") ?? "";
    const text = element.get(0);
    if (!(text instanceof Y.XmlText) || isLocked(record, provision) || element.getAttribute("bracket")) continue;
    const at = placeOf(element, move);
    if (at === null || passed++ < skip) continue;
    return { provision, ...write(text, at, move) };
  }
  return null;
}

function write(text: Y.XmlText, at: number, move: Move): { readonly bracket: string; readonly option: string } {
  const bracket = newId("b");
  const option = newId("o");
  const proposed = { type: "proposed", attrs: { bracket, option, within: null } };
  const contested = { type: "contested", attrs: { bracket } };
  const silent = Object.fromEntries(keysIn(text).map((key) => [key, null]));
  const taken = "replace" in move ? move.replace.length : 0;
  if (taken > 0) text.format(at, taken, { [markKey(contested)]: contested.attrs });
  const words = "replace" in move ? move.by : move.add;
  text.insert(at + taken, words, {
    ...silent,
    ...(taken > 0 && { [markKey(contested)]: null }),
    [markKey(proposed)]: proposed.attrs,
  });
  return { bracket, option };
}

/** Where in a provision's words a move goes; null where it does not, or where anything is in brackets. */
function placeOf(element: Y.XmlElement, move: Move): number | null {
  const provision = provisionOfY(element);
  const words = wordsOf(provision);
  const plain = provision.runs.every(({ marks }) => marks.length === 0);
  if (words.length < SHORTEST || !plain) return null;
  if ("add" in move) return /[.;]$/.test(words) ? words.length - 1 : null;
  const at = words.search(new RegExp(`(?<![\\p{L}])${move.replace}(?![\\p{L}])`, "u"));
  return at < 0 ? null : at;
}

function keysIn(text: Y.XmlText): string[] {
  const delta = text.toDelta() as { attributes?: Record<string, unknown> }[];
  return delta.flatMap(({ attributes }) => Object.keys(attributes ?? {}));
}
