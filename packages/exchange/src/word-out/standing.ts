import type { BracketIndex } from "@adref/brackets";
import { isHeadingKind } from "@adref/schema";
import type { Printed, PrintedBlock, PrintedSpan } from "../printed.ts";
import type { ColumnRow } from "./column-table.ts";
import { closeHoles } from "./holes.ts";
import { type PaperParagraph, paragraph } from "./model.ts";
import { type Notes, noteWords } from "./notes.ts";
import { type Drawing, piecesOf } from "./pieces.ts";

/** Columns show words as they are: colours and statuses are for other papers. */
export const UNCOLOURED: Drawing = { colourOf: () => null, statuses: false };

/** All provisions of a laid-out text in order, those in its tables included; footnotes are not among them. */
export function provisionsIn(printed: Printed): PrintedBlock[] {
  return printed.blocks.flatMap((block) => (block.type === "block" ? [block] : block.rows.flat(2)));
}

/** A provision with nothing in it that anybody proposed: its standing words, the contested ones in brackets. */
export function standingOnly(block: PrintedBlock, index: BracketIndex): PrintedBlock {
  const stands = ({ of }: PrintedSpan) =>
    of === null || (of.option === null && (index.brackets.get(of.bracket)?.parent ?? null) === null);
  const kept = (spans: readonly PrintedSpan[]) => closeHoles(spans.map((span) => (stands(span) ? span : null)));
  return { ...block, lead: block.lead.filter(stands), spans: kept(block.spans) };
}

/** The standing words as the first column has them; [] where none of the provision stands. */
export function standingCell(
  block: PrintedBlock,
  index: BracketIndex,
  printed: Printed,
  notes: Notes,
): PaperParagraph[] {
  const standing = standingOnly(block, index);
  if (standing.spans.every(({ role }) => role === "sign")) return [];
  return [cellOf({ ...standing, number: "" }, printed, notes, "ColumnText")];
}

/** A provision's paragraph in a column, its footnotes with it. */
export function cellOf(block: PrintedBlock, printed: Printed, notes: Notes, style: string): PaperParagraph {
  const pieces = notes.bind(piecesOf(block, UNCOLOURED), (footnote) => {
    const note = printed.footnotes.get(footnote);
    return note ? noteWords(note, UNCOLOURED).map((one) => one.piece) : null;
  });
  return paragraph(style, pieces);
}

/** A row for a provision. A heading about which nobody differs stands across the table. */
export function rowFor(
  block: PrintedBlock,
  printed: Printed,
  notes: Notes,
  cells: ColumnRow["cells"],
  differs: boolean,
): ColumnRow {
  const heads = !differs && (isHeadingKind(block.kind) || block.kind === "title");
  return {
    heading: heads ? [cellOf(block, printed, notes, "ColumnHeading")] : null,
    level: block.level,
    number: block.number,
    cells,
    differs,
  };
}
