import { placeOf } from "./paragraph.ts";
import type { Made } from "./place-comments.ts";
import type { Notes } from "./tally.ts";

/** Tells of tracked changes that a text cannot hold as proposals: paragraphs that were divided or joined. */
export function noteJoins(made: readonly Made[], notes: Notes): void {
  for (const type of ["inserted", "deleted"] as const) {
    let lasting = 0;
    for (const { draft } of made) {
      const { paragraph, note, cell } = draft.block;
      if (note !== null || cell) continue;
      if (
        paragraph.pieces.some(
          ({ text, changes }) => text.trim() !== "" && !changes.some((change) => change.type === type),
        )
      )
        lasting++;
      if (paragraph.mark.some((change) => change.type === type)) continue;
      if (lasting > 1) {
        notes.notKept.add(
          type === "inserted"
            ? "# place(s) where a tracked change divides a paragraph."
            : "# place(s) where a tracked change joins paragraphs.",
          type === "inserted"
            ? "The paragraphs were kept apart, without a proposal."
            : "The paragraphs were kept apart; words that were deleted are contested.",
          placeOf(paragraph),
        );
      }
      lasting = 0;
    }
  }
}
