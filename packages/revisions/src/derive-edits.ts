import type { ProvisionValue } from "@adref/schema";
import { comparePassages } from "./compare-passages.ts";
import { hunksOf } from "./hunks.ts";
import { bracketKey, type Passage } from "./passage.ts";
import type { TextEdit } from "./steps.ts";

/**
 * What an entry did to the characters of a provision, found by comparing its values: one stretch where one was typed or
 * deleted; else word by word. `keeps` says that the entry writes no words of its own (a resolution but a merger), so that
 * even inside words what is left over stayed.
 */
export function deriveEdits(before: Passage, after: Passage, keeps: boolean): TextEdit[] {
  const [a, b] = [keysOf(before), keysOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [gone, come] = [a.length - head - tail, b.length - head - tail];
  if (gone === 0 || come === 0) return [{ retain: head }, { delete: gone }, { insert: come }];
  const edits: TextEdit[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    edits.push(...(keeps ? insideWords(removed, added) : [{ delete: removed.length }, { insert: added.length }]));
    [removed, added] = ["", ""];
  };
  for (const { kind, text } of comparePassages(before, after, (option) => option)) {
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else {
      flush();
      edits.push({ retain: text.length });
    }
  }
  flush();
  return edits;
}

function insideWords(removed: string, added: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (const { a0, a1, b0, b1 } of hunksOf(removed.split(""), added.split(""))) {
    edits.push({ retain: a0 - at }, { delete: a1 - a0 }, { insert: b1 - b0 });
    at = a1;
  }
  edits.push({ retain: removed.length - at });
  return edits;
}

/** Each character with the option whose words it is. */
function keysOf({ text, runs }: Passage): string[] {
  const out: string[] = [];
  for (const { from, to, standing } of runs) {
    for (let i = from; i < to; i++) out.push(`${text[i]}${standing.option ?? ""}`);
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
