import { applyResolution, type BracketIndex } from "@adref/brackets";
import type { Person, TextInfo } from "@adref/protocol";
import {
  bodyOf,
  canonicalWords,
  newWordsDoc,
  provisionOfNode,
  provisionsOf,
  type RecordPatch,
  type RecordValue,
  type TextValue,
  writeDoc,
} from "@adref/schema";
import type { Negotiation, Undoing } from "../acts/case.ts";
import { judgeAct } from "../acts/judge-act.ts";
import { endedWith } from "../acts/resolutions.ts";
import { signOf } from "../history/blocks.ts";
import type { RestorePlan } from "../history/plan-restore.ts";
import { canonicalJson } from "../ledger.ts";
import type { Naming } from "../rooms/moments.ts";
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
  /** The named moments before. */
  readonly moments: readonly Naming[];
  readonly looked: Looked;
  /** The negotiation as it was then. */
  readonly negotiation: Negotiation;
}

/** What an act about the past looks back on, as the ledger has it. */
export interface Looked {
  /** With `restore` and `undo`: the text after the entry that the act names; null where the ledger does not reach to it. */
  readonly past: TextValue | null;
  /** With `undo`: that entry, and the text before it. */
  readonly undoing: Undoing | null;
}

export const NO_LOOK: Looked = { past: null, undoing: null };

/** Judges an act again: was it lawful then, and are its words and its patch what it makes of them? Null when all is well. */
export function judgeActEntry(given: ActEntryCase): string | null {
  const { entry, person, text, doc, record, index, negotiation } = given;
  const { act, patch = {} } = entry.data;
  if (!act) return "it names no act";
  const ids = new Set(provisionsOf(doc).map(({ node }) => node.attrs.id as string));
  const hasProvision = (id: string) => ids.has(id);
  const history = { doc, moments: given.moments, head: entry.seq - 1, ...given.looked };
  const { at } = entry;
  const verdict = judgeAct({ act, person, text, negotiation, index, hasProvision, record, at, history });
  if (!verdict.accepted) return `not to be accepted (${verdict.refusal.id}): ${verdict.refusal.sentence}`;
  const { about } = entry.data;
  if (about && canonicalJson(about) !== canonicalJson(verdict.about ?? null)) return "it is not about what it says";
  if (verdict.restores) {
    if (canonicalJson(entry.data.restored ?? null) !== canonicalJson(verdict.restores.restored)) {
      return "what it says that it put back is not what it did";
    }
    const wrong = restoredWrongly(given, verdict.restores.plan);
    return wrong ?? (samePatch(verdict.patch, patch) ? null : "its patch is not what the act says");
  }
  if (entry.data.restored) return "an act of its kind puts nothing back";
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

/**
 * Whether the words after a restoration are those of the moment where it was to put them back, and what they were
 * elsewhere. The plan is asked for the latter only.
 */
function restoredWrongly({ entry, looked, wordsAfter }: ActEntryCase, plan: RestorePlan): string | null {
  const { act } = entry.data;
  const undone = act?.type === "undo" ? looked.undoing?.before : undefined;
  const past = undone ?? looked.past;
  const named = undone ? changedIn(plan) : act?.type === "restore" ? act.provisions : undefined;
  const expected = named ? plan.doc : past?.doc;
  if (!expected || wordsAfter() !== wordsOfDoc(expected)) return "its words are not those of the moment";
  if (!named || !past) return null;
  const [then, after] = [provisionSigns(past.doc), provisionSigns(plan.doc)];
  const other = named.find((id) => then.get(id) !== after.get(id));
  return other === undefined ? null : `provision ${other} is not what it was at the moment`;
}

const changedIn = ({ rewritten, inserted, removed, moved }: RestorePlan) => [
  ...new Set([...rewritten, ...inserted, ...removed, ...moved]),
];

function wordsOfDoc(doc: TextValue["doc"]): string {
  const shared = newWordsDoc();
  writeDoc(bodyOf(shared), doc);
  return canonicalWords(bodyOf(shared));
}

function provisionSigns(doc: TextValue["doc"]): ReadonlyMap<string, string> {
  return new Map(provisionsOf(doc).map(({ node }) => [node.attrs.id as string, signOf(provisionOfNode(node))]));
}

/** Brackets that stood only in words which went with the act end with it. */
function withEnded(patch: RecordPatch, { entry, person, index, openAfter }: ActEntryCase): RecordPatch {
  const outer = Object.keys(patch.resolutions ?? {})[0] ?? "";
  const ended = index.order.filter((id) => id !== outer && !openAfter.has(id));
  const facts = ended.map((id) => [id, endedWith(outer, entry.at, person.id)] as const);
  return { ...patch, resolutions: { ...patch.resolutions, ...Object.fromEntries(facts) } };
}
