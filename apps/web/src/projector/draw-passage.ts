import { type BracketIndex, factsOf, type Piece, type Sign, signsOfProvision } from "@adref/brackets";
import { innermost, type Kind, provisionsOf, type RecordValue, type Status, statusOf, withinIn } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { deletersOf, listed, partiesOf } from "../editor/labels.ts";

/** One thing that is drawn in the line of a provision. */
export type DrawnPart =
  | {
      readonly draw: "sign";
      readonly side: "open" | "close";
      readonly bracket: string;
      readonly option: string | null;
      readonly note: boolean;
      readonly party: string | null;
      /** The codes that stand in an opening sign; "" for none. */
      readonly codes: string;
      /** Whether the codes are of those who want the words deleted. */
      readonly deletes: boolean;
    }
  | {
      readonly draw: "words";
      readonly text: string;
      readonly classes: string;
      readonly party: string | null;
      /** The brackets in which the words stand. */
      readonly brackets: readonly string[];
      /** Elements that format them, such as "strong". */
      readonly formats: readonly string[];
    }
  | { readonly draw: "footnote"; readonly number: string };

/** A provision as it is read from afar: its number, its words with their brackets and codes, its status. */
export interface DrawnProvision {
  readonly id: string;
  readonly kind: Kind;
  readonly number: string;
  readonly status: Status;
  readonly parked: boolean;
  /** Opening signs that stand before the number. */
  readonly before: readonly DrawnPart[];
  readonly parts: readonly DrawnPart[];
}

/** What the drawing of provisions depends on besides their words. */
export interface DrawingOf {
  readonly index: BracketIndex;
  readonly record: RecordValue;
  readonly numbers: ReadonlyMap<string, string>;
}

const FORMATS: Readonly<Record<string, string>> = {
  strong: "strong",
  em: "em",
  underline: "u",
  strike: "s",
  superscript: "sup",
  subscript: "sub",
};

/** Draws some provisions of a text, in the order of the text; ids that are gone are left out. */
export function drawPassage(doc: Node, ids: ReadonlySet<string>, given: DrawingOf): readonly DrawnProvision[] {
  const all = provisionsOf(doc);
  return all.flatMap(({ node }, i) => {
    if (!ids.has(node.attrs.id as string)) return [];
    return [drawProvision(node, all[i - 1]?.node ?? null, all[i + 1]?.node ?? null, given)];
  });
}

function drawProvision(node: Node, before: Node | null, after: Node | null, given: DrawingOf): DrawnProvision {
  const { id, kind } = node.attrs as { id: string; kind: Kind };
  const { record, numbers, index } = given;
  const signs = signsOfProvision(index, node, before, after);
  const number = numbers.get(id) ?? "";
  const leads = (sign: Sign) => sign.whole && sign.side === "open" && sign.at === 0 && number !== "";
  const ahead = signs.filter(leads).map((sign) => drawSign(sign, given));
  const parts: DrawnPart[] = [];
  let next = 0;
  const signsAt = (offset: number) => {
    for (; next < signs.length && (signs[next] as Sign).at <= offset; next++) {
      const sign = signs[next] as Sign;
      if (!leads(sign)) parts.push(drawSign(sign, given));
    }
  };
  const { pieces } = factsOf(node);
  let piece = 0;
  node.forEach((child, offset) => {
    signsAt(offset);
    while (piece < pieces.length - 1 && (pieces[piece] as Piece).to <= offset) piece++;
    parts.push(drawWords(child, pieces[piece], given));
    parts.push(...footnotesAfter(node, child, offset, numbers));
  });
  signsAt(node.content.size);
  return {
    id,
    kind,
    number,
    status: statusOf(record, id),
    parked: record.statuses[id]?.parked === true,
    before: ahead,
    parts,
  };
}

function drawSign({ kind, side, bracket, option }: Sign, { record, index }: DrawingOf): DrawnPart {
  const party = option === null ? null : (record.options[option]?.owner ?? null);
  let codes = "";
  let deletes = false;
  if (kind === "bracket" && side === "open") {
    if (option !== null) codes = listed(partiesOf(record, option, party));
    else if (index.brackets.get(bracket)?.options.length === 0) {
      codes = listed(deletersOf(record, bracket));
      deletes = codes !== "";
    }
  }
  return { draw: "sign", side, bracket, option, note: kind === "note", party, codes, deletes };
}

function drawWords(child: Node, piece: Piece | undefined, { record, index }: DrawingOf): DrawnPart {
  const classes: string[] = [];
  let party: string | null = null;
  if (piece && piece.proposed.length > 0) {
    const owners = innermost(piece.proposed, withinIn(record)).map(
      ({ option }) => record.options[option]?.owner ?? null,
    );
    party = owners.find((owner) => owner !== null) ?? null;
    classes.push("words-proposed");
  }
  if (piece && piece.contested.length > 0) {
    classes.push("words-contested");
    const deleted = (id: string) => index.brackets.get(id)?.options.length === 0 && deletersOf(record, id).length > 0;
    if (piece.contested.some(deleted)) classes.push("words-deleted");
  }
  if (piece?.note) classes.push("words-note");
  return {
    draw: "words",
    text: child.text ?? "",
    classes: classes.join(" "),
    party,
    brackets: piece ? [...piece.contested, ...piece.proposed.map(({ bracket }) => bracket)] : [],
    formats: child.marks.flatMap((mark) => FORMATS[mark.type.name] ?? []),
  };
}

/** The signs of footnotes whose words end with a child. */
function footnotesAfter(node: Node, child: Node, offset: number, numbers: DrawingOf["numbers"]): DrawnPart[] {
  const next = node.childAfter(offset + child.nodeSize).node;
  return child.marks.flatMap((mark): DrawnPart[] => {
    if (mark.type.name !== "footnote" || (next && mark.isInSet(next.marks))) return [];
    const number = numbers.get(mark.attrs.footnote as string) ?? "";
    return number === "" ? [] : [{ draw: "footnote", number }];
  });
}
