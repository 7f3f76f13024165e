import { schema } from "@adref/schema";
import { cell, em, footnoted, prop, strong, table, treaty } from "@adref/schema/testing";
import { expect, test } from "vitest";
import { parse, serialize } from "../src/index.ts";
import { reads, same } from "./same.ts";

const under = (name: string, text: string) => [{ text, marks: [schema.mark(name)] }];

test("N1 header lines stand at the top", () => {
  const source = "%% adref: 1\n%% title: A \\\\ B\n\nWords\n";
  const { header, text } = parse(source);
  expect(header).toEqual({ adref: "1", title: "A \\ B" });
  expect(serialize(text, { header })).toBe(source);
  expect(() => serialize(text, { header: { "Two words": "" } })).toThrow(RangeError);
});

test("N2 a block is a provision, and blank lines divide blocks", () => {
  same("Words\n\nMore words", treaty(prop("p1", "Words"), prop("p2", "More words")));
  expect(reads("\ufeffWords\r\n \r\n\r\nMore words  \r\n", "Words\n\nMore words")).toEqual([]);
  expect(serialize(parse("").text)).toBe("");
});

test("N3 a line break inside a block is a space", () => {
  expect(reads("2. Each Party  \n   shall act", "2. Each Party shall act")).toEqual([]);
});

test("N4 title, heading, section", () => {
  same(
    "# Agreement\n\n## PREAMBLE\n\n### General\n\n#### Objectives",
    treaty(
      prop({ id: "p1", kind: "title" }, "Agreement"),
      prop({ id: "p2", kind: "heading" }, "PREAMBLE"),
      prop({ id: "p3", kind: "section" }, "General"),
      prop({ id: "p4", kind: "article" }, "Objectives"),
    ),
  );
});

test("N5 numbered headings", () => {
  same(
    "## Chapter IV. Goods\n\n## Annex A. Forms\n\n### Section 2. Transit\n\n#### Article 5 bis. Fees\n\n#### Статья 7. Сборы",
    treaty(
      prop({ id: "p1", kind: "chapter", number: "Chapter IV" }, "Goods"),
      prop({ id: "p2", kind: "annex", number: "Annex A" }, "Forms"),
      prop({ id: "p3", kind: "section", number: "Section 2" }, "Transit"),
      prop({ id: "p4", kind: "article", number: "Article 5 bis" }, "Fees"),
      prop({ id: "p5", kind: "article", number: "Статья 7" }, "Сборы"),
    ),
  );
  same("#### Article 5\\. Words", treaty(prop({ id: "p1", kind: "article" }, "Article 5. Words")));
});

test("N6 recitals and paragraphs", () => {
  same(
    "> Noting that\n\n2. Words\n\n2 bis. Words\n\n1.1. Words\n\n2\\. Words",
    treaty(
      prop({ id: "p1", kind: "recital" }, "Noting that"),
      prop({ id: "p2", number: "2" }, "Words"),
      prop({ id: "p3", number: "2 bis" }, "Words"),
      prop({ id: "p4", number: "1.1" }, "Words"),
      prop("p5", "2. Words"),
    ),
  );
});

test("N7 subparagraphs, and items two spaces in", () => {
  same(
    "(a) Words\n\n  (i) Words\n\n(b) Words\n\n(h) Words\n\n(i) Words\n\n(c bis) Words",
    treaty(
      prop({ id: "p1", kind: "subparagraph", number: "(a)" }, "Words"),
      prop({ id: "p2", kind: "item", number: "(i)" }, "Words"),
      prop({ id: "p3", kind: "subparagraph", number: "(b)" }, "Words"),
      prop({ id: "p4", kind: "subparagraph", number: "(h)" }, "Words"),
      prop({ id: "p5", kind: "subparagraph", number: "(i)" }, "Words"),
      prop({ id: "p6", kind: "subparagraph", number: "(c bis)" }, "Words"),
    ),
  );
  expect(reads("(a) A\n\n(i) B\n\n(ii) C\n\n(b) D", "(a) A\n\n  (i) B\n\n  (ii) C\n\n(b) D")).toEqual([]);
});

test("N8 a plus stands for a number to be derived", () => {
  same(
    "####+ A\n\n+. B\n\n(+) C\n\n  (+) D\n\n## Chapter +. E\n\n>+ F",
    treaty(
      prop({ id: "p1", kind: "article", number: null }, "A"),
      prop({ id: "p2", number: null }, "B"),
      prop({ id: "p3", kind: "subparagraph", number: null }, "C"),
      prop({ id: "p4", kind: "item", number: null }, "D"),
      prop({ id: "p5", kind: "chapter", number: null }, "E"),
      prop({ id: "p6", kind: "recital", number: null }, "F"),
    ),
  );
});

test("N9 a provision without words is its marker, and ¶ where it has none", () => {
  same("3.\n\n¶\n\n####", treaty(prop({ id: "p1", number: "3" }), prop("p2"), prop({ id: "p3", kind: "article" })));
});

test("N10 a footnote's sign stands after its word", () => {
  same(
    "2. transit{^3} goods\n\n{^3} Words of the note.",
    treaty(
      prop({ id: "p1", number: "2" }, footnoted("p2", "transit"), " goods"),
      prop({ id: "p2", kind: "footnote", number: "3" }, "Words of the note."),
    ),
  );
  expect(reads("word{^4} and {^3}\n\n{^3} Note", "word\\{^4} and \\{^3}\n\n{^3} Note")).toEqual([
    "1:5 There is no footnote 4.",
    "1:14 A footnote's sign follows no word.",
  ]);
});

test("N11 lines of cells are a table", () => {
  const { text, findings } = parse("|= Good | Rate |\n| tea\\|coffee | |\n");
  expect(findings).toEqual([]);
  const rows = table(
    "t1",
    [cell(prop({ id: "p1", kind: "cell" }, "Good")), cell(prop({ id: "p2", kind: "cell" }, "Rate"))],
    [cell(prop({ id: "p3", kind: "cell" }, "tea|coffee")), cell(prop({ id: "p4", kind: "cell" }))],
  ).node.toJSON();
  rows.content[0].content[0].type = "table_header";
  expect(text.doc.toJSON().content).toEqual([rows]);
  expect(serialize(text)).toBe("|= Good | Rate |\n| tea\\|coffee | |\n");
});

test("N12 formatting", () => {
  same(
    "**bold** and *foreign* and ***both***",
    treaty(prop("p1", strong("bold"), " and ", em("foreign"), " and ", strong(em("both")))),
  );
  same(
    "__new__ ~~old~~ m^^2^^ H,,2,,O",
    treaty(
      prop(
        "p1",
        under("underline", "new"),
        " ",
        under("strike", "old"),
        " m",
        under("superscript", "2"),
        " H",
        under("subscript", "2"),
        "O",
      ),
    ),
  );
  expect(reads("5 * 3 and ____ and, **open", "5 \\* 3 and \\_\\_\\_\\_ and, \\*\\*open")).toEqual([
    '1:21 A formatting sign "**" is not closed in its block.',
  ]);
});

test("N13 a backslash makes a sign a character, and writes what a line cannot hold", () => {
  same("\\[sic\\] \\{x} \\* a\\|b C:\\\\x\\u{a}\\u{d800}\\ ", treaty(prop("p1", "[sic] {x} * a|b C:\\x\n\ud800 ")));
  same("\\# not a title", treaty(prop("p1", "# not a title")));
  expect(reads("C:\\temp", "C:\\\\temp")).toEqual([]);
});

test("N14 right-to-left, Cyrillic and Chinese words are words", () => {
  same("2. يجب على الأطراف [должны][CHN: 应当]", parsedDoc());
  function parsedDoc() {
    const run = (text: string, ...marks: ReturnType<typeof schema.mark>[]) => [{ text, marks }];
    return treaty(
      prop(
        { id: "p1", number: "2" },
        "يجب على الأطراف ",
        run("должны", schema.mark("contested", { bracket: "b1" })),
        run("应当", schema.mark("proposed", { bracket: "b1", option: "o1a", within: null })),
      ),
    );
  }
});
