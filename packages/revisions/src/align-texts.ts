import { alignUnits } from "./align-units.ts";
import { Partners } from "./partners.ts";
import type { BlockItem, Item, ReadText } from "./read-text.ts";
import { BESIDE_IDS, BY_WORDS, Lexicon, likeness, type Unit } from "./units.ts";

/**
 * Whether equal ids mean the same provision: `same` for two moments of one text, `foreign` for a text that came from
 * elsewhere. `auto` looks: ids that chance does not repeat are the same; others (`p1`, `p2`, … of two sources read apart)
 * count only if the words say so as well.
 */
export type Ids = "same" | "foreign" | "auto";

/** What was aligned, and whether the ids of provisions were trusted. */
export interface Alignment {
  readonly partners: Partners;
  readonly ids: "same" | "foreign";
}

/** Pairs the provisions of two texts: by id where ids are to be trusted, the rest by likeness; tables by rows and cells. */
export function alignTexts(a: ReadText, b: ReadText, ids: Ids): Alignment {
  const partners = new Partners(a.items.length, b.items.length);
  const shared = sharedIds(a.items, b.items);
  const aligner = new Aligner(a, b);
  const trusted = ids === "same" || (ids === "auto" && shared.length > 0 && trusts(shared, aligner));
  if (trusted) for (const [i, j] of shared) partners.pair(i, j);
  if (partners.toB.includes(-1) && partners.toA.includes(-1)) aligner.align(partners, trusted ? BESIDE_IDS : BY_WORDS);
  return { partners, ids: trusted ? "same" : "foreign" };
}

/** Provisions whose id occurs once in each text. */
function sharedIds(a: readonly Item[], b: readonly Item[]): (readonly [number, number])[] {
  const once = (items: readonly Item[]) => {
    const at = new Map<string, number>();
    for (const { value, index } of items) if (value.id !== "") at.set(value.id, at.has(value.id) ? -1 : index);
    return at;
  };
  const inB = once(b);
  const out: (readonly [number, number])[] = [];
  for (const [id, i] of once(a)) {
    const j = inB.get(id);
    if (i >= 0 && j !== undefined && j >= 0) out.push([i, j]);
  }
  return out;
}

/** Ids as they are made for new provisions: long enough not to meet by chance. */
export const UNLIKELY_TO_MEET = /^[a-z][0-9a-z]{13}$/;

function trusts(shared: readonly (readonly [number, number])[], aligner: Aligner): boolean {
  const made = shared.filter(([i]) => UNLIKELY_TO_MEET.test(aligner.a.items[i]?.value.id ?? "")).length;
  if (2 * made > shared.length) return true;
  const alike = ([i, j]: readonly [number, number]) => aligner.likeness(i, j);
  const byIds = shared.map(alike);
  if (byIds.filter((value) => value < 0.5).length <= 0.02 * shared.length) return true;
  const found = new Partners(aligner.a.items.length, aligner.b.items.length);
  aligner.align(found);
  let byLikeness = 0;
  found.toB.forEach((j, i) => {
    if (j >= 0) byLikeness += aligner.likeness(i, j);
  });
  return sum(byIds) >= 0.9 * byLikeness;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

class Aligner {
  readonly a: ReadText;
  readonly b: ReadText;
  readonly #lexicon = new Lexicon();
  #threshold = BY_WORDS;
  #units: { readonly a: readonly Unit[]; readonly b: readonly Unit[] } | null = null;

  constructor(a: ReadText, b: ReadText) {
    this.a = a;
    this.b = b;
  }

  /** Read at the first question: where ids pair everything there is none. */
  get units(): { readonly a: readonly Unit[]; readonly b: readonly Unit[] } {
    const unit = (item: Item) => this.#lexicon.unit(item.text, item.value.kind, item.number);
    this.#units ??= { a: this.a.items.map(unit), b: this.b.items.map(unit) };
    return this.#units;
  }

  likeness(i: number, j: number): number {
    return likeness(this.units.a[i] as Unit, this.units.b[j] as Unit);
  }

  /** Pairs by likeness what has no partner. Tables are paired as wholes, then by rows, then by cells. */
  align(partners: Partners, threshold = BY_WORDS): void {
    this.#threshold = threshold;
    const blocks = this.#alignParts(this.a.blocks, this.b.blocks, partners, provisionsOfBlock, (block, text, units) =>
      block.kind === "provision" ? (units[block.item] as Unit) : this.#whole(provisionsOfBlock(block), text, "table"),
    );
    blocks.toB.forEach((j, i) => {
      const [before, after] = [this.a.blocks[i], this.b.blocks[j]];
      if (before?.kind === "provision" && after?.kind === "provision") partners.pair(before.item, after.item);
      if (before?.kind === "table" && after?.kind === "table") this.#alignTables(before.rows, after.rows, partners);
    });
  }

  #alignTables(a: TableRows, b: TableRows, partners: Partners): void {
    const rows = this.#alignParts(
      a,
      b,
      partners,
      (row) => row.flat(),
      (row, text) => this.#whole(row.flat(), text, "row"),
    );
    rows.toB.forEach((j, i) => {
      const [before, after] = [a[i], b[j]];
      if (before && after) this.#alignCells(before, after, partners);
    });
  }

  /** Cells of two rows: one by one where there are as many, else by their words. */
  #alignCells(a: TableRows[number], b: TableRows[number], partners: Partners): void {
    const cells =
      a.length === b.length
        ? Int32Array.from(a, (_, i) => i)
        : this.#alignParts(
            a,
            b,
            partners,
            (cell) => cell,
            (cell, text) => this.#whole(cell, text, "cell"),
          ).toB;
    cells.forEach((j, i) => {
      a[i]?.forEach((item, nth) => {
        const other = b[j]?.[nth];
        if (other !== undefined) partners.pair(item, other);
      });
    });
  }

  /** Pairs parts that hold provisions: first those most of whose provisions are paired already, the rest by likeness. */
  #alignParts<T>(
    a: readonly T[],
    b: readonly T[],
    provisions: Partners,
    inside: (part: T) => readonly number[],
    unitOf: (part: T, text: ReadText, units: readonly Unit[]) => Unit,
  ): Partners {
    const parts = new Partners(a.length, b.length);
    const partOf = new Map<number, number>();
    b.forEach((part, j) => {
      for (const item of inside(part)) partOf.set(item, j);
    });
    a.forEach((part, i) => {
      const votes = new Map<number, number>();
      for (const item of inside(part)) {
        const j = partOf.get(provisions.toB[item] as number);
        if (j !== undefined) votes.set(j, (votes.get(j) ?? 0) + 1);
      }
      const most = [...votes].sort(([j, n], [k, m]) => m - n || j - k)[0];
      if (most) parts.pair(i, most[0]);
    });
    if (!parts.toB.includes(-1) || !parts.toA.includes(-1)) return parts;
    const unitsA = a.map((part) => unitOf(part, this.a, this.units.a));
    const unitsB = b.map((part) => unitOf(part, this.b, this.units.b));
    return alignUnits(unitsA, unitsB, parts, this.#threshold);
  }

  #whole(items: readonly number[], text: ReadText, kind: string): Unit {
    return this.#lexicon.unit(items.map((item) => text.items[item]?.text ?? "").join(" "), kind, "");
  }
}

type TableRows = readonly (readonly (readonly number[])[])[];

function provisionsOfBlock(block: BlockItem): readonly number[] {
  return block.kind === "provision" ? [block.item] : block.rows.flat(2);
}
