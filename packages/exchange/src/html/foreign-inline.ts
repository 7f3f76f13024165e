import { attach, type Piece } from "../foreign/draft.ts";
import { attribute, type Element } from "./parse-page.ts";

/** Elements of formatting that pages use, and what they are to a text. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ["b", "strong"],
  ["strong", "strong"],
  ["i", "em"],
  ["em", "em"],
  ["u", "underline"],
  ["s", "strike"],
  ["strike", "strike"],
  ["del", "strike"],
  ["sup", "superscript"],
  ["sub", "subscript"],
]);

const STYLES: readonly (readonly [RegExp, string])[] = [
  [/font-weight:\s*(?:bold|bolder|[6-9]00)/i, "strong"],
  [/font-style:\s*(?:italic|oblique)/i, "em"],
  [/text-decoration[^;:]*:[^;]*underline/i, "underline"],
  [/text-decoration[^;:]*:[^;]*line-through/i, "strike"],
  [/vertical-align:\s*super/i, "superscript"],
  [/vertical-align:\s*sub/i, "subscript"],
];

/** The formatting of an element's words, given that of the words round it. */
export function formatsOf(element: Element, around: readonly string[]): readonly string[] {
  const style = attribute(element, "style") ?? "";
  const own = new Set(around);
  const tag = FORMATS.get(element.tagName);
  // Pages from some editors stand in a bold element that says that it is not bold.
  if (tag && !(tag === "strong" && /font-weight:\s*(?:normal|[1-5]00)/i.test(style))) own.add(tag);
  if (style !== "") for (const [pattern, format] of STYLES) if (pattern.test(style)) own.add(format);
  if (own.has("superscript") && own.has("subscript"))
    own.delete(around.includes("subscript") ? "subscript" : "superscript");
  return own.size === around.length ? around : [...own];
}

/** Whether a page does not show an element. */
export function isHidden(element: Element): boolean {
  if (attribute(element, "hidden") !== null) return true;
  return /(?:^|;)\s*(?:display:\s*none|mso-hide:\s*all|visibility:\s*hidden)/i.test(attribute(element, "style") ?? "");
}

/** The words of the paragraph that is being read. */
export class Paragraph {
  pieces: Piece[] = [];

  add(text: string, formats: readonly string[]): void {
    const last = this.pieces.at(-1);
    if (last && last.formats === formats && last.footnotes.length === 0) {
      this.pieces[this.pieces.length - 1] = { ...last, text: last.text + text };
    } else this.pieces.push({ text, formats, footnotes: [] });
  }

  attach(footnote: string): void {
    attach(this.pieces, footnote);
  }

  take(): Piece[] {
    const pieces = this.pieces;
    this.pieces = [];
    return pieces;
  }
}
