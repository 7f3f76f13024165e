import { isKind, type ProvisionValue } from "@adref/schema";
import type { Change, Touched } from "./change.ts";
import { isId } from "./owners.ts";
import { type Refusal, refuse } from "./refusals.ts";

const DEEPEST_LEVEL = 9;
const LONGEST_NUMBER = 60;

/** The rules that hold for everybody (L1 to L5). `provisions` holds those that really changed. */
export function commonRefusal(change: Change, provisions: readonly Touched[]): Refusal | null {
  for (const { before, after } of provisions) {
    const id = after?.id ?? before?.id ?? "";
    if (change.locked(id)) return refuse("locked", id);
    const refusal = after && formRefusal(after);
    if (refusal) return refusal;
  }
  return change.structure && uniqueRefusal(change.structure.after);
}

function formRefusal(provision: ProvisionValue): Refusal | null {
  const { id, kind, level, number, bracket, option, within } = provision;
  if (!isId(id)) return refuse("bad-id");
  const validLevel = Number.isInteger(level) && level >= 0 && level <= DEEPEST_LEVEL;
  const validNumber = number === null || (typeof number === "string" && number.length <= LONGEST_NUMBER);
  if (!isKind(kind) || !validLevel || !validNumber) return refuse("bad-attribute", id);
  if ((bracket === null) !== (option === null) || (within !== null && option === null)) {
    return refuse("half-proposed", id);
  }
  return null;
}

function uniqueRefusal(places: readonly { readonly id: string | null }[]): Refusal | null {
  const seen = new Set<string>();
  for (const { id } of places) {
    if (id === null) continue;
    if (seen.has(id)) return refuse("duplicate-id", id);
    seen.add(id);
  }
  return null;
}
