import { type Refusal, refuse } from "@adref/law";
import type { ProvisionValue } from "@adref/schema";
import type { Difference } from "./accepted-text.ts";
import type { GateLimits } from "./limits.ts";

/** G11: what a change would crowd a provision with beyond what anybody can read, and beyond what stood there before. */
export function crowdedRefusal(
  { pairs }: Difference,
  { marksOnWords, bracketsInProvision }: Pick<GateLimits, "marksOnWords" | "bracketsInProvision">,
): Refusal | null {
  for (const { id, before, after } of pairs) {
    if (!after) continue;
    const now = crowd(after);
    if (now.marks <= marksOnWords && now.brackets <= bracketsInProvision) continue;
    const known = before ? crowd(before) : { marks: 0, brackets: 0 };
    const more = now.marks > Math.max(known.marks, marksOnWords);
    if (more || now.brackets > Math.max(known.brackets, bracketsInProvision)) return refuse("crowded", id);
  }
  return null;
}

function crowd({ runs }: ProvisionValue): { readonly marks: number; readonly brackets: number } {
  const brackets = new Set<string>();
  let marks = 0;
  for (const run of runs) {
    marks = Math.max(marks, run.marks.length);
    for (const { type, attrs } of run.marks) {
      if (type === "contested" || type === "proposed") brackets.add(`${attrs.bracket}/${attrs.option ?? ""}`);
    }
  }
  return { marks, brackets: brackets.size };
}
