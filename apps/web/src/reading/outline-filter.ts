import type { OutlineRow } from "../outline/outline-model.ts";

/** The rows with any of these provisions at or below them; null lets all through, as the same array. */
export function rowsWith(rows: readonly OutlineRow[], provisions: ReadonlySet<string> | null): readonly OutlineRow[] {
  if (!provisions) return rows;
  return rows.flatMap((row) =>
    row.provisions.some((id) => provisions.has(id)) ? [{ ...row, children: rowsWith(row.children, provisions) }] : [],
  );
}

/** The ids of rows at or below which something changed, and nothing of it is shown by a row of its own further down. */
export function changedRows(rows: readonly OutlineRow[], changed: ReadonlySet<string>): ReadonlySet<string> {
  const out = new Set<string>();
  const visit = (row: OutlineRow): void => {
    if (!row.provisions.some((id) => changed.has(id))) return;
    const below = new Set(row.children.flatMap(({ provisions }) => provisions));
    if (row.provisions.some((id) => changed.has(id) && !below.has(id))) out.add(row.id);
    for (const child of row.children) visit(child);
  };
  for (const row of rows) visit(row);
  return out;
}
