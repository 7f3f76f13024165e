import type { Kind, PartyCode, Status } from "@adref/schema";

/**
 * A text laid out for paper, whatever the format: what stands on the page, in order, with signs and codes as characters.
 * Word, HTML and plain text are written from it, so that no two papers of one text can say different things.
 */
export interface Printed {
  readonly blocks: readonly (PrintedBlock | PrintedTable)[];
  /** The footnotes by the id of their provision, in the order of their signs. */
  readonly footnotes: ReadonlyMap<string, PrintedBlock>;
}

export interface PrintedBlock {
  readonly type: "block";
  readonly provision: string;
  /** Its place among all provisions of the text in reading order, from 0: ids may be missing or doubled. */
  readonly position: number;
  readonly kind: Kind;
  readonly level: number;
  /** The displayed number, "" where it has none. */
  readonly number: string;
  /** Signs that stand before the number: `[KAZ: ` of a provision proposed or contested as a whole. */
  readonly lead: readonly PrintedSpan[];
  readonly spans: readonly PrintedSpan[];
  readonly status: Status;
}

export interface PrintedTable {
  readonly type: "table";
  readonly rows: readonly (readonly (readonly PrintedBlock[])[])[];
  /** How large each cell of `rows` is, in the same order. */
  readonly shapes: readonly (readonly CellShape[])[];
}

export interface CellShape {
  readonly colspan: number;
  readonly rowspan: number;
  readonly header: boolean;
}

export interface PrintedSpan {
  readonly text: string;
  /** `sign` is a bracket or a code that the paper adds; `note` is a drafting note; `words` is the text itself. */
  readonly role: "words" | "sign" | "note";
  readonly format: readonly Format[];
  /** The party in whose option these words stand, for papers in colour. */
  readonly party: PartyCode | null;
  /** A footnote whose sign follows this span. */
  readonly footnote: string | null;
  /** The option whose words these are, or the bracket that they stand in (`option` is null); of a sign, what it is drawn for. */
  readonly of: { readonly bracket: string; readonly option: string | null } | null;
}

export const FORMATS = ["strong", "em", "underline", "strike", "superscript", "subscript"] as const;
export type Format = (typeof FORMATS)[number];

/** A block's characters as they stand on the page, number included, footnote signs not. */
export function printedLine(block: PrintedBlock): string {
  const lead = block.lead.map((span) => span.text).join("");
  const words = block.spans.map((span) => span.text).join("");
  return block.number === "" ? lead + words : `${lead}${block.number}\t${words}`;
}
