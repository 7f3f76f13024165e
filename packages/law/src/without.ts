import { type PartyCode, type ProvisionValue, type Run, sameMarks } from "@adref/schema";
import type { Owners } from "./owners.ts";
import { ownsMark, ownsProvision, ownsRun } from "./runs.ts";

/**
 * `without(P, text)`: the provisions with the party's own contributions taken away (SPEC.md). Its runs are dropped; its marks
 * are taken off the rest; a provision that it proposed is dropped, except that what others wrote into it stays, under the
 * provision's id and with no other attribute, because those are the party's own.
 */
export function without(
  party: PartyCode,
  provisions: readonly ProvisionValue[],
  owners: Owners,
): readonly ProvisionValue[] {
  const out: ProvisionValue[] = [];
  for (const provision of provisions) {
    const rest = provisionWithout(party, provision, owners);
    if (rest) out.push(rest);
  }
  return out;
}

/** One provision without the party's contributions; `null` where nothing of it is left. */
export function provisionWithout(party: PartyCode, provision: ProvisionValue, owners: Owners): ProvisionValue | null {
  const runs: Run[] = [];
  for (const run of provision.runs) {
    if (ownsRun(party, run.marks, provision, owners)) continue;
    const own = run.marks.some((mark) => ownsMark(party, mark, owners));
    appendRun(runs, own ? { text: run.text, marks: run.marks.filter((mark) => !ownsMark(party, mark, owners)) } : run);
  }
  if (!ownsProvision(party, provision, owners)) return { ...provision, runs };
  if (runs.length === 0) return null;
  const { id } = provision;
  return { id, kind: "paragraph", level: 0, number: null, bracket: null, option: null, within: null, runs };
}

/** Adds a run to a list, joined to the last one where their marks are equal. */
export function appendRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last && sameMarks(last.marks, run.marks)) {
    runs[runs.length - 1] = { text: last.text + run.text, marks: last.marks };
  } else runs.push(run);
}

/** Whether two lists of runs say the same. Lists must be joined, as readers and `without` leave them. */
export function sameRuns(a: readonly Run[], b: readonly Run[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((run, i) => {
    const other = b[i] as Run;
    return run.text === other.text && sameMarks(run.marks, other.marks);
  });
}

/** Whether two provisions are the same in everything but their runs. */
export function sameAttributes(a: ProvisionValue, b: ProvisionValue): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    a.level === b.level &&
    a.number === b.number &&
    a.bracket === b.bracket &&
    a.option === b.option &&
    a.within === b.within
  );
}

/** Whether two provisions are equal; `null` stands for none. */
export function sameProvision(a: ProvisionValue | null, b: ProvisionValue | null): boolean {
  if (a === b) return true;
  return a !== null && b !== null && sameAttributes(a, b) && sameRuns(a.runs, b.runs);
}
