import type { MarkValue } from "@adref/schema";
import * as Y from "yjs";
import { type How, type ProvisionPlan, planResolution, type Unresolvable } from "./plan-resolution.ts";
import { SEAM } from "./seam.ts";
import { bracketsOf, readShared, type SharedProvision, type SharedRun } from "./shared-runs.ts";

/** What a resolution did. Ids in document order. */
export interface ResolutionEffect {
  readonly resolved: true;
  /** The bracket, and those inside it that lost all their words with it. */
  readonly ended: readonly string[];
  /** Provisions whose words or marks changed and that are still there. */
  readonly touched: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Ends a bracket in the shared words, in one transaction with the given origin, and says what that did; or says why it
 * cannot, and writes nothing. Kept words stay the very characters that they were, so that what others type in them
 * meanwhile stays in place. Brackets inside kept words stay open; an option that was written into the one that ended
 * stands for itself from then on. A space before the hole goes with it
 * where another space or a stop follows.
 */
export function applyResolution(
  body: Y.XmlFragment,
  bracket: string,
  how: How,
  origin: unknown = null,
): ResolutionEffect | Unresolvable {
  const provisions = readShared(body);
  const plans = planResolution(provisions, bracket, how);
  if ("resolved" in plans) return plans;
  const write = () => {
    for (const plan of plans) if (!plan.remove) writeProvision(plan, bracket, provisions);
    for (const plan of plans) if (plan.remove) removeElement(plan.provision.element);
  };
  if (body.doc) body.doc.transact(write, origin);
  else write();
  const after = new Set(readShared(body).flatMap((provision) => [...bracketsOf(provision)]));
  const before = new Set(provisions.flatMap((provision) => [...bracketsOf(provision)]));
  return {
    resolved: true,
    ended: [...before].filter((id) => !after.has(id)),
    touched: plans.filter((plan) => !plan.remove).map((plan) => plan.provision.id),
    removed: plans.filter((plan) => plan.remove).map((plan) => plan.provision.id),
  };
}

function writeProvision(plan: ProvisionPlan, bracket: string, provisions: readonly SharedProvision[]): void {
  const { element } = plan.provision;
  if (plan.becomes !== undefined) {
    for (const name of ["bracket", "option", "within"] as const) {
      const value = plan.becomes?.[name] ?? null;
      if (value === null) element.removeAttribute(name);
      else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
  }
  if (plan.number !== undefined) element.setAttribute("number", plan.number);
  for (const run of plan.strip) {
    const ours = run.keys.filter(({ mark }) => mark.attrs.bracket === bracket && isBracketMark(mark));
    run.text.format(run.from, run.words.length, Object.fromEntries(ours.map(({ key }) => [key, null])));
  }
  for (const { text, from, length } of holes(plan, bracket).reverse()) text.delete(from, length);
  if (plan.insert) insertWords(plan, plan.insert, bracket, provisions);
}

interface Hole {
  readonly text: Y.XmlText;
  readonly from: number;
  readonly length: number;
}

/** What to delete, in order; with it, a space that would stand before another, or before a stop, where words go. */
function holes(plan: ProvisionPlan, bracket: string): Hole[] {
  const { runs } = plan.provision;
  const dropped = new Set(plan.drop);
  const out: Hole[] = [];
  for (let i = 0; i < runs.length; i++) {
    if (!dropped.has(runs[i] as SharedRun)) continue;
    const left = runs[i - 1];
    let end = i;
    while (end < runs.length && dropped.has(runs[end] as SharedRun)) end++;
    const right = runs[end];
    const filled = plan.insert?.before && runs.slice(i, end).includes(plan.insert.before);
    const spare = filled ? null : spareSpace(left, right, bracket);
    if (spare === "left" && left) out.push({ text: left.text, from: left.from + left.words.length - 1, length: 1 });
    for (const run of runs.slice(i, end)) out.push({ text: run.text, from: run.from, length: run.words.length });
    if (spare === "right" && right) out.push({ text: right.text, from: right.from, length: 1 });
    i = end;
  }
  return out;
}

/** Which space may go: never one that belongs to another bracket than its neighbour does. */
function spareSpace(
  left: SharedRun | undefined,
  right: SharedRun | undefined,
  bracket: string,
): "left" | "right" | null {
  if (!left?.words.endsWith(" ") || !right || !SEAM.test(right.words)) return null;
  const [before, after] = [otherBrackets(left, bracket), otherBrackets(right, bracket)];
  if (!right.words.startsWith(" ")) return before === "" || before === after ? "left" : null;
  if (after === "" || after === before) return "right";
  return before === "" ? "left" : null;
}

const otherBrackets = (run: SharedRun, bracket: string) =>
  run.keys
    .filter(({ mark }) => isBracketMark(mark) && mark.attrs.bracket !== bracket)
    .map(({ key }) => key)
    .sort()
    .join();

const isBracketMark = (mark: MarkValue) => mark.type === "contested" || mark.type === "proposed";

function insertWords(
  plan: ProvisionPlan,
  insert: NonNullable<ProvisionPlan["insert"]>,
  bracket: string,
  provisions: readonly SharedProvision[],
): void {
  const words = insert.words.replace(/\s*[\r\n]+\s*/g, " ");
  const run = insert.before;
  if (!run) {
    const text = plan.provision.element.toArray().find((child) => child instanceof Y.XmlText);
    if (text) text.insert(0, words, {});
    else plan.provision.element.insert(0, [new Y.XmlText(words)]);
    return;
  }
  // Holes before the place, in the same text, are the spaces and runs that went already.
  const before = holes(plan, bracket).filter((hole) => hole.text === run.text && hole.from < run.from);
  const at = run.from - before.reduce((sum, hole) => sum + hole.length, 0);
  const attributes: Record<string, unknown> = {};
  for (const { key, mark } of run.keys) {
    if (surrounds(mark, key, insert.like, bracket, provisions)) attributes[key] = { ...mark.attrs };
  }
  run.text.insert(at, words, attributes);
}

/**
 * Whether a mark goes on round the merged words: one that stands on all of the bracket's words, unless it is inside the
 * bracket itself.
 */
function surrounds(
  mark: MarkValue,
  key: string,
  all: readonly SharedRun[],
  bracket: string,
  provisions: readonly SharedProvision[],
): boolean {
  if (mark.type === "note" || mark.type === "footnote" || mark.attrs.bracket === bracket) return false;
  if (!all.every((run) => run.keys.some((other) => other.key === key))) return false;
  if (mark.type === "proposed") {
    return !all.some((run) => run.proposed.some((p) => p.bracket === bracket && p.option === mark.attrs.within));
  }
  if (mark.type !== "contested") return true;
  return provisions.some((provision) =>
    provision.runs.some((run) => !all.includes(run) && run.keys.some((other) => other.key === key)),
  );
}

function removeElement(element: Y.XmlElement): void {
  const parent = element.parent;
  if (!(parent instanceof Y.XmlElement || parent instanceof Y.XmlFragment)) return;
  parent.delete(parent.toArray().indexOf(element), 1);
}
