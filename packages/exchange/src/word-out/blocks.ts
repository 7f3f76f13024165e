import type { Change, PaperBlock, PaperCell, PaperParagraph, PaperTable, ParagraphLook } from "./model.ts";
import type { Pen } from "./pen.ts";
import { changeAttributes, runsXml } from "./runs.ts";
import { isRightToLeft } from "./scripts.ts";
import { CM, INDENTS } from "./styles.ts";

/** A paragraph or table as Word spells it. */
export function blockXml(block: PaperBlock, pen: Pen): string {
  return block.type === "table" ? tableXml(block, pen) : paragraphXml(block, pen);
}

/** A paragraph. Elements stand in the order that the schema of Word files asks for. */
export function paragraphXml(one: PaperParagraph, pen: Pen): string {
  const rightToLeft = isRightToLeft(textOf(one, one.mark?.kind === "del" ? null : "del"));
  let properties = lookXml(one.look, one.list, rightToLeft);
  if (one.mark) properties += `<w:rPr><w:${one.mark.kind} ${changeAttributes(one.mark, pen)}/></w:rPr>`;
  const former = formerLook(one, rightToLeft);
  if (former) {
    properties += `<w:pPrChange ${changeAttributes(former.by, pen)}><w:pPr>${former.xml}</w:pPr></w:pPrChange>`;
  }
  const bookmark = one.mark?.kind === "del" || one.provision === "" ? null : pen.bookmark(one.provision);
  const begin = bookmark ? `<w:bookmarkStart w:id="${bookmark.id}" w:name="${bookmark.name}"/>` : "";
  const end = bookmark ? `<w:bookmarkEnd w:id="${bookmark.id}"/>` : "";
  return `<w:p><w:pPr>${properties}</w:pPr>${begin}${runsXml(one.pieces, pen)}${end}</w:p>`;
}

function textOf({ pieces }: PaperParagraph, without: Change["kind"] | null): string {
  return pieces.map(({ text, change }) => (change !== null && change.kind === without ? "" : text)).join("");
}

/** How a paragraph that is in both readings looked in the earlier one, where that was otherwise. */
function formerLook(one: PaperParagraph, rightToLeft: boolean): { xml: string; by: Omit<Change, "kind"> } | null {
  const changed = one.pieces.find(({ change }) => change !== null)?.change;
  if (one.mark || !(one.former || changed)) return null;
  const was = isRightToLeft(textOf(one, "ins"));
  const by = one.former?.by ?? (was === rightToLeft ? null : changed);
  return by ? { xml: lookXml(one.former?.look ?? one.look, null, was), by } : null;
}

function lookXml({ style, deeper }: ParagraphLook, list: number | null, rightToLeft: boolean): string {
  let out = `<w:pStyle w:val="${style}"/>`;
  if (list !== null) out += `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`;
  const indent = INDENTS[style];
  const left = indent ? Math.max(indent.hanging, indent.left + deeper * CM) : 0;
  if (indent && deeper !== 0) {
    out += `<w:tabs><w:tab w:val="clear" w:pos="${indent.left}"/><w:tab w:val="left" w:pos="${left}"/></w:tabs>`;
  }
  if (rightToLeft) out += "<w:bidi/>";
  if (indent && (deeper !== 0 || list !== null)) out += `<w:ind w:left="${left}" w:hanging="${indent.hanging}"/>`;
  return out;
}

const CELL_MARGINS = ["top", "left", "bottom", "right"]
  .map((side) => `<w:${side} w:w="${side === "left" || side === "right" ? 100 : 40}" w:type="dxa"/>`)
  .join("");

function tableXml({ grid, rows }: PaperTable, pen: Pen): string {
  const width = grid.reduce((sum, one) => sum + one, 0);
  const out = [
    `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="${width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>${CELL_MARGINS}</w:tblCellMar></w:tblPr>`,
    `<w:tblGrid>${grid.map((one) => `<w:gridCol w:w="${one}"/>`).join("")}</w:tblGrid>`,
  ];
  for (const { header, change, cells } of rows) {
    const repeated = header ? "<w:cantSplit/><w:tblHeader/>" : "";
    const changed = change ? `<w:${change.kind} ${changeAttributes(change, pen)}/>` : "";
    const used = cells.reduce((sum, cell) => sum + cell.columns, 0);
    const missing = grid.length > used ? `<w:gridAfter w:val="${grid.length - used}"/>` : "";
    out.push(`<w:tr><w:trPr>${missing}${repeated}${changed}</w:trPr>`);
    let column = 0;
    for (const cell of cells) {
      out.push(cellXml(cell, grid.slice(column, column + cell.columns), pen));
      column += cell.columns;
    }
    out.push("</w:tr>");
  }
  out.push("</w:tbl>");
  return out.join("");
}

function cellXml({ columns, rows, shaded, paragraphs }: PaperCell, widths: readonly number[], pen: Pen): string {
  const width = widths.reduce((sum, one) => sum + one, 0);
  const span = columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : "";
  const merge = rows === "one" ? "" : rows === "begin" ? '<w:vMerge w:val="restart"/>' : "<w:vMerge/>";
  const shade = shaded ? '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' : "";
  const inside = paragraphs.map((one) => paragraphXml(one, pen)).join("");
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}${merge}${shade}</w:tcPr>${inside || "<w:p/>"}</w:tc>`;
}
