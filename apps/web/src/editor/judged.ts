import { type Actor, judge, ownersOf, type Refusal, structureOf, type Touched, wholeOf } from "@adref/law";
import { isLocked, type ProvisionValue, provisionOfNode, type RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";

/** Why the law would refuse what lies between two documents; null when it would not. It looks at what differs only. */
export function refusalOf(actor: Actor, before: Node, after: Node, record: RecordValue): Refusal | null {
  const changed = changedProvisions(before, after);
  const structural = before.childCount !== after.childCount || !sameIds(changed.before, changed.after);
  const values = new Map<string, ProvisionValue>();
  for (const node of changed.after) values.set(node.attrs.id, provisionOfNode(node));
  const touched: Touched[] = [];
  for (const node of changed.before) {
    const value = provisionOfNode(node);
    touched.push({ before: value, after: values.get(value.id) ?? null });
    values.delete(value.id);
  }
  for (const value of values.values()) touched.push({ before: null, after: value });
  const verdict = judge({
    actor,
    provisions: touched,
    structure: structural ? structureOf(wholeOf(before).places, wholeOf(after).places) : null,
    owners: ownersOf(record),
    locked: (provision) => isLocked(record, provision),
  });
  return verdict.lawful ? null : verdict.refusal;
}

/** The provisions of the top-level blocks that differ. */
export function changedProvisions(a: Node, b: Node): { before: Node[]; after: Node[] } {
  const inA = a.content.content;
  const inB = b.content.content;
  const both = Math.min(inA.length, inB.length);
  let from = 0;
  while (from < both && inA[from] === inB[from]) from++;
  let same = 0;
  while (same < both - from && inA[inA.length - 1 - same] === inB[inB.length - 1 - same]) same++;
  const list = (blocks: readonly Node[]) => blocks.flatMap((block) => [...provisionsIn(block)]);
  return { before: list(inA.slice(from, inA.length - same)), after: list(inB.slice(from, inB.length - same)) };
}

export function sameIds(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((node, i) => node.attrs.id === b[i]?.attrs.id);
}

function* provisionsIn(block: Node): Generator<Node> {
  if (block.type.name === "provision") yield block;
  else for (const child of block.content.content) yield* provisionsIn(child);
}
