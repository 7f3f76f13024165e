import type { Change, Piece } from "./model.ts";
import type { Pen } from "./pen.ts";
import { isRightToLeft, type Stretch, stretchesOf } from "./scripts.ts";
import { paperText, xmlText } from "./xml.ts";

/** The pieces of a paragraph as Word's runs, in the wrappers of their changes. */
export function runsXml(pieces: readonly Piece[], pen: Pen): string {
  const rightToLeft = isRightToLeft(pieces.map(({ text }) => text).join(""));
  let out = "";
  let open: Change | null = null;
  for (const one of pieces) {
    if (!sameChange(open, one.change)) {
      if (open) out += `</w:${open.kind}>`;
      open = one.change;
      if (open) out += `<w:${open.kind} ${changeAttributes(open, pen)}>`;
    }
    out += runXml(one, rightToLeft, pen);
  }
  return open ? `${out}</w:${open.kind}>` : out;
}

/** The attributes that say who changed something and when. */
export function changeAttributes({ author, date }: Omit<Change, "kind">, pen: Pen): string {
  const when = date ? ` w:date="${xmlText(date.replace(/\.\d+/, ""))}"` : "";
  return `w:id="${pen.nextChange()}" w:author="${xmlText(paperText(author))}"${when}`;
}

function sameChange(a: Change | null, b: Change | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && a.author === b.author && a.date === b.date);
}

function runXml(one: Piece, rightToLeft: boolean, pen: Pen): string {
  if (one.footnote !== null) {
    return `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="${pen.footnote(one.footnote)}"/></w:r>`;
  }
  if (one.text === "") return "";
  return stretchesOf(one.text, rightToLeft)
    .map((stretch) => {
      const look = lookXml(one, stretch, pen);
      return `<w:r>${look ? `<w:rPr>${look}</w:rPr>` : ""}${textXml(stretch.text, one.change?.kind === "del")}</w:r>`;
    })
    .join("");
}

const CHARACTER_STYLES: Partial<Record<Piece["role"], string>> = {
  sign: "BracketSign",
  note: "DraftingNote",
  number: "ProvisionNumber",
  status: "ProvisionStatus",
};

function lookXml(one: Piece, { rightToLeft, language }: Stretch, pen: Pen): string {
  const style = CHARACTER_STYLES[one.role];
  let out = style ? `<w:rStyle w:val="${style}"/>` : "";
  out += formatXml(formatOf(one, one.format), one.colour);
  if (rightToLeft) out += "<w:rtl/>";
  if (language) out += rightToLeft ? `<w:lang w:bidi="${language}"/>` : `<w:lang w:val="${language}"/>`;
  if (one.former) {
    out += `<w:rPrChange ${changeAttributes(one.former.by, pen)}><w:rPr>${style ? `<w:rStyle w:val="${style}"/>` : ""}${formatXml(formatOf(one, one.former.format), one.colour)}</w:rPr></w:rPrChange>`;
  }
  return out;
}

/** Signs are bold and notes italic by formatting of their own: bold in a style would be taken off by a bold heading's. */
function formatOf({ role }: Piece, format: Piece["format"]): Piece["format"] {
  const more = role === "sign" ? "strong" : role === "note" || role === "status" ? "em" : null;
  return more && !format.includes(more) ? [...format, more] : format;
}

/** In the order that the schema of Word files asks for. */
function formatXml(format: Piece["format"], colour: string | null): string {
  const has = (name: Piece["format"][number]) => format.includes(name);
  let out = "";
  if (has("strong")) out += "<w:b/><w:bCs/>";
  if (has("em")) out += "<w:i/><w:iCs/>";
  if (has("strike")) out += "<w:strike/>";
  if (colour) out += `<w:color w:val="${colour}"/>`;
  if (has("underline")) out += '<w:u w:val="single"/>';
  if (has("superscript")) out += '<w:vertAlign w:val="superscript"/>';
  else if (has("subscript")) out += '<w:vertAlign w:val="subscript"/>';
  return out;
}

function textXml(text: string, deleted: boolean): string {
  const tag = deleted ? "w:delText" : "w:t";
  let out = "";
  for (const part of text.split(/([\n\t])/)) {
    if (part === "\n") out += "<w:br/>";
    else if (part === "\t") out += "<w:tab/>";
    else if (part !== "") out += `<${tag} xml:space="preserve">${xmlText(part)}</${tag}>`;
  }
  return out;
}
