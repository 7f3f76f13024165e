import { strToU8, type Zippable, zipSync } from "fflate";
import type { Cover } from "../cover.ts";
import type { WordProgress } from "../word-options.ts";
import { blockXml } from "./blocks.ts";
import { coverXml, endXml, footerXml, headerXml } from "./cover-block.ts";
import type { Paper } from "./model.ts";
import type { Numbering } from "./numbering.ts";
import type { Page } from "./page.ts";
import { Pen } from "./pen.ts";
import { runsXml } from "./runs.ts";
import { languageTag } from "./scripts.ts";
import { stylesXml } from "./styles.ts";
import { paperText, XML_HEAD, xmlText } from "./xml.ts";

/** What a Word file needs to know besides its blocks. */
export interface Binding {
  readonly cover: Cover;
  readonly page: Page;
  readonly lineNumbers: "none" | "page" | "continuous";
  /** Whether Word goes on tracking changes when somebody edits the paper. */
  readonly tracking: boolean;
  readonly numbering: Numbering | null;
  /** ISO 8601, for the file's own date; null leaves it out. */
  readonly at: string | null;
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** Binds a paper as the bytes of a Word file (.docx). Equal papers give equal bytes. */
export function bindWord(paper: Paper, binding: Binding, told: WordProgress): Uint8Array {
  const { cover, page, numbering } = binding;
  const pen = new Pen(paper);
  const body = [coverXml(cover, page, pen)];
  for (const [i, block] of paper.blocks.entries()) {
    body.push(blockXml(block, pen));
    if (i % 500 === 499) told(i, paper.blocks.length);
  }
  body.push(endXml(page, pen), sectionXml(binding));
  const parts = new Map<string, string>();
  parts.set("word/document.xml", `<w:document ${W} ${R}><w:body>${body.join("")}</w:body></w:document>`);
  parts.set("word/footnotes.xml", footnotesXml(paper, pen));
  parts.set("word/header1.xml", `<w:hdr ${W}>${headerXml(cover, page, pen)}</w:hdr>`);
  parts.set("word/header2.xml", `<w:hdr ${W}><w:p/></w:hdr>`);
  parts.set("word/footer1.xml", `<w:ftr ${W}>${footerXml()}</w:ftr>`);
  parts.set("word/settings.xml", settingsXml(binding.tracking, languageTag(cover.language)));
  const counted = numbering?.xml() ?? null;
  const files: Zippable = {};
  const put = (name: string, xml: string) => {
    files[name] = [strToU8(xml), { level: 6, mtime: "1980-01-01T12:00:00" }];
  };
  put("[Content_Types].xml", contentTypesXml(counted !== null));
  put("_rels/.rels", packageRelationsXml());
  put("docProps/core.xml", coreXml(binding));
  put("word/_rels/document.xml.rels", relationsXml(counted !== null));
  put("word/styles.xml", stylesXml(languageTag(cover.language)));
  if (counted !== null) put("word/numbering.xml", counted);
  for (const [name, xml] of parts) put(name, XML_HEAD + xml);
  return zipSync(files);
}

function sectionXml({ page, lineNumbers }: Binding): string {
  const { width, height, margins, landscape } = page;
  const lines =
    lineNumbers === "none"
      ? ""
      : `<w:lnNumType w:countBy="5" w:distance="240" w:restart="${lineNumbers === "page" ? "newPage" : "continuous"}"/>`;
  return [
    "<w:sectPr>",
    '<w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>',
    '<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="first" r:id="rId5"/>',
    `<w:pgSz w:w="${width}" w:h="${height}"${landscape ? ' w:orient="landscape"' : ""}/>`,
    `<w:pgMar w:top="${Math.round(margins.top)}" w:right="${Math.round(margins.side)}" w:bottom="${Math.round(margins.top)}" w:left="${Math.round(margins.side)}" w:header="680" w:footer="600" w:gutter="0"/>`,
    lines,
    "<w:titlePg/>",
    "</w:sectPr>",
  ].join("");
}

function footnotesXml(paper: Paper, pen: Pen): string {
  const line = (id: number, type: string, mark: string) =>
    `<w:footnote w:type="${type}" w:id="${id}"><w:p><w:r><w:${mark}/></w:r></w:p></w:footnote>`;
  const sign =
    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>';
  const notes = pen.footnotes.map(
    (index, i) =>
      `<w:footnote w:id="${i + 1}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>${sign}${runsXml(paper.footnotes[index] ?? [], pen)}</w:p></w:footnote>`,
  );
  return `<w:footnotes ${W}>${line(-1, "separator", "separator")}${line(0, "continuationSeparator", "continuationSeparator")}${notes.join("")}</w:footnotes>`;
}

function settingsXml(tracking: boolean, language: string): string {
  return [
    `<w:settings ${W}>`,
    tracking ? "<w:trackRevisions/>" : "",
    '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>',
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>',
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
    `<w:themeFontLang w:val="${language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>`,
    "</w:settings>",
  ].join("");
}

function coreXml({ cover, at }: Binding): string {
  const created = at
    ? `<dcterms:created xsi:type="dcterms:W3CDTF">${xmlText(at.replace(/\.\d+/, ""))}</dcterms:created>`
    : "";
  return `${XML_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(paperText(`${cover.symbol} ${cover.title}`))}</dc:title><dc:subject>${xmlText(paperText(cover.subtitle))}</dc:subject><dc:creator>${xmlText(paperText(cover.secretariat ?? ""))}</dc:creator>${created}<dc:language>${languageTag(cover.language)}</dc:language></cp:coreProperties>`;
}

function relationsXml(counted: boolean): string {
  const parts = ["styles", "footnotes", "header1", "header2", "footer1", "settings", ...(counted ? ["numbering"] : [])];
  const relations = parts.map(
    (part, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${part.replace(/\d$/, "")}" Target="${part}.xml"/>`,
  );
  return relationshipsXml(relations);
}

function packageRelationsXml(): string {
  return relationshipsXml([
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`,
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>',
  ]);
}

function relationshipsXml(relations: readonly string[]): string {
  return `${XML_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`;
}

function contentTypesXml(counted: boolean): string {
  const types: Readonly<Record<string, string>> = {
    document: "document.main",
    styles: "styles",
    footnotes: "footnotes",
    header1: "header",
    header2: "header",
    footer1: "footer",
    settings: "settings",
    ...(counted ? { numbering: "numbering" } : {}),
  };
  const overrides = Object.entries(types).map(
    ([part, type]) => `<Override PartName="/word/${part}.xml" ContentType="${MAIN}.${type}+xml"/>`,
  );
  return `${XML_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
}
