import { type Reason, reasonOf } from "@adref/protocol";
import type { ProvisionValue } from "@adref/schema";
import { type Block, frameOf, keyedBlocks, provisionsIn, signOf } from "./blocks.ts";
import { heaviestRising } from "./longest-rising.ts";

/** One block of the text as it is to become. */
export type TargetBlock =
  /** It stands now and stays the element that it is. `rewrite` are the provisions in it that become what they were. */
  | { readonly keep: number; readonly rewrite: ReadonlyMap<string, Block> }
  /** It is put here anew: it had gone, stood elsewhere, or is a table of another frame. */
  | { readonly insert: Block };

/** How the text becomes what it was; blocks of the text as it is are named by their places, from 0. */
export interface RestorePlan {
  /** The text as it will be. */
  readonly doc: Block;
  readonly target: readonly TargetBlock[];
  readonly rewritten: readonly string[];
  readonly inserted: readonly string[];
  readonly removed: readonly string[];
  readonly moved: readonly string[];
}

/** A block that the plan keeps weighs this much more when agreed words stand in it. */
const AGREED = 1_000_000;

/**
 * Plans how `named` provisions (all of the text, when null) become again what they were in `past`. Named provisions stay
 * where they are; with the whole text the order is that of `past`, and as few blocks move as can be. Refused where agreed
 * words would change or move, where a name is in neither text, and where nothing would change.
 */
export function planRestore(
  now: Block,
  past: Block,
  named: readonly string[] | null,
  isLocked: (provision: string) => boolean,
): RestorePlan | Reason {
  const standing = keyedBlocks(now);
  const then = keyedBlocks(past);
  const wanted = named === null ? wholeOf(then) : someOf(standing, then, named);
  if ("sentence" in wanted) return wanted;
  const order = [...standing.keys()];
  const places = new Map(order.map((key, place) => [key, place]));
  const kept = heaviestRising(
    [...wanted.keys()].flatMap((key) => places.get(key) ?? []),
    (place) => (hasLocked(standing.get(order[place] as string), isLocked) ? AGREED : 1),
    order.length,
  );
  const before = valuesOf(standing.values());
  const target: TargetBlock[] = [];
  const moved: string[] = [];
  for (const [key, block] of wanted) {
    const place = places.get(key);
    const old = standing.get(key);
    if (old === undefined || place === undefined || !kept.has(place)) {
      target.push({ insert: block });
      moved.push(...idsOf(block).filter((id) => before.values.has(id)));
    } else if (old.eq(block)) target.push({ keep: place, rewrite: new Map() });
    else if (frameOf(old) !== frameOf(block)) {
      target.push({ insert: block });
      const stood = nodesOf(old);
      // Into or out of a table is elsewhere, too.
      moved.push(...idsOf(block).filter((id) => before.values.has(id) && !stood.has(id)));
    } else target.push({ keep: place, rewrite: differing(old, block) });
  }
  const after = valuesOf(wanted.values());
  if (after.twice) return reasonOf("restore-whole", after.twice);
  const rewritten = [...after.values].filter(([id, value]) => differs(before.values.get(id), value)).map(([id]) => id);
  const inserted = [...after.values.keys()].filter((id) => !before.values.has(id));
  const removed = [...before.values.keys()].filter((id) => !after.values.has(id));
  const locked = [...rewritten, ...inserted, ...removed, ...moved].find(isLocked);
  if (locked !== undefined) return reasonOf("locked", locked);
  const unchanged = target.length === order.length && target.every((one) => "keep" in one && one.rewrite.size === 0);
  if (unchanged) return reasonOf("no-change");
  const doc = now.type.create(null, [...wanted.values()]);
  return { doc, target, rewritten, inserted, removed, moved };
}

type Wanted = ReadonlyMap<string, Block>;

const wholeOf = (then: Wanted): Wanted => then;

/** The text as it stands, but with the named provisions as they were, each with the table in which it stands where it must. */
function someOf(standing: Wanted, then: Wanted, named: readonly string[]): Wanted | Reason {
  const nowIn = homes(standing);
  const thenIn = homes(then);
  /** By block, the provisions of it that become what they were; null for the whole block. */
  const changes = new Map<string, Set<string> | null>();
  for (const id of named) {
    const [a, b] = [nowIn.get(id), thenIn.get(id)];
    if (a === undefined && b === undefined) return reasonOf("no-such-provision", id);
    if (a === b && a !== undefined) {
      if (changes.get(a) !== null) changes.set(a, (changes.get(a) ?? new Set()).add(id));
      continue;
    }
    for (const key of [a, b]) if (key !== undefined) changes.set(key, null);
  }
  const out: [string, Block][] = [];
  for (const [key, block] of standing) {
    const ids = changes.get(key);
    const old = then.get(key);
    if (ids === undefined) out.push([key, block]);
    else if (old) out.push([key, ids === null ? old : withProvisions(block, old, ids)]);
  }
  return inserting(out, then, changes);
}

/** Puts blocks that had gone behind the nearest one before them that is there. */
function inserting(out: [string, Block][], then: Wanted, changes: ReadonlyMap<string, unknown>): Wanted {
  const there = new Set(out.map(([key]) => key));
  const behind = new Map<string | null, [string, Block][]>();
  let last: string | null = null;
  for (const [key, block] of then) {
    if (there.has(key)) last = key;
    else if (changes.has(key)) {
      const list = behind.get(last);
      if (list) list.push([key, block]);
      else behind.set(last, [[key, block]]);
    }
  }
  return new Map([...(behind.get(null) ?? []), ...out.flatMap((one) => [one, ...(behind.get(one[0]) ?? [])])]);
}

/** In which block each provision stands. */
function homes(blocks: Wanted): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const [key, block] of blocks) for (const id of idsOf(block)) out.set(id, key);
  return out;
}

/** A block with some of its provisions as another version of it has them. */
function withProvisions(block: Block, old: Block, ids: ReadonlySet<string>): Block {
  const nodes = nodesOf(old);
  const replaced = (node: Block): Block => {
    if (node.isTextblock) return (ids.has(node.attrs.id as string) && nodes.get(node.attrs.id as string)) || node;
    const children: Block[] = [];
    node.forEach((child) => {
      children.push(replaced(child));
    });
    return node.type.create(node.attrs, children);
  };
  return replaced(block);
}

/** The provisions of the second block that are not what they are in the first. */
function differing(old: Block, block: Block): ReadonlyMap<string, Block> {
  const signs = new Map(provisionsIn(old).map((value) => [value.id, signOf(value)]));
  const nodes = nodesOf(block);
  const changed = provisionsIn(block).filter((value) => signs.get(value.id) !== signOf(value));
  return new Map(changed.map(({ id }) => [id, nodes.get(id) as Block]));
}

function nodesOf(block: Block): ReadonlyMap<string, Block> {
  if (block.isTextblock) return new Map([[block.attrs.id as string, block]]);
  const out = new Map<string, Block>();
  block.descendants((node) => {
    if (!node.isTextblock) return true;
    out.set(node.attrs.id as string, node);
    return false;
  });
  return out;
}

const idsOf = (block: Block): readonly string[] => [...nodesOf(block).keys()];

const hasLocked = (block: Block | undefined, isLocked: (id: string) => boolean): boolean =>
  block !== undefined && idsOf(block).some(isLocked);

/** Nodes of one document are shared where nothing changed, so that most provisions need not be looked at. */
function valuesOf(blocks: Iterable<Block>): { values: Map<string, Block>; twice: string | null } {
  const values = new Map<string, Block>();
  let twice: string | null = null;
  for (const block of blocks) {
    for (const [id, node] of nodesOf(block)) {
      if (values.has(id)) twice ??= id;
      values.set(id, node);
    }
  }
  return { values, twice };
}

function differs(before: Block | undefined, after: Block): boolean {
  if (before === undefined || before.eq(after)) return false;
  const [a, b] = [provisionsIn(before)[0], provisionsIn(after)[0]] as [ProvisionValue, ProvisionValue];
  return signOf(a) !== signOf(b);
}
