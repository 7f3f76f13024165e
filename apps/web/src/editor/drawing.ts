import { changedBrackets } from "@adref/brackets";
import type { Node } from "prosemirror-model";
import { type Decoration, DecorationSet, type DecorationSource } from "prosemirror-view";
import { type DrawnCaret, drawPlainly, drawProvision } from "./draw-provision.ts";
import { compareEmphasis } from "./emphasis.ts";
import type { ProvisionDrawing } from "./provision-drawing.ts";
import type { World } from "./world.ts";

export type CaretsByProvision = ReadonlyMap<string, readonly DrawnCaret[]>;

/**
 * The provisions that are drawn without their signs so far. A long text opens with those in sight and draws the others while
 * the browser has nothing else to do, so that the first words can be edited at once. Whatever comes later is never among them.
 */
export type Asleep = ReadonlySet<string>;

const NO_CARETS: readonly DrawnCaret[] = [];
const NO_DECORATIONS: readonly Decoration[] = [];

/**
 * Draws a whole text provision by provision. A drawing is kept by its node, which is immutable, and thrown away when
 * something else that it shows has changed; the drawings of all other provisions stay the very same objects, so that a
 * key costs one provision and a comparison of pointers for the rest.
 */
export class Drawing {
  #kept = new WeakMap<Node, ProvisionDrawing>();
  #nodes = new Map<string, Node>();
  #world: World | null = null;
  #carets: CaretsByProvision = new Map();
  #asleep: Asleep = new Set();
  #source: TextSource | null = null;

  /** The decorations of a document. The same object as long as nothing that is drawn changed. */
  sourceOf(doc: Node, world: World, carets: CaretsByProvision, asleep: Asleep): DecorationSource {
    const stale = new Set<string>();
    if (this.#asleep !== asleep) for (const id of this.#asleep) if (!asleep.has(id)) stale.add(id);
    this.#asleep = asleep;
    if (this.#world !== null && this.#world !== world) this.#compare(this.#world, world, stale);
    if (this.#carets !== carets) compareMaps(this.#carets, carets, (id) => stale.add(id));
    this.#world = world;
    this.#carets = carets;
    for (const id of stale) {
      const node = this.#nodes.get(id);
      if (node) this.#kept.delete(node);
    }
    if (this.#source?.doc === doc && stale.size === 0) return this.#source;
    if (this.#source && this.#source.doc !== doc) this.#staleNeighbours(this.#source.doc, doc);
    this.#source = new TextSource(doc, this.#drawn);
    return this.#source;
  }

  #drawn: Draw = (node, block, index) => this.#kept.get(node) ?? this.#draw(node, block, index);

  #draw(node: Node, text: Node | null, index: number): ProvisionDrawing {
    const id = node.attrs.id as string;
    const world = this.#world as World;
    const drawing = this.#asleep.has(id)
      ? drawPlainly(world, node)
      : drawProvision(
          world,
          node,
          provisionAt(text, index - 1),
          provisionAt(text, index + 1),
          this.#carets.get(id) ?? NO_CARETS,
        );
    this.#kept.set(node, drawing);
    this.#nodes.set(id, node);
    return drawing;
  }

  /** A bracket that goes on in the next provision opens in one and closes in the other: neighbours of a change are drawn again. */
  #staleNeighbours(before: Node, after: Node): void {
    const inA = before.content.content;
    const inB = after.content.content;
    const both = Math.min(inA.length, inB.length);
    let from = 0;
    while (from < both && inA[from] === inB[from]) from++;
    let same = 0;
    while (same < both - from && inA[inA.length - 1 - same] === inB[inB.length - 1 - same]) same++;
    for (const node of [inB[from - 1], inB[inB.length - same]]) if (node) this.#forget(node);
  }

  #forget(block: Node): void {
    this.#kept.delete(block);
    if (block.type.name === "provision") return;
    block.descendants((node) => {
      this.#kept.delete(node);
      return true;
    });
  }

  *#words(): Iterable<readonly [string, string]> {
    for (const [id, node] of this.#nodes) yield [id, node.textContent];
  }

  #compare(a: World, b: World, stale: Set<string>): void {
    const bracket = (id: string) => {
      for (const world of [a, b]) for (const home of world.index.brackets.get(id)?.provisions ?? []) stale.add(home);
    };
    if (a.index !== b.index) for (const id of changedBrackets(a.index, b.index)) bracket(id);
    if (a.active !== b.active) for (const id of [a.active, b.active]) if (id !== null) bracket(id);
    if (a.numbers !== b.numbers) {
      let notes = false;
      compareMaps(a.numbers, b.numbers, (id) => {
        stale.add(id);
        // The other end of a move says where this end is.
        for (const one of b.index.byProvision.get(id) ?? []) bracket(one);
        notes ||= this.#nodes.get(id)?.attrs.kind === "footnote";
      });
      if (notes) this.#kept = new WeakMap();
    }
    if (a.record !== b.record) {
      const option = (id: string) => {
        const facts = b.record.options[id] ?? a.record.options[id];
        if (facts) bracket(facts.bracket);
      };
      compareRecords(a.record.brackets, b.record.brackets, bracket);
      compareRecords(a.record.options, b.record.options, option);
      compareRecords(a.record.statuses, b.record.statuses, (id) => stale.add(id));
      compareRecords(a.record.stances, b.record.stances, (id) => {
        stale.add(id);
        bracket(id);
        option(id);
      });
    }
    if (a.emphasis !== b.emphasis) {
      compareEmphasis(a.emphasis, b.emphasis, this.#words(), bracket, (id) => stale.add(id));
    }
    if (a.labels !== b.labels || a.party !== b.party) this.#kept = new WeakMap();
  }
}

/** The drawing of a provision: the `index`-th block of a text, or, without one, of a table's cell, which has no neighbours. */
type Draw = (node: Node, text: Node | null, index: number) => ProvisionDrawing;

/** The decorations of a whole text, as ProseMirror walks it: nothing on the text itself, a drawing for each provision. */
class TextSource implements DecorationSource {
  readonly doc: Node;
  readonly members = [this];
  #draw: Draw;
  #index = 0;
  #offset = 0;

  constructor(doc: Node, draw: Draw) {
    this.doc = doc;
    this.#draw = draw;
  }

  map(): DecorationSource {
    return this;
  }

  locals(): readonly Decoration[] {
    return NO_DECORATIONS;
  }

  localsInner(): readonly Decoration[] {
    return NO_DECORATIONS;
  }

  forChild(offset: number, child: Node): DecorationSource {
    const { doc } = this;
    // ProseMirror asks from the first child to the last, so the place of the next one is known without a search.
    if (offset < this.#offset) {
      this.#index = 0;
      this.#offset = 0;
    }
    while (this.#offset < offset) this.#offset += doc.child(this.#index++).nodeSize;
    if (child.type.name === "provision") return this.#draw(child, doc, this.#index);
    return new TableSource(child, this.#draw);
  }

  eq(other: DecorationSource): boolean {
    return this === other;
  }

  forEachSet(): void {}
}

/** The decorations inside a table or a part of one. Tables are small: all of one is drawn when any of it is asked for. */
class TableSource implements DecorationSource {
  readonly members = [this];
  #node: Node;
  #draw: Draw;
  #drawings: ProvisionDrawing[] = [];

  constructor(node: Node, draw: Draw) {
    this.#node = node;
    this.#draw = draw;
    node.descendants((child) => {
      if (child.type.name !== "provision") return true;
      this.#drawings.push(draw(child, null, 0));
      return false;
    });
  }

  map(): DecorationSource {
    return this;
  }

  locals(): readonly Decoration[] {
    return NO_DECORATIONS;
  }

  localsInner(): readonly Decoration[] {
    return NO_DECORATIONS;
  }

  forChild(_offset: number, child: Node): DecorationSource {
    if (child.isText) return DecorationSet.empty;
    if (child.type.name !== "provision") return new TableSource(child, this.#draw);
    return this.#draw(child, null, 0);
  }

  eq(other: DecorationSource): boolean {
    if (!(other instanceof TableSource) || other.#node !== this.#node) return false;
    return this.#drawings.every((drawing, i) => drawing === other.#drawings[i]);
  }

  forEachSet(): void {}
}

function provisionAt(text: Node | null, index: number): Node | null {
  const block = text?.maybeChild(index) ?? null;
  return block?.type.name === "provision" ? block : null;
}

function compareMaps<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>, differs: (id: string) => void): void {
  for (const [id, value] of b) if (a.get(id) !== value) differs(id);
  if (a.size !== b.size || a.size > 0) for (const id of a.keys()) if (!b.has(id)) differs(id);
}

function compareRecords<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  differs: (id: string) => void,
): void {
  if (a === b) return;
  for (const id of Object.keys(b)) if (a[id] !== b[id]) differs(id);
  for (const id of Object.keys(a)) if (!(id in b)) differs(id);
}
