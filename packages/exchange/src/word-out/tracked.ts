import type { Printed, PrintedBlock, PrintedTable } from "../printed.ts";
import { type Alignment, alignBlocks, positionsIn, rising } from "./align.ts";
import type { Authorship } from "./authorship.ts";
import { type Change, type PaperBlock, type PaperParagraph, type PaperRow, paragraph } from "./model.ts";
import { type Notes, noteWords } from "./notes.ts";
import { type Drawing, lookOf, piecesOf, type SourcedPiece } from "./pieces.ts";
import { gridOf, paperRow, spaceAfter, widthsOf } from "./tables.ts";
import { changedLine, trackLine } from "./track-line.ts";

/** One of the two readings of a tracked paper. */
export interface Reading extends Printed {
  readonly drawing: Drawing;
}

/**
 * Lays one reading over another: where all changes are accepted the paper is the later one, where all are rejected the earlier,
 * to the character. A provision that came or went does so with the end of its paragraph; a row of a table as a row. What
 * moved goes in one place and comes in another.
 */
export class Tracked {
  readonly #before: Reading;
  readonly #after: Reading;
  readonly #alignment: Alignment;
  readonly #authorship: Authorship;
  readonly #notes: Notes;
  readonly #width: number;

  constructor(
    before: Reading,
    after: Reading,
    alignment: Alignment,
    authorship: Authorship,
    notes: Notes,
    width: number,
  ) {
    this.#before = before;
    this.#after = after;
    this.#alignment = alignment;
    this.#authorship = authorship;
    this.#notes = notes;
    this.#width = width;
  }

  /** The blocks of the paper; `told` is called with the number of the later text's blocks that are done. */
  blocks(told: (done: number) => void = () => {}): PaperBlock[] {
    const before = this.#before.blocks;
    const after = this.#after.blocks;
    const pairs = alignBlocks(before, after, this.#alignment.pairs);
    const paired = new Set(pairs.values());
    const out: PaperBlock[] = [];
    let next = 0;
    const removedUpTo = (end: number) => {
      for (; next < end && !paired.has(next); next++) out.push(...this.#whole(before[next], "del"));
    };
    for (const [i, block] of after.entries()) {
      removedUpTo(before.length);
      const earlier = pairs.get(i);
      if (earlier === undefined) out.push(...this.#whole(block, "ins"));
      else {
        out.push(...this.#both(before[earlier], block));
        next = earlier + 1;
      }
      told(i + 1);
    }
    removedUpTo(before.length);
    return out;
  }

  #both(a: PrintedBlock | PrintedTable | undefined, b: PrintedBlock | PrintedTable): PaperBlock[] {
    if (a?.type === "block" && b.type === "block") return [this.#line(a, b)];
    if (a?.type === "table" && b.type === "table") return this.#table(a, b);
    return [...this.#whole(a, "del"), ...this.#whole(b, "ins")];
  }

  #whole(block: PrintedBlock | PrintedTable | undefined, kind: Change["kind"]): PaperBlock[] {
    if (!block) return [];
    if (block.type === "block") return [this.#wholeLine(block, kind)];
    if (block.rows.length === 0) return [];
    const { columns, rows } = gridOf(block);
    const change = { kind, ...this.#authorship.standing };
    const paper = rows.map((row, r) =>
      paperRow(row, columns, change, (cell) =>
        (block.rows[r]?.[cell] ?? []).map((inside) => this.#wholeLine(inside, kind)),
      ),
    );
    return [{ type: "table", grid: widthsOf(block, columns, this.#width), rows: paper }, spaceAfter(change)];
  }

  #wholeLine(block: PrintedBlock, kind: Change["kind"]): PaperParagraph {
    const reading = kind === "del" ? this.#before : this.#after;
    const whose = kind === "del" ? this.#authorship.went : this.#authorship.came;
    const pieces = changedLine(block, piecesIn(reading, block), kind, whose);
    const spans = [...block.lead, ...block.spans];
    const mark = { kind, ...whose(block, spans.find(({ of }) => of?.option) ?? spans[0] ?? null) };
    return this.#paragraph(block, pieces, mark, null);
  }

  #line(a: PrintedBlock, b: PrintedBlock): PaperParagraph {
    const pieces = trackLine(
      { block: a, pieces: piecesIn(this.#before, a) },
      { block: b, pieces: piecesIn(this.#after, b) },
      this.#tracking,
    );
    const look = lookOf(a);
    const now = lookOf(b);
    const same = look.style === now.style && look.deeper === now.deeper;
    return this.#paragraph(b, pieces, null, same ? null : { look, by: this.#authorship.standing });
  }

  get #tracking() {
    const { came, went } = this.#authorship;
    return { came, went, earlierNote: (footnote: string) => this.#alignment.footnotes.get(footnote) ?? footnote };
  }

  #paragraph(
    block: PrintedBlock,
    pieces: readonly SourcedPiece[],
    mark: Change | null,
    former: PaperParagraph["former"],
  ): PaperParagraph {
    const bound = this.#notes.bind(pieces, (footnote, change) => this.#note(footnote, change));
    return paragraph("", bound, { look: lookOf(block), mark, former, provision: block.provision });
  }

  #note(footnote: string, change: Change | null) {
    if (change) {
      const { footnotes, drawing } = change.kind === "del" ? this.#before : this.#after;
      const block = footnotes.get(footnote);
      const whose = change.kind === "del" ? this.#authorship.went : this.#authorship.came;
      return block ? changedLine(block, noteWords(block, drawing), change.kind, whose).map((one) => one.piece) : null;
    }
    const b = this.#after.footnotes.get(footnote);
    const a = this.#before.footnotes.get(this.#tracking.earlierNote(footnote));
    if (!a || !b) return b ? noteWords(b, this.#after.drawing).map((one) => one.piece) : null;
    return trackLine(
      { block: a, pieces: noteWords(a, this.#before.drawing) },
      { block: b, pieces: noteWords(b, this.#after.drawing) },
      this.#tracking,
    ).map((one) => one.piece);
  }

  /** A table that is in both texts: row by row where its columns are the same, else gone and come. */
  #table(a: PrintedTable, b: PrintedTable): PaperBlock[] {
    const old = gridOf(a);
    const now = gridOf(b);
    const pairs = this.#rowPairs(a, b);
    const spread = [...old.rows, ...now.rows].some((row) => row.cells.some((cell) => cell.rows !== "one"));
    const whole = pairs.size === a.rows.length && pairs.size === b.rows.length;
    if (pairs.size === 0 || old.columns !== now.columns || (spread && !whole)) {
      return [...this.#whole(a, "del"), ...this.#whole(b, "ins")];
    }
    const rows: PaperRow[] = [];
    const paired = new Set(pairs.values());
    const wholeRow = (table: PrintedTable, grid: typeof now, r: number, kind: Change["kind"]) => {
      const row = grid.rows[r];
      const change = { kind, ...this.#authorship.standing };
      if (!row) return;
      rows.push(
        paperRow(row, grid.columns, change, (cell) =>
          (table.rows[r]?.[cell] ?? []).map((inside) => this.#wholeLine(inside, kind)),
        ),
      );
    };
    let next = 0;
    const removed = () => {
      for (; next < a.rows.length && !paired.has(next); next++) wholeRow(a, old, next, "del");
    };
    for (const [r, row] of now.rows.entries()) {
      removed();
      const earlier = pairs.get(r);
      if (earlier === undefined) wholeRow(b, now, r, "ins");
      else {
        rows.push(paperRow(row, now.columns, null, (cell) => this.#cell(a.rows[earlier]?.[cell], b.rows[r]?.[cell])));
        next = earlier + 1;
      }
    }
    removed();
    return [{ type: "table", grid: widthsOf(b, now.columns, this.#width), rows }, spaceAfter(null)];
  }

  /** The earlier row of each later one: the same cells in the same shapes, each with the same provisions. */
  #rowPairs(a: PrintedTable, b: PrintedTable): ReadonlyMap<number, number> {
    const rowOf = new Map<number, number>();
    for (const [r, cells] of a.rows.entries()) {
      for (const position of positionsIn({ type: "table", rows: [cells], shapes: [] })) rowOf.set(position, r);
    }
    const candidates: (readonly [number, number])[] = [];
    for (const [r, cells] of b.rows.entries()) {
      for (const position of positionsIn({ type: "table", rows: [cells], shapes: [] })) {
        const earlier = this.#alignment.pairs.get(position);
        const at = earlier === undefined ? undefined : rowOf.get(earlier);
        if (at === undefined) continue;
        if (this.#sameRow(a, at, b, r)) candidates.push([r, at]);
        break;
      }
    }
    return new Map(rising(candidates));
  }

  #sameRow(a: PrintedTable, ra: number, b: PrintedTable, rb: number): boolean {
    if (JSON.stringify(a.shapes[ra]) !== JSON.stringify(b.shapes[rb])) return false;
    return (b.rows[rb] ?? []).every((inside, c) => {
      const earlier = a.rows[ra]?.[c] ?? [];
      return (
        inside.length === earlier.length &&
        inside.every((block, i) => this.#alignment.pairs.get(block.position) === earlier[i]?.position)
      );
    });
  }

  #cell(a: readonly PrintedBlock[] = [], b: readonly PrintedBlock[] = []): PaperParagraph[] {
    return b.flatMap((block, i) => {
      const earlier = a[i];
      return earlier ? [this.#line(earlier, block)] : [];
    });
  }
}

/** The pieces of a line. A sign to a footnote that its reading lacks is none, though the other reading may have it. */
function piecesIn({ drawing, footnotes }: Reading, block: PrintedBlock): SourcedPiece[] {
  return piecesOf(block, drawing).filter(({ sign }) => sign === null || footnotes.has(sign));
}
