import { isHeadingKind, type Kind, LEVEL_OF, type PartyCode, type Status } from "@adref/schema";
import type { PrintedBlock, PrintedSpan } from "../printed.ts";
import { type ParagraphLook, type Piece, piece } from "./model.ts";
import { paperText } from "./xml.ts";

/** What a paper adds to, or leaves off, the words of a provision. */
export interface Drawing {
  /** The colour of a party's words, null for none. */
  readonly colourOf: (party: PartyCode | null) => string | null;
  readonly statuses: boolean;
}

/** A drawn character's source: the span that it stands in, null for numbers and statuses. */
export interface SourcedPiece {
  readonly piece: Piece;
  readonly span: PrintedSpan | null;
  /** The id of the footnote whose sign this is; the piece itself gets its index when the note is laid down. */
  readonly sign: string | null;
}

const STYLE_OF: Readonly<Record<Kind, string>> = {
  title: "Title",
  heading: "Heading1",
  chapter: "Heading1",
  annex: "Heading1",
  section: "Heading2",
  article: "Heading3",
  recital: "TreatyRecital",
  paragraph: "TreatyParagraph",
  subparagraph: "TreatySubparagraph",
  item: "TreatyItem",
  footnote: "FootnoteText",
  cell: "TreatyCell",
};

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  open: "",
  "agreed-group": "agreed in group",
  "agreed-adref": "agreed ad ref",
  adopted: "adopted",
};

/** The style of a provision's paragraph. A paragraph without a number stands at the margin. */
export function lookOf({ kind, level, number }: Pick<PrintedBlock, "kind" | "level" | "number">): ParagraphLook {
  if (kind === "paragraph" && number === "") return { style: "TreatyText", deeper: 0 };
  return { style: STYLE_OF[kind], deeper: Math.min(4, Math.max(-3, level - LEVEL_OF[kind])) };
}

/** The characters of a provision in order: signs before the number, number, words, status. */
export function piecesOf(block: PrintedBlock, drawing: Drawing): SourcedPiece[] {
  const out = block.lead.flatMap((span) => piecesOfSpan(span, drawing));
  if (block.number !== "") {
    out.push({ piece: piece(paperText(block.number) + gapAfterNumber(block), "number"), span: null, sign: null });
  }
  for (const span of block.spans) out.push(...piecesOfSpan(span, drawing));
  if (drawing.statuses && STATUS_WORDS[block.status] !== "") {
    out.push({ piece: piece(` {${STATUS_WORDS[block.status]}}`, "status"), span: null, sign: null });
  }
  return out;
}

function gapAfterNumber({ kind, spans }: PrintedBlock): string {
  if (kind === "footnote") return " ";
  if (!isHeadingKind(kind)) return "\t";
  return spans.some(({ text }) => text !== "") ? ". " : "";
}

function piecesOfSpan(span: PrintedSpan, { colourOf }: Drawing): SourcedPiece[] {
  const out: SourcedPiece[] = [];
  const { role, format } = span;
  const text = paperText(span.text);
  if (text !== "") out.push({ piece: piece(text, role, { format, colour: colourOf(span.party) }), span, sign: null });
  if (span.footnote !== null) out.push({ piece: piece("", "words"), span, sign: span.footnote });
  return out;
}
