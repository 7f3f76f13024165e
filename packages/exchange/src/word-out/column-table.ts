import { type PaperBlock, type PaperParagraph, type PaperRow, paragraph, piece } from "./model.ts";
import { shareOut, spaceAfter } from "./tables.ts";

/** A row of a comparison, before it is known whether it is wanted. */
export interface ColumnRow {
  /** A heading stands across the whole table; it is left out where nothing below it is wanted. */
  readonly heading: readonly PaperParagraph[] | null;
  /** The level of the heading, or of the provision. */
  readonly level: number;
  readonly number: string;
  /** One for each column. */
  readonly cells: readonly (readonly PaperParagraph[])[];
  /** Whether there is anything to compare; the first cell stands across the others where not. */
  readonly differs: boolean;
}

/** Heads of the columns: a name, and a smaller line below it. */
export interface ColumnHead {
  readonly name: string;
  readonly below: string;
}

const NUMBER_WIDTH = 1_150;

/** A table with a number column, as wide as the page's text, and the space after it. */
export function columnTable(
  heads: readonly ColumnHead[],
  rows: readonly ColumnRow[],
  options: { readonly width: number; readonly onlyOpen: boolean; readonly first?: number; readonly empty: "—" | "" },
): PaperBlock[] {
  const weights = heads.map((_, i) => (i === 0 ? (options.first ?? 1) : 1));
  const grid = [NUMBER_WIDTH, ...shareOut(options.width - NUMBER_WIDTH, weights)];
  const out: PaperRow[] = [headRow(heads)];
  let pending: ColumnRow[] = [];
  for (const row of rows) {
    if (row.heading && options.onlyOpen) {
      pending = [...pending.filter((one) => one.level < row.level), row];
      continue;
    }
    if (!row.heading && !row.differs && options.onlyOpen) continue;
    out.push(
      ...pending.map((one) => paperRowOf(one, heads.length, options.empty)),
      paperRowOf(row, heads.length, options.empty),
    );
    pending = [];
  }
  return [{ type: "table", grid, rows: out }, spaceAfter(null)];
}

function headRow(heads: readonly ColumnHead[]): PaperRow {
  const cell = (paragraphs: PaperParagraph[]) => ({ columns: 1, rows: "one" as const, shaded: true, paragraphs });
  const cells = heads.map(({ name, below }) =>
    cell([
      paragraph("ColumnHead", [piece(name, "sign")]),
      ...(below === "" ? [] : [paragraph("ColumnAside", [piece(below)])]),
    ]),
  );
  return { header: true, change: null, cells: [cell([paragraph("ColumnHead", [piece("No.")])]), ...cells] };
}

function paperRowOf(row: ColumnRow, columns: number, empty: string): PaperRow {
  const one = (paragraphs: readonly PaperParagraph[], wide = 1, shaded = false) => ({
    columns: wide,
    rows: "one" as const,
    shaded,
    paragraphs: paragraphs.length > 0 ? paragraphs : [paragraph("ColumnText", [piece(empty)])],
  });
  const plain = { header: false, change: null };
  if (row.heading) return { ...plain, cells: [one(row.heading, columns + 1, true)] };
  const number = { ...one([paragraph("ColumnText", row.number === "" ? [] : [piece(row.number, "number")])]) };
  if (!row.differs) return { ...plain, cells: [number, one(row.cells[0] ?? [], columns)] };
  return { ...plain, cells: [number, ...row.cells.map((cell) => one(cell))] };
}
