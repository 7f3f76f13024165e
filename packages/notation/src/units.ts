import type { Kind } from "@adref/schema";
import { isEscaped, skipSpaces, trimmedEnd } from "./characters.ts";
import type { Findings } from "./findings.ts";
import type { Lead } from "./heads.ts";
import type { Block } from "./layout.ts";
import { readStatus, type StatusWords } from "./statuses.ts";
import { pushToken, pushTokens, type Token } from "./tokens.ts";

/** The source of one provision: a block, or a cell of a table. Its tokens are those from `first` up to `last`. */
export interface Unit {
  readonly kind: Kind;
  readonly number: string | null;
  readonly slash: boolean;
  readonly leads: readonly { readonly lead: Lead; readonly token: Token }[];
  /** The marker as words, which it becomes again when its provision is not proposed as a whole after all. */
  readonly marker: Token | null;
  readonly at: number;
  readonly first: number;
  last: number;
  readonly status: StatusWords | null;
  /** Whether the leads' brackets enclose the provision itself; else they and the marker are words. */
  headed: boolean;
}

/** A top-level block: a unit, or the rows of a table; cells are header cells where they say so. */
export type Item =
  | { readonly unit: Unit }
  | { readonly rows: readonly (readonly { readonly unit: Unit; readonly header: boolean }[])[] };

/** The source divided as far as characters alone say. */
export interface Division {
  readonly items: readonly Item[];
  readonly units: readonly Unit[];
  readonly tokens: readonly Token[];
}

/** Divides blocks into units and tokens. */
export function divide(source: string, blocks: readonly Block[], findings: Findings): Division {
  const tokens: Token[] = [];
  const units: Unit[] = [];
  const items = blocks.map((block): Item => {
    if (block.table) return { rows: rowsOf(source, block, tokens, units, findings) };
    return { unit: blockUnit(source, block, tokens, units, findings) };
  });
  return { items, units, tokens };
}

function blockUnit(source: string, block: Block, tokens: Token[], units: Unit[], findings: Findings): Unit {
  const { head } = block;
  const first = tokens.length;
  const leads = head.leads.map((lead) => {
    return { lead, token: pushToken(tokens, "open", lead.at, lead.end, source.slice(lead.at, lead.end)) };
  });
  const from = skipSpaces(source, head.content, block.to);
  const { to, status } = readTail(source, from, block.to, findings);
  let marker: Token | null = null;
  if (head.marker) marker = pushToken(tokens, "text", head.markerAt, from, source.slice(head.markerAt, from));
  pushTokens(tokens, source, from, to);
  const unit: Unit = {
    kind: head.marker?.kind ?? "paragraph",
    number: head.marker ? head.marker.number : "",
    slash: head.slash,
    leads,
    marker,
    at: head.leads[0]?.at ?? head.markerAt,
    first,
    last: tokens.length,
    status,
    headed: true,
  };
  units.push(unit);
  return unit;
}

const LONGEST_STATUS = 60;

/** Takes a status off the end of a block. */
function readTail(source: string, from: number, to: number, findings: Findings) {
  if (to > from && source[to - 1] === "}" && !isEscaped(source, from, to - 1)) {
    const near = Math.max(from, to - LONGEST_STATUS);
    const at = near + source.slice(near, to).lastIndexOf("{");
    if (
      at >= near &&
      source[at + 1] !== "^" &&
      !isEscaped(source, from, at) &&
      !/\\u$/.test(source.slice(from, at).slice(-2))
    ) {
      const words = source.slice(at + 1, to - 1);
      const status = readStatus(words);
      if (status) return { to: Math.max(from, trimmedEnd(source, from, at)), status };
      if (/^[a-z][a-z ,-]*$/i.test(words)) {
        findings.add(at, `"{${words}}" at the end of a block is no status.`, "It was kept as words.");
      }
    }
  }
  return { to, status: null };
}

function rowsOf(source: string, block: Block, tokens: Token[], units: Unit[], findings: Findings) {
  const rows: { unit: Unit; header: boolean }[][] = [];
  for (let from = block.from; from < block.to; ) {
    const newline = source.indexOf("\n", from);
    const end = newline === -1 || newline > block.to ? block.to : newline;
    const to = trimmedEnd(source, from, end);
    rows.push(
      cellsOf(source, skipSpaces(source, from, to) + 1, to).map((cell) =>
        cellUnit(source, cell.from, cell.to, tokens, units, findings),
      ),
    );
    from = end + 1;
  }
  return rows;
}

function cellUnit(source: string, from: number, to: number, tokens: Token[], units: Unit[], findings: Findings) {
  const header = source[from] === "=" && from < to;
  const start = skipSpaces(source, header ? from + 1 : from, to);
  const tail = readTail(source, start, Math.max(start, trimmedEnd(source, start, to)), findings);
  const first = tokens.length;
  pushTokens(tokens, source, start, tail.to);
  const unit: Unit = {
    kind: "cell",
    number: "",
    slash: false,
    leads: [],
    marker: null,
    at: start,
    first,
    last: tokens.length,
    status: tail.status,
    headed: true,
  };
  units.push(unit);
  return { unit, header };
}

/** The cells of a table's line, divided at bars; a bar between `]` and `[` separates brackets instead. */
function cellsOf(source: string, from: number, to: number): { from: number; to: number }[] {
  const cells: { from: number; to: number }[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === "|" && !(source[at - 1] === "]" && source[at + 1] === "[")) {
      cells.push({ from: start, to: at });
      start = at + 1;
    }
  }
  if (skipSpaces(source, start, to) < to) cells.push({ from: start, to });
  return cells;
}
