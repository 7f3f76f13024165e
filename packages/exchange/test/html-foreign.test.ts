import { provisionOfNode, provisionsOf } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readHtml } from "../src/html/index.ts";
import type { ReadText } from "../src/index.ts";

function read(html: string, options: Parameters<typeof readHtml>[1] = { parties: ["KAZ", "UZB"] }): ReadText {
  const result = readHtml(new TextEncoder().encode(html), options);
  if (!result.ok) throw new Error(result.sentence);
  return result;
}

/** Every provision on a line: kind, number, and the words with what is marked on them. */
function lines(html: string): string[] {
  return provisionsOf(read(html).text.doc).map(({ node }) => {
    const { kind, number, runs, option } = provisionOfNode(node);
    const words = runs.map(({ text, marks }) => {
      const types = marks.map(({ type, attrs }) => [type, ...Object.values(attrs).filter(Boolean)].join(":"));
      return types.length === 0 ? text : `<${types.join(" ")}|${text}>`;
    });
    return `${kind} ${number ?? "+"}${option ? ` (${option})` : ""}: ${words.join("")}`;
  });
}

test("headings, paragraphs, typed numbers and typed brackets", () => {
  const html = `<h1>Agreement on  Transit</h1><h2>Chapter I. General</h2><h3>Article 1 – Release of goods</h3>
    <p>1. Each Party [shall][KAZ: should] release <b>goods</b>.</p>
    <p>(a)&nbsp;&nbsp;perishable goods [KAZ, UZB: and live animals];</p><p>Words * with # signs_ {of} the | notation ~~ \\ .`;
  expect(lines(html)).toEqual([
    "title : Agreement on Transit",
    "chapter Chapter I: General",
    "article Article 1: Release of goods",
    "paragraph 1: Each Party <contested:b1|shall><proposed:b1:o1a|should> release <strong|goods>.",
    "subparagraph (a): perishable goods <proposed:b2:o2a|and live animals>;",
    "paragraph : Words * with # signs_ {of} the | notation ~~ \\ .",
  ]);
});

test("lists have the numbers that the page shows", () => {
  const html = `<ol start="3"><li>three<ol type="a"><li>first<ol style="list-style: lower-roman"><li>deep</ol><li>second</ol>
    <li>four<p>goes on</p></ol><ul><li>bullet</ul>`;
  expect(lines(html)).toEqual([
    "paragraph 3: three",
    "subparagraph (a): first",
    "item (i): deep",
    "subparagraph (b): second",
    "paragraph 4: four",
    "paragraph : goes on",
    "paragraph : bullet",
  ]);
  expect(read(html).report.guessed).toEqual([
    { where: "paragraph 7", what: "1 item(s) with a bullet.", did: "Read as provisions without numbers." },
  ]);
});

test("a footnote stands after the words that it is attached to, however the program wrote it", () => {
  const word = `<p>goods in transit<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> and more</p>
    <div><p class="MsoFootnoteText" ><a href="#_ftnref1" name="_ftn1">[1]</a> Perishable <i>goods</i>.</p></div>`;
  const web = `<p>goods in transit<sup><a href="#fn:1" role="doc-noteref">1</a></sup> and more</p>
    <section><ol><li id="fn:1"><p>Perishable <i>goods</i>. <a href="#fnref:1">↩</a></p></li></ol></section>`;
  for (const html of [word, web]) {
    expect(lines(html)).toEqual([
      "paragraph : goods in <footnote:p2|transit> and more",
      "footnote 1: Perishable <em|goods>.",
    ]);
  }
});

test("tables with header cells and spans", () => {
  const html = `<table><thead><tr><th colspan=2>Goods [x]</th></tr></thead><tr><td>tea<td><p>one<p>two</table>`;
  expect(lines(html)).toEqual(["cell : Goods <contested:b1|x>", "cell : tea", "cell : one two"]);
  const table = read(html).text.doc.child(0);
  expect(table.type.name).toBe("table");
  expect(table.child(0).child(0).type.name).toBe("table_header");
});

test("styles that programs write instead of elements, and a bold element that is not bold", () => {
  const html = `<b style="font-weight:normal"><p><span style="font-weight:700">bold</span> <span style="font-style:italic">it</span>
    <span style="text-decoration:line-through">gone</span></p></b>`;
  expect(lines(html)).toEqual(["paragraph : <strong|bold> <em|it> <strike|gone>"]);
});

test("scripts, styles, pictures, frames and what is hidden are left out, and said", () => {
  const html = `<head><title>A  page</title><script src="https://example.org/x.js"></script></head><style>p{}</style><script>alert(1)</script>
    <p onclick="x()">Words<img src="https://example.org/a.png"><iframe src="https://example.org"></iframe></p><p style="display:none">secret</p>
    <noscript>no</noscript><template>t</template><!-- c --><p>More<br>of<br><br>them`;
  expect(lines(html)).toEqual(["paragraph : Words", "paragraph : More of", "paragraph : them"]);
  const { report, header } = read(html);
  expect(header).toEqual({ title: "A page" });
  expect(report.notKept.map(({ what }) => what)).toEqual([
    "1 picture(s).",
    "1 other page(s) shown inside this one.",
    "1 passage(s) that the page does not show.",
  ]);
});

test("numbers that the notation has no marker for stay numbers", () => {
  expect(lines("<p>1.2.3. Words<p>a) more<h4>Annex II</h4>")).toEqual([
    "paragraph 1.2.3: Words",
    "subparagraph a): more",
    "annex Annex II: ",
  ]);
});

test("how brackets were typed is guessed from the words, said, and can be said otherwise", () => {
  const html =
    "<p>Each Party [shall/may] act [EU, NOR: soon].<p>It [shall/should] [EU: not] wait.<p>They [may/shall] go.";
  const guessed = read(html, {});
  expect(guessed.reading).toMatchObject({ source: "marked", slashes: "all" });
  expect(guessed.suggestion?.reasons.map(({ setting }) => setting)).toContain("slashes");
  expect(guessed.report.read.options).toBeGreaterThan(3);
  const told = read(html, { reading: { slashes: "words" }, parties: ["EU", "NOR"] });
  expect(told.reading).toMatchObject({ source: "marked", slashes: "words" });
  expect(told.report.read.options).toBe(2);
});

test("every word that a page shows is in the text, however its elements stand in each other", () => {
  const { node } = fc.letrec<{ node: string; nodes: string }>((tie) => ({
    nodes: fc.array(tie("node"), { maxLength: 4 }).map((parts) => parts.join("")),
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(
        "WORD ",
        "WORD",
        " [WORD] ",
        "[KAZ: WORD]",
        "1. WORD ",
        "(a) WORD",
        "&nbsp;WORD&lt;",
        "<br>",
        "|WORD|",
        "# WORD",
        "{^1}WORD",
      ),
      fc
        .tuple(
          fc.constantFrom(
            "p",
            "div",
            "b",
            "i",
            "u",
            "sup",
            "span",
            "h1",
            "h3",
            "ul",
            "ol",
            "li",
            "blockquote",
            "td",
            "table",
            "tr",
            "th",
            "dl",
            "dt",
            "pre",
            "a",
            "font",
            "center",
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
      const html = parts.join("\n").replace(/WORD/g, () => `word${count++}x`);
      const { text } = read(html);
      const words = provisionsOf(text.doc)
        .map(({ node }) => `${node.attrs.number ?? ""} ${node.textContent}`)
        .join("\n");
      for (let i = 0; i < count; i++) expect(words).toContain(`word${i}x`);
      text.doc.check();
    }),
    { numRuns: 400 },
  );
});

test.each(["constructor", "tostring", "valueof"])("an element <%s> that no page knows is read through", (name) => {
  expect(lines(`<p>a <${name}>few</${name}> words</p><${name}><p>and more</p></${name}>`)).toEqual([
    "paragraph : a few words",
    "paragraph : and more",
  ]);
});

test("a word as long as a page takes no longer for the footnote after it", () => {
  const long = "a".repeat(1_000_000);
  const html = `<p>${long} b<a href="#fn1">1</a></p><p id="fn1">note</p>`;
  expect(lines(html)).toEqual([`paragraph : ${long} <footnote:p2|b>`, "footnote 1: note"]);
});
