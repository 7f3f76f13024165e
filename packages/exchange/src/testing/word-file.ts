import { strToU8, zipSync } from "fflate";

/**
 * Builds small Word files for tests, part by part, in XML that is written out here: nothing of it comes from the programs
 * that write or read Word files. Bodies are strings of `p`, `r`, `ins` … as below.
 */
export interface WordFileParts {
  /** What stands in the body. */
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  readonly comments?: string;
  readonly commentsExtended?: string;
  readonly core?: string;
  /** More parts by name. */
  readonly more?: Readonly<Record<string, string>>;
  /** Whether to use the namespaces of ISO's strict kind of file. */
  readonly strict?: boolean;
  readonly contentType?: string;
  /** Spaces and such before the XML of the body, for files that are broken on purpose. */
  readonly prolog?: string;
}

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const NAMESPACES = [
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"',
].join(" ");
const MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships";

const ROOTS = {
  styles: "w:styles",
  numbering: "w:numbering",
  footnotes: "w:footnotes",
  endnotes: "w:endnotes",
  comments: "w:comments",
  commentsExtended: "w15:commentsEx",
} as const;

/** The bytes of a Word file. */
export function wordFile(parts: WordFileParts | string): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(wordParts(parts)).map(([name, xml]) => [name, strToU8(xml)])));
}

/** The parts of a Word file by name, for tests that spoil them before they are packed. */
export function wordParts(given: WordFileParts | string): Record<string, string> {
  const parts: WordFileParts = typeof given === "string" ? { body: given } : given;
  const w = parts.strict ? STRICT_W : W;
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const names = `xmlns:w="${w}" ${NAMESPACES}`;
  const relations = parts.strict ? STRICT_RELATIONS : RELATIONS;
  const present = (Object.keys(ROOTS) as (keyof typeof ROOTS)[]).filter((name) => parts[name] !== undefined);
  const out: Record<string, string> = {
    "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${parts.contentType ?? MAIN_TYPE}"/></Types>`,
    "_rels/.rels": `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="word/document.xml"/>${parts.core === undefined ? "" : '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'}</Relationships>`,
    "word/_rels/document.xml.rels": `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${present.map((name, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/${name}" Target="${name}.xml"/>`).join("")}</Relationships>`,
    "word/document.xml": `${parts.prolog ?? head}<w:document ${names}><w:body>${parts.body}</w:body></w:document>`,
  };
  for (const name of present) {
    const root = ROOTS[name];
    out[`word/${name}.xml`] = `${head}<${root} ${names}>${parts[name] ?? ""}</${root}>`;
  }
  if (parts.core !== undefined) out["docProps/core.xml"] = parts.core;
  return { ...out, ...parts.more };
}

const xmlOf = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** A run of words; `properties` is what stands in its `w:rPr`. */
export const r = (text: string, properties = ""): string =>
  `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ""}<w:t xml:space="preserve">${xmlOf(text)}</w:t></w:r>`;

/** A paragraph of runs, or of plain words; `properties` is what stands in its `w:pPr`. */
export const p = (content: string, properties = ""): string =>
  `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ""}${content.startsWith("<") || content === "" ? content : r(content)}</w:p>`;

/** A paragraph in a style. */
export const styled = (style: string, content: string): string => p(content, `<w:pStyle w:val="${style}"/>`);

const DATE = "2026-06-03T09:00:00Z";
let changes = 0;
const attributes = (author: string, date: string) => `w:id="${++changes}" w:author="${xmlOf(author)}" w:date="${date}"`;

/** Words that an author put in; content may be runs or plain words. */
export const ins = (author: string, content: string, date = DATE): string =>
  `<w:ins ${attributes(author, date)}>${content.startsWith("<") ? content : r(content)}</w:ins>`;

/** Words that an author took out. */
export const del = (author: string, content: string, date = DATE): string => {
  const runs = content.startsWith("<") ? content : r(content);
  return `<w:del ${attributes(author, date)}>${runs.replace(/<(\/?)w:t( |>)/g, "<$1w:delText$2")}</w:del>`;
};

/** Paragraph properties that say that the paragraph's end was put in or taken out. */
export const endOf = (kind: "ins" | "del", author: string): string =>
  `<w:rPr><w:${kind} ${attributes(author, DATE)}/></w:rPr>`;

/** A table of rows of cells; a cell is its paragraphs. */
export const tbl = (...rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell.startsWith("<") ? cell : p(cell)}</w:tc>`).join("")}</w:tr>`).join("")}</w:tbl>`;

/** A footnote or endnote for its part. */
export const noteOf = (kind: "footnote" | "endnote", id: number, content: string): string =>
  `<w:${kind} w:id="${id}">${content.startsWith("<") ? content : p(content)}</w:${kind}>`;

/** A comment for its part. */
export const commentOf = (id: number, author: string, words: string, paraId = ""): string =>
  `<w:comment w:id="${id}" w:author="${xmlOf(author)}" w:date="${DATE}"><w:p${paraId ? ` w14:paraId="${paraId}"` : ""}>${r(words)}</w:p></w:comment>`;
