import { skipSpaces, trimmedEnd, withoutEscapes } from "./characters.ts";
import type { Findings } from "./findings.ts";
import { type Head, readHead } from "./heads.ts";

/** A block of a source: lines between blank ones. `to` is the offset after its last character that is not a space. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly table: boolean;
  readonly head: Head;
}

/** The parts of a source. `record` is the offset of the line after `%% record`, or null. */
export interface Layout {
  readonly header: Readonly<Record<string, string>>;
  readonly blocks: readonly Block[];
  readonly record: number | null;
}

const HEADER = /^%% ?([a-z][a-z0-9-]{0,39}): ?(.*)$/;
const RECORD = /^%% record[ \t]*$/;

/** Divides a source into header, blocks and record section. */
export function readLayout(source: string, findings: Findings): Layout {
  const header = new Map<string, string>();
  const blocks: Block[] = [];
  let open: { from: number; to: number; table: boolean; head: Head } | null = null;
  let inHeader = true;
  const close = () => {
    if (open) blocks.push(open);
    open = null;
  };
  const context = () => {
    const before = blocks.at(-1)?.head.marker;
    return before ? { kind: before.kind, number: before.number } : null;
  };
  for (let from = 0; from < source.length; ) {
    const newline = source.indexOf("\n", from);
    const end = newline === -1 ? source.length : newline;
    const to = trimmedEnd(source, from, end);
    const next = end + 1;
    if (to === from) {
      close();
    } else if (source.startsWith("%%", from) && RECORD.test(source.slice(from, to))) {
      close();
      return { header: Object.fromEntries(header), blocks, record: next };
    } else {
      const found = inHeader && source.startsWith("%%", from) ? HEADER.exec(source.slice(from, to)) : null;
      if (found && !header.has(found[1] as string)) {
        header.set(found[1] as string, withoutEscapes(found[2] as string));
      } else {
        inHeader = false;
        const table = source[skipSpaces(source, from, to)] === "|";
        if (open && !open.table && !table && startsBlock(source, open, from, to, findings)) close();
        if (open && open.table !== table) close();
        if (open) open.to = to;
        else open = { from, to, table, head: readHead(source, from, to, context()) };
      }
    }
    from = next;
  }
  close();
  return { header: Object.fromEntries(header), blocks, record: null };
}

/** Whether a line that follows another without a blank line begins a block all the same. */
function startsBlock(source: string, open: Block, from: number, to: number, findings: Findings): boolean {
  if (open.head.marker && source[open.head.markerAt] === "#") {
    findings.add(from, "A line follows a heading without a blank line between them.", "It was read as a new block.");
    return true;
  }
  const { marker, slash, markerAt } = readHead(source, from, to, null);
  if (!marker && !slash) return false;
  const sign = marker ? source.slice(markerAt, markerAt + marker.length) : "/[";
  findings.add(from, `A line begins with "${sign}" without a blank line before it.`, "It was read as a new block.");
  return true;
}
