import type { BracketIndex } from "@adref/brackets";
import { isHeadingKind, type Kind, type RecordValue, STATUSES, type Status, statusOf } from "@adref/schema";
import type { OutlineEntry } from "../editor/handle.ts";

/** A heading in the outline with what stands below it. Its object is kept as long as nothing in it or below changed. */
export interface OutlineRow {
  readonly id: string;
  readonly kind: Kind;
  readonly number: string;
  readonly title: string;
  /** The heading's own provision and all below it, in reading order. */
  readonly provisions: readonly string[];
  /** Open brackets that touch any of them. */
  readonly open: number;
  /** How many of them are agreed in any way. */
  readonly agreed: number;
  /** The least of their statuses; `partly` where some are agreed and others open. */
  readonly status: Status | "partly";
  readonly children: readonly OutlineRow[];
}

interface Building {
  readonly entry: OutlineEntry;
  readonly provisions: string[];
  readonly brackets: Set<string>;
  readonly children: Building[];
}

/**
 * The outline of a text: its headings as a tree by level, with counts over all that stands below each. Rows of `before`
 * that say the same are taken over.
 */
export function buildOutline(
  entries: readonly OutlineEntry[],
  index: BracketIndex,
  statuses: RecordValue["statuses"],
  before: ReadonlyMap<string, OutlineRow> = new Map(),
): readonly OutlineRow[] {
  const roots: Building[] = [];
  const path: Building[] = [];
  for (const entry of entries) {
    if (isHeadingKind(entry.kind)) {
      while (path.length > 0 && (path.at(-1) as Building).entry.level >= entry.level) path.pop();
      const row: Building = { entry, provisions: [], brackets: new Set(), children: [] };
      (path.at(-1)?.children ?? roots).push(row);
      path.push(row);
    }
    const brackets = index.byProvision.get(entry.id) ?? [];
    for (const row of path) {
      row.provisions.push(entry.id);
      for (const bracket of brackets) row.brackets.add(bracket);
    }
  }
  const record = { statuses } as RecordValue;
  return roots.map((row) => finish(row, record, before));
}

function finish(
  { entry, provisions, brackets, children }: Building,
  record: RecordValue,
  before: ReadonlyMap<string, OutlineRow>,
): OutlineRow {
  const ranks = provisions.map((id) => STATUSES.indexOf(statusOf(record, id)));
  const agreed = ranks.filter((rank) => rank > 0).length;
  const least = STATUSES[Math.min(...ranks)] ?? "open";
  const row: OutlineRow = {
    id: entry.id,
    kind: entry.kind,
    number: entry.number,
    title: entry.title,
    provisions,
    open: brackets.size,
    agreed,
    status: least === "open" && agreed > 0 ? "partly" : least,
    children: children.map((child) => finish(child, record, before)),
  };
  const old = before.get(entry.id);
  return old && sameRow(old, row) ? old : row;
}

function sameRow(a: OutlineRow, b: OutlineRow): boolean {
  return (
    a.kind === b.kind &&
    a.number === b.number &&
    a.title === b.title &&
    a.open === b.open &&
    a.agreed === b.agreed &&
    a.status === b.status &&
    sameItems(a.children, b.children) &&
    sameItems(a.provisions, b.provisions)
  );
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** All rows by id, those below others included. */
export function rowsById(rows: readonly OutlineRow[], into = new Map<string, OutlineRow>()): Map<string, OutlineRow> {
  for (const row of rows) {
    into.set(row.id, row);
    rowsById(row.children, into);
  }
  return into;
}

export type OutlineFilter = "all" | "open" | "agreed";

/** The rows that match, with the rows above them. Without words and with `all` the same array comes back. */
export function filterOutline(
  rows: readonly OutlineRow[],
  words: string,
  filter: OutlineFilter,
): readonly OutlineRow[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === "" && filter === "all") return rows;
  return rows.flatMap((row) => {
    const children = filterOutline(row.children, words, filter);
    const itself = `${row.number} ${row.title}`.toLocaleLowerCase().includes(wanted) && passes(row, filter);
    return itself || children.length > 0 ? [{ ...row, children }] : [];
  });
}

function passes(row: OutlineRow, filter: OutlineFilter): boolean {
  if (filter === "open") return row.open > 0;
  if (filter === "agreed") return row.status !== "open" && row.status !== "partly";
  return true;
}

/** The heading under which each provision stands most closely, by provision id; a heading stands under itself. */
export function headingOf(rows: readonly OutlineRow[], provision: string): OutlineRow | null {
  for (const row of rows) {
    if (!row.provisions.includes(provision)) continue;
    return headingOf(row.children, provision) ?? row;
  }
  return null;
}
