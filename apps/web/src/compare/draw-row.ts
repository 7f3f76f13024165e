import type { Comparison, ComparisonRow, Standing, WordPiece } from "@adref/revisions";
import type { MarkValue, PartyCode } from "@adref/schema";

/** Whether something is in both texts, in the later one only, or in the earlier one only. */
export type Presence = "same" | "added" | "removed";

/** Which of the two texts a row is drawn of: `both` shows what came and what went in one line. */
export type Side = "both" | "before" | "after";

/** A part of a row as it is drawn: words, a bracket's sign, or the sign of a footnote. */
export type Drawn =
  | {
      readonly draw: "words";
      readonly text: string;
      readonly presence: Presence;
      /** Whose words they are; null for standing words and where nobody is named. */
      readonly party: PartyCode | null;
      /** Class names for what stands on them: `words-proposed`, `words-contested`, `words-note`, and formats. */
      readonly classes: readonly string[];
      readonly reformatted: boolean;
    }
  | {
      readonly draw: "sign";
      readonly sign: "[" | "]";
      readonly presence: Presence;
      /** The owner of the option that the sign opens or closes. */
      readonly party: PartyCode | null;
      readonly note: boolean;
    }
  | { readonly draw: "footnote"; readonly number: string; readonly presence: Presence };

/** What the drawing of single rows needs to know of the whole comparison. */
export interface RowDrawing {
  readonly owners: ReadonlyMap<string, PartyCode | null>;
  /** The numbers of footnotes, by the footnote's provision. */
  readonly notes: ReadonlyMap<string, string>;
}

/** Reads a comparison once for the drawing of its rows. */
export function drawingOf({ rows }: Comparison): RowDrawing {
  const owners = new Map<string, PartyCode | null>();
  const notes = new Map<string, string>();
  const standing = (one: Standing | null) => {
    if (one?.option && (one.party !== null || !owners.has(one.option))) owners.set(one.option, one.party);
  };
  for (const { before, after, words } of rows) {
    for (const side of [before, after]) {
      if (side?.kind === "footnote") notes.set(side.provision, side.number);
      if (side?.proposal) owners.set(side.proposal.option, side.proposal.party);
    }
    for (const piece of words) {
      standing(piece.before);
      standing(piece.after);
    }
  }
  return { owners, notes };
}

/** Something that is open over some pieces: a bracket's standing words, an option, or a note. */
interface Enclosure {
  readonly key: string;
  readonly presence: Presence;
  readonly party: PartyCode | null;
  readonly note: boolean;
  /** Pieces that it holds, from the first to the last. */
  readonly from: number;
  readonly to: number;
}

const FORMATS = ["strong", "em", "underline", "strike", "superscript", "subscript"];
const NONE: readonly MarkValue[] = [];

/**
 * A row as it is drawn: words in their order, between the signs of the brackets that they stand in, as the editor draws them.
 * A bracket that is in one of the texts only has signs that came or went like words.
 */
export function drawRow(row: ComparisonRow, side: Side, { owners, notes }: RowDrawing): readonly Drawn[] {
  const pieces = row.words.filter(
    ({ kind }) => kind === "same" || side === "both" || (kind === "added") === (side === "after"),
  );
  const enclosures = enclosuresOf(row, pieces, side, owners);
  const out: Drawn[] = [];
  const open: Enclosure[] = [];
  pieces.forEach((piece, i) => {
    const starting = enclosures
      .filter(({ from }) => from === i)
      .sort((a, b) => b.to - a.to || (a.key < b.key ? -1 : 1));
    for (const enclosure of starting) {
      open.push(enclosure);
      out.push(signOf(enclosure, "["));
    }
    out.push(wordsOf(piece, side));
    for (const note of footnotesAfter(pieces, i, side)) {
      const number = notes.get(note) ?? "";
      if (number !== "") out.push({ draw: "footnote", number, presence: presenceOf(piece, side) });
    }
    for (let k = open.length - 1; k >= 0; k--) {
      const enclosure = open[k] as Enclosure;
      if (enclosure.to !== i) continue;
      open.splice(k, 1);
      out.push(signOf(enclosure, "]"));
    }
  });
  return out;
}

/** The brackets of a row in the order of their beginnings. */
function enclosuresOf(
  row: ComparisonRow,
  pieces: readonly WordPiece[],
  side: Side,
  owners: RowDrawing["owners"],
): readonly Enclosure[] {
  const inBefore = keysIn(row.words.map(({ before }) => before));
  const inAfter = keysIn(row.words.map(({ after }) => after));
  const running = new Map<string, Enclosure>();
  const done: Enclosure[] = [];
  pieces.forEach((piece, i) => {
    const here = new Map<string, MarkValue>();
    for (const mark of marksOf(piece, side)) {
      const key = keyOf(mark);
      if (key !== null) here.set(key, mark);
    }
    for (const [key, enclosure] of running) {
      if (here.has(key)) running.set(key, { ...enclosure, to: i });
      else {
        done.push(enclosure);
        running.delete(key);
      }
    }
    for (const [key, mark] of here) {
      if (running.has(key)) continue;
      const party = mark.type === "proposed" ? (owners.get(mark.attrs.option ?? "") ?? null) : null;
      const both = inBefore.has(key) === inAfter.has(key) || side !== "both";
      const presence = both ? "same" : inAfter.has(key) ? "added" : "removed";
      running.set(key, { key, presence, party, note: mark.type === "note", from: i, to: i });
    }
  });
  return [...done, ...running.values()];
}

function keysIn(standings: readonly (Standing | null)[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const standing of standings) for (const mark of standing?.marks ?? NONE) keys.add(keyOf(mark) ?? "");
  return keys;
}

function keyOf({ type, attrs }: MarkValue): string | null {
  if (type === "contested") return `contested/${attrs.bracket}`;
  if (type === "proposed") return `proposed/${attrs.option}`;
  return type === "note" ? `note/${attrs.note}` : null;
}

/** What stands on a piece: on words that stayed, in one line for both texts, what stands on them in either. */
function marksOf({ before, after }: WordPiece, side: Side): readonly MarkValue[] {
  if (side === "before") return before?.marks ?? NONE;
  if (side === "after") return after?.marks ?? NONE;
  return [...(after?.marks ?? NONE), ...(before?.marks ?? NONE)];
}

const presenceOf = ({ kind }: WordPiece, side: Side): Presence => (side === "both" || kind !== "same" ? kind : "same");

function wordsOf(piece: WordPiece, side: Side): Drawn {
  const standing = (side === "before" ? piece.before : piece.after) ?? piece.before;
  const marks = standing?.marks ?? NONE;
  const classes: string[] = [];
  if (marks.some(({ type }) => type === "proposed")) classes.push("words-proposed");
  if (marks.some(({ type }) => type === "contested")) classes.push("words-contested");
  if (marks.some(({ type }) => type === "note")) classes.push("words-note");
  for (const { type } of marks) if (FORMATS.includes(type)) classes.push(`as-${type}`);
  return {
    draw: "words",
    text: piece.text,
    presence: presenceOf(piece, side),
    party: standing?.party ?? null,
    classes,
    reformatted: piece.reformatted,
  };
}

const signOf = ({ presence, party, note }: Enclosure, sign: "[" | "]"): Drawn => ({
  draw: "sign",
  sign,
  presence,
  party,
  note,
});

/** The footnotes whose words end with a piece. */
function footnotesAfter(pieces: readonly WordPiece[], i: number, side: Side): readonly string[] {
  const on = (piece: WordPiece | undefined) =>
    piece ? marksOf(piece, side).flatMap(({ type, attrs }) => (type === "footnote" ? [attrs.footnote ?? ""] : [])) : [];
  const next = on(pieces[i + 1]);
  return [...new Set(on(pieces[i]))].filter((note) => !next.includes(note));
}
