import {
  type Actor,
  type Claims,
  judge,
  ownersOf,
  type Refusal,
  structureOf,
  type Touched,
  wholeOf,
  withClaims,
} from "@adref/law";
import { isLocked, type ProvisionValue, provisionOfNode, type RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";

/** What the law has to know besides the words. */
export interface Circumstances {
  readonly actor: Actor;
  readonly record: RecordValue;
  /** Ids of the actor's own that are not on the record yet. */
  readonly claimed: ReadonlySet<string>;
}

/** Why the law would refuse what lies between two documents; null when it would not. It looks at what differs only. */
export function refusalOf(before: Node, after: Node, { actor, record, claimed }: Circumstances): Refusal | null {
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
  const owners = ownersOf(record);
  const verdict = judge({
    actor,
    provisions: touched,
    structure: structural ? structureOf(wholeOf(before).places, wholeOf(after).places) : null,
    owners: actor.role === "delegation" ? withClaims(owners, claimsIn(touched, claimed), actor.party) : owners,
    locked: (provision) => isLocked(record, provision),
  });
  return verdict.lawful ? null : verdict.refusal;
}

/** The actor's own brackets and options in these provisions that are not on the record yet. */
function claimsIn(touched: readonly Touched[], claimed: ReadonlySet<string>): Claims {
  const brackets = new Set<string>();
  const options = new Map<string, Claims["options"][number]>();
  const note = (attrs: Readonly<Record<string, string | null>>) => {
    const { bracket, option, within } = attrs;
    if (bracket && claimed.has(bracket)) brackets.add(bracket);
    if (bracket && option && claimed.has(option)) options.set(option, { id: option, bracket, within: within ?? null });
  };
  for (const { before, after } of touched) {
    for (const provision of [before, after]) {
      if (!provision) continue;
      const { bracket, option, within } = provision;
      note({ bracket, option, within });
      for (const run of provision.runs) for (const mark of run.marks) note(mark.attrs);
    }
  }
  return { brackets: [...brackets].map((id) => ({ id })), options: [...options.values()] };
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
