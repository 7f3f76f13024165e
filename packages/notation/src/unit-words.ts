import type { Atom, Flow, FlowUnit, Layer } from "./flow.ts";
import { markedAt } from "./markers.ts";
import { MOST_ANCHORS } from "./reader.ts";

/** The words of one unit, the offsets of its atoms in them, and what must be escaped at which offset. */
export class UnitWords {
  readonly text: string;
  readonly guards = new Set<number>();
  readonly #flow: Flow;
  readonly #unit: FlowUnit;
  readonly #offsets: readonly number[];
  #word = { start: 0, anchors: 0 };

  constructor(flow: Flow, unit: FlowUnit, marker: string) {
    this.#flow = flow;
    this.#unit = unit;
    const atoms = flow.atoms.slice(unit.first, unit.last);
    const offsets: number[] = [];
    let offset = 0;
    for (const atom of atoms) {
      offsets.push(offset);
      offset += atom.text.length;
    }
    this.#offsets = offsets;
    this.text = atoms.map((atom) => atom.text).join("");
    const marked = unit.cell ? -1 : markedAt(marker, this.text.slice(0, 200));
    if (marked >= 0) this.guards.add(marked);
    if (this.text.startsWith("/")) this.guards.add(0);
  }

  offset(atom: number): number {
    return this.#offsets[atom - this.#unit.first] ?? 0;
  }

  /** The words under a layer from an atom on; "" where it goes on in the next block. */
  stretch(layer: Layer, from: number): string {
    let out = "";
    for (let i = from; i < this.#unit.last; i++) {
      const atom = this.#flow.atoms[i] as Atom;
      if (!atom.layers.includes(layer)) return out;
      out += atom.text;
      if (out.length > 20) return out;
    }
    return this.#flow.atoms[this.#unit.last]?.layers.includes(layer) ? "" : out;
  }

  /** The footnote signs after an atom. */
  anchors(index: number, place: number): string {
    const atom = this.#flow.atoms[index] as Atom;
    const next = index + 1 < this.#unit.last ? (this.#flow.atoms[index + 1] as Atom) : null;
    const start = this.offset(index);
    for (let i = atom.text.length - 1; i >= 0; i--) {
      if (!/\s/.test(atom.text.charAt(i))) continue;
      this.#word = { start: start + i + 1, anchors: 0 };
      break;
    }
    const ending = atom.footnotes.filter((id) => !next?.footnotes.includes(id));
    let out = "";
    const places = ending.flatMap((id) => this.#flow.footnoteUnits.get(id) ?? []).sort((a, b) => a - b);
    for (const footnote of places) {
      const label = this.#flow.units[footnote]?.node?.attrs.number as string;
      if (this.#flow.footnotes.find(label, place) !== footnote) continue;
      if (this.#word.start >= start + atom.text.length || this.#word.anchors >= MOST_ANCHORS) continue;
      this.#word.anchors++;
      out += `{^${label}}`;
    }
    return out;
  }
}
