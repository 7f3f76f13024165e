import type { Comparison, ComparisonRow, WordPiece } from "@adref/revisions";
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

/** What the drawing of single rows needs to know of one of the two texts as a whole. */
interface TextNames {
  readonly owners: Map<string, PartyCode | null>;
  /** The numbers of footnotes, by the footnote's provision. */
  readonly notes: Map<string, string>;
}

/** The names of each text by itself: two texts that were never one may use the same ids for options of different parties. */
export interface RowDrawing {
  readonly before: TextNames;
  readonly after: TextNames;
}

const SIDES = ["before", "after"] as const;

/** Reads a comparison once for the drawing of its rows. */
export function drawingOf({ rows }: Comparison): RowDrawing {
  const drawing: RowDrawing = {
    before: { owners: new Map(), notes: new Map() },
    after: { owners: new Map(), notes: new Map() },
  };
  for (const row of rows) {
    for (const side of SIDES) {
      const { owners, notes } = drawing[side];
      const provision = row[side];
      if (provision?.kind === "footnote") notes.set(provision.provision, provision.number);
      if (provision?.proposal) owners.set(provision.proposal.option, provision.proposal.party);
      for (const piece of row.words) {
        const standing = piece[side];
        if (!standing?.option || (standing.party === null && owners.has(standing.option))) continue;
        owners.set(standing.option, standing.party);
      }
    }
  }
  return drawing;
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
export function drawRow(row: ComparisonRow, side: Side, drawing: RowDrawing): readonly Drawn[] {
  const pieces = row.words.filter(
    ({ kind }) => kind === "same" || side === "both" || (kind === "added") === (side === "after"),
  );
  const enclosures = enclosuresOf(row, pieces, side, drawing);
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
    const { notes } = drawing[side === "before" || piece.after === null ? "before" : "after"];
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
  drawing: RowDrawing,
): readonly Enclosure[] {
  const inBefore = keysIn(row, "before", drawing);
  const inAfter = keysIn(row, "after", drawing);
  const running = new Map<string, Enclosure>();
  const done: Enclosure[] = [];
  pieces.forEach((piece, i) => {
    const here = new Map<string, MarkValue>();
    for (const of of SIDES) {
      if (side !== "both" && side !== of) continue;
      for (const mark of piece[of]?.marks ?? NONE) {
        const key = keyOf(mark, drawing[of]);
        if (key !== null) here.set(key, mark);
      }
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
      const party = ownerOf(mark, drawing[inAfter.has(key) && side !== "before" ? "after" : "before"]);
      const both = inBefore.has(key) === inAfter.has(key) || side !== "both";
      const presence = both ? "same" : inAfter.has(key) ? "added" : "removed";
      running.set(key, { key, presence, party, note: mark.type === "note", from: i, to: i });
    }
  });
  return [...done, ...running.values()];
}

function keysIn({ words }: ComparisonRow, side: "before" | "after", drawing: RowDrawing): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const piece of words) for (const mark of piece[side]?.marks ?? NONE) keys.add(keyOf(mark, drawing[side]) ?? "");
  return keys;
}

/** What tells one bracket, option or note of a row from another; options of one name and two owners are two. */
function keyOf(mark: MarkValue, names: TextNames): string | null {
  const { type, attrs } = mark;
  if (type === "contested") return `contested/${attrs.bracket}`;
  if (type === "proposed") return `proposed/${attrs.option}/${ownerOf(mark, names) ?? ""}`;
  return type === "note" ? `note/${attrs.note}` : null;
}

function ownerOf({ type, attrs }: MarkValue, { owners }: TextNames): PartyCode | null {
  return type === "proposed" ? (owners.get(attrs.option ?? "") ?? null) : null;
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
