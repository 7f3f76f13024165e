import { expect, test } from "vitest";
import { parse, preview, type Reading, suggestReading } from "../src/index.ts";

/** Generous: what is measured here is that nothing grows with the square of a source's length. */
const SECONDS = 10;

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1_000;
}

const EVERYTHING: Partial<Reading> = {
  source: "draft",
  lines: "wrapped",
  adjacent: "spaced",
  slashes: "all",
  labels: "options",
  numbers: "footnotes",
  braces: "options",
  rounds: "options",
};

test("N93 five thousand provisions with a bracket each are suggested, previewed and read in a few seconds", () => {
  const block = (i: number) =>
    `${(i % 900) + 1}) Each Party [shall - KAZ, UZB retain / should - EU; MNG oppose] provide, within thirty days\nof a request, the information that another Party needs [as a rule (GEO)]. [Agreed ad ref]`;
  const source = Array.from({ length: 5_000 }, (_, i) => block(i)).join("\n\n");
  const seconds = timed(() => {
    const { reading } = suggestReading(source);
    expect(preview(source, { reading }).brackets).toBe(10_000);
    const { text } = parse(source, { reading: { ...reading, ...EVERYTHING } });
    expect(Object.keys(text.record.options).length).toBe(10_000);
    expect(Object.keys(text.record.statuses)).toHaveLength(5_000);
  });
  expect(seconds).toBeLessThan(SECONDS);
});

const N = 4_000;
const HOSTILE: Readonly<Record<string, string>> = {
  "opening signs": "[".repeat(100_000),
  "closing signs": "]".repeat(50_000),
  "signs of all sorts": "[{(".repeat(15_000),
  "braces and brackets": `${"{[".repeat(N)}${"]".repeat(N)}`,
  "round brackets": `${"(".repeat(50_000)}${")".repeat(50_000)}`,
  "a deep nest": `${"[a".repeat(N)}${"]".repeat(N)}`,
  "a deep nest of parties": `${"[KAZ propose: a".repeat(N)}${" - UZB]".repeat(N)}`,
  "a long list of names": `[${"KAZ, ".repeat(8_000)}: words]`,
  "a long line of names": "KAZ; UZB delete - ".repeat(N),
  "verbs and colons": `[${"Each KAZ propose: ".repeat(N)}]`,
  dashes: `[${" - KAZ".repeat(N)}]`,
  "round names": `[a${" (KAZ)".repeat(N)}]`,
  slashes: `[${"a / ".repeat(N)}b]`,
  "slashes without spaces": `[${"a/".repeat(N)}b]`,
  "options side by side": "[a] ".repeat(8_000),
  "options with slashes between": `[a]${"/[b]".repeat(N)}`,
  "labels in brackets": "[Option 1: a] ".repeat(N),
  "labels over blocks": "Option 1\n\na\n\n".repeat(N),
  "counting labels": Array.from({ length: 99 }, (_, i) => `Option ${i + 1}\n\na\n\n`)
    .join("")
    .repeat(20),
  "labels alone": "[Option 1\n".repeat(N),
  "versions on one line": "[2. a] ".repeat(N),
  "versions below each other": "[2. a]\n\n".repeat(N),
  "an open bracket over labels": `[${"Option 1\n\na\n\nOption 2\n\nb\n\n".repeat(1_500)}`,
  "status tags": "[Agreed ad ref] ".repeat(N),
  "status blocks": "a\n\n[agreed]\n\n".repeat(N),
  "numbers in brackets": "a [1] ".repeat(N),
  "deletion notes": `[a]${" [delete – KAZ]".repeat(N)}`,
  quotations: `[a - KAZ reserve "${"x; ".repeat(N)}`,
  headings: "ARTICLE 5\n".repeat(N),
  capitals: "ABCDE ".repeat(8_000),
  "lines in capitals": `${"ABCDE ".repeat(10)}ABCDE,\n`.repeat(N),
  "headings over lines": `${"ABCDE ".repeat(10)}ABCDE\n`.repeat(N),
  "brackets in brackets": `${"[".repeat(20_000)}a / b${"]".repeat(20_000)}`,
  "short lines": "2) x\n".repeat(N),
  "blank lines": "\n".repeat(50_000),
  spaces: `[${" ".repeat(50_000)}x${" ".repeat(50_000)} - KAZ]`,
  letters: "a".repeat(100_000),
  words: "Each Party ".repeat(8_000),
};

for (const [name, source] of Object.entries(HOSTILE)) {
  test(`N93 hostile: ${name}`, () => {
    const seconds = timed(() => {
      suggestReading(source);
      parse(source, { reading: EVERYTHING }).text.doc.check();
      parse(source, { reading: { ...EVERYTHING, source: "marked" } });
    });
    expect(seconds).toBeLessThan(SECONDS);
  });
}
