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
  statusOf,
  type TextValue,
  withinIn,
} from "@adref/schema";
import type { Node } from "prosemirror-model";
import { closingStances, openingCodes } from "./attribution.ts";
import { FORMATS, type Printed, type PrintedBlock, type PrintedSpan, type PrintedTable } from "./printed.ts";

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
  const block = (node: Node): PrintedBlock => {
    const value = values.get(node) ?? provisionOfNode(node);
    return blockOf(value, numbers.get(value.id) ?? "", signs.get(value.id) ?? [], record, options.attributions);
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
  table.forEach((row) => {
    const cells: PrintedBlock[][] = [];
    row.forEach((cell) => {
      const inside: PrintedBlock[] = [];
      cell.forEach((provision) => {
        inside.push(block(provision));
      });
      cells.push(inside);
    });
    rows.push(cells);
  });
  return { type: "table", rows };
}

function blockOf(
  value: ProvisionValue,
  number: string,
  signs: readonly Sign[],
  record: RecordValue,
  attributions: boolean,
): PrintedBlock {
  const lead: PrintedSpan[] = [];
  const spans: PrintedSpan[] = [];
  let next = 0;
  let offset = 0;
  const signsUpTo = (at: number) => {
    for (let sign = signs[next]; sign && sign.at <= at; sign = signs[++next]) {
      const into = sign.whole && sign.side === "open" ? lead : spans;
      into.push({ text: signText(sign, record, attributions), role: "sign", format: [], party: null, footnote: null });
    }
  };
  for (const run of value.runs) {
    let rest = run.text;
    while (rest !== "") {
      signsUpTo(offset);
      const until = Math.min(signs[next]?.at ?? Number.POSITIVE_INFINITY, offset + rest.length);
      const text = rest.slice(0, until - offset);
      spans.push(wordsSpan(run, text, record));
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

function wordsSpan(run: Run, text: string, record: RecordValue): PrintedSpan {
  const types = new Set(run.marks.map((mark) => mark.type));
  return {
    text,
    role: types.has("note") ? "note" : "words",
    format: FORMATS.filter((format) => types.has(format)),
    party: partyOf(run, record),
    footnote: run.marks.find((mark) => mark.type === "footnote")?.attrs.footnote ?? null,
  };
}

function partyOf(run: Run, record: RecordValue): PartyCode | null {
  const inner = innermost(proposalsOn(run.marks), withinIn(record))[0];
  return (inner && record.options[inner.option]?.owner) ?? null;
}

/** A footnote's sign stands once, after the last of the spans that carry its anchor. */
function footnoteSignsLast(spans: readonly PrintedSpan[]): PrintedSpan[] {
  return spans.map((span, i) => {
    const again = span.footnote !== null && spans.slice(i + 1).some((later) => later.footnote === span.footnote);
    return again ? { ...span, footnote: null } : span;
  });
}
