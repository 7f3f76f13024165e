import { indexBrackets } from "@adref/brackets";
import type { Restored } from "@adref/protocol";
import { provisionOfNode, provisionsOf, type RecordPatch, type RecordValue, type TextValue } from "@adref/schema";
import { signOf } from "../history/blocks.ts";
import { planRestore } from "../history/plan-restore.ts";
import { canonicalJson } from "../ledger.ts";
import { type Judge, no, own, type Undoing, yes } from "./case.ts";

/** What the chair may take back: what decided about brackets and provisions. */
const UNDOABLE: ReadonlySet<string> = new Set([
  ...["adopt", "merge", "lift", "delete", "park"],
  ...["status", "reopen", "park-provision"],
]);

/** The parts of a record that such acts write. */
const ROOTS = ["brackets", "statuses", "resolutions"] as const;

/**
 * The chair takes back an act: its brackets stand again in the words that they had, its provisions have the status that they
 * had. Only where nothing was done there since: every provision that the act was about has the words, brackets and status
 * that the act left it with. What is said on the record of it is then what was said before the act.
 */
export const judgeUndo: Judge<"undo"> = ({ index, record, history }, act) => {
  const undoing = history?.undoing;
  if (!history || !undoing || act.seq > history.head) return no("no-such-moment");
  const { entry, before, after } = undoing;
  const type = entry.data.act?.type ?? "";
  if (entry.kind !== "act" || entry.seq !== act.seq || !UNDOABLE.has(type)) return no("not-undoable");
  const patch = entry.data.patch ?? {};
  if (!ROOTS.every((root) => standsAs(record, after.record, patch[root], root))) return no("changed-since");
  const concerned = concernedBy(undoing);
  const changed = firstChanged(concerned, history.doc, record, after);
  if (changed !== null) return no("changed-since", changed);
  const inverse = inverseOf(patch, before.record);
  const words = concerned.filter((id) => differs(id, before.doc, after.doc));
  if (words.length === 0) return yes(inverse, concerned);
  const plan = planRestore(history.doc, before.doc, words, () => false);
  if ("sentence" in plan) return { accepted: false, refusal: plan };
  const then = indexBrackets(plan.doc, index);
  const restored: Restored = {
    rewritten: plan.rewritten,
    inserted: plan.inserted,
    removed: plan.removed,
    moved: plan.moved,
    reopened: then.order.filter((id) => !index.brackets.has(id)),
    ended: index.order.filter((id) => !then.brackets.has(id)),
  };
  return { accepted: true, patch: inverse, about: concerned, restores: { plan, restored } };
};

/** Whether the facts that an entry wrote are still those that it left. */
function standsAs(
  now: RecordValue,
  after: RecordValue,
  written: Readonly<Record<string, unknown>> | undefined,
  root: (typeof ROOTS)[number],
): boolean {
  const [is, was]: Readonly<Record<string, unknown>>[] = [now[root], after[root]];
  return Object.keys(written ?? {}).every((id) => alike(own(is ?? {}, id), own(was ?? {}, id)));
}

/** The provisions that an entry was about: those that it named, those of its brackets, and those whose words it changed. */
function concernedBy({ entry, before, after }: Undoing): readonly string[] {
  const { brackets = {}, statuses = {}, resolutions = {} } = entry.data.patch ?? {};
  const index = indexBrackets(before.doc);
  const ids = new Set(Object.keys(statuses));
  for (const id of [...Object.keys(brackets), ...Object.keys(resolutions)]) {
    for (const provision of index.brackets.get(id)?.provisions ?? []) ids.add(provision);
  }
  const [was, is] = [signsOf(before.doc), signsOf(after.doc)];
  for (const id of new Set([...was.keys(), ...is.keys()])) if (was.get(id) !== is.get(id)) ids.add(id);
  return [...ids];
}

/** The first provision whose words, brackets or status are not those that the act left; null where all are. */
function firstChanged(
  ids: readonly string[],
  now: TextValue["doc"],
  record: RecordValue,
  after: TextValue,
): string | null {
  const [is, was] = [signsOf(now), signsOf(after.doc)];
  const changed = ids.find(
    (id) => is.get(id) !== was.get(id) || !alike(own(record.statuses, id), own(after.record.statuses, id)),
  );
  return changed ?? null;
}

/** The patch that gives the facts back which another patch wrote over. */
function inverseOf({ brackets, statuses, resolutions }: RecordPatch, before: RecordValue): RecordPatch {
  const back = <T>(written: object, facts: Readonly<Record<string, T>>): Record<string, T | null> =>
    Object.fromEntries(Object.keys(written).map((id) => [id, own(facts, id) ?? null]));
  const unknown = { owner: null, at: "" };
  const known = Object.keys(brackets ?? {}).map((id) => [id, own(before.brackets, id) ?? unknown] as const);
  return {
    ...(known.length > 0 && { brackets: Object.fromEntries(known) }),
    ...(statuses && { statuses: back(statuses, before.statuses) }),
    ...(resolutions && { resolutions: back(resolutions, before.resolutions) }),
  };
}

const signs = new WeakMap<TextValue["doc"], ReadonlyMap<string, string>>();

function signsOf(doc: TextValue["doc"]): ReadonlyMap<string, string> {
  let known = signs.get(doc);
  if (!known) {
    known = new Map(provisionsOf(doc).map(({ node }) => [node.attrs.id as string, signOf(provisionOfNode(node))]));
    signs.set(doc, known);
  }
  return known;
}

const differs = (id: string, a: TextValue["doc"], b: TextValue["doc"]) => signsOf(a).get(id) !== signsOf(b).get(id);

const alike = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null);
