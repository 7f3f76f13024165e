import { isHeadingKind, type Kind } from "@adref/schema";
import { placedPieces, type Range } from "./block.ts";
import { type Label, readLabel } from "./labels.ts";
import type { WordParagraph } from "./paragraph.ts";

/** The styles of our own papers say what a provision is. */
export const OWN_STYLES: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["TreatyRecital", "recital"],
  ["TreatyText", "paragraph"],
  ["TreatyParagraph", "paragraph"],
  ["TreatySubparagraph", "subparagraph"],
  ["TreatyItem", "item"],
  ["FootnoteText", "footnote"],
]);

export interface Visible {
  readonly words: string;
  /** Where each of them stands among all characters. */
  readonly at: readonly number[];
}

const REACH = 400;

/** The first characters that are not deleted; all where all are. */
export function visibleOf({ pieces }: WordParagraph): Visible {
  const placed = placedPieces(pieces);
  const stay = placed.filter(({ piece }) => !piece.changes.some(({ type }) => type === "deleted"));
  let words = "";
  const at: number[] = [];
  for (const { at: from, piece } of stay.length > 0 ? stay : placed) {
    if (words.length >= REACH) break;
    words += piece.text.slice(0, REACH - words.length);
    for (let i = 0; i < piece.text.length && at.length < REACH; i++) at.push(from + i);
  }
  return { words, at };
}

/** An old and a new number, in several scripts: more pieces of a paragraph are no number. */
const MOST_NUMBERS = 20;

/** The number that one of our own papers marks as such, whatever it looks like; the style says of what. */
export function ownNumber({ pieces, style }: WordParagraph, { words, at }: Visible) {
  const placed = placedPieces(pieces)
    .filter(({ piece }) => piece.role === "number")
    .slice(0, MOST_NUMBERS);
  const stay = placed.filter(({ piece }) => !piece.changes.some(({ type }) => type === "deleted"));
  const [first] = stay.length > 0 ? stay : placed;
  if (!first) return null;
  const text = first.piece.text;
  const number = text.trim().replace(style.outline === null ? /$/ : /\.$/, "");
  const named = readLabel(`${text.trimEnd()} `, { heading: true, before: null, level: null });
  const kind = OWN_STYLES.get(style.id) ?? (named && isHeadingKind(named.kind) ? named.kind : "paragraph");
  const signs = words.slice(0, Math.max(0, at.indexOf(first.at)));
  const to = first.at + text.length;
  const numbers = placed.map(({ at, piece }) => ({ from: at, to: at + piece.text.length }));
  const label: Label = { kind, number, length: text.length };
  return { label, lead: /^[ \u00a0]*\[/.test(signs) ? first.at : 0, from: first.at, to, numbers };
}

/** Ascending places as ranges. */
export function rangesOf(places: readonly number[]): Range[] {
  const out: { from: number; to: number }[] = [];
  for (const place of places) {
    const last = out.at(-1);
    if (last?.to === place) last.to++;
    else out.push({ from: place, to: place + 1 });
  }
  return out;
}
