import { XML_HEAD, xmlText } from "./xml.ts";

/** Twentieths of a point, as Word counts: 567 are one centimetre. */
export const CM = 567;
export const FONT = "Times New Roman";
/** Half points. */
const BODY = 23;

interface Style {
  readonly id: string;
  /** As Word's style list and navigation pane show it; Word's own names for Word's own styles. */
  readonly name: string;
  readonly basedOn?: string;
  readonly next?: string;
  readonly paragraph?: string;
  readonly run?: string;
}

const size = (halfPoints: number) => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
const BOLD = "<w:b/><w:bCs/>";
const ITALIC = "<w:i/><w:iCs/>";
const KEEP = "<w:keepNext/><w:keepLines/>";
const spacing = (before: number, after: number, line = 264) =>
  `<w:spacing w:before="${before}" w:after="${after}" w:line="${line}" w:lineRule="auto"/>`;
const tab = (at: number, side = "left") => `<w:tabs><w:tab w:val="${side}" w:pos="${Math.round(at)}"/></w:tabs>`;
const CENTRE = '<w:jc w:val="center"/>';
const JUSTIFY = '<w:jc w:val="both"/>';
const outline = (level: number) => `<w:outlineLvl w:val="${level}"/>`;
const rule = (side: string, eighths: number, space = 4) =>
  `<w:${side} w:val="single" w:sz="${eighths}" w:space="${space}" w:color="auto"/>`;
const SUPPRESS = "<w:suppressLineNumbers/>";

/** Where a provision's number stands and its words begin, by style; see paragraphXml for levels that differ. */
export const INDENTS: Readonly<Record<string, { readonly left: number; readonly hanging: number }>> = {
  TreatyParagraph: { left: 1 * CM, hanging: 1 * CM },
  TreatySubparagraph: { left: 2 * CM, hanging: 1 * CM },
  TreatyItem: { left: 3 * CM, hanging: 1 * CM },
};
const indented = (id: string) => {
  const { left, hanging } = INDENTS[id] ?? { left: 0, hanging: 0 };
  return `${tab(left)}${spacing(0, 140)}<w:ind w:left="${left}" w:hanging="${hanging}"/>${JUSTIFY}`;
};

const STYLES: readonly Style[] = [
  { id: "Title", name: "Title", next: "Normal", paragraph: `${KEEP}${spacing(360, 240)}${CENTRE}`, run: BOLD + size(30) },
  { id: "Heading1", name: "heading 1", next: "TreatyParagraph", paragraph: `${KEEP}${spacing(360, 200)}${CENTRE}${outline(0)}`, run: BOLD + size(25) },
  { id: "Heading2", name: "heading 2", next: "TreatyParagraph", paragraph: `${KEEP}${spacing(320, 180)}${CENTRE}${outline(1)}`, run: BOLD + ITALIC + size(24) },
  { id: "Heading3", name: "heading 3", next: "TreatyParagraph", paragraph: `${KEEP}${spacing(280, 160)}${CENTRE}${outline(2)}`, run: BOLD + size(BODY) },
  { id: "TreatyRecital", name: "Treaty Recital", paragraph: `${spacing(0, 140)}<w:ind w:firstLine="${CM}"/>${JUSTIFY}` },
  { id: "TreatyText", name: "Treaty Text", paragraph: `${spacing(0, 140)}${JUSTIFY}` },
  { id: "TreatyParagraph", name: "Treaty Paragraph", paragraph: indented("TreatyParagraph") },
  { id: "TreatySubparagraph", name: "Treaty Subparagraph", paragraph: indented("TreatySubparagraph") },
  { id: "TreatyItem", name: "Treaty Item", paragraph: indented("TreatyItem") },
  { id: "TreatyCell", name: "Treaty Cell", paragraph: `${spacing(40, 40, 252)}`, run: size(21) },
  { id: "TreatyEnd", name: "Treaty End", paragraph: `<w:keepLines/>${SUPPRESS}${spacing(240, 0)}${CENTRE}` },
  { id: "TableSpace", name: "Table Space", paragraph: `${SUPPRESS}<w:spacing w:before="0" w:after="120" w:line="120" w:lineRule="exact"/>`, run: size(8) },
  { id: "ColumnHead", name: "Column Head", paragraph: `${KEEP}${SUPPRESS}${spacing(60, 60, 240)}`, run: BOLD + size(19) },
  { id: "ColumnText", name: "Column Text", paragraph: spacing(30, 50, 245), run: size(19) },
  { id: "ColumnHeading", name: "Column Heading", paragraph: `${KEEP}${spacing(80, 60, 245)}`, run: BOLD + size(19) },
  { id: "ColumnAside", name: "Column Aside", paragraph: spacing(20, 50, 240), run: ITALIC + size(17) },
  { id: "CoverOrganisation", name: "Cover Organisation", paragraph: `${SUPPRESS}${spacing(0, 60, 240)}`, run: BOLD + size(28) },
  { id: "CoverSymbol", name: "Cover Symbol", paragraph: `${SUPPRESS}${spacing(0, 60, 240)}<w:jc w:val="right"/>`, run: BOLD + size(28) },
  { id: "CoverText", name: "Cover Text", paragraph: `${SUPPRESS}${spacing(30, 30, 252)}`, run: size(21) },
  { id: "CoverFact", name: "Cover Fact", paragraph: `${SUPPRESS}${spacing(30, 30, 252)}<w:jc w:val="right"/>`, run: size(21) },
  { id: "CoverTitle", name: "Cover Title", next: "CoverText", paragraph: `${KEEP}${SUPPRESS}${spacing(480, 80, 252)}`, run: BOLD + size(34) },
  { id: "CoverSubtitle", name: "Cover Subtitle", paragraph: `${SUPPRESS}${spacing(0, 200, 252)}`, run: size(23) },
  { id: "CoverNote", name: "Cover Note", paragraph: `${SUPPRESS}<w:pBdr>${["top", "left", "bottom", "right"].map((side) => rule(side, 8, 6)).join("")}</w:pBdr>${spacing(60, 200, 252)}<w:ind w:left="120" w:right="120"/>`, run: BOLD + size(21) },
  { id: "CoverLine", name: "Cover Line", paragraph: `${SUPPRESS}${spacing(0, 70, 245)}${JUSTIFY}`, run: ITALIC + size(19) },
  { id: "CoverRule", name: "Cover Rule", paragraph: `${SUPPRESS}<w:pBdr>${rule("bottom", 8, 1)}</w:pBdr>${spacing(0, 280, 240)}`, run: size(8) },
  { id: "Header", name: "header", paragraph: `${SUPPRESS}<w:pBdr>${rule("bottom", 4, 3)}</w:pBdr>`, run: size(18) },
  { id: "Footer", name: "footer", paragraph: `${SUPPRESS}${CENTRE}`, run: size(18) },
  { id: "FootnoteText", name: "footnote text", paragraph: `${spacing(0, 40, 240)}${JUSTIFY}`, run: size(19) },
]; // biome-ignore format: a list

/** All named styles of a paper, as the part styles.xml. `language` is the tag of the paper's own language. */
export function stylesXml(language: string): string {
  const fonts = `<w:rFonts w:ascii="${FONT}" w:hAnsi="${FONT}" w:eastAsia="SimSun" w:cs="${FONT}"/>`;
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${fonts}${size(BODY)}<w:lang w:val="${xmlText(language)}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`;
  const own = STYLES.map(styleXml).join("");
  const rest = [
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    `<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => rule(side, 4, 0)).join("")}</w:tblBorders></w:tblPr></w:style>`,
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
    '<w:style w:type="character" w:customStyle="1" w:styleId="BracketSign"><w:name w:val="Bracket Sign"/><w:basedOn w:val="DefaultParagraphFont"/></w:style>',
    '<w:style w:type="character" w:customStyle="1" w:styleId="DraftingNote"><w:name w:val="Drafting Note"/><w:basedOn w:val="DefaultParagraphFont"/></w:style>',
    '<w:style w:type="character" w:customStyle="1" w:styleId="ProvisionNumber"><w:name w:val="Provision Number"/><w:basedOn w:val="DefaultParagraphFont"/></w:style>',
    '<w:style w:type="character" w:customStyle="1" w:styleId="ProvisionStatus"><w:name w:val="Provision Status"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:shd w:val="clear" w:color="auto" w:fill="E2EFD9"/></w:rPr></w:style>',
    `<w:style w:type="character" w:styleId="LineNumber"><w:name w:val="line number"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr>${size(16)}</w:rPr></w:style>`,
  ].join("");
  return `${XML_HEAD}<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${defaults}${rest}${own}</w:styles>`;
}

const WORDS_OWN = /^(Title|Heading\d|Header|Footer|FootnoteText)$/;

function styleXml({ id, name, basedOn = "Normal", next, paragraph, run }: Style): string {
  const custom = WORDS_OWN.test(id) ? "" : ' w:customStyle="1"';
  return [
    `<w:style w:type="paragraph"${custom} w:styleId="${id}"><w:name w:val="${xmlText(name)}"/><w:basedOn w:val="${basedOn}"/>`,
    next ? `<w:next w:val="${next}"/>` : "",
    "<w:qFormat/>",
    paragraph ? `<w:pPr>${paragraph}</w:pPr>` : "",
    run ? `<w:rPr>${run}</w:rPr>` : "",
    "</w:style>",
  ].join("");
}
