import type { PrintedBlock, PrintedTable } from "../printed.ts";
import { type Change, type PaperCell, type PaperParagraph, type PaperRow, paragraph } from "./model.ts";

/** The place of one of a table's cells: columns from 0, `rest` the rows below that it still covers. */
interface Covering {
  readonly columns: number;
  rest: number;
}

/** A table's own row, its cells placed on the grid, with what goes on from above. */
export interface GridRow {
  readonly header: boolean;
  readonly cells: readonly {
    readonly columns: number;
    readonly rows: PaperCell["rows"];
    /** The index of the cell in its row; null for one that goes on from above. */
    readonly cell: number | null;
  }[];
}

/** Lays a table's cells out on a grid, whatever their shapes: the widest row decides. */
export function gridOf(table: PrintedTable): { readonly columns: number; readonly rows: readonly GridRow[] } {
  let covered: (Covering | undefined)[] = [];
  let columns = 1;
  const rows = table.rows.map((cells, r): GridRow => {
    const out: { columns: number; rows: PaperCell["rows"]; cell: number | null }[] = [];
    const next: (Covering | undefined)[] = [];
    let at = 0;
    const goOn = () => {
      for (let above = covered[at]; above && above.rest > 0; above = covered[at]) {
        out.push({ columns: above.columns, rows: "go on", cell: null });
        next[at] = { columns: above.columns, rest: above.rest - 1 };
        at += above.columns;
      }
    };
    for (let i = 0; i < cells.length; i++) {
      goOn();
      const shape = table.shapes[r]?.[i];
      const wide = Math.max(1, shape?.colspan ?? 1);
      const free = covered.findIndex((above, column) => column > at && above !== undefined && above.rest > 0);
      const width = free === -1 ? wide : Math.min(wide, free - at);
      const below = Math.min(Math.max(1, shape?.rowspan ?? 1) - 1, table.rows.length - r - 1);
      out.push({ columns: width, rows: below > 0 ? "begin" : "one", cell: i });
      if (below > 0) next[at] = { columns: width, rest: below };
      at += width;
    }
    goOn();
    covered = next;
    columns = Math.max(columns, at);
    const shapes = table.shapes[r] ?? [];
    return { header: shapes.length > 0 && shapes.every((shape) => shape.header), cells: out };
  });
  return { columns, rows };
}

/** Widths of columns that share a page's width by how much stands in them. */
export function widthsOf(table: PrintedTable, columns: number, total: number): number[] {
  const weights = new Array<number>(columns).fill(1);
  for (const [r, row] of gridOf(table).rows.entries()) {
    let at = 0;
    for (const { columns: wide, cell } of row.cells) {
      if (cell !== null && wide === 1) {
        const length = (table.rows[r]?.[cell] ?? []).reduce((sum, block) => sum + lengthOf(block), 0);
        weights[at] = Math.max(weights[at] ?? 1, Math.sqrt(Math.min(length, 400)));
      }
      at += wide;
    }
  }
  return shareOut(
    total,
    weights.map((weight) => Math.max(weight, Math.max(...weights) / 4)),
  );
}

const lengthOf = (block: PrintedBlock) => block.spans.reduce((sum, span) => sum + span.text.length, 0);

/** Whole numbers in the given proportions, which add up to `total`. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let before = 0;
  let at = 0;
  return weights.map((weight) => {
    at += weight;
    const end = Math.round((total * at) / sum);
    const width = end - before;
    before = end;
    return width;
  });
}

/** A grid's row as the paper has it. `inside` gives the paragraphs of a cell. */
export function paperRow(
  { header, cells }: GridRow,
  columns: number,
  change: Change | null,
  inside: (cell: number) => readonly PaperParagraph[],
): PaperRow {
  const filler = paragraph("TreatyCell", []);
  const placed: PaperCell[] = cells.map(({ columns: wide, rows, cell }) => {
    const paragraphs = cell === null ? [] : inside(cell);
    return { columns: wide, rows, shaded: header, paragraphs: paragraphs.length > 0 ? paragraphs : [filler] };
  });
  // Word opens no row without a cell.
  if (placed.length === 0) placed.push({ columns, rows: "one", shaded: false, paragraphs: [filler] });
  return { header, change, cells: placed };
}

/** A paragraph after a table: without one, Word would take two tables for one. */
export function spaceAfter(mark: Change | null): PaperParagraph {
  return paragraph("TableSpace", [], { mark });
}
