import type { ReadFinding, ReadReport } from "@adref/exchange";

/** What came of reading a file, a line for each thing; the parts of the report in their order. */
export function reportLines({ read, guessed, notKept, findings }: ReadReport): string[] {
  const counts = Object.entries(read)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`);
  return [
    `read: ${counts.join(", ") || "nothing"}`,
    ...guessed.map((one) => `guessed: ${lineOf(one)}`),
    ...notKept.map((one) => `not kept: ${lineOf(one)}`),
    ...findings.map((one) => `found: ${lineOf(one)}`),
  ];
}

/** One line that says whether there is anything to look at; null where there is not. */
export function summaryLine({ guessed, notKept, findings }: ReadReport): string | null {
  const parts = [
    [guessed.length, "guessed"],
    [notKept.length, "not kept"],
    [findings.length, "to look at"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length === 0 ? null : `adref: ${told.join(", ")}; --report lists them.`;
}

function lineOf({ where, what, did }: ReadFinding): string {
  return `${where === "" ? "" : `${where}: `}${what} ${did}`.trimEnd().replaceAll("\n", " ");
}
