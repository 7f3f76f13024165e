import type { WithinOf } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { BracketIndex, BracketView } from "./bracket.ts";
import { factsOfBlock, type ProvisionFacts } from "./facts.ts";
import { type Extent, extentOf, parentOf, place } from "./relations.ts";

/** What an index remembers, so that the next one costs only what changed. */
interface Memory {
  doc: Node;
  /** The facts of each top-level block. */
  blocks: readonly (readonly ProvisionFacts[])[];
}

interface Source {
  readonly homes: readonly ProvisionFacts[];
  readonly extent: Extent;
}

/** How an index came from the one before it. */
interface IndexChange {
  readonly previous: WeakRef<BracketIndex>;
  readonly ids: readonly string[];
}

const memories = new WeakMap<BracketIndex, Memory>();
const changes = new WeakMap<BracketIndex, IndexChange>();
const sources = new WeakMap<BracketView, Source>();

/**
 * What brackets a document holds. Given the index of the document before a change, it costs the touched blocks and a
 * pointer comparison for each of the others; brackets that did not change keep their view objects, and when none changed
 * the same index is returned. Notes are not counted.
 */
export function indexBrackets(doc: Node, previous?: BracketIndex): BracketIndex {
  const memory = previous && memories.get(previous);
  if (!previous || !memory) return indexWhole(doc);
  if (memory.doc === doc) return previous;
  const change = changedBlocks(memory.doc, doc);
  const before = memory.blocks.slice(change.from, change.toA).flat();
  const after: (readonly ProvisionFacts[])[] = [];
  for (let i = change.from; i < change.toB; i++) after.push(factsOfBlock(doc.child(i)));
  const facts = after.flat();
  const blocks = replaceRange(memory.blocks, change.from, change.toA, after);
  if (!hasBrackets(before) && !hasBrackets(facts)) {
    // Both documents have this index: it may remember the newer one.
    memory.doc = doc;
    memory.blocks = blocks;
    return previous;
  }
  const next = update(previous, blocks, before, facts);
  if (next === previous) {
    memory.doc = doc;
    memory.blocks = blocks;
  } else memories.set(next, { doc, blocks });
  return next;
}

function indexWhole(doc: Node): BracketIndex {
  const blocks: (readonly ProvisionFacts[])[] = [];
  doc.forEach((block) => {
    blocks.push(factsOfBlock(block));
  });
  const homes = homesIn(blocks.flat());
  const { order, byProvision } = listOrder(blocks);
  const read = new Map<string, Source>();
  for (const id of order) {
    const at = homes.get(id) as ProvisionFacts[];
    read.set(id, { homes: at, extent: extentOf(id, at) });
  }
  const brackets = new Map<string, BracketView>();
  for (const [id, source] of read)
    brackets.set(
      id,
      viewOf(id, source, (other) => read.get(other)?.extent),
    );
  const index: BracketIndex = { brackets, order, byProvision };
  memories.set(index, { doc, blocks });
  return index;
}

function viewOf(id: string, source: Source, extent: (id: string) => Extent | undefined): BracketView {
  const { standing, options, provisions } = source.extent;
  const view: BracketView = { id, standing, options, provisions, ...place(id, source.extent, extent) };
  sources.set(view, source);
  return view;
}

function listOrder(blocks: readonly (readonly ProvisionFacts[])[]): Pick<BracketIndex, "order" | "byProvision"> {
  const seen = new Set<string>();
  const byProvision = new Map<string, readonly string[]>();
  for (const block of blocks) {
    for (const facts of block) {
      if (facts.brackets.length === 0) continue;
      byProvision.set(facts.id, facts.brackets);
      for (const id of facts.brackets) seen.add(id);
    }
  }
  return { order: [...seen], byProvision };
}

function update(
  previous: BracketIndex,
  blocks: readonly (readonly ProvisionFacts[])[],
  before: readonly ProvisionFacts[],
  after: readonly ProvisionFacts[],
): BracketIndex {
  const touched = new Set([...before, ...after].flatMap((facts) => facts.brackets));
  const read = new Map<string, Source>();
  const gone = new Set<string>();
  const homesOf = homesAfter(previous, blocks, before, after);
  for (const id of touched) {
    const homes = homesOf(id);
    if (homes.length === 0) gone.add(id);
    else read.set(id, { homes, extent: extentOf(id, homes) });
  }
  const extent = (id: string) => (read.get(id) ?? sourceOf(previous, id))?.extent;
  // What a bracket is inside of depends on the size of those it overlaps, too.
  const nearby = new Set(read.keys());
  for (const id of touched) {
    for (const source of [read.get(id), sourceOf(previous, id)]) {
      for (const overlap of source?.extent.overlaps.values() ?? []) nearby.add(overlap.bracket);
    }
  }
  const fresh: BracketView[] = [];
  for (const id of nearby) {
    const source = read.get(id) ?? (gone.has(id) ? undefined : sourceOf(previous, id));
    if (!source) continue;
    const view = viewOf(id, source, extent);
    const old = previous.brackets.get(id);
    if (old && sameView(old, view)) sources.set(old, source);
    else fresh.push(view);
  }
  const moved = !sameLists(before, after);
  if (fresh.length === 0 && gone.size === 0 && !moved) return previous;
  const brackets = new Map(previous.brackets);
  for (const id of gone) brackets.delete(id);
  for (const view of fresh) brackets.set(view.id, view);
  const lists = moved ? listOrder(blocks) : previous;
  const next: BracketIndex = { brackets, order: lists.order, byProvision: lists.byProvision };
  changes.set(next, { previous: new WeakRef(previous), ids: [...gone, ...fresh.map(({ id }) => id)] });
  return next;
}

/**
 * The brackets that came, went or changed between two indexes, in no order. Costs what changed where `after` was made from
 * `before` by indexBrackets, else a look at every bracket.
 */
export function changedBrackets(before: BracketIndex, after: BracketIndex): readonly string[] {
  if (before === after) return [];
  const change = changes.get(after);
  if (change?.previous.deref() === before) return change.ids;
  const ids: string[] = [];
  for (const [id, view] of after.brackets) if (before.brackets.get(id) !== view) ids.push(id);
  for (const id of before.brackets.keys()) if (!after.brackets.has(id)) ids.push(id);
  return ids;
}

/** The innermost option in which a bracket of an index stands, where options between it and the next have ended as well. */
export function parentIn(view: BracketView, withinOf: WithinOf): string | null {
  const source = sources.get(view);
  return source ? parentOf(source.extent, withinOf) : view.parent;
}

function sourceOf(index: BracketIndex, id: string): Source | undefined {
  const view = index.brackets.get(id);
  return view && sources.get(view);
}

/**
 * Finds the provisions of brackets after the change. Those of the changed blocks stand together, so they are swapped in
 * place. Looks at the changed blocks once for all brackets, and at all blocks at most once.
 */
function homesAfter(
  previous: BracketIndex,
  blocks: readonly (readonly ProvisionFacts[])[],
  before: readonly ProvisionFacts[],
  after: readonly ProvisionFacts[],
): (id: string) => readonly ProvisionFacts[] {
  const changed = new Set(before);
  const fresh = homesIn(after);
  let whole: ReadonlyMap<string, readonly ProvisionFacts[]> | null = null;
  return (id) => {
    const now = fresh.get(id) ?? [];
    const old = sourceOf(previous, id)?.homes;
    if (!old) return now;
    const from = old.findIndex((facts) => changed.has(facts));
    if (from < 0) {
      whole ??= homesIn(blocks.flat());
      return whole.get(id) ?? [];
    }
    let to = from;
    while (to < old.length && changed.has(old[to] as ProvisionFacts)) to++;
    return [...old.slice(0, from), ...now, ...old.slice(to)];
  };
}

function homesIn(provisions: readonly ProvisionFacts[]): Map<string, ProvisionFacts[]> {
  const homes = new Map<string, ProvisionFacts[]>();
  for (const facts of provisions) {
    for (const id of facts.brackets) {
      const found = homes.get(id);
      if (found) found.push(facts);
      else homes.set(id, [facts]);
    }
  }
  return homes;
}

interface BlockChange {
  readonly from: number;
  readonly toA: number;
  readonly toB: number;
}

function changedBlocks(a: Node, b: Node): BlockChange {
  const both = Math.min(a.childCount, b.childCount);
  const inA = a.content.content;
  const inB = b.content.content;
  let from = 0;
  while (from < both && inA[from] === inB[from]) from++;
  let same = 0;
  while (same < both - from && inA[a.childCount - 1 - same] === inB[b.childCount - 1 - same]) same++;
  return { from, toA: a.childCount - same, toB: b.childCount - same };
}

function replaceRange<T>(list: readonly T[], from: number, to: number, by: readonly T[]): readonly T[] {
  const next = list.slice(0, from);
  next.push(...by);
  for (let i = to; i < list.length; i++) next.push(list[i] as T);
  return next;
}

const hasBrackets = (facts: readonly ProvisionFacts[]) => facts.some((one) => one.brackets.length > 0);

/** Whether provisions, in order, list the same brackets, so that the order of all brackets is what it was. */
function sameLists(before: readonly ProvisionFacts[], after: readonly ProvisionFacts[]): boolean {
  const a = before.filter((facts) => facts.brackets.length > 0);
  const b = after.filter((facts) => facts.brackets.length > 0);
  return (
    a.length === b.length &&
    a.every((facts, i) => {
      const other = b[i] as ProvisionFacts;
      return (
        facts.id === other.id &&
        facts.brackets.length === other.brackets.length &&
        facts.brackets.every((id, j) => id === other.brackets[j])
      );
    })
  );
}

function sameView(a: BracketView, b: BracketView): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
