import { provisionOfNode, provisionsOf } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAkn } from "../src/akn/index.ts";

const NS = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
const META = `<meta><identification source="#x"><FRBRWork><FRBRthis value="/a"/><FRBRuri value="/a"/><FRBRdate date="2020-02-03" name=""/>
  <FRBRauthor href="#x"/><FRBRcountry value="xx"/><FRBRnumber value="7"/><FRBRname value="An Act"/></FRBRWork></identification></meta>`;

function read(xml: string) {
  const result = readAkn(new TextEncoder().encode(xml));
  if (!result.ok) throw new Error(result.sentence);
  const lines = provisionsOf(result.text.doc).map(({ node }) => {
    const { kind, level, number, runs } = provisionOfNode(node);
    const words = runs.map(({ text, marks }) =>
      marks.length === 0 ? text : `<${marks.map(({ type }) => type)}|${text}>`,
    );
    return `${kind} ${level} ${number}: ${words.join("")}`;
  });
  return { lines, header: result.header, report: result.report };
}

test("an act with articles: units, recitals, lists, tables, footnotes, and what cannot be kept", () => {
  const { lines, header, report } = read(`<?xml version="1.0"?><akomaNtoso xmlns="${NS}"><act name="act">${META}
    <preface><p><docTitle>An Act</docTitle> of <docNumber>7</docNumber></p></preface>
    <preamble><recitals><recital><num>(1)</num><p>Whereas trade grows,</p></recital></recitals><formula name="f"><p>Enacts:</p></formula></preamble>
    <body><chapter><num>Chapter I.</num><heading>General</heading>
      <article><num>Article 1</num><heading>Scope <i>of</i> the Act</heading>
        <paragraph><num>1.</num><intro><p>It covers<authorialNote marker="*" placement="bottom"><p>Since <ref href="/x">2020</ref>.</p></authorialNote>:</p></intro>
          <point><num>(a)</num><content><p>goods;</p><p>more;</p></content></point>
          <point><num>(b)</num><intro><p>services:</p></intro><indent><num>–</num><content><p>all</p></content></indent></point>
          <wrapUp><p>and others.</p></wrapUp></paragraph>
        <paragraph><content><blockList><listIntroduction>These are:</listIntroduction><item><num>(i)</num><p>one</p></item></blockList>
          <table><tr><th><p>A</p></th><td colspan="2"><p>b</p><p>c</p></td></tr></table><p>end <img src="http://x/y.png"/><del>old</del></p></content></paragraph>
      </article></chapter></body>
    <attachments><attachment><heading>Annex</heading><doc name="annex">${META}<mainBody><p>Words</p></mainBody></doc></attachment></attachments>
    </act></akomaNtoso>`);
  expect(lines).toEqual([
    "title 0 : An Act of 7",
    "recital 2 (1): Whereas trade grows,",
    "paragraph 4 : Enacts:",
    "chapter 1 Chapter I: General",
    "article 3 Article 1: Scope <em|of> the Act",
    "paragraph 4 1: It <footnote|covers>:",
    "footnote 7 *: Since 2020.",
    "subparagraph 5 (a): goods;",
    "paragraph 4 : more;",
    "subparagraph 5 (b): services:",
    "item 6 –: all",
    "paragraph 4 : and others.",
    "paragraph 4 : These are:",
    "subparagraph 5 (i): one",
    "cell 7 : A",
    "cell 7 : b c",
    "paragraph 4 : end <strike|old>",
    "annex 1 : Annex",
    "paragraph 4 : Words",
  ]);
  expect(header).toEqual({ title: "An Act", symbol: "7", date: "2020-02-03" });
  expect(report.notKept.map(({ what }) => what)).toEqual(["1 link(s) to other texts.", "1 picture(s) or formula(s)."]);
  expect(report.guessed.map(({ what }) => what)).toEqual([
    "1 passage(s) marked as deleted.",
    "1 attached document(s).",
  ]);
});

test("in a bill without articles the sections are what articles are elsewhere", () => {
  const { lines } = read(`<akomaNtoso xmlns="${NS}"><bill name="bill">${META}<body>
    <part><num>Part 1</num><section><num>5</num><heading>Fees</heading>
    <subsection><num>(1)</num><content><p>No fee.</p></content></subsection></section></part></body></bill></akomaNtoso>`);
  expect(lines).toEqual(["chapter 1 Part 1: ", "article 3 5: Fees", "paragraph 4 (1): No fee."]);
});

const REFUSED: readonly (readonly [string, string, string])[] = [
  ["an entity bomb", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>`, "not-readable"],
  ["an external entity", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`, "not-readable"],
  ["an entity that nobody declared", `<x>&e;</x>`, "not-readable"],
  ["deep elements", `<x>`.repeat(100_000), "too-deep"],
  ["XML of another kind", `<html xmlns="http://www.w3.org/1999/xhtml"/>`, "not-readable"],
  ["a file that ends early", `<akomaNtoso xmlns="${NS}"><act`, "not-readable"],
  ["nothing", ``, "not-readable"],
];

test.each(REFUSED)("%s is refused with a sentence", (_, xml, reason) => {
  const result = readAkn(new TextEncoder().encode(xml));
  expect(result).toMatchObject({ ok: false, reason });
  expect(!result.ok && result.sentence).toMatch(/^The file [^\n]*\.$/);
});

test("every word of a document is in the text, however its elements stand in each other", () => {
  const { node } = fc.letrec<{ node: string; nodes: string }>((tie) => ({
    nodes: fc.array(tie("node"), { maxLength: 4 }).map((parts) => parts.join("")),
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(
        "<p>WORD</p>",
        "<num>WORD</num>",
        "<heading>WORD</heading>",
        "<p>WORD<authorialNote><p>WORD</p></authorialNote> WORD</p>",
        "<p><ref>WORD</ref> [WORD]</p>",
      ),
      fc
        .tuple(
          fc.constantFrom(
            "article",
            "section",
            "paragraph",
            "point",
            "list",
            "content",
            "intro",
            "wrapUp",
            "hcontainer",
            "blockList",
            "item",
            "recital",
            "recitals",
            "chapter",
            "container",
            "tblock",
            "quotedStructure",
            "longTitle",
            "xyz",
          ),
          tie("nodes"),
        )
        .map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
      tie("nodes").map((inner) => `<table><tr><td>${inner}</td><td>WORD</td></tr></table>`),
    ),
  }));
  fc.assert(
    fc.property(fc.array(node, { maxLength: 6 }), (parts) => {
      let count = 0;
      const body = parts.join("\n").replace(/WORD/g, () => `word${count++}x`);
      const { lines } = read(
        `<akomaNtoso xmlns="${NS}"><act name="act">${META}<body>${body}</body></act></akomaNtoso>`,
      );
      for (let i = 0; i < count; i++) expect(lines.join("\n")).toContain(`word${i}x`);
    }),
    { numRuns: 400 },
  );
});

test.each(["constructor", "toString", "__proto__"])("an element <%s> that nobody knows is read through", (name) => {
  const body = `<article><num>1</num><${name}><p>a <${name}>few</${name}> words</p></${name}></article>`;
  const { lines } = read(`<akomaNtoso xmlns="${NS}"><act name="act">${META}<body>${body}</body></act></akomaNtoso>`);
  expect(lines).toEqual(["article 3 1: ", "paragraph 4 : a few words"]);
});
