import { type Author, type BracketIndex, factsOf, indexBrackets, indexFor } from "@adref/brackets";
import { displayedNumbers, type Numbered, provisionsOf, type RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { type Asleep, type CaretsByProvision, Drawing } from "./drawing.ts";
import { type Emphasis, NO_EMPHASIS } from "./emphasis.ts";
import { rememberOrder } from "./full-number.ts";
import type { EditorLabels } from "./labels.ts";
import { ownerOf, ownerOfBracket, type World } from "./world.ts";

/** Everything that is shown besides the words: kept with the editor's state, so that both always agree. */
export interface Shown {
  readonly world: World;
  readonly carets: CaretsByProvision;
  readonly asleep: Asleep;
}

/** What comes from outside the document. */
export interface ShownChange {
  readonly record?: RecordValue;
  readonly carets?: CaretsByProvision;
  readonly active?: string | null;
  readonly emphasis?: Emphasis;
  /** The words that the drawing writes, in another language. */
  readonly labels?: EditorLabels;
  /** Provisions whose signs are drawn from now on, besides those that are. */
  readonly wake?: Iterable<string>;
}

const key = new PluginKey<Shown>("adref-shown");

/** What a state shows. Throws on a state of another editor. */
export function shownIn(state: EditorState): Shown {
  const shown = key.getState(state);
  if (!shown) throw new Error("This state has no drawing: it was not made by the text editor");
  return shown;
}

/** A transaction that changes what is shown, and no words. */
export function showing(tr: Transaction, change: ShownChange): Transaction {
  return tr.setMeta(key, change).setMeta("addToHistory", false);
}

export interface ShownStart {
  /** The reader as author of proposals, whose index of brackets is the one that is shown. */
  readonly author: Author | null;
  readonly record: RecordValue;
  readonly party: string | null;
  readonly claimed: ReadonlySet<string>;
  readonly labels: EditorLabels;
  /** None where it is missing. */
  readonly emphasis?: Emphasis;
}

/** Keeps index, numbers and the active bracket up with the words, and draws them. */
export function shownPlugin({ author, emphasis = NO_EMPHASIS, ...start }: ShownStart): Plugin<Shown> {
  const drawing = new Drawing();
  const indexOf = (doc: Node, last?: BracketIndex) => (author ? indexFor(author, doc) : indexBrackets(doc, last));
  return new Plugin<Shown>({
    key,
    state: {
      init: (_config, state) => ({
        world: { ...start, emphasis, index: indexOf(state.doc), numbers: numbersOf(state.doc), active: null },
        carets: new Map(),
        asleep: firstAsleep(state.doc),
      }),
      apply: (tr, shown, before, after) => applied(tr, shown, before, after, indexOf),
    },
    props: {
      decorations: (state) => {
        const { world, carets, asleep } = shownIn(state);
        return drawing.sourceOf(state.doc, world, carets, asleep);
      },
    },
  });
}

function applied(
  tr: Transaction,
  shown: Shown,
  before: EditorState,
  after: EditorState,
  indexOf: (doc: Node, last?: BracketIndex) => BracketIndex,
): Shown {
  const change = tr.getMeta(key) as ShownChange | undefined;
  let { world, carets, asleep } = shown;
  if (tr.docChanged) {
    const index = indexOf(after.doc, world.index);
    const numbers = blocksChanged(before.doc, after.doc) ? keeping(world.numbers, numbersOf(after.doc)) : world.numbers;
    if (index !== world.index || numbers !== world.numbers) world = { ...world, index, numbers };
  }
  if (change?.record && change.record !== world.record) world = { ...world, record: change.record };
  if (change?.emphasis && change.emphasis !== world.emphasis) world = { ...world, emphasis: change.emphasis };
  if (change?.labels) world = { ...world, labels: change.labels };
  if (change?.carets) carets = change.carets;
  // Where the caret stands one writes, and what is asleep cannot be written in.
  const home = after.selection.$head.parent.attrs.id as string | undefined;
  if (change?.wake) asleep = without(asleep, change.wake);
  if (home !== undefined && asleep.has(home)) asleep = without(asleep, [home]);
  const moved = !before.selection.eq(after.selection) || tr.docChanged;
  const active = change?.active !== undefined ? change.active : moved ? bracketAt(after, world) : world.active;
  if (active !== world.active) world = { ...world, active };
  const same = world === shown.world && carets === shown.carets && asleep === shown.asleep;
  return same ? shown : { world, carets, asleep };
}

/** So many provisions are drawn with their signs at once; a text of not many more is drawn whole. */
const DRAWN_AT_ONCE = 60;

function firstAsleep(doc: Node): Asleep {
  if (doc.childCount <= 4 * DRAWN_AT_ONCE) return new Set();
  return new Set(provisionsOf(doc.cut(endOf(doc, DRAWN_AT_ONCE))).map(({ node }) => node.attrs.id as string));
}

function without(asleep: Asleep, awake: Iterable<string>): Asleep {
  const left = new Set(asleep);
  for (const id of awake) left.delete(id);
  return left;
}

function endOf(doc: Node, blocks: number): number {
  let end = 0;
  for (let i = 0; i < blocks; i++) end += doc.child(i).nodeSize;
  return end;
}

/**
 * The innermost bracket in which the caret stands; at an edge, the one it touches. At the edges of one's own words, and of
 * words that one put in brackets, the caret is inside them: what is typed there goes on with them.
 */
function bracketAt(state: EditorState, world: World): string | null {
  const { $head } = state.selection;
  if ($head.parent.type.name !== "provision") return null;
  const at = $head.parentOffset;
  let best: { bracket: string; inside: boolean; depth: number } | null = null;
  for (const { kind, bracket, option, block, from, to } of factsOf($head.parent).stretches) {
    if (kind !== "bracket" || from > at || to < at) continue;
    const owner = option === null ? ownerOfBracket(world, bracket) : ownerOf(world, option);
    const own = world.party !== null && owner === world.party;
    const inside = block || own || (from < at && at < to);
    const depth = (world.index.brackets.get(bracket)?.depth ?? 0) + (option === null ? 0 : 0.5);
    if (!best || (inside && !best.inside) || (inside === best.inside && depth >= best.depth)) {
      best = { bracket, inside, depth };
    }
  }
  return best?.bracket ?? null;
}

/** Whether blocks came, went, or changed what their numbers come from. */
function blocksChanged(before: Node, after: Node): boolean {
  const inA = before.content.content;
  const inB = after.content.content;
  if (inA.length !== inB.length) return true;
  return inA.some((node, i) => {
    const now = inB[i] as Node;
    if (node === now) return false;
    const { id, kind, level, number } = now.attrs;
    const was = node.attrs;
    return node.type !== now.type || was.id !== id || was.kind !== kind || was.level !== level || was.number !== number;
  });
}

function numbersOf(doc: Node): ReadonlyMap<string, string> {
  const provisions = provisionsOf(doc).map(({ node }) => node.attrs as Numbered);
  const numbers = displayedNumbers(provisions);
  rememberOrder(numbers, provisions);
  return numbers;
}

function keeping(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (before.size !== now.size) return now;
  for (const [id, number] of now) if (before.get(id) !== number) return now;
  return before;
}
