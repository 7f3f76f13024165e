import { expect, test } from "vitest";
import { parse, serialize } from "../src/index.ts";

/** Generous: what is measured here is that nothing grows with the square of a source's length. */
const SECONDS = 10;

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1_000;
}

test("N63 five thousand provisions with a bracket each are parsed and serialised in a few seconds", () => {
  const block = (i: number) =>
    `${(i % 900) + 1}. Each Party [shall][KAZ, UZB: should — MNG oppose] provide, within thirty days of a request, the **information** that another Party needs.`;
  const source = `${Array.from({ length: 5_000 }, (_, i) => block(i)).join("\n\n")}\n`;
  const seconds = timed(() => {
    expect(serialize(parse(source).text)).toBe(source);
  });
  expect(seconds).toBeLessThan(SECONDS);
});

const N = 10_000;
const HOSTILE: Readonly<Record<string, string>> = {
  "opening signs": "[".repeat(100_000),
  "closing signs": "]".repeat(100_000),
  "a deep nest": `${"[a".repeat(N)}${"]".repeat(N)}`,
  "a deep nest of parties": `${"[KAZ: a".repeat(N)}${"]".repeat(N)}`,
  "a deep nest of notes": `${"[Note: a".repeat(N)}${"]".repeat(N)}`,
  "proposals in proposals": `${"[KAZ: 2. a\n\n".repeat(N)}${"]".repeat(N)}`,
  "one bracket of many options": `[a]${"[b]".repeat(N)}`,
  "many options over blocks": `[2. a]\n\n${"/[UZB: 2. b]\n\n".repeat(N / 2)}`,
  "a bracket over empty provisions": `[a\n\n${"¶\n\n".repeat(N)}b]`,
  stars: "*".repeat(100_000),
  underlines: "__a ".repeat(N),
  backslashes: "\\".repeat(100_000),
  bars: "|".repeat(N),
  dashes: `[${" — ".repeat(N)}]`,
  "broken stances": "[a — KAZ delete; ".repeat(N),
  "an open quotation": `[a — KAZ reserve "${"x\\".repeat(N)}`,
  footnotes: `${"a{^1}".repeat(N)}\n\n{^1} x`,
  spaces: `[KAZ:${" ".repeat(100_000)}x${" ".repeat(100_000)}`,
  "short lines": "2. x\n".repeat(N),
  braces: "a}\n\n".repeat(N),
  "header lines": "%% a: b\n".repeat(N),
  "record lines": `%% record\n${"x {\n".repeat(N / 2)}`,
  "deep JSON": `%% record\nids ${"[".repeat(100_000)}`,
  "deep nodes": `%% record\ntable ["t1",${'{"type":"table","content":['.repeat(N)}${"]}".repeat(N)}]`,
};

for (const [name, source] of Object.entries(HOSTILE)) {
  test(`N64 hostile: ${name}`, () => {
    const seconds = timed(() => {
      const { text } = parse(source);
      expect(parse(serialize(text)).text.doc.eq(text.doc)).toBe(true);
    });
    expect(seconds).toBeLessThan(SECONDS);
  });
}
