import { provisionOfNode, type Run } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { FootnoteIndex } from "./footnotes.ts";
import { markerOf } from "./markers.ts";
import { FORMATS } from "./tokens.ts";

/** A bracket's part, or a note, as it lies on words. Equal ones are one object. */
export interface Layer {
  readonly kind: "standing" | "option" | "whole" | "note";
  /** The bracket's id, or the note's. */
  readonly bracket: string;
  readonly option: string | null;
  readonly within: string | null;
}

/** Characters of one provision under the same layers; an empty provision is one atom without characters. */
export interface Atom {
  readonly text: string;
  readonly format: number;
  readonly footnotes: readonly string[];
  layers: readonly Layer[];
  /** For each layer the last atom of its stretch, and the last of its bracket's. */
  readonly ends: Map<Layer, { part: number; bracket: number }>;
}

/** What is written as one block or cell. Its atoms are those from `first` up to `last`. */
export interface FlowUnit {
  /** Null for a cell that holds several provisions or none. */
  readonly node: Node | null;
  readonly cell: boolean;
  readonly first: number;
  readonly last: number;
}

export type FlowItem =
  | { readonly unit: number }
  | { readonly table: Node; readonly rows: readonly (readonly number[])[] };

/** A document as one row of atoms. Units are numbered from 0 in reading order, as parsing numbers provisions from 1. */
export interface Flow {
  readonly items: readonly FlowItem[];
  readonly units: readonly FlowUnit[];
  readonly atoms: readonly Atom[];
  readonly footnotes: FootnoteIndex;
  /** The unit of each footnote, by id. */
  readonly footnoteUnits: ReadonlyMap<string, number>;
}

const FORMAT_BITS: Readonly<Record<string, number>> = {
  strong: FORMATS["**"] as number,
  em: FORMATS["*"] as number,
  underline: FORMATS.__ as number,
  strike: FORMATS["~~"] as number,
  superscript: FORMATS["^^"] as number,
  subscript: FORMATS[",,"] as number,
};

/** Reads a document as a flow. */
export function flowOf(doc: Node): Flow {
  const units: FlowUnit[] = [];
  const atoms: Atom[] = [];
  const layers = new Layers(doc);
  const add = (node: Node | null, cell: boolean, words: string): number => {
    const first = atoms.length;
    if (node) for (const run of provisionOfNode(node).runs) atoms.push(layers.atom(run, node));
    else if (words !== "") atoms.push(newAtom(words, 0, [], []));
    if (atoms.length === first) atoms.push(newAtom("", 0, [], node ? layers.whole(node) : []));
    units.push({ node, cell, first, last: atoms.length });
    return units.length - 1;
  };
  const items: FlowItem[] = [];
  doc.forEach((block) => {
    if (block.type.name === "provision") items.push({ unit: add(block, false, "") });
    else items.push({ table: block, rows: rowsOf(block, add) });
  });
  spanGaps(atoms);
  measure(atoms);
  const footnotes = units.map(({ node, cell }) => {
    const label =
      node && !cell && node.attrs.kind === "footnote" ? markerOf("footnote", node.attrs.number).slice(2, -1) : "+";
    return { kind: node?.attrs.kind, number: label === "+" ? null : label };
  });
  const footnoteUnits = new Map<string, number>();
  units.forEach(({ node }, i) => {
    if (footnotes[i]?.number && node?.attrs.id) footnoteUnits.set(node.attrs.id, i);
  });
  return { items, units, atoms, footnotes: new FootnoteIndex(footnotes), footnoteUnits };
}

function rowsOf(table: Node, add: (node: Node | null, cell: boolean, words: string) => number): number[][] {
  const rows: number[][] = [];
  table.forEach((row) => {
    const cells: number[] = [];
    row.forEach((cell) => {
      const only = cell.childCount === 1 ? cell.child(0) : null;
      cells.push(add(only, true, only ? "" : cell.textBetween(0, cell.content.size, " ")));
    });
    rows.push(cells);
  });
  return rows;
}

function newAtom(text: string, format: number, footnotes: readonly string[], layers: readonly Layer[]): Atom {
  return { text, format, footnotes, layers, ends: new Map() };
}

/** Finds the layers of runs and provisions, equal ones as one object. */
class Layers {
  readonly #known = new Map<string, Layer>();
  /** Options that consist of provisions. */
  readonly #wholes = new Map<string, Layer>();

  constructor(doc: Node) {
    doc.descendants((node) => {
      const { bracket, option, within } = node.attrs;
      if (node.type.name === "provision" && bracket && option && !this.#wholes.has(option)) {
        this.#wholes.set(option, this.#layer("whole", bracket, option, within));
      }
      return node.type.name !== "provision";
    });
  }

  #layer(kind: Layer["kind"], bracket: string, option: string | null, within: string | null): Layer {
    const key = `${kind}\u0000${bracket}\u0000${option ?? "\u0001"}\u0000${within ?? "\u0001"}`;
    const known = this.#known.get(key);
    if (known) return known;
    const layer: Layer = { kind, bracket, option, within };
    this.#known.set(key, layer);
    return layer;
  }

  /** The option that a provision belongs to as a whole, and those that it was written into. */
  whole(node: Node): Layer[] {
    const { bracket, option, within } = node.attrs;
    if (!bracket || !option) return [];
    const out = [this.#layer("whole", bracket, option, within)];
    for (let id = within as string | null; id; ) {
      const outer = this.#wholes.get(id);
      if (!outer || out.includes(outer)) break;
      out.unshift(outer);
      id = outer.within;
    }
    return out;
  }

  atom(run: Run, node: Node): Atom {
    const layers = this.whole(node);
    const footnotes: string[] = [];
    let format = 0;
    for (const { type, attrs } of run.marks) {
      if (type === "contested") layers.push(this.#layer("standing", attrs.bracket as string, null, null));
      else if (type === "note") layers.push(this.#layer("note", attrs.note as string, null, null));
      else if (type === "footnote") footnotes.push(attrs.footnote as string);
      else if (type === "proposed") {
        layers.push(this.#layer("option", attrs.bracket as string, attrs.option as string, attrs.within ?? null));
      } else format |= FORMAT_BITS[type] ?? 0;
    }
    return newAtom(run.text, format, footnotes, layers);
  }
}

/** An empty provision lies under whatever lies both before and behind it. */
function spanGaps(atoms: readonly Atom[]): void {
  let before: Atom | null = null;
  for (let i = 0; i < atoms.length; i++) {
    const atom = atoms[i] as Atom;
    if (atom.text !== "") {
      before = atom;
      continue;
    }
    let to = i;
    while (to < atoms.length && atoms[to]?.text === "") to++;
    const after = atoms[to];
    const shared = after ? (before?.layers ?? []).filter((l) => l.kind !== "whole" && after.layers.includes(l)) : [];
    for (; i < to; i++) {
      const gap = atoms[i] as Atom;
      gap.layers = [...gap.layers, ...shared];
    }
    i = to - 1;
  }
}

/** Measures how far each layer, and its bracket, goes on without a gap. */
function measure(atoms: readonly Atom[]): void {
  let brackets = new Map<string, number>();
  for (let i = atoms.length - 1; i >= 0; i--) {
    const atom = atoms[i] as Atom;
    const next = atoms[i + 1];
    const here = new Map<string, number>();
    for (const layer of atom.layers) here.set(layer.bracket, brackets.get(layer.bracket) ?? i);
    for (const layer of atom.layers) {
      atom.ends.set(layer, {
        part: next?.ends.get(layer)?.part ?? i,
        bracket: here.get(layer.bracket) as number,
      });
    }
    brackets = here;
  }
}
