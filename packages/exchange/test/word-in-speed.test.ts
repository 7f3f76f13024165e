import { expect, test } from "vitest";
import { del, ins, p, r, wordFile } from "../src/testing/word-file.ts";
import { read } from "./word-in.ts";

const LONG =
  "the competent authority shall publish, promptly and in an easily accessible manner, the procedures for transit, the fees and charges, and the contact information of its enquiry points";

test("five thousand paragraphs with five thousand brackets are read in a few seconds", () => {
  const typed = Array.from({ length: 2_500 }, (_, i) =>
    p(`${i + 1}. Each Party [shall][KAZ: should — UZB oppose] ensure that ${LONG}.`),
  );
  const tracked = Array.from({ length: 2_500 }, (_, i) =>
    p(r(`(a) Party ${i} `) + del("KAZ", "shall") + ins("KAZ", "should") + r(` ensure that ${LONG}.`, "<w:i/>")),
  );
  const bytes = wordFile([...typed, ...tracked].join(""));
  const begin = performance.now();
  const { report } = read(bytes, { notation: { parties: ["KAZ", "UZB"] } });
  const took = performance.now() - begin;
  expect(report.read).toMatchObject({ provisions: 5_000, brackets: 5_000, options: 5_000 });
  expect(took).toBeLessThan(12_000);
});

const many = 5_000;
const HOSTILE: Readonly<Record<string, () => string>> = {
  "one paragraph of many runs": () => p(Array.from({ length: many }, (_, i) => r("a ", i % 2 ? "<w:b/>" : "")).join("")),
  "one paragraph of many changes": () => p(Array.from({ length: many }, (_, i) => (i % 2 ? ins("KAZ", "a") : ins("UZB", "b"))).join("")),
  "many paragraphs joined": () => Array.from({ length: many }, () => p(ins("KAZ", "a"), '<w:rPr><w:del w:id="1" w:author="Editor"/></w:rPr>')).join(""),
  "many footnotes on one word": () => p(r("word") + '<w:r><w:footnoteReference w:id="1"/></w:r>'.repeat(many)),
  "many comments": () => p(Array.from({ length: many }, (_, i) => `<w:commentRangeStart w:id="${i}"/>`).join("") + r("word".repeat(100))),
  "many spaces": () => p(r(`a${" ".repeat(3_000_000 / 50)}b`)) + p(`<w:r><w:t>a${" ".repeat(60_000)}b</w:t></w:r>`),
  "many soft hyphens": () => p(`${r("a".repeat(100))}<w:r>${"<w:softHyphen/><w:t>a b c d e f</w:t>".repeat(many)}</w:r>`),
  "many fields": () => p('<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>a</w:t><w:fldChar w:fldCharType="end"/></w:r>'.repeat(many)),
  "comments that open and never close": () => Array.from({ length: many }, (_, i) => p(`<w:commentRangeStart w:id="${i}"/>${r("a ")}`)).join(""),
  "a paragraph of many comments and runs": () => p(Array.from({ length: many }, (_, i) => `<w:commentRangeStart w:id="${i}"/>${r("a ", i % 2 ? "<w:b/>" : "")}`).join("")),
  "a cell of many paragraphs": () => `<w:tbl><w:tr><w:tc>${p("a").repeat(many)}</w:tc></w:tr></w:tbl>`,
  "many brackets": () => p("[".repeat(many)) + p("]".repeat(many)) + p("[KAZ: ".repeat(many)),
  "one long word": () => p(Array.from({ length: 400_000 }, (_, i) => (i * 7_919).toString(36)).join("")),
  "many tables": () => Array.from({ length: 2_000 }, () => "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>").join(""),
  "a wide table": () => `<w:tbl>${"<w:tr>".concat('<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>'.repeat(100), "</w:tr>").repeat(100)}</w:tbl>`,
}; // biome-ignore format: a list

for (const [name, body] of Object.entries(HOSTILE)) {
  test(`hostile: ${name}`, () => {
    const bytes = wordFile({
      body: body(),
      footnotes: `<w:footnote w:id="1">${p("Note.")}</w:footnote>`,
      comments: Array.from(
        { length: 2_000 },
        (_, i) => `<w:comment w:id="${i}" w:author="KAZ">${p("x")}</w:comment>`,
      ).join(""),
    });
    const begin = performance.now();
    read(bytes, { authors: { Editor: "standing" } });
    expect(performance.now() - begin).toBeLessThan(6_000);
  });
}
