import type { OutlineRow } from "./outline-model.ts";

/** A row as it stands in the list: unfolded branches one below the other. */
export interface ShownRow {
  readonly row: OutlineRow;
  /** 1 for the outermost. */
  readonly level: number;
  /** Whether its branch is unfolded; null where it has none. */
  readonly unfolded: boolean | null;
}

/** The rows that are shown when those in `folded` are folded, in reading order. */
export function shownRows(rows: readonly OutlineRow[], folded: ReadonlySet<string>, level = 1): ShownRow[] {
  const out: ShownRow[] = [];
  for (const row of rows) {
    const unfolded = row.children.length === 0 ? null : !folded.has(row.id);
    out.push({ row, level, unfolded });
    if (unfolded) for (const below of shownRows(row.children, folded, level + 1)) out.push(below);
  }
  return out;
}

/** What a key does in the outline: moves to a row, folds or unfolds one, or goes to its place in the text. */
export type OutlineMove =
  | { readonly kind: "move"; readonly to: string }
  | { readonly kind: "fold" | "unfold" | "go"; readonly row: string };

/**
 * What `key` does when row `at` has the focus; null for nothing. `rtl` turns the arrows round, because "into the branch" is
 * where the writing goes.
 */
export function outlineMove(rows: readonly ShownRow[], at: string, key: string, rtl = false): OutlineMove | null {
  const place = rows.findIndex(({ row }) => row.id === at);
  const here = rows[place];
  if (!here) return null;
  const to = (next: ShownRow | undefined): OutlineMove | null => (next ? { kind: "move", to: next.row.id } : null);
  switch (key) {
    case "ArrowDown":
      return to(rows[place + 1]);
    case "ArrowUp":
      return to(rows[place - 1]);
    case "Home":
      return to(rows[0]);
    case "End":
      return to(rows.at(-1));
    case "Enter":
    case " ":
      return { kind: "go", row: at };
    case rtl ? "ArrowLeft" : "ArrowRight":
      if (here.unfolded === false) return { kind: "unfold", row: at };
      return here.unfolded ? to(rows[place + 1]) : null;
    case rtl ? "ArrowRight" : "ArrowLeft":
      if (here.unfolded) return { kind: "fold", row: at };
      return to(rows.slice(0, place).findLast(({ level }) => level < here.level));
    default:
      return null;
  }
}
