import { indexBrackets } from "@adref/brackets";
import { provisionsOf, type TextValue } from "@adref/schema";
import type { ReadFinding, ReadReport } from "./reading.ts";

/** What of a text a report counts. */
export function countsOf({ doc }: TextValue): Readonly<Record<string, number>> {
  const provisions = provisionsOf(doc);
  const notes = new Set<string>();
  let tables = 0;
  doc.forEach((block) => {
    if (block.type.name === "table") tables++;
  });
  for (const { node } of provisions) {
    node.forEach((run) => {
      for (const mark of run.marks) if (mark.type.name === "note") notes.add(mark.attrs.note);
    });
  }
  const index = indexBrackets(doc);
  return {
    provisions: provisions.length,
    brackets: index.order.length,
    options: [...index.brackets.values()].reduce((sum, bracket) => sum + bracket.options.length, 0),
    footnotes: provisions.filter(({ node }) => node.attrs.kind === "footnote").length,
    tables,
    notes: notes.size,
  };
}

/** The report on a text that was read. */
export function reportOn(
  text: TextValue,
  found: {
    readonly guessed?: readonly ReadFinding[];
    readonly notKept?: readonly ReadFinding[];
    readonly findings?: readonly ReadFinding[];
  } = {},
): ReadReport {
  const { guessed = [], notKept = [], findings = [] } = found;
  return { read: countsOf(text), guessed, notKept, findings };
}
