/** Word's and LibreOffice's own markup that says nothing about the words, and what their pages hide. */
const DROPPED =
  "style, script, meta, link, title, xml, o\\:p, head, noscript, template, [data-sign], .ProseMirror-widget, [hidden]";
/** Word draws the numbers of lists as words of their own; here numbers are derived. */
const LIST_NUMBER = /mso-list:\s*Ignore/i;
const HIDDEN = /display:\s*none|mso-hide:\s*all/i;

/**
 * Cleans pasted HTML down to what a text can hold: paragraphs, bold, italic, underline, super- and subscript. A line break
 * ends a paragraph, an entry of a list and a row of a table are one each, its cells parted by bars. Signs that were copied out
 * of this editor go away; brackets cannot be pasted, they are made.
 */
export function cleanHtml(html: string): string {
  // What Word writes for itself stands in comments, and in brackets of its own between them.
  const doc = new DOMParser().parseFromString(html.replace(/<!--[\s\S]*?-->|<!\[[^>]*\]>/g, ""), "text/html");
  for (const element of doc.querySelectorAll(DROPPED)) element.remove();
  for (const element of [...doc.body.querySelectorAll<HTMLElement>("*")]) {
    const style = element.getAttribute("style") ?? "";
    if (LIST_NUMBER.test(style) || HIDDEN.test(style)) element.remove();
  }
  // An own copy says by itself what its blocks are; tables in it come cell by cell.
  const own = doc.body.querySelector("[data-pm-slice]") !== null;
  for (const element of [...doc.body.querySelectorAll<HTMLElement>("*")]) {
    keepEmphasis(doc, element);
    element.removeAttribute("style");
    element.removeAttribute("class");
    if (!element.matches("[data-pm-slice]"))
      for (const name of element.getAttributeNames()) element.removeAttribute(name);
  }
  if (!own) {
    for (const table of doc.body.querySelectorAll("table")) rowsAsParagraphs(doc, table);
    for (const br of [...doc.body.querySelectorAll("br")]) breakAt(doc, br);
  }
  for (const cell of doc.body.querySelectorAll("li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, blockquote")) {
    ownLine(doc, cell);
  }
  const text = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  for (let node = text.nextNode(); node; node = text.nextNode()) {
    node.nodeValue = (node.nodeValue ?? "").replace(/[\u00a0\s]+/g, " ");
  }
  return doc.body.innerHTML;
}

const BLOCK = "p, div, ul, ol, table, li, h1, h2, h3, h4, h5, h6, blockquote, pre, dl";

/** Puts what stands in an element before its first inner block into a paragraph: an entry of a list that has a list inside. */
function ownLine(doc: Document, element: Element): void {
  const paragraph = doc.createElement("p");
  for (
    let node = element.firstChild;
    node && !(node instanceof Element && node.matches(BLOCK));
    node = element.firstChild
  ) {
    paragraph.append(node);
  }
  if (paragraph.textContent?.trim()) element.prepend(paragraph);
}

/** Word writes emphasis as styles as often as elements. */
function keepEmphasis(doc: Document, element: HTMLElement): void {
  if (!/^(SPAN|FONT|A)$/.test(element.tagName)) return;
  const { fontWeight, fontStyle, textDecorationLine, verticalAlign } = element.style;
  const tags: string[] = [];
  if (fontWeight === "bold" || Number(fontWeight) >= 600) tags.push("strong");
  if (fontStyle === "italic") tags.push("em");
  if (textDecorationLine.includes("underline")) tags.push("u");
  if (textDecorationLine.includes("line-through")) tags.push("s");
  if (verticalAlign === "super") tags.push("sup");
  if (verticalAlign === "sub") tags.push("sub");
  for (const tag of tags) {
    const wrap = doc.createElement(tag);
    wrap.append(...element.childNodes);
    element.append(wrap);
  }
}

/** A row becomes a paragraph; one single cell is just its words. */
function rowsAsParagraphs(doc: Document, table: Element): void {
  const lines: Element[] = [];
  for (const row of table.querySelectorAll("tr")) {
    const line = doc.createElement("p");
    for (const cell of row.children) {
      if (line.childNodes.length > 0) line.append(" | ");
      for (const block of cell.querySelectorAll("p, div, li")) block.append(" ");
      for (const block of cell.querySelectorAll("p, div, ul, ol, li")) block.replaceWith(...block.childNodes);
      for (const br of cell.querySelectorAll("br")) br.replaceWith(" ");
      line.append(...cell.childNodes);
    }
    if (line.textContent?.trim()) lines.push(line);
  }
  table.replaceWith(...lines);
}

/** Divides the block that holds a line break there. */
function breakAt(doc: Document, br: Element): void {
  const block = br.closest("p, div, li, dd, dt, h1, h2, h3, h4, h5, h6, blockquote");
  if (!block || !doc.body.contains(block)) {
    br.replaceWith(" ");
    return;
  }
  const range = doc.createRange();
  range.setStartAfter(br);
  range.setEndAfter(block.lastChild as ChildNode);
  const rest = range.extractContents();
  br.remove();
  if (!rest.textContent?.trim()) return;
  const next = doc.createElement(block.tagName === "DIV" ? "p" : block.tagName);
  next.append(rest);
  block.after(next);
}
