import { applyResolution, type BracketIndex } from "@adref/brackets";
import type { Person, TextInfo } from "@adref/protocol";
import {
  bodyOf,
  canonicalWords,
  newWordsDoc,
  provisionsOf,
  type RecordPatch,
  type RecordValue,
  type TextValue,
} from "@adref/schema";
import { endedWith, judgeAct } from "../rooms/judge-act.ts";
import type { Entry } from "../store/port.ts";
import { samePatch } from "./same-patch.ts";

/** An act's entry, and the text as it was before and after it. */
export interface ActEntryCase {
  readonly entry: Entry;
  readonly person: Person;
  readonly text: TextInfo;
  readonly doc: TextValue["doc"];
  readonly record: RecordValue;
  readonly index: BracketIndex;
  /** The words before, as one Yjs update. */
  readonly state: Uint8Array;
  readonly wordsAfter: () => string;
  readonly openAfter: ReadonlyMap<string, unknown>;
}

/** Judges an act again: was it lawful then, and are its words and its patch what it makes of them? Null when all is well. */
export function judgeActEntry(given: ActEntryCase): string | null {
  const { entry, person, text, doc, record, index } = given;
  const { act, patch = {} } = entry.data;
  if (!act) return "it names no act";
  const ids = new Set(provisionsOf(doc).map(({ node }) => node.attrs.id as string));
  const hasProvision = (id: string) => ids.has(id);
  const verdict = judgeAct({ act, person, text, index, hasProvision, record, at: entry.at });
  if (!verdict.accepted) return `not to be accepted (${verdict.refusal.id}): ${verdict.refusal.sentence}`;
  if (!verdict.ends) {
    if (entry.update.length > 0) return "an act of its kind does not change words";
    return samePatch(verdict.patch, patch) ? null : "its patch is not what the act says";
  }
  const body = bodyOf(newWordsDoc(given.state));
  const effect = applyResolution(body, verdict.ends.bracket, verdict.ends.how);
  if (!effect.resolved) return `not to be accepted (${effect.why}): ${effect.sentence}`;
  if (canonicalWords(body) !== given.wordsAfter()) return "its words are not what the resolution makes of the text";
  return samePatch(withEnded(verdict.patch, given), patch) ? null : "its patch is not what the act says";
}

/** Brackets that stood only in words which went with the act end with it. */
function withEnded(patch: RecordPatch, { entry, person, index, openAfter }: ActEntryCase): RecordPatch {
  const outer = Object.keys(patch.resolutions ?? {})[0] ?? "";
  const ended = index.order.filter((id) => id !== outer && !openAfter.has(id));
  const facts = ended.map((id) => [id, endedWith(outer, entry.at, person.id)] as const);
  return { ...patch, resolutions: { ...patch.resolutions, ...Object.fromEntries(facts) } };
}
