import type { RecordValue } from "@adref/schema";
import { attributedAt, beginsAsNote, isBareNote } from "./attributions.ts";
import { optionId } from "./draft.ts";
import type { Atom, Flow, FlowUnit, Layer } from "./flow.ts";
import { markerOf } from "./markers.ts";
import { openingOrder } from "./nesting.ts";
import { Positions } from "./positions.ts";
import { MOST_DEPTH } from "./reader.ts";
import { statusWords } from "./statuses.ts";
import { FORMATS } from "./tokens.ts";
import { UnitWords } from "./unit-words.ts";
import { writeWords } from "./words.ts";

/** The blocks of a text, and which id each thing has that parsing them would call p1, t1, b1, o1a or n1. */
export interface Written {
  readonly source: string;
  readonly ids: ReadonlyMap<string, string>;
}

/** Writes the blocks of a text. What their signs cannot say is left out; serialize.ts compares and says it. */
export function writeBlocks(flow: Flow, record: RecordValue): Written {
  return new Writer(flow, record).write();
}

/** A bracket as it is being written: parts that stand side by side. */
interface Group {
  readonly n: number;
  readonly bracket: string;
  standing: boolean;
  readonly options: Set<string>;
}

/** An open sign. */
interface Frame {
  readonly layer: Layer;
  readonly group: Group | null;
  readonly tail: string;
}

const SIGNS = Object.entries(FORMATS);

class Writer {
  readonly #flow: Flow;
  readonly #record: RecordValue;
  readonly #ids = new Map<string, string>();
  readonly #frames: Frame[] = [];
  readonly #positions: Positions;
  #closed: Group | null = null;
  #groups = 0;
  #notes = 0;
  #tables = 0;

  constructor(flow: Flow, record: RecordValue) {
    this.#flow = flow;
    this.#record = record;
    this.#positions = new Positions(record);
  }

  write(): Written {
    const blocks = this.#flow.items.map((item) => {
      if ("unit" in item) return this.#block(item.unit);
      this.#name(`t${++this.#tables}`, item.table.attrs.id);
      const rows = item.rows.map((row, r) => {
        const cells = row.map((unit, c) => {
          const header = item.table.child(r).child(c).type.name === "table_header";
          return `${header ? "=" : ""} ${this.#cell(unit)}|`;
        });
        return `|${cells.join("")}`;
      });
      return rows.length > 0 ? rows.join("\n") : "|";
    });
    return { source: blocks.join("\n\n"), ids: this.#ids };
  }

  #name(generated: string, id: string | null | undefined): void {
    if (typeof id === "string" && id !== generated) this.#ids.set(generated, id);
  }

  #cell(index: number): string {
    const unit = this.#flow.units[index] as FlowUnit;
    const words = new UnitWords(this.#flow, unit, "");
    this.#name(`p${index + 1}`, unit.node?.attrs.id);
    this.#closed = null;
    const cell = this.#content(unit, index, words, "") + this.#status(unit);
    return cell === "" ? "" : `${cell} `;
  }

  #block(index: number): string {
    const unit = this.#flow.units[index] as FlowUnit;
    const { kind, number, id } = unit.node?.attrs ?? { kind: "paragraph", number: "", id: null };
    this.#name(`p${index + 1}`, id);
    const full = markerOf(kind, number);
    const marker = full.trimStart();
    const words = new UnitWords(this.#flow, unit, marker);
    const opening = this.#opening(this.#flow.atoms[unit.first] as Atom);
    const leads = this.#leads(opening, unit, words, marker);
    const first = opening.find((layer) => leads.includes(layer) || this.#mayOpen(layer));
    let slash = first && this.#joins(first) ? "/" : "";
    if (slash === "") this.#closed = null;
    let head = full.slice(0, full.length - marker.length);
    for (const layer of leads) {
      head += slash + this.#open(layer, slash !== "");
      slash = "";
    }
    const mark = marker === "" && (words.text === "" || leads.length > 0) ? "¶" : marker;
    if (mark !== "") head += `${mark} `;
    const content = this.#content(unit, index, words, slash);
    return (content === "" ? head.trimEnd() : head + content) + this.#status(unit);
  }

  #status({ node }: FlowUnit): string {
    const id = node?.attrs.id as string | null | undefined;
    const facts = typeof id === "string" && Object.hasOwn(this.#record.statuses, id) ? this.#record.statuses[id] : null;
    return facts ? ` {${statusWords(facts)}}` : "";
  }

  /** The layers to open at an atom, outermost first. */
  #opening(atom: Atom): readonly Layer[] {
    return openingOrder(
      atom.layers.filter((layer) => !this.#frames.some((frame) => frame.layer === layer)),
      atom,
    );
  }

  /**
   * The layers whose signs stand before a block's number: everything down to the provision's own proposal; or else words
   * contested from the first to the last.
   */
  #leads(opening: readonly Layer[], unit: FlowUnit, words: UnitWords, marker: string): readonly Layer[] {
    const last = opening.findLastIndex((layer) => layer.kind === "whole");
    const leads = opening.slice(0, last + 1);
    if (leads.some((layer) => layer.kind !== "whole" && layer.kind !== "standing")) return [];
    if (leads.length > 0) return leads;
    const first = opening[0];
    if (marker === "" || words.text === "" || first?.kind !== "standing" || this.#depth() >= MOST_DEPTH) return [];
    const atoms = this.#flow.atoms.slice(unit.first, unit.last);
    return atoms.every((atom) => atom.layers.includes(first)) ? [first] : [];
  }

  /** The words of a unit with their signs, and the closing signs after them. */
  #content(unit: FlowUnit, place: number, words: UnitWords, slash: string): string {
    let out = "";
    let format = 0;
    let before = 0;
    for (let i = unit.first; i < unit.last; i++) {
      const atom = this.#flow.atoms[i] as Atom;
      const offset = words.offset(i);
      if (i > unit.first) out += this.#closeFor(atom);
      let prefix = i === unit.first ? slash : "";
      const starts = atom.format & ~format;
      for (const layer of this.#opening(atom)) {
        if (atom.text === "" || !this.#mayOpen(layer)) continue;
        const joined = prefix === "" ? this.#joins(layer) : true;
        if (!joined && this.#closed) prefix = "|";
        if (starts === 0) this.#guard(layer, i, offset, words, joined);
        out += prefix + this.#open(layer, joined, this.#noteText(layer, i, starts, words));
        prefix = "";
      }
      if (atom.text === "") continue;
      const next = i + 1 < unit.last ? (this.#flow.atoms[i + 1] as Atom) : null;
      const ends = atom.format & ~(next?.format ?? 0);
      out += signs(starts);
      const closes = next ? true : this.#closing(this.#flow.atoms[i + 1] ?? null) > 0;
      out += writeWords(words.text, offset, offset + atom.text.length, {
        start: starts !== 0 || out === "",
        end: ends !== 0 || !closes,
        bracketed: this.#frames.length > 0,
        signsBefore: signs(before ^ atom.format),
        signsAfter: signs(atom.format ^ (next?.format ?? 0)),
        guards: words.guards,
      });
      before = atom.format;
      this.#closed = null;
      out += words.anchors(i, place);
      out += signs(ends);
      format = atom.format & ~ends;
    }
    out += this.#closeFor(this.#flow.atoms[unit.last] ?? null);
    return out;
  }

  #depth(): number {
    return this.#frames.reduce((sum, frame) => sum + (frame.group ? 1 : 0), 0);
  }

  #mayOpen(layer: Layer): boolean {
    if (layer.kind === "whole") return false;
    return layer.kind === "note" || this.#depth() < MOST_DEPTH;
  }

  /** How many signs close before an atom, or at the end of the text. */
  #closing(atom: Atom | null): number {
    let kept = 0;
    if (atom) {
      const needed = this.#neededBy(atom);
      const stays = ({ layer }: Frame) => (atom.ends.get(layer)?.part ?? -1) >= needed;
      while (kept < this.#frames.length && stays(this.#frames[kept] as Frame)) kept++;
      // Brackets never open inside a note.
      const inner = this.#frames[kept - 1];
      if (inner && !inner.group && atom.layers.some((l) => !this.#frames.some((frame) => frame.layer === l))) kept--;
    }
    return this.#frames.length - kept;
  }

  /** How far a bracket must go on to stay open: to the end of a provision that is proposed from here on. */
  #neededBy(atom: Atom): number {
    const proposed = atom.layers.filter((l) => l.kind === "whole" && !this.#frames.some(({ layer }) => layer === l));
    return Math.max(0, ...proposed.map((layer) => atom.ends.get(layer)?.part ?? 0));
  }

  #closeFor(atom: Atom | null): string {
    let out = "";
    for (let n = this.#closing(atom); n > 0; n--) {
      const frame = this.#frames.pop() as Frame;
      out += frame.tail === "" ? "]" : ` — ${frame.tail}]`;
      this.#closed = frame.group;
    }
    return out;
  }

  /** Whether a layer is a further part of the bracket that has just closed. */
  #joins(layer: Layer): boolean {
    const group = this.#closed;
    if (!group || layer.kind === "note" || group.bracket !== layer.bracket) return false;
    return layer.option === null ? !group.standing : !group.options.has(layer.option);
  }

  /** Opens a layer and returns its sign with the attribution. */
  #open(layer: Layer, joined: boolean, note: string | null = null): string {
    if (layer.kind === "note") {
      this.#name(`n${++this.#notes}`, layer.bracket);
      this.#frames.push({ layer, group: null, tail: "" });
      this.#closed = null;
      return note === null ? "[!: " : "[";
    }
    const group = (joined ? this.#closed : null) ?? this.#newGroup(layer.bracket);
    this.#closed = null;
    if (layer.option === null) {
      group.standing = true;
      this.#frames.push({
        layer,
        group,
        tail: this.#positions.tail(layer.bracket, this.#positions.ownerOf("brackets", layer.bracket), []),
      });
      return "[";
    }
    this.#name(optionId(group.n, group.options.size), layer.option);
    group.options.add(layer.option);
    const owner = this.#positions.ownerOf("options", layer.option);
    const supporters = owner === null ? [] : this.#positions.supporters(layer.option, owner);
    this.#frames.push({ layer, group, tail: this.#positions.tail(layer.option, owner, supporters) });
    if (owner !== null) return `[${[owner, ...supporters].join(", ")}: `;
    return group.standing && joined ? "[" : "[?: ";
  }

  #newGroup(bracket: string): Group {
    const group: Group = { n: ++this.#groups, bracket, standing: false, options: new Set() };
    this.#name(`b${group.n}`, bracket);
    return group;
  }

  /** Sees to it that words right after a bare sign are not taken for an attribution or a note. */
  #guard(layer: Layer, at: number, offset: number, words: UnitWords, joined: boolean): void {
    const target = layer.option ?? layer.bracket;
    if (layer.kind === "option") {
      if (!joined || !this.#closed?.standing || this.#positions.ownerOf("options", target) !== null) return;
    } else if (layer.kind !== "standing") return;
    if (this.#opening(this.#flow.atoms[at] as Atom).at(-1) !== layer) return;
    const colon = attributedAt(words.text.slice(offset, offset + LONGEST_HEAD));
    if (colon >= 0) words.guards.add(offset + colon);
    if (this.#positions.stancesOn(target).length === 0 && isBareNote(words.stretch(layer, at)))
      words.guards.add(offset);
  }

  /** The words of a note that need no sign but the bracket; null where they do, or the layer is no note. */
  #noteText(layer: Layer, at: number, starts: number, words: UnitWords): string | null {
    if (layer.kind !== "note" || starts !== 0) return null;
    const atom = this.#flow.atoms[at] as Atom;
    if (beginsAsNote(atom.text)) return atom.text;
    const alone = words.stretch(layer, at) === atom.text && atom.format === 0 && atom.footnotes.length === 0;
    return alone && isBareNote(atom.text) && !atom.text.includes("\t") ? atom.text : null;
  }
}

/** Longer attributions are not read. */
const LONGEST_HEAD = 700;

function signs(bits: number): string {
  if (bits === 0) return "";
  return SIGNS.filter(([, bit]) => bits & bit)
    .map(([sign]) => sign)
    .join("");
}
