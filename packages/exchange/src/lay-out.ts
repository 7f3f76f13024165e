import { indexBrackets, type Sign, signsOf } from "@adref/brackets";
import {
  displayedNumbers,
  innermost,
  type PartyCode,
  type ProvisionValue,
  proposalsOn,
  provisionOfNode,
  provisionsOf,
  type RecordValue,
  type Run,
  schema,
  statusOf,
  type TextValue,
  withinIn,
} from "@adref/schema";
import type { Node } from "prosemirror-model";
import { closingStances, openingCodes } from "./attribution.ts";
import {
  type CellShape,
  FORMATS,
  type Printed,
  type PrintedBlock,
  type PrintedSpan,
  type PrintedTable,
} from "./printed.ts";

/**
 * Lays a text out for paper: brackets as typed signs, with the codes of parties and what they say when `attributions` is
 * set. A text without brackets comes out clean; cleanText (export-word.ts) makes one.
 */
export function layOut(text: TextValue, options: { readonly attributions: boolean }): Printed {
  const { doc, record } = text;
  const signs = signsOf(indexBrackets(doc), doc);
  const values = new Map(provisionsOf(doc).map(({ node }) => [node, provisionOfNode(node)] as const));
  const numbers = displayedNumbers([...values.values()]);
  const footnotes = new Map<string, PrintedBlock>();
  let position = 0;
  const block = (node: Node): PrintedBlock => {
    const value = values.get(node) ?? provisionOfNode(node);
    const drawn = blockOf(value, numbers.get(value.id) ?? "", signs.get(value.id) ?? [], record, options.attributions);
    return { ...drawn, position: position++ };
  };
  const blocks: (PrintedBlock | PrintedTable)[] = [];
  doc.forEach((node) => {
    if (node.type.name === "table") blocks.push(tableOf(node, block));
    else if (node.attrs.kind === "footnote") footnotes.set(node.attrs.id, block(node));
    else blocks.push(block(node));
  });
  return { blocks, footnotes };
}

function tableOf(table: Node, block: (node: Node) => PrintedBlock): PrintedTable {
  const rows: PrintedBlock[][][] = [];
  const shapes: CellShape[][] = [];
  table.forEach((row) => {
    const cells: PrintedBlock[][] = [];
    const sizes: CellShape[] = [];
    row.forEach((cell) => {
      const { colspan, rowspan } = cell.attrs as Pick<CellShape, "colspan" | "rowspan">;
      sizes.push({ colspan, rowspan, header: cell.type === schema.nodes.table_header });
      const inside: PrintedBlock[] = [];
      cell.forEach((provision) => {
        inside.push(block(provision));
      });
      cells.push(inside);
    });
    rows.push(cells);
    shapes.push(sizes);
  });
  return { type: "table", rows, shapes };
}

function blockOf(
  value: ProvisionValue,
  number: string,
  signs: readonly Sign[],
  record: RecordValue,
  attributions: boolean,
): Omit<PrintedBlock, "position"> {
  const lead: PrintedSpan[] = [];
  const spans: PrintedSpan[] = [];
  let next = 0;
  let offset = 0;
  const signsUpTo = (at: number) => {
    for (let sign = signs[next]; sign && sign.at <= at; sign = signs[++next]) {
      const into = sign.whole && sign.side === "open" ? lead : spans;
      const of = sign.kind === "bracket" ? { bracket: sign.bracket, option: sign.option } : null;
      const text = signText(sign, record, attributions);
      into.push({ text, role: "sign", format: [], party: signParty(sign, record), footnote: null, of });
    }
  };
  for (const run of value.runs) {
    let rest = run.text;
    while (rest !== "") {
      signsUpTo(offset);
      const until = Math.min(signs[next]?.at ?? Number.POSITIVE_INFINITY, offset + rest.length);
      const text = rest.slice(0, until - offset);
      spans.push(wordsSpan(run, text, value, record));
      offset += text.length;
      rest = rest.slice(text.length);
    }
  }
  signsUpTo(offset);
  return {
    type: "block",
    provision: value.id,
    kind: value.kind,
    level: value.level,
    number,
    lead,
    spans: footnoteSignsLast(spans),
    status: statusOf(record, value.id),
  };
}

function signText(sign: Sign, record: RecordValue, attributions: boolean): string {
  const named = attributions && sign.kind === "bracket";
  if (sign.side === "open") return `[${named ? openingCodes(record, sign.option) : ""}`;
  return `${named ? closingStances(record, sign.bracket, sign.option) : ""}]`;
}

function signParty(sign: Sign, record: RecordValue): PartyCode | null {
  return (sign.option !== null && record.options[sign.option]?.owner) || null;
}

function wordsSpan(run: Run, text: string, value: ProvisionValue, record: RecordValue): PrintedSpan {
  const types = new Set(run.marks.map((mark) => mark.type));
  const of = placeOf(run, value, record);
  return {
    text,
    role: types.has("note") ? "note" : "words",
    format: FORMATS.filter((format) => types.has(format)),
    party: (of?.option && record.options[of.option]?.owner) || null,
    footnote: run.marks.find((mark) => mark.type === "footnote")?.attrs.footnote ?? null,
    of,
  };
}

/** The innermost option that a run belongs to, its provision's own included; for standing words, a bracket round them. */
function placeOf(run: Run, value: ProvisionValue, record: RecordValue): PrintedSpan["of"] {
  const inner = innermost(proposalsOn(run.marks), withinIn(record))[0];
  if (inner) return { bracket: inner.bracket, option: inner.option };
  if (value.bracket !== null && value.option !== null) return { bracket: value.bracket, option: value.option };
  const bracket = run.marks.find((mark) => mark.type === "contested")?.attrs.bracket;
  return bracket ? { bracket, option: null } : null;
}

/** A footnote's sign stands once, after the last of the spans that carry its anchor. */
function footnoteSignsLast(spans: readonly PrintedSpan[]): PrintedSpan[] {
  return spans.map((span, i) => {
    const again = span.footnote !== null && spans.slice(i + 1).some((later) => later.footnote === span.footnote);
    return again ? { ...span, footnote: null } : span;
  });
}
