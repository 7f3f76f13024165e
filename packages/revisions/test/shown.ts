import type { MarkValue, ProvisionValue, TextValue } from "@adref/schema";
import { markIdentity, provisionOfNode, provisionsOf } from "@adref/schema";
import {
  type Comparison,
  type ComparisonRow,
  changesOf,
  compareTexts,
  type Ids,
  type WordPiece,
} from "../src/index.ts";

/** Pieces as a reader would write them: `-{went}`, `+{came}`, with whose words they are; `~{}` for other formatting. */
export function shown(pieces: readonly WordPiece[]): string {
  let out = "";
  let open = "";
  for (const { kind, text, before, after, reformatted } of pieces) {
    const party = (after ?? before)?.party ?? "";
    const sign = kind === "added" ? "+" : kind === "removed" ? "-" : reformatted ? "~" : "";
    const begin = sign === "" ? "" : `${sign}${party}{`;
    if (begin !== open) {
      if (open !== "") out += "}";
      out += begin;
      open = begin;
    }
    out += text;
  }
  return open === "" ? out : `${out}}`;
}

/** A comparison in one line each row: kind, earlier and later id. */
export const rowsShown = (comparison: Comparison): string[] =>
  comparison.rows.map(({ kind, before, after }) => `${before?.provision ?? "-"} ${kind} ${after?.provision ?? "-"}`);

/** The told changes, as `sort party words` with what is empty left out. */
export function toldShown(before: TextValue, after: TextValue, ids: Ids = "auto"): string[] {
  return changesOf(compareTexts(before, after, { ids })).map(({ sort, values }) =>
    [sort, values.party, values.from, values.to, values.words, values.by]
      .filter((value) => value !== undefined && value !== "")
      .join(" "),
  );
}

/** What one text has in a row, as a string that is equal for equal words under equal marks. */
export function sideOf(row: ComparisonRow, side: "before" | "after"): string {
  const characters: string[] = [];
  for (const piece of row.words) {
    const standing = piece[side];
    if (!standing) continue;
    for (const unit of piece.text.split("")) characters.push(unit + marksKey(standing.marks));
  }
  return characters.join("|");
}

/** The same of a provision. */
export function wordsKey(provision: ProvisionValue): string {
  return provision.runs.flatMap((run) => run.text.split("").map((unit) => unit + marksKey(run.marks))).join("|");
}

export const valuesOf = (text: TextValue): ProvisionValue[] =>
  provisionsOf(text.doc).map(({ node }) => provisionOfNode(node));

const marksKey = (marks: readonly MarkValue[]) => marks.map(markIdentity).join(",");
