import type { Cover } from "../cover.ts";
import { blockXml, paragraphXml } from "./blocks.ts";
import { paragraph, piece } from "./model.ts";
import { type Page, textWidth } from "./page.ts";
import type { Pen } from "./pen.ts";
import { CM } from "./styles.ts";
import { shareOut } from "./tables.ts";
import { paperText } from "./xml.ts";

const line = (style: string, text: string, strong = false) =>
  paragraph(style, [piece(paperText(text), "words", strong ? { format: ["strong"] } : {})]);

/** Whose paper it is and its symbol, over a rule; below, what it belongs to, and what a registry asks of it; then its title. */
export function coverXml(cover: Cover, page: Page, pen: Pen): string {
  const width = textWidth(page);
  const grid = shareOut(width, [55, 45]);
  const belongs = [line("CoverText", cover.subtitle), ...(cover.body ? [line("CoverText", cover.body)] : [])];
  const facts = [
    ...(cover.distribution ? [line("CoverFact", cover.distribution, true)] : []),
    ...(cover.revision ? [line("CoverFact", cover.revision)] : []),
    line("CoverFact", cover.date),
    ...(cover.language ? [line("CoverFact", `Original: ${cover.language}`)] : []),
  ];
  const rows = [
    [[line("CoverOrganisation", cover.secretariat ?? "")], [line("CoverSymbol", cover.symbol)]],
    [belongs, facts],
  ].map((cells, r) => {
    const rule = `<w:tcBorders><w:${r === 0 ? "bottom" : "top"} w:val="single" w:sz="18" w:space="0" w:color="auto"/></w:tcBorders>`;
    const inside = cells.map(
      (paragraphs, c) =>
        `<w:tc><w:tcPr><w:tcW w:w="${grid[c]}" w:type="dxa"/>${rule}${r === 0 ? '<w:vAlign w:val="bottom"/>' : ""}</w:tcPr>${paragraphs.map((one) => paragraphXml(one, pen)).join("")}</w:tc>`,
    );
    return `<w:tr>${inside.join("")}</w:tr>`;
  });
  const margins = `<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>`;
  const table = `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>${margins}</w:tblPr><w:tblGrid>${grid.map((one) => `<w:gridCol w:w="${one}"/>`).join("")}</w:tblGrid>${rows.join("")}</w:tbl>`;
  const below = [
    line("CoverTitle", cover.title),
    ...(cover.kind ? [line("CoverSubtitle", cover.kind)] : []),
    ...(cover.note ? [line("CoverNote", cover.note)] : []),
    ...(cover.lines ?? []).map((text) => line("CoverLine", text)),
    paragraph("CoverRule", []),
  ];
  return table + below.map((one) => blockXml(one, pen)).join("");
}

/** What stands at the head of every page but the first: who may have the paper, and its symbol. */
export function headerXml(cover: Cover, page: Page, pen: Pen): string {
  const { symbol, revision, date, distribution } = cover;
  const name = revision ? (symbol.endsWith(revision) ? symbol : `${symbol} · ${revision}`) : `${symbol} · ${date}`;
  const text = `${distribution ?? ""}\t${name}`;
  const tab = `<w:tabs><w:tab w:val="right" w:pos="${textWidth(page)}"/></w:tabs>`;
  return paragraphXml(paragraph("Header", [piece(paperText(text))]), pen).replace(
    '<w:pStyle w:val="Header"/>',
    `<w:pStyle w:val="Header"/>${tab}`,
  );
}

/** "n / N", counted by Word. */
export function footerXml(): string {
  const field = (name: string) => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`;
  return `<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>${field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>${field("NUMPAGES")}</w:p>`;
}

/** The short rule at the foot of the last page that says that nothing is missing. */
export function endXml(page: Page, pen: Pen): string {
  const side = Math.round((textWidth(page) - 3 * CM) / 2);
  return paragraphXml(paragraph("TreatyEnd", []), pen).replace(
    '<w:pStyle w:val="TreatyEnd"/>',
    `<w:pStyle w:val="TreatyEnd"/><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr><w:ind w:left="${side}" w:right="${side}"/>`,
  );
}
