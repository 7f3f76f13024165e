import type { Hit } from "@adref/brackets";

/** How many of the places that were found cannot be changed, by why; `other` for what has no sentence of its own. */
export function countWhy(
  hits: readonly Hit[],
): readonly { readonly why: "locked" | "done" | "other"; readonly count: number }[] {
  const count = { locked: 0, done: 0, other: 0 };
  for (const { why } of hits) {
    if (why === "locked" || why === "done") count[why] += 1;
    else if (why !== null) count.other += 1;
  }
  return (["locked", "done", "other"] as const)
    .filter((why) => count[why] > 0)
    .map((why) => ({ why, count: count[why] }));
}
