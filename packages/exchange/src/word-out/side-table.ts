import type { Printed, PrintedBlock } from "../printed.ts";
import { type Alignment, alignBlocks } from "./align.ts";
import { type ColumnRow, columnTable } from "./column-table.ts";
import { type PaperBlock, type PaperParagraph, type Piece, paragraph, piece } from "./model.ts";
import { type Notes, noteWords } from "./notes.ts";
import { piecesOf, type SourcedPiece } from "./pieces.ts";
import { provisionsIn, rowFor, UNCOLOURED } from "./standing.ts";
import { trackLine } from "./track-line.ts";

const NOBODY = { author: "", date: null };

/** Two readings side by side: words that only the earlier has are struck through, those that only the later has underlined. */
export function sideTable(
  before: Printed,
  after: Printed,
  names: { readonly before: string; readonly after: string },
  alignment: Alignment,
  look: { readonly notes: Notes; readonly width: number; readonly onlyOpen: boolean },
): PaperBlock[] {
  const left = provisionsIn(before);
  const right = provisionsIn(after);
  const pairs = alignBlocks(left, right, alignment.pairs);
  const paired = new Set(pairs.values());
  const stands = new Map(left.map((block) => [block.provision, block]));
  const comes = new Set(right.map((block) => block.provision));
  const rows: ColumnRow[] = [];
  const alone = (block: PrintedBlock, side: "left" | "right") => {
    const elsewhere = side === "left" ? comes.has(block.provision) : stands.has(block.provision);
    const pieces = marked(piecesOf(block, UNCOLOURED), side === "left" ? "strike" : "underline");
    const cell = [lineIn(pieces, side === "left" ? before : after, look.notes)];
    if (elsewhere && block.provision !== "") {
      cell.push(paragraph("ColumnAside", [piece(side === "left" ? "moved away from here" : "moved here")]));
    }
    rows.push({ ...rowFor(block, after, look.notes, side === "left" ? [cell, []] : [[], cell], true) });
  };
  let next = 0;
  const gone = () => {
    for (; next < left.length && !paired.has(next); next++) alone(left[next] as PrintedBlock, "left");
  };
  for (const [i, block] of right.entries()) {
    gone();
    const at = pairs.get(i);
    const earlier = at === undefined ? undefined : left[at];
    if (at === undefined || !earlier) alone(block, "right");
    else {
      rows.push(both(earlier, block));
      next = at + 1;
    }
  }
  gone();
  return columnTable(
    [
      { name: names.before, below: "" },
      { name: names.after, below: "" },
    ],
    rows,
    { width: look.width, onlyOpen: look.onlyOpen, empty: "—" },
  );

  function both(a: PrintedBlock, b: PrintedBlock): ColumnRow {
    const line = trackLine(
      { block: a, pieces: piecesOf(a, UNCOLOURED) },
      { block: b, pieces: piecesOf(b, UNCOLOURED) },
      { came: () => NOBODY, went: () => NOBODY, earlierNote: (id) => alignment.footnotes.get(id) ?? id },
    );
    const differs = line.some((one) => one.piece.change !== null);
    if (!differs) return rowFor(b, after, look.notes, [[lineIn(numberless(b), after, look.notes)], []], false);
    const old = line.filter((one) => one.piece.change?.kind !== "ins");
    const now = line.filter((one) => one.piece.change?.kind !== "del");
    return rowFor(
      b,
      after,
      look.notes,
      [[lineIn(shown(old), before, look.notes)], [lineIn(shown(now), after, look.notes)]],
      true,
    );
  }
}

const numberless = (block: PrintedBlock) => piecesOf({ ...block, number: "" }, UNCOLOURED);

/** Changes as formatting: a table has no tracked ones. */
function shown(line: readonly SourcedPiece[]): SourcedPiece[] {
  return line.map((one) => {
    const { change } = one.piece;
    if (!change) return { ...one, piece: { ...one.piece, former: null } };
    return marked([one], change.kind === "del" ? "strike" : "underline")[0] as SourcedPiece;
  });
}

function marked(line: readonly SourcedPiece[], as: "strike" | "underline"): SourcedPiece[] {
  return line.map((one) => {
    const format = [...new Set([...one.piece.format, ...(as === "underline" ? (["strong", as] as const) : [as])])];
    return { ...one, piece: { ...one.piece, format, change: null, former: null } };
  });
}

function lineIn(line: readonly SourcedPiece[], printed: Printed, notes: Notes): PaperParagraph {
  const bound: Piece[] = notes.bind(line, (footnote) => {
    const note = printed.footnotes.get(footnote);
    return note ? noteWords(note, UNCOLOURED).map((one) => one.piece) : null;
  });
  return paragraph("ColumnText", bound);
}
