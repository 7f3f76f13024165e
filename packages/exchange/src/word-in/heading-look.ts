import type { WordParagraph } from "./paragraph.ts";

/** No heading is longer, in characters. */
export const SHORT = 150;

/** Whether a paragraph looks like a heading: by its style, or short and centred, bold or in capitals. */
export function looksLikeHeading({ pieces, outline, centred, style }: WordParagraph): boolean {
  if (outline !== null || style.name === "title") return true;
  const words = pieces.filter(({ text }) => text.trim() !== "");
  const length = words.reduce((sum, { text }) => sum + text.length, 0);
  if (length === 0 || length > SHORT) return false;
  const bold = style.bold || words.every(({ format }) => (format & 1) === 1);
  const text = words.map((piece) => piece.text).join("");
  const capitals = text === text.toUpperCase() && text !== text.toLowerCase();
  return centred ? bold || capitals || length < 80 : bold || capitals;
}
