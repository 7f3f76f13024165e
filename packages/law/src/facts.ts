import { type MarkValue, markIdentity, type ProvisionValue } from "@adref/schema";
import { wholeProposal } from "./runs.ts";

/** Every distinct mark of a provision by its identity, what it says of itself as a whole included. */
export function marksOf(provision: ProvisionValue | null): ReadonlyMap<string, MarkValue> {
  const out = new Map<string, MarkValue>();
  if (!provision) return out;
  for (const run of provision.runs) for (const mark of run.marks) out.set(markIdentity(mark), mark);
  const whole = wholeProposal(provision);
  if (whole) {
    const mark: MarkValue = { type: "proposed", attrs: { ...whole } };
    out.set(markIdentity(mark), mark);
  }
  return out;
}

/** The ids of the brackets that stand on a provision. */
export function bracketsOf(provision: ProvisionValue | null): ReadonlySet<string> {
  const out = new Set<string>();
  for (const mark of marksOf(provision).values()) {
    if (mark.type === "contested" || mark.type === "proposed") out.add(mark.attrs.bracket ?? "");
  }
  return out;
}
