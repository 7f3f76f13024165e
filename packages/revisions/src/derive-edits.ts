import type { ProvisionValue } from "@adref/schema";
import { comparePassages } from "./compare-passages.ts";
import { bracketKey, type Passage } from "./passage.ts";
import type { TextEdit } from "./steps.ts";

/**
 * What an entry did to the characters of a provision, found by comparing its values: one stretch where one was typed or
 * deleted, by whose words they are; else word by word, and what words begin and end with in common kept.
 */
export function deriveEdits(before: Passage, after: Passage): TextEdit[] {
  const [a, b] = [keysOf(before), keysOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [gone, come] = [a.length - head - tail, b.length - head - tail];
  if (gone === 0 || come === 0) return [{ retain: head }, { delete: gone }, { insert: come }];
  return comparePassages(before, after, (option) => option).map(({ kind, text }) =>
    kind === "same" ? { retain: text.length } : kind === "removed" ? { delete: text.length } : { insert: text.length },
  );
}

/** Each character with the brackets that it stands in. */
function keysOf({ text, runs }: Passage): string[] {
  const out: string[] = [];
  for (const { from, to, standing } of runs) {
    const key = bracketKey(standing.marks);
    for (let i = from; i < to; i++) out.push(`${text[i]}${key}`);
  }
  return out;
}

/** Whether two values of a provision hold the same words under the same marks, so that nothing need be compared. */
export function sameWords(a: ProvisionValue, b: ProvisionValue): boolean {
  return (
    a.option === b.option &&
    a.runs.length === b.runs.length &&
    a.runs.every((run, i) => {
      const other = b.runs[i];
      return run.text === other?.text && bracketKey(run.marks) === bracketKey(other.marks);
    })
  );
}
