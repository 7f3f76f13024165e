import type { Piece, WordParagraph } from "./paragraph.ts";

/** A paragraph with characters before its own. */
export function withPrefix(paragraph: WordParagraph, prefix: string): WordParagraph {
  const first = paragraph.pieces[0];
  const piece: Piece = first
    ? { ...first, text: prefix, role: null }
    : { text: prefix, format: 0, changes: [], highlight: null, role: null };
  return {
    ...paragraph,
    pieces: [piece, ...paragraph.pieces],
    notes: paragraph.notes.map((sign) => ({ ...sign, at: sign.at + prefix.length })),
    comments: paragraph.comments.map((edge) => ({ ...edge, at: edge.at + prefix.length })),
  };
}

/** A paragraph without the spaces before its words. */
export function trimmedStart(paragraph: WordParagraph): WordParagraph {
  const first = paragraph.pieces[0];
  const spaces = first ? first.text.length - first.text.trimStart().length : 0;
  if (!first || spaces === 0 || first.text.trim() === "") return paragraph;
  const moved = <T extends { readonly at: number }>(one: T): T => ({ ...one, at: Math.max(0, one.at - spaces) });
  return {
    ...paragraph,
    pieces: [{ ...first, text: first.text.slice(spaces) }, ...paragraph.pieces.slice(1)],
    notes: paragraph.notes.map(moved),
    comments: paragraph.comments.map(moved),
  };
}
