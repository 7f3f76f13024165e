import { type BracketIndex, factsOf, indexBrackets } from "@adref/brackets";
import { displayedNumbers, type Numbered, provisionsOf, type RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import type { World } from "./draw-provision.ts";
import { type CaretsByProvision, Drawing } from "./drawing.ts";
import type { EditorLabels } from "./labels.ts";

/** Everything that is shown besides the words: kept with the editor's state, so that both always agree. */
export interface Shown {
  readonly world: World;
  readonly carets: CaretsByProvision;
}

/** What comes from outside the document. */
export interface ShownChange {
  readonly record?: RecordValue;
  readonly carets?: CaretsByProvision;
  readonly active?: string | null;
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
  readonly record: RecordValue;
  readonly party: string | null;
  readonly claimed: ReadonlySet<string>;
  readonly labels: EditorLabels;
}

/** Keeps index, numbers and the active bracket up with the words, and draws them. */
export function shownPlugin(start: ShownStart): Plugin<Shown> {
  const drawing = new Drawing();
  return new Plugin<Shown>({
    key,
    state: {
      init: (_config, state) => ({
        world: { ...start, index: indexBrackets(state.doc), numbers: numbersOf(state.doc), active: null },
        carets: new Map(),
      }),
      apply: (tr, shown, before, after) => applied(tr, shown, before, after),
    },
    props: {
      decorations: (state) => {
        const { world, carets } = shownIn(state);
        return drawing.sourceOf(state.doc, world, carets);
      },
    },
  });
}

function applied(tr: Transaction, shown: Shown, before: EditorState, after: EditorState): Shown {
  const change = tr.getMeta(key) as ShownChange | undefined;
  let { world, carets } = shown;
  if (tr.docChanged) {
    const index = indexBrackets(after.doc, world.index);
    const numbers = blocksChanged(before.doc, after.doc) ? keeping(world.numbers, numbersOf(after.doc)) : world.numbers;
    if (index !== world.index || numbers !== world.numbers) world = { ...world, index, numbers };
  }
  if (change?.record && change.record !== world.record) world = { ...world, record: change.record };
  if (change?.carets) carets = change.carets;
  const moved = !before.selection.eq(after.selection) || tr.docChanged;
  const active = change?.active !== undefined ? change.active : moved ? bracketAt(after, world.index) : world.active;
  if (active !== world.active) world = { ...world, active };
  return world === shown.world && carets === shown.carets ? shown : { world, carets };
}

/** The innermost bracket in which the caret stands; at an edge, the one it touches. */
export function bracketAt(state: EditorState, index: BracketIndex): string | null {
  const { $head } = state.selection;
  if ($head.parent.type.name !== "provision") return null;
  const at = $head.parentOffset;
  let best: { bracket: string; inside: boolean; depth: number } | null = null;
  for (const stretch of factsOf($head.parent).stretches) {
    if (stretch.kind !== "bracket" || stretch.from > at || stretch.to < at) continue;
    const inside = stretch.block || (stretch.from < at && at < stretch.to);
    const depth = (index.brackets.get(stretch.bracket)?.depth ?? 0) + (stretch.option === null ? 0 : 0.5);
    if (!best || (inside && !best.inside) || (inside === best.inside && depth >= best.depth)) {
      best = { bracket: stretch.bracket, inside, depth };
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
  return displayedNumbers(provisionsOf(doc).map(({ node }) => node.attrs as Numbered));
}

function keeping(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (before.size !== now.size) return now;
  for (const [id, number] of now) if (before.get(id) !== number) return now;
  return before;
}
