import { type ChangeEntry, type Comparison, type ComparisonRow, changesOf } from "@adref/revisions";
import { isHeadingKind } from "@adref/schema";
import type { OutlineEntry } from "../editor/handle.ts";
import type { Say } from "../intl.tsx";
import { provisionName } from "../outline/provision-name.ts";

/** Consecutive rows that are shown, or that are folded together because nothing in them changed. */
export type Section =
  | { readonly kind: "rows"; readonly rows: readonly number[] }
  | { readonly kind: "fold"; readonly key: string; readonly rows: readonly number[] };

/** As few unchanged rows as these are not folded: the line that says so would be as long. */
const FEWEST = 3;

/**
 * All changes but those that say nothing more: a bracket that opened with an option alone is told by the option, and an option
 * that is a whole new provision by the provision.
 */
export function changesToTell(comparison: Comparison): readonly ChangeEntry[] {
  return changesOf(comparison).filter(({ sort, values, row }) => {
    if (sort === "bracket-opened") return values.words !== "";
    if (sort !== "option-proposed" || row === null) return true;
    const whole = comparison.rows[row];
    return whole?.kind !== "added" || whole.after?.proposal?.option !== values.option;
  });
}

/** The told changes of each row, by its place; those of no row are under `null`. */
export function changesByRow(changes: readonly ChangeEntry[]): ReadonlyMap<number | null, readonly ChangeEntry[]> {
  const out = new Map<number | null, ChangeEntry[]>();
  for (const change of changes) {
    const list = out.get(change.row);
    if (list) list.push(change);
    else out.set(change.row, [change]);
  }
  return out;
}

/** Folds what is unchanged, but for the headings under which something changed: they say where one is. */
export function sectionsOf(
  { rows }: Comparison,
  byRow: ReadonlyMap<number | null, readonly ChangeEntry[]>,
): readonly Section[] {
  const shown = rows.map((row, i) => row.kind !== "same" || byRow.has(i));
  let heading: number | null = null;
  rows.forEach((row, i) => {
    const kind = (row.after ?? row.before)?.kind;
    if (kind && isHeadingKind(kind)) heading = i;
    else if (shown[i] && heading !== null) shown[heading] = true;
  });
  const out: Section[] = [];
  for (let from = 0; from < rows.length; ) {
    let to = from;
    while (to < rows.length && shown[to] === shown[from]) to++;
    const places = Array.from({ length: to - from }, (_, k) => from + k);
    const last = out.at(-1);
    const fold = !shown[from] && places.length >= FEWEST;
    if (fold) out.push({ kind: "fold", key: (rows[from] as ComparisonRow).key, rows: places });
    else if (last?.kind === "rows") out[out.length - 1] = { kind: "rows", rows: [...last.rows, ...places] };
    else out.push({ kind: "rows", rows: places });
    from = to;
  }
  return out;
}

/** Consecutive rows of one row of a table stand side by side; every other row stands alone. */
export function groupCells(rows: readonly number[], comparison: Comparison): readonly (readonly number[])[] {
  const out: number[][] = [];
  let last: string | null = null;
  for (const i of rows) {
    const row = comparison.rows[i] as ComparisonRow;
    const cell = (row.after ?? row.before)?.cell ?? null;
    const key = cell && `${cell.table}/${cell.row}/${row.after ? "after" : "before"}`;
    if (key !== null && key === last) out.at(-1)?.push(i);
    else out.push([i]);
    last = key;
  }
  return out;
}

/**
 * What the provision of a row is called, in the later text or, where it is gone, in the earlier one: two texts that were never
 * one may use the same ids, and the same numbers, for different provisions.
 */
export function rowNames({ rows }: Comparison, say: Say): (row: number) => string {
  const outlines = { before: outlineOf(rows, "before"), after: outlineOf(rows, "after") };
  return (row) => {
    const side = rows[row]?.after ? "after" : "before";
    return provisionName(outlines[side], rows[row]?.[side]?.provision ?? "", say);
  };
}

function outlineOf(rows: readonly ComparisonRow[], side: "before" | "after"): readonly OutlineEntry[] {
  const gone = side === "before" ? "added" : "removed";
  return rows
    .flatMap((row) => (row[side] ? [{ provision: row[side], words: row.words }] : []))
    .sort((a, b) => a.provision.position - b.provision.position)
    .map(({ provision: { provision: id, kind, level, number }, words }) => {
      const titled = kind === "title" || isHeadingKind(kind);
      const title = titled ? words.flatMap((piece) => (piece.kind === gone ? [] : piece.text)).join("") : "";
      return { id, kind, level, number, title: title.slice(0, 80) };
    });
}
