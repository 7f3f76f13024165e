import { provisionsOf } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { BracketIndex } from "./bracket.ts";
import { byNesting, factsOf, type ProvisionFacts, type Stretch } from "./facts.ts";

/** One square bracket to draw or print. */
export interface Sign {
  /** A note's brackets are shown like the others, and `bracket` is then the note's id. */
  readonly kind: "bracket" | "note";
  /** The offset in the provision before which it stands. */
  readonly at: number;
  readonly side: "open" | "close";
  readonly bracket: string;
  /** The option it encloses; `null` for the standing words. */
  readonly option: string | null;
  /** Whether the provision's number stands inside, so that an opening sign comes before the number. */
  readonly whole: boolean;
}

const NONE: readonly Sign[] = [];
const known = new WeakMap<Node, { readonly context: string; readonly signs: readonly Sign[] }>();

/**
 * The signs of every provision that has any, in the order in which they are drawn: closing signs before opening ones at
 * the same offset, properly nested wherever the brackets themselves are. Each maximal stretch of one option gets its own
 * pair; a stretch that goes on in the next provision opens in the first and closes in the last.
 */
export function signsOf(index: BracketIndex, doc: Node): ReadonlyMap<string, readonly Sign[]> {
  const out = new Map<string, readonly Sign[]>();
  const provisions = provisionsOf(doc);
  for (let i = 0; i < provisions.length; i++) {
    const node = (provisions[i] as { node: Node }).node;
    const signs = signsOfProvision(index, node, provisions[i - 1]?.node, provisions[i + 1]?.node);
    if (signs.length > 0) out.set(factsOf(node).id, signs);
  }
  return out;
}

/**
 * The signs of one provision, given its neighbours in reading order. Cheap: it is computed again only when the node or
 * something that its signs depend on has changed, and returns the same array otherwise.
 */
export function signsOfProvision(
  index: BracketIndex,
  node: Node,
  before?: Node | null,
  after?: Node | null,
): readonly Sign[] {
  const facts = factsOf(node);
  if (facts.stretches.length === 0) return NONE;
  const fromBefore = before ? continuing(factsOf(before), facts) : NO_KEYS;
  const intoAfter = after ? continuing(facts, factsOf(after)) : NO_KEYS;
  const depths = facts.brackets.map((id) => index.brackets.get(id)?.depth ?? 0);
  const context = `${fromBefore.join()}|${intoAfter.join()}|${depths.join()}`;
  const last = known.get(node);
  if (last && last.context === context) return last.signs;
  const signs = draw(index, facts, new Set(fromBefore), new Set(intoAfter));
  known.set(node, { context, signs });
  return signs;
}

const NO_KEYS: readonly string[] = [];

const keyOf = (stretch: Stretch) => `${stretch.kind}/${stretch.bracket}/${stretch.option ?? ""}/${stretch.block}`;

/** The stretches that reach the end of one provision and begin the next. */
function continuing(first: ProvisionFacts, second: ProvisionFacts): readonly string[] {
  if (first.stretches.length === 0 || second.stretches.length === 0) return NO_KEYS;
  const ends = new Set<string>();
  for (const stretch of first.stretches) if (stretch.to === first.text.length) ends.add(keyOf(stretch));
  return second.stretches.filter((stretch) => stretch.from === 0 && ends.has(keyOf(stretch))).map(keyOf);
}

interface Drawn {
  readonly stretch: Stretch;
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
  readonly depth: number;
}

function draw(
  index: BracketIndex,
  facts: ProvisionFacts,
  fromBefore: ReadonlySet<string>,
  intoAfter: ReadonlySet<string>,
): readonly Sign[] {
  const length = facts.text.length;
  const drawn = facts.stretches.map((stretch): Drawn => {
    const key = keyOf(stretch);
    return {
      stretch,
      from: stretch.from === 0 && fromBefore.has(key) ? -1 : stretch.from,
      to: stretch.to === length && intoAfter.has(key) ? length + 1 : stretch.to,
      whole: stretch.block || enclosesNumber(stretch, facts),
      depth: stretch.kind === "note" ? Number.MAX_SAFE_INTEGER : (index.brackets.get(stretch.bracket)?.depth ?? 0),
    };
  });
  const signs: Sign[] = [];
  const offsets = new Set(drawn.flatMap((d) => [d.stretch.from, d.stretch.to]));
  for (const at of [...offsets].sort((a, b) => a - b)) {
    const closing = drawn.filter((d) => d.to === at && d.from < at);
    const opening = drawn.filter((d) => d.from === at);
    // An empty provision that is proposed as a whole opens and closes at once.
    const empty = opening.filter((d) => d.to === at);
    closing.sort((a, b) => b.from - a.from || outerFirst(b, a));
    opening.sort((a, b) => Number(b.whole) - Number(a.whole) || b.to - a.to || outerFirst(a, b));
    for (const d of closing) signs.push(sign(d, at, "close"));
    for (const d of opening) signs.push(sign(d, at, "open"));
    for (const d of empty.reverse()) signs.push(sign(d, at, "close"));
  }
  return signs;
}

function sign(d: Drawn, at: number, side: Sign["side"]): Sign {
  const { kind, bracket, option } = d.stretch;
  return { kind, at, side, bracket, option, whole: d.whole };
}

/**
 * Words that are contested from the first to the last of their provision contest the provision: its number stands inside.
 * Not where they are words that somebody put forward in a provision that stands.
 */
function enclosesNumber(stretch: Stretch, facts: ProvisionFacts): boolean {
  if (stretch.kind === "note" || stretch.option !== null) return false;
  if (stretch.from !== 0 || stretch.to !== facts.text.length) return false;
  return !facts.stretches.some((s) => !s.block && s.option !== null && s.from === 0 && s.to === facts.text.length);
}

const outerFirst = (a: Drawn, b: Drawn) =>
  Number(b.whole) - Number(a.whole) || a.depth - b.depth || byNesting(a.stretch, b.stretch);
