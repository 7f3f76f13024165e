import { cleanDoc, indexBrackets } from "@adref/brackets";
import type { TextValue } from "@adref/schema";
import { layOut } from "./lay-out.ts";
import type { Printed } from "./printed.ts";
import type { Against, PlainPaper, TablePaper, TrackedPaper, WordOptions, WordProgress } from "./word-options.ts";
import { alignTexts } from "./word-out/align.ts";
import { authorshipOf } from "./word-out/authorship.ts";
import type { Paper, PaperBlock } from "./word-out/model.ts";
import { Notes, withLooseNotes } from "./word-out/notes.ts";
import { Numbering } from "./word-out/numbering.ts";
import { optionTable } from "./word-out/option-table.ts";
import { bindWord } from "./word-out/package.ts";
import { SIDEWAYS, textWidth, UPRIGHT } from "./word-out/page.ts";
import { coloursOf } from "./word-out/palette.ts";
import { partyTable } from "./word-out/party-table.ts";
import type { Drawing } from "./word-out/pieces.ts";
import { plainBlocks } from "./word-out/plain.ts";
import { kindOf, prefaceOf } from "./word-out/preface.ts";
import { sideTable } from "./word-out/side-table.ts";
import { Tracked } from "./word-out/tracked.ts";

/**
 * A text as a Word file (.docx). A clean paper of a text with open brackets must say so on its face: that is for the caller
 * to put into `cover.note`, since only the caller knows whether it was asked for. Throws RangeError where two texts are to be
 * compared and only one is given.
 */
export async function exportWord(
  text: TextValue,
  options: WordOptions,
  told: WordProgress = () => {},
): Promise<Uint8Array> {
  const notes = new Notes();
  const numbering =
    options.view !== "tracked" && options.view !== "table" && options.numbers === "real" ? new Numbering() : null;
  // Laying out is about half of the work, and writing the other.
  const blocks = blocksFor(text, options, notes, numbering, (done, of) => told(done / of / 2, 1));
  const paper: Paper = { blocks, footnotes: notes.list };
  const bytes = bindWord(
    paper,
    {
      cover: { kind: kindOf(options), ...options.cover, lines: prefaceOf(options) },
      page: options.view === "table" ? SIDEWAYS : UPRIGHT,
      lineNumbers: options.lineNumbers ?? "none",
      tracking: options.view === "tracked",
      numbering,
      at: options.view === "tracked" ? (options.at ?? null) : null,
    },
    (done, of) => told(0.5 + done / of / 2, 1),
  );
  told(1, 1);
  return bytes;
}

function blocksFor(
  text: TextValue,
  options: WordOptions,
  notes: Notes,
  numbering: Numbering | null,
  told: WordProgress,
): PaperBlock[] {
  if (options.view === "table") return tableBlocks(text, options, notes);
  if (options.view === "tracked") return trackedBlocks(text, options, notes, told);
  return ownBlocks(text, options, notes, numbering, told);
}

function ownBlocks(
  text: TextValue,
  options: PlainPaper,
  notes: Notes,
  numbering: Numbering | null,
  told: WordProgress,
): PaperBlock[] {
  const bracketed = options.view === "bracketed";
  const printed = laidOut(text, bracketed ? "bracketed" : "clean", options.attributions);
  const colours = bracketed && options.attributions && options.colours;
  const drawing: Drawing = {
    colourOf: colours ? coloursOf(options.parties) : () => null,
    statuses: bracketed && (options.statuses ?? false),
  };
  const look = { drawing, notes, numbering, width: textWidth(UPRIGHT) };
  return plainBlocks(printed, look, (done) => told(done, printed.blocks.length));
}

/** A clean paper drops what was proposed, and the footnotes to it. */
function laidOut(text: TextValue, words: "bracketed" | "clean", attributions: boolean): Printed {
  return words === "clean" ? layOut(cleanText(text), { attributions }) : withLooseNotes(layOut(text, { attributions }));
}

function trackedBlocks(text: TextValue, options: TrackedPaper, notes: Notes, told: WordProgress): PaperBlock[] {
  const { against, attributions, cover, words = "bracketed", at = null } = options;
  const drawing: Drawing = { colourOf: () => null, statuses: false };
  const standing = cover.secretariat ?? "Secretariat";
  const authorship = authorshipOf(against.text, text, { standing, at, names: attributions });
  const before = laidOut(against.text, words, attributions);
  const after = laidOut(text, words, attributions);
  const alignment = alignTexts(...bothOf(text, against, words));
  const readings = [
    { ...before, drawing },
    { ...after, drawing },
  ] as const;
  const tracked = new Tracked(...readings, alignment, authorship, notes, textWidth(UPRIGHT));
  return tracked.blocks((done) => told(done, after.blocks.length));
}

function tableBlocks(text: TextValue, options: TablePaper, notes: Notes): PaperBlock[] {
  const { attributions, columns, parties, only, against, words = "bracketed", cover } = options;
  const width = textWidth(SIDEWAYS);
  const onlyOpen = options.rows === "open";
  if (columns === "texts") {
    if (!against) throw new RangeError("A table of two texts needs the text to compare with: give `against`.");
    const before = laidOut(against.text, words, attributions);
    const after = laidOut(text, words, attributions);
    const names = { before: against.name, after: cover.revision ?? cover.date };
    return sideTable(before, after, names, alignTexts(...bothOf(text, against, words)), { notes, width, onlyOpen });
  }
  const colourOf = options.colours && attributions ? coloursOf(parties) : () => null;
  const look = { notes, colourOf, width, onlyOpen };
  return columns === "parties" && attributions
    ? partyTable(text, parties, only, look)
    : optionTable(text, attributions, look);
}

/** The earlier and the later text as they are compared. */
function bothOf(text: TextValue, against: Against, words: "bracketed" | "clean"): [TextValue, TextValue] {
  return words === "clean" ? [cleanText(against.text), cleanText(text)] : [against.text, text];
}

/** The text as it stands without its open brackets: contested words kept, proposals dropped. */
export function cleanText(text: TextValue): TextValue {
  return { ...text, doc: cleanDoc(text.doc, indexBrackets(text.doc), "standing") };
}
