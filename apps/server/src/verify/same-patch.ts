import type { RecordPatch } from "@adref/schema";
import { canonicalJson } from "../ledger.ts";

/** Whether two patches say the same; a part that says nothing may be missing. */
export function samePatch(a: RecordPatch, b: RecordPatch): boolean {
  return canonicalJson(said(a)) === canonicalJson(said(b));
}

function said(patch: RecordPatch): RecordPatch {
  return Object.fromEntries(Object.entries(patch).filter(([, part]) => Object.keys(part).length > 0));
}
