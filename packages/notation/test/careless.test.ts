import { expect, test } from "vitest";
import { parse } from "../src/index.ts";
import { reads } from "./same.ts";

test("N50 a closing sign without an opening one is a word", () => {
  expect(reads("a] b", "a\\] b")).toEqual(['1:2 A "]" closes nothing.']);
});

test("N51 an opening sign without a closing one is a word, and does no harm to others", () => {
  expect(reads("a [b\n\n[c][KAZ: d]", "a \\[b\n\n[c][KAZ: d]")).toEqual(['1:3 A "[" is not closed.']);
});

test("N52 an empty bracket is words", () => {
  expect(reads("a [] [KAZ: ]", "a \\[\\] \\[KAZ: \\]")).toEqual([
    "1:3 A bracket holds no words.",
    "1:6 A bracket holds no words.",
  ]);
});

test("N53 brackets deeper than 32 are words", () => {
  const source = `${"[a".repeat(40)}${"]".repeat(40)}`;
  const { text, findings } = parse(source);
  expect(Object.keys(text.record.brackets)).toHaveLength(32);
  expect(findings).toHaveLength(8);
  expect(text.doc.textContent).toBe(`${"a".repeat(32)}${"[a".repeat(8)}${"]".repeat(8)}`);
});

test("N54 stances that cannot be read stay words", () => {
  const finding = (column: number) =>
    `1:${column} Words at the end of a bracket look like stances but are not written as \` — KAZ delete; MNG, UZB retain\`.`;
  expect(reads("[a - KAZ delete]", "[a \\- KAZ delete]")).toEqual([finding(4)]);
  expect(reads("[a — KAZ delete; UZB keep]", "[a \\— KAZ delete; UZB keep]")).toEqual([finding(4)]);
});

test("N55 a proposal that does not end its block is words in a paragraph", () => {
  expect(reads("[KAZ: 2. a][UZB: 2. b]", "[KAZ: 2\\. a][UZB: 2. b]")).toEqual([
    "1:1 A bracket that begins with a party and a number does not close at the end of a block.",
  ]);
});

test("N56 a marker begins a block even without a blank line", () => {
  expect(
    reads("#### Article 1. Words\n1. One\n(a) two\nthree", "#### Article 1. Words\n\n1. One\n\n(a) two three"),
  ).toEqual([
    "2:1 A line follows a heading without a blank line between them.",
    '3:1 A line begins with "(a)" without a blank line before it.',
  ]);
});

test("N57 parties that are not among those given are found", () => {
  const { findings, text } = parse("[KAZ, XYZ: a]", { parties: ["KAZ", "UZB"] });
  expect(findings.map(({ what }) => what)).toEqual(["XYZ takes no part in this negotiation."]);
  expect(Object.keys(text.record.stances.o1a ?? {})).toEqual(["XYZ"]);
});

test("N58 a line of the record section that cannot be read is kept as words", () => {
  const lines = [
    "nonsense",
    'ids {"p1":7}',
    'brackets ["b1",{"owner":4,"at":""}]',
    'table ["t1",{"type":"text"}]',
    "provision {",
  ];
  const { text, findings } = parse(`a\n\n%% record\n${lines.join("\n")}\n`);
  expect(findings.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8]);
  expect(text.doc.childCount).toBe(6);
  expect(text.doc.child(1).textContent).toBe("nonsense");
});

test("N59 marks of the record section that fit the words no longer give way to the signs", () => {
  const { text, findings } = parse('[ab] c\n\n%% record\nmarks ["p1",3,[[3]]]\n');
  expect(findings.map(({ what }) => what)).toEqual(["The words of p1 have changed since."]);
  expect(text.doc.child(0).child(0).marks).toHaveLength(1);
});

test("N60 so many findings are enough", () => {
  const { findings } = parse("]".repeat(5_000));
  expect(findings).toHaveLength(1_001);
  expect(findings.at(-1)?.what).toBe("4000 more of the same kind");
});
