import type { Printed, PrintedBlock, PrintedTable } from "../printed.ts";
import { type PaperBlock, type PaperParagraph, paragraph } from "./model.ts";
import { type Notes, noteWords } from "./notes.ts";
import type { Numbering } from "./numbering.ts";
import { type Drawing, lookOf, piecesOf } from "./pieces.ts";
import { gridOf, paperRow, spaceAfter, widthsOf } from "./tables.ts";

/** How a text by itself is put on paper. */
export interface PlainLook {
  readonly drawing: Drawing;
  readonly notes: Notes;
  /** Word counts where it can; null types every number. */
  readonly numbering: Numbering | null;
  /** The width of the text, in twentieths of a point. */
  readonly width: number;
}

/** A text's blocks as they stand; `told` is called with the number of blocks that are done. */
export function plainBlocks(printed: Printed, look: PlainLook, told: (done: number) => void = () => {}): PaperBlock[] {
  return printed.blocks.flatMap((block, i) => {
    told(i + 1);
    return block.type === "table" ? tableOf(block, printed, look) : [lineOf(block, printed, look)];
  });
}

function lineOf(block: PrintedBlock, printed: Printed, { drawing, notes, numbering }: PlainLook): PaperParagraph {
  // Word writes a number before everything else, so what stands before it keeps it typed.
  const list =
    block.lead.length === 0 && block.number !== "" ? (numbering?.listFor(block.kind, block.number) ?? null) : null;
  const sourced = piecesOf(list === null ? block : { ...block, number: "" }, drawing);
  const pieces = notes.bind(sourced, (footnote) => {
    const note = printed.footnotes.get(footnote);
    return note ? noteWords(note, drawing).map((one) => one.piece) : null;
  });
  return paragraph("", pieces, { look: lookOf(block), list, provision: block.provision });
}

function tableOf(table: PrintedTable, printed: Printed, look: PlainLook): PaperBlock[] {
  if (table.rows.length === 0) return [];
  const { columns, rows } = gridOf(table);
  const paper = rows.map((row, r) =>
    paperRow(row, columns, null, (cell) =>
      (table.rows[r]?.[cell] ?? []).map((block) => lineOf(block, printed, { ...look, numbering: null })),
    ),
  );
  return [{ type: "table", grid: widthsOf(table, columns, look.width), rows: paper }, spaceAfter(null)];
}
