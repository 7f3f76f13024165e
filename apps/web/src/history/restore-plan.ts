import type { Comparison, ComparisonRow } from "@adref/revisions";
import type { Status } from "@adref/schema";

/** A provision that restoring a moment would change. */
export interface Restorable {
  readonly provision: string;
  readonly what: "changed" | "added" | "removed" | "moved";
  readonly row: ComparisonRow;
  /** Its status now, where it is agreed: a restoration may not touch it. */
  readonly agreed: Exclude<Status, "open"> | null;
}

/**
 * What restoring would change, from a comparison of the text now with the moment. What only the record says of a provision
 * (positions, statuses) stays as it is. The server plans again when it restores and has the last word.
 */
export function restorableIn(comparison: Comparison): readonly Restorable[] {
  return comparison.rows.flatMap((row): Restorable[] => {
    const { before, after, changed } = row;
    const provision = (before ?? after)?.provision;
    if (provision === undefined || row.kind === "same") return [];
    const touched = changed.words || changed.formatting || changed.standing || changed.structure;
    if (row.kind === "changed" && !touched) return [];
    const agreed = before && before.status !== "open" ? before.status : null;
    return [{ provision, what: row.kind, row, agreed }];
  });
}
