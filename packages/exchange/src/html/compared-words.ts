import type { ComparisonRow, Standing, WordPiece } from "@adref/revisions";
import { FORMATS } from "../printed.ts";
import { shownHtml } from "./escape.ts";

/** Which words are shown: those of both texts, or those of one. */
export type Shown = "both" | "before" | "after";

/** A sign as it is printed; two texts have the same sign at a place when it reads the same, whatever its bracket's id. */
type Sign = string;

/** A row's words, and before them the signs that stand before its number. */
export interface ComparedWords {
  readonly lead: string;
  readonly words: string;
}

/**
 * The words of a compared provision: what went is struck through, what came is underlined, and so are the signs of brackets
 * that came or went round words that stayed.
 */
export function comparedWords(row: ComparisonRow, shown: Shown, attributions: boolean): ComparedWords {
  const before = shown === "after" ? new Map<number, Sign[]>() : signsOf(row.words, "before", attributions);
  const after = shown === "before" ? new Map<number, Sign[]>() : signsOf(row.words, "after", attributions);
  const whole = Boolean((shown === "before" ? row.before : (row.after ?? row.before))?.proposal);
  const first = signsAt(before.get(0) ?? [], after.get(0) ?? [], shown);
  let html = whole ? "" : first;
  for (let i = 0; i <= row.words.length; i++) {
    if (i > 0) html += signsAt(before.get(i) ?? [], after.get(i) ?? [], shown);
    const piece = row.words[i];
    if (piece && (shown === "both" || piece[shown] !== null)) html += pieceHtml(piece);
  }
  return { lead: whole ? first : "", words: html };
}

/** The signs of one text between its pieces, by the index of the piece before which they stand. */
function signsOf(words: readonly WordPiece[], side: "before" | "after", attributions: boolean): Map<number, Sign[]> {
  const out = new Map<number, Sign[]>();
  const add = (at: number, sign: Sign) => out.set(at, [...(out.get(at) ?? []), sign]);
  let last: { readonly at: number; readonly place: Place | null } = { at: -1, place: null };
  words.forEach((piece, at) => {
    const standing = piece[side];
    if (!standing) return;
    const place = placeOf(standing);
    if (place?.id !== last.place?.id) {
      if (last.place) add(last.at + 1, "]");
      if (place) add(at, attributions && place.party ? `[${place.party}: ` : "[");
    }
    last = { at, place };
  });
  if (last.place) add(last.at + 1, "]");
  return out;
}

interface Place {
  readonly id: string;
  readonly party: string | null;
}

function placeOf({ option, party, marks }: Standing): Place | null {
  if (option !== null) return { id: `o/${option}`, party };
  const contested = marks.find(({ type }) => type === "contested")?.attrs.bracket;
  if (contested) return { id: `b/${contested}`, party: null };
  const note = marks.find(({ type }) => type === "note")?.attrs.note;
  return note ? { id: `n/${note}`, party: null } : null;
}

/** Signs of both texts are plain; those of the earlier one are struck, of the later one underlined, but not where only one is shown. */
function signsAt(before: readonly Sign[], after: readonly Sign[], shown: Shown): string {
  const html = (sign: Sign, tag: string | null) => {
    const bare = `<b class="sign">${shownHtml(sign)}</b>`;
    return tag === null ? bare : `<${tag}>${bare}</${tag}>`;
  };
  if (shown !== "both") return [...before, ...after].map((sign) => html(sign, null)).join("");
  const out: string[] = [];
  for (const closing of [true, false]) {
    const ofKind = (sign: Sign) => (sign === "]") === closing;
    const came = after.filter(ofKind);
    for (const sign of before.filter(ofKind)) {
      const same = came.indexOf(sign);
      if (same >= 0) came.splice(same, 1);
      out.push(html(sign, same >= 0 ? null : "del"));
    }
    out.push(...came.map((sign) => html(sign, "ins")));
  }
  return out.join("");
}

const TAGS: Readonly<Record<string, string>> = {
  strong: "strong",
  em: "em",
  underline: "u",
  strike: "s",
  superscript: "sup",
  subscript: "sub",
};

function pieceHtml({ kind, text, before, after }: WordPiece): string {
  const marks = new Set((after ?? before)?.marks.map(({ type }) => type));
  let html = shownHtml(text);
  for (const format of FORMATS) if (marks.has(format)) html = `<${TAGS[format]}>${html}</${TAGS[format]}>`;
  if (marks.has("note")) html = `<span class="note">${html}</span>`;
  if (kind === "same") return html;
  return kind === "added" ? `<ins>${html}</ins>` : `<del>${html}</del>`;
}
