const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters for an XML text or attribute value. They must be such as XML can hold: see paperText. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** The head of every part of a Word file. */
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const LINE_END = /\r\n?|\v|\f/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
const FORBIDDEN = /[\u0000-\u0008\u000e-\u001f\ufffe\uffff]/g;

/**
 * Words as a Word file can hold them: a line end of any sort is one line feed, and a character that XML forbids (half a
 * surrogate pair, a control) is U+FFFD, one for one, because a file with it could not be opened.
 */
export function paperText(text: string): string {
  return text.toWellFormed().replace(LINE_END, "\n").replace(FORBIDDEN, "\ufffd");
}
