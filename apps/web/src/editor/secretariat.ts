import { judge, ownersOf, structureOf, type Touched, wholeOf } from "@adref/law";
import { isLocked, newId, type ProvisionValue, provisionOfNode, type RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import type { Refused } from "./refused.ts";

/**
 * The Secretariat's own change: provisions that came by splitting, pasting or inserting get ids of their own, then the law
 * looks at it as the server will.
 */
export function secretariatChange(state: EditorState, tr: Transaction, record: RecordValue): Transaction | Refused {
  mendIds(state.doc, tr);
  const { before, after } = changedProvisions(state.doc, tr.doc);
  const structural = state.doc.childCount !== tr.doc.childCount || !sameIds(before, after);
  const values = new Map<string, ProvisionValue>(after.map((node) => [node.attrs.id, provisionOfNode(node)]));
  const touched: Touched[] = [];
  for (const node of before) {
    const value = provisionOfNode(node);
    touched.push({ before: value, after: values.get(value.id) ?? null });
    values.delete(value.id);
  }
  for (const value of values.values()) touched.push({ before: null, after: value });
  const verdict = judge({
    actor: { role: "secretariat" },
    provisions: touched,
    structure: structural ? structureOf(wholeOf(state.doc).places, wholeOf(tr.doc).places) : null,
    owners: ownersOf(record),
    locked: (provision) => isLocked(record, provision),
  });
  if (verdict.lawful) return tr;
  return { refused: { id: verdict.refusal.id, provision: verdict.refusal.provision ?? null } };
}

/** Gives an id to every provision without one or with one that stands before it already; a number comes only from an issue. */
function mendIds(before: Node, tr: Transaction): void {
  if (before.childCount === tr.doc.childCount && sameIds([...provisionsIn(before)], [...provisionsIn(tr.doc)])) return;
  const seen = new Set<string>();
  const mend: number[] = [];
  const had = new Map<string, Node>();
  for (const node of provisionsIn(before)) had.set(node.attrs.id, node);
  tr.doc.descendants((node, pos) => {
    if (node.type.name !== "provision") return true;
    const id = node.attrs.id as string | null;
    if (id === null || seen.has(id)) mend.push(pos);
    else seen.add(id);
    return false;
  });
  for (const pos of mend) {
    tr.setNodeAttribute(pos, "id", newId("p"));
    if (tr.doc.nodeAt(pos)?.attrs.number) tr.setNodeAttribute(pos, "number", null);
  }
}

function* provisionsIn(node: Node): Generator<Node> {
  for (const child of node.content.content) {
    if (child.type.name === "provision") yield child;
    else yield* provisionsIn(child);
  }
}

function sameIds(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((node, i) => node.attrs.id === b[i]?.attrs.id);
}

/** The provisions of the top-level blocks that differ. */
function changedProvisions(a: Node, b: Node): { before: Node[]; after: Node[] } {
  const inA = a.content.content;
  const inB = b.content.content;
  const both = Math.min(inA.length, inB.length);
  let from = 0;
  while (from < both && inA[from] === inB[from]) from++;
  let same = 0;
  while (same < both - from && inA[inA.length - 1 - same] === inB[inB.length - 1 - same]) same++;
  const list = (blocks: readonly Node[]) =>
    blocks.flatMap((block) => (block.type.name === "provision" ? [block] : [...provisionsIn(block)]));
  return { before: list(inA.slice(from, inA.length - same)), after: list(inB.slice(from, inB.length - same)) };
}
