import { type BracketIndex, type BracketView, indexBrackets, type OptionView } from "@adref/brackets";
import type { TextValue } from "@adref/schema";
import { openingCodes } from "../attribution.ts";
import { layOut } from "../lay-out.ts";
import type { PrintedBlock } from "../printed.ts";
import { columnTable } from "./column-table.ts";
import { type PaperBlock, type PaperParagraph, paragraph, piece } from "./model.ts";
import type { TableLook } from "./party-table.ts";
import { quoted } from "./positions.ts";
import { provisionsIn, rowFor, standingCell } from "./standing.ts";
import { paperText } from "./xml.ts";

/** Beyond these, options share the last column. */
const MOST_OPTIONS = 5;

/** "Standing text | Option 1 | Option 2 …": the first option of each bracket of a provision, the second, and so on. */
export function optionTable(text: TextValue, attributions: boolean, look: TableLook): PaperBlock[] {
  const index = indexBrackets(text.doc);
  const printed = layOut(text, { attributions: false });
  const deepest = Math.max(1, ...[...index.brackets.values()].map((view) => view.options.length));
  const columns = Math.min(MOST_OPTIONS, deepest);
  const rows = provisionsIn(printed).map((block) => {
    const cells = columnsOf(block, index, columns, (option) => (attributions ? openingCodes(text.record, option) : ""));
    const differs = cells.some((cell) => cell.length > 0);
    const standing = standingCell(block, index, printed, look.notes);
    return rowFor(block, printed, look.notes, [standing, ...cells], differs);
  });
  const heads = Array.from({ length: columns }, (_, i) => ({
    name: deepest > columns && i === columns - 1 ? `Options ${i + 1} to ${deepest}` : `Option ${i + 1}`,
    below: "",
  }));
  return columnTable([{ name: "Standing text", below: "" }, ...heads], rows, {
    width: look.width,
    onlyOpen: look.onlyOpen,
    first: 1.3,
    empty: "",
  });
}

function columnsOf(
  block: PrintedBlock,
  index: BracketIndex,
  columns: number,
  codesOf: (option: string) => string,
): PaperParagraph[][] {
  const cells: PaperParagraph[][] = Array.from({ length: columns }, () => []);
  for (const id of index.byProvision.get(block.provision) ?? []) {
    const view = index.brackets.get(id);
    for (const [i, option] of (view?.options ?? []).entries()) {
      const paragraphs = view ? entryOf(block, view, option, codesOf(option.id)) : [];
      cells[Math.min(i, columns - 1)]?.push(...paragraphs);
    }
  }
  return cells;
}

/** An option's words in one provision, and what they would stand for. */
function entryOf(block: PrintedBlock, view: BracketView, option: OptionView, codes: string): PaperParagraph[] {
  const words = option.spans
    .filter((span) => span.provision === block.provision)
    .map((span) => span.words)
    .join(" … ");
  if (words === "") return [];
  const standing = view.standing.map((span) => span.words).join(" … ");
  const instead = option.whole.includes(block.provision)
    ? "new provision"
    : standing === ""
      ? "inserted"
      : `instead of ${quoted(standing)}`;
  return [
    paragraph("ColumnText", [piece(codes, "sign"), piece(paperText(words.trim()))]),
    paragraph("ColumnAside", [piece(paperText(instead))]),
  ];
}
