import { indexBrackets } from "@adref/brackets";
import {
  isHeadingKind,
  type Party,
  type PartyCode,
  type ProvisionValue,
  provisionOfNode,
  provisionsOf,
  type TextValue,
} from "@adref/schema";
import { layOut } from "../lay-out.ts";
import { columnTable } from "./column-table.ts";
import { type PaperBlock, type PaperParagraph, paragraph, piece } from "./model.ts";
import type { Notes } from "./notes.ts";
import type { Drawing } from "./pieces.ts";
import { positionsOf, saidBy, wishedBy } from "./positions.ts";
import { provisionsIn, rowFor, standingCell } from "./standing.ts";

/** What a table over one text needs besides the text. */
export interface TableLook {
  readonly notes: Notes;
  readonly colourOf: Drawing["colourOf"];
  /** The width of the text, in twentieths of a point. */
  readonly width: number;
  readonly onlyOpen: boolean;
}

/** More columns than this would be too narrow to read; further parties follow in further parts. */
const PARTIES_A_PART = 5;

/** "Standing text | KAZ | UZB …": what each party would have of each provision, and what it says. */
export function partyTable(
  text: TextValue,
  parties: readonly Party[],
  only: readonly PartyCode[] | undefined,
  look: TableLook,
): PaperBlock[] {
  const { record } = text;
  const index = indexBrackets(text.doc);
  const positions = positionsOf(text);
  const shown = only ?? [...positions.keys()];
  const values = provisionsOf(text.doc).map(({ node }) => provisionOfNode(node));
  const printed = layOut(text, { attributions: false });
  const names = new Map(parties.map(({ code, names: { en } }) => [code, en]));

  const cellFor = (party: PartyCode, value: ProvisionValue | undefined): PaperParagraph[] => {
    const position = positions.get(party);
    if (!position || !value) return [];
    const wished = wishedBy(position, value, record, look.colourOf(party));
    return [
      ...(wished.differs ? [paragraph("ColumnText", wished.pieces)] : []),
      ...saidBy(party, value.id, index, record).map((line) => paragraph("ColumnAside", [piece(line)])),
    ];
  };

  const out: PaperBlock[] = [];
  for (let from = 0; from === 0 || from < shown.length; from += PARTIES_A_PART) {
    const part = shown.slice(from, from + PARTIES_A_PART);
    const rows = provisionsIn(printed).map((block) => {
      const cells = part.map((party) => cellFor(party, values[block.position]));
      const differs = cells.some((cell) => cell.length > 0);
      return { block, cells, differs };
    });
    const onlyOpen = look.onlyOpen || from > 0;
    const drawn = rows
      .filter(({ block, differs }) => !onlyOpen || differs || isHeadingKind(block.kind) || block.kind === "title")
      .map(({ block, cells, differs }) =>
        rowFor(block, printed, look.notes, [standingCell(block, index, printed, look.notes), ...cells], differs),
      );
    if (shown.length > PARTIES_A_PART) out.push(paragraph("ColumnHeading", [piece(part.join(", "))]));
    const heads = [
      { name: "Standing text", below: "" },
      ...part.map((party) => ({ name: party, below: names.get(party) ?? "" })),
    ];
    out.push(
      ...columnTable(heads, drawn, { width: look.width, onlyOpen, first: part.length > 3 ? 1.25 : 1, empty: "—" }),
    );
  }
  return out;
}
