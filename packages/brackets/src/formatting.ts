import type { Transaction } from "prosemirror-state";
import { AddMarkStep, AttrStep, RemoveMarkStep } from "prosemirror-transform";
import { type Author, ownsPiece, ownsProvision } from "./author.ts";
import { type ChangedRange, mapBack } from "./changed-ranges.ts";
import type { Edit } from "./edits.ts";
import { formattingOf, provisionAt, provisionsIn, regionsIn } from "./placed.ts";
import type { ProposalRefused } from "./refusal.ts";

/**
 * The changes of marks and attributes that a transaction makes outside of what it replaced. Only formatting of the
 * author's own words, and kind and level of the author's own provisions, may change.
 */
export function planFormatting(
  author: Author,
  tr: Transaction,
  ranges: readonly ChangedRange[],
): { readonly edits: readonly Edit[] } | ProposalRefused {
  const edits: Edit[] = [];
  for (let i = 0; i < tr.steps.length; i++) {
    const step = tr.steps[i];
    if (step instanceof AttrStep) {
      const placed = provisionAt(tr.before, mapBack(tr, i, step.pos, 1) + 1);
      const allowed = placed && ownsProvision(author, placed.facts) && (step.attr === "kind" || step.attr === "level");
      if (!allowed) return { provision: placed?.facts.id ?? null, why: "not-yours" };
      edits.push({ kind: "attribute", at: placed.pos, name: step.attr, value: step.value });
    }
    if (!(step instanceof AddMarkStep || step instanceof RemoveMarkStep)) continue;
    const [from, to] = [mapBack(tr, i, step.from, 1), mapBack(tr, i, step.to, -1)];
    if (from >= to) continue;
    for (const placed of provisionsIn(tr.before, from, to)) {
      for (const region of regionsIn(placed, from, to)) {
        if (ranges.some((range) => range.from <= region.from && region.to <= range.to)) continue;
        if (formattingOf([step.mark]).length === 0) return { provision: placed.facts.id, why: "structure" };
        if (!ownsPiece(author, placed.facts, region.piece)) return { provision: placed.facts.id, why: "not-yours" };
        edits.push({
          kind: "mark",
          from: region.from,
          to: region.to,
          mark: step.mark,
          add: step instanceof AddMarkStep,
        });
      }
    }
  }
  return { edits };
}
