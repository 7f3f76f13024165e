import { readFileSync } from "node:fs";
import { provisionsOf } from "@adref/schema";
import { describe, expect, test } from "vitest";
import { readFile } from "../src/index.ts";
import { commentOf, ins, noteOf, p, r, styled, tbl, wordFile } from "../src/testing/word-file.ts";
import { drawn, read } from "./word-in.ts";

const run = (inner: string) => `<w:r>${inner}</w:r>`;
const list = (id: number, level = 0) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;
const level = (at: number, format: string, text: string, more = "") =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const abstract = (id: number, ...levels: string[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join("")}</w:abstractNum>`;
const num = (id: number, of: number, more = "") =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;
const style = (id: string, name: string, properties = "", base = "") =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${base && `<w:basedOn w:val="${base}"/>`}<w:pPr>${properties}</w:pPr></w:style>`;
const kinds = (bytes: Uint8Array) =>
  provisionsOf(read(bytes).text.doc).map(({ node }) => [node.attrs.kind, node.attrs.number, node.textContent]);

describe("words", () => {
  test("stand in whatever Word wraps them in", () => {
    const inside = [
      `<w:smartTag w:element="x">${r("tag ")}</w:smartTag>`,
      `<w:sdt><w:sdtPr><w:alias w:val="no words"/></w:sdtPr><w:sdtContent>${r("control ")}</w:sdtContent></w:sdt>`,
      `<w:hyperlink r:id="rId9">${r("link ")}</w:hyperlink>`,
      `<w:fldSimple w:instr=" REF x ">${r("field ")}</w:fldSimple>`,
      run('<w:fldChar w:fldCharType="begin"/>') +
        run("<w:instrText> PAGEREF x </w:instrText>") +
        run('<w:fldChar w:fldCharType="separate"/>') +
        r("result ") +
        run('<w:fldChar w:fldCharType="end"/>'),
      `<mc:AlternateContent><mc:Choice Requires="w16se">${r("new")}</mc:Choice><mc:Fallback>${r("old ")}</mc:Fallback></mc:AlternateContent>`,
      run(
        "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t>",
      ),
      run('<w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0FC"/>'),
      `<w:bdo w:val="rtl">${r(" يجب")}</w:bdo>`,
    ].join("");
    expect(drawn(wordFile(`<w:sdt><w:sdtContent>${p(inside)}</w:sdtContent></w:sdt>`))).toEqual([
      "tag control link field result old a b c‑de≥✓ يجب",
    ]);
  });

  test("keep their spaces as Word keeps them, and their emphasis", () => {
    const body = p(
      run("<w:t> a </w:t>") +
        r(" b  c ") +
        r("bold", "<w:b/>") +
        r("not", '<w:b w:val="0"/>') +
        r("i", "<w:i/>") +
        r("u", '<w:u w:val="single"/>') +
        r("s", "<w:strike/>") +
        r("2", '<w:vertAlign w:val="subscript"/>'),
    );
    expect(drawn(wordFile(body))).toEqual(["a b  c **bold**not*i*__u__~~s~~,,2,,"]);
  });

  test("that look like signs of the notation are words, brackets and attributions are not", () => {
    const body =
      p("# 5 * 3 {x} [shall][KAZ, UZB: should — GEO oppose] a|b ,,c") + p("%% title: x") + p("(— KAZ delete)");
    const { text } = read(wordFile(body));
    expect(provisionsOf(text.doc).map(({ node }) => node.textContent)).toEqual([
      "# 5 * 3 {x} shallshould a|b ,,c",
      "%% title: x",
      "(— KAZ delete)",
    ]);
    expect(Object.values(text.record.options)).toMatchObject([{ owner: "KAZ" }]);
    expect(Object.values(text.record.stances)).toMatchObject([
      { UZB: { stance: "support" }, GEO: { stance: "oppose" } },
    ]);
  });

  test("in text boxes come after their paragraph, pictures and hidden words do not come", () => {
    const box = `<w:drawing><wps:txbx><w:txbxContent>${p("In a box")}</w:txbxContent></wps:txbx></w:drawing>`;
    const both = `<mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent>`;
    const { text, report } = read(
      wordFile(p(r("Words") + run(both) + run("<w:drawing/>") + r("secret", "<w:vanish/>"))),
    );
    expect(provisionsOf(text.doc).map(({ node }) => node.textContent)).toEqual(["Words", "In a box"]);
    expect(report.findings).toMatchObject([{ where: "paragraph 1, “Words”" }]);
    expect(report.notKept.map(({ what }) => what)).toEqual(["1 picture.", "1 run of hidden words."]);
  });

  test("of a table of contents and of fields' instructions are left out", () => {
    const begin =
      run('<w:fldChar w:fldCharType="begin"/>') +
      run('<w:instrText> TOC \\o "1-3" </w:instrText>') +
      run('<w:fldChar w:fldCharType="separate"/>');
    const body =
      styled("TOC1", begin + r("Article 1 … 3")) +
      styled("TOC1", r("Article 2 … 4") + run('<w:fldChar w:fldCharType="end"/>')) +
      p("Words");
    expect(drawn(wordFile({ body, styles: style("TOC1", "toc 1") }))).toEqual(["Words"]);
  });

  test("come from strict files and through template and macro files as well", () => {
    expect(drawn(wordFile({ body: p("Words"), strict: true }))).toEqual(["Words"]);
    const macros = wordFile({
      body: p("Words"),
      contentType: "application/vnd.ms-word.document.macroEnabled.main+xml",
      more: { "word/vbaProject.bin": "x" },
    });
    expect(drawn(macros)).toEqual(["Words"]);
    expect(read(macros).report.notKept).toMatchObject([{ what: "Macros." }]);
  });
});

describe("numbers", () => {
  test("of lists are those that Word shows: levels, restarts, overrides, formats", () => {
    const numbering =
      abstract(
        0,
        level(0, "decimal", "Article %1."),
        level(1, "decimal", "%2."),
        level(2, "lowerLetter", "(%3)"),
        level(3, "lowerRoman", "(%4)"),
      ) +
      abstract(1, level(0, "russianLower", "%1)"), level(1, "ordinal", "%2")) +
      num(1, 0) +
      num(2, 1) +
      num(3, 0, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>');
    const body = [
      p("Release", list(1)), p("One", list(1, 1)), p("Two", list(1, 1)), p("a", list(1, 2)), p("i", list(1, 3)), p("ii", list(1, 3)), p("b", list(1, 2)),
      p("Transit", list(1)), p("One again", list(1, 1)), p("Five", list(3, 1)), p("Six", list(3, 1)), p("Cyrillic", list(2)), p("Cyrillic", list(2)), p("First", list(2, 1)),
    ].join(""); // biome-ignore format: a list
    expect(kinds(wordFile({ body, numbering })).map(([kind, number]) => `${kind} ${number}`)).toEqual([
      "article Article 1", "paragraph 1", "paragraph 2", "subparagraph (a)", "item (i)", "item (ii)", "subparagraph (b)",
      "article Article 2", "paragraph 1", "paragraph 5", "paragraph 6", "subparagraph а)", "subparagraph б)", "paragraph 1st",
    ]); // biome-ignore format: a list
  });

  test("come through styles, links and levels of their own", () => {
    const styles = style("Para", "Para", list(1)) + style("Child", "Child", "", "Para");
    const numbering =
      '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>' +
      `<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>${level(0, "upperRoman", "%1.")}</w:abstractNum>` +
      num(1, 0) +
      num(2, 0, `<w:lvlOverride w:ilvl="0">${level(0, "decimal", "§ %1")}</w:lvlOverride>`);
    const body =
      styled("Para", "a") +
      styled("Child", "b") +
      p("c", '<w:pStyle w:val="Para"/><w:numPr><w:numId w:val="0"/></w:numPr>') +
      p("d", list(2));
    expect(kinds(wordFile({ body, styles, numbering })).map(([, number]) => number)).toEqual(["I", "II", "", "§ 3"]);
  });

  test("typed as characters are numbers too, in either script", () => {
    const body = [
      "Chapter II. Trade", "Article 5 bis: Fees", "2 bis. Each Party", "3.1\tStep", "(a) letter", "(i) item", "(ii) item", "(b) letter", "Статья 7. Сборы", "1) пункт", "а) буква", "[KAZ: 4. New]", "[5. Contested]",
    ]; // biome-ignore format: a list
    expect(kinds(wordFile(body.map((words) => p(words)).join("")))).toEqual([
      ["chapter", "Chapter II", "Trade"], ["article", "Article 5 bis", "Fees"], ["paragraph", "2 bis", "Each Party"], ["paragraph", "3.1", "Step"],
      ["subparagraph", "(a)", "letter"], ["item", "(i)", "item"], ["item", "(ii)", "item"], ["subparagraph", "(b)", "letter"],
      ["article", "Статья 7", "Сборы"], ["subparagraph", "1)", "пункт"], ["subparagraph", "а)", "буква"], ["paragraph", "4", "New"], ["paragraph", "5", "Contested"],
    ]); // biome-ignore format: a list
    expect(kinds(wordFile(p("2. Each"))).length).toBe(1);
    expect(read(wordFile(p("2. Each")), { typedNumbers: false }).text.doc.textContent).toBe("2. Each");
  });

  test("in running words are words", () => {
    const words = [
      "Article 5 shall apply.",
      "Annexes are part of it.",
      "2015 was a year",
      "[1. ]In civil proceedings",
      "5 per cent",
      "A. Smith said",
    ];
    expect(kinds(wordFile(words.map((one) => p(one)).join(""))).map(([, number]) => number)).toEqual(
      words.map(() => ""),
    );
  });

  test("of articles may stand above their titles", () => {
    const centred = (words: string) => p(words, '<w:jc w:val="center"/>');
    const body = centred("Article 1") + centred("Definitions") + p("For the purposes of this Agreement:");
    expect(kinds(wordFile(body))).toEqual([
      ["article", "Article 1", "Definitions"],
      ["paragraph", "", "For the purposes of this Agreement:"],
    ]);
    expect(read(wordFile(body), { joinTitles: false }).report.read.provisions).toBe(3);
  });
});

test("headings are those of Word's styles, of outline levels, and of what stands out", () => {
  const styles =
    style("T", "Title") +
    style("H1", "heading 1", '<w:outlineLvl w:val="0"/>') +
    style("H2", "heading 2", '<w:outlineLvl w:val="1"/>', "H1");
  const body =
    styled("T", "Agreement") +
    styled("H1", "PREAMBLE") +
    p("Recalling the past,") +
    styled("H1", "Chapter I. General") +
    styled("H2", "Section 1. Scope") +
    p(r("Annex A. Tariffs", "<w:b/>"), '<w:outlineLvl w:val="0"/>');
  expect(kinds(wordFile({ body, styles }))).toEqual([
    ["title", "", "Agreement"],
    ["heading", "", "PREAMBLE"],
    ["recital", "", "Recalling the past,"],
    ["chapter", "Chapter I", "General"],
    ["section", "Section 1", "Scope"],
    ["annex", "Annex A", "Tariffs"],
  ]);
  expect(drawn(wordFile({ body, styles })).at(-1)).toBe("## Annex A. Tariffs");
});

test("footnotes and endnotes are provisions that stand on the word before their sign", () => {
  const sign = (kind: string, id: number) => run(`<w:${kind}Reference w:id="${id}"/>`);
  const body =
    p(r("Goods") + sign("footnote", 2) + r(" in transit") + sign("endnote", 1) + r(".")) +
    p(r("More") + sign("footnote", 3));
  const footnotes =
    noteOf("footnote", 2, "Live [animals].") +
    noteOf("footnote", 3, p("One.") + p("Two.")) +
    '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>';
  const bytes = wordFile({ body, footnotes, endnotes: noteOf("endnote", 1, "By road.") });
  expect(drawn(bytes)).toEqual([
    "Goods{^1} in transit{^e1}.",
    "{^1} Live [animals].",
    "{^e1} By road.",
    "More{^2}",
    "{^2} One. Two.",
  ]);
  expect(read(bytes).report.notKept).toMatchObject([{ what: "1 footnote of several paragraphs." }]);
});

test("tables keep their cells, merged ones included, and brackets run through them", () => {
  const cell = (inner: string, properties = "") => `<w:tc><w:tcPr>${properties}</w:tcPr>${inner}</w:tc>`;
  const body =
    tbl(["Goods", "Days [five"], ["tea", "six] or"]) +
    `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell(p("wide"), '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell(p("tall"), '<w:vMerge w:val="restart"/>')}${cell(p("a") + p("b"))}</w:tr><w:tr>${cell("<w:p/>", "<w:vMerge/>")}${cell(tbl(["inner"]))}</w:tr></w:tbl>`;
  const { text, report } = read(wordFile(body));
  const second = text.doc.child(1);
  const shapes: unknown[] = [];
  second.descendants((node) => {
    if (node.type.name.startsWith("table_") && node.type.name !== "table_row")
      shapes.push([node.type.name, node.attrs.colspan, node.attrs.rowspan, node.textContent, node.childCount]);
    return node.type.name !== "provision";
  });
  expect(shapes).toEqual([
    ["table_header", 2, 1, "wide", 1],
    ["table_cell", 1, 2, "tall", 1],
    ["table_cell", 1, 1, "ab", 2],
    ["table_cell", 1, 1, "inner", 1],
  ]);
  expect(Object.keys(text.record.brackets)).toEqual(["b1"]);
  expect(report.notKept).toMatchObject([{ what: "1 table inside of a table's cell." }]);
});

test("colours are statuses where the settings say so, and only of what has no open brackets", () => {
  const yellow = '<w:highlight w:val="yellow"/>';
  const body =
    p(r("Agreed.", yellow)) +
    p(r("Open [words].", yellow)) +
    p("Shaded.", '<w:shd w:val="clear" w:fill="92D050"/>') +
    p(r("half", yellow) + r(" coloured")) +
    p("Status. {agreed ad ref}");
  const bytes = wordFile(body);
  const plain = read(bytes);
  expect(plain.text.record.statuses).toEqual({ p5: { status: "agreed-adref", at: "" } });
  expect(plain.report.guessed).toMatchObject([
    { what: "2 paragraphs in yellow.", setting: "highlights" },
    { what: "1 paragraph in green." },
  ]);
  const told = read(bytes, {
    highlights: { yellow: "agreed-group", green: "parked" },
    notation: { at: "2026-06-03T09:00:00.000Z" },
  });
  expect(Object.entries(told.text.record.statuses).map(([id, { status, parked }]) => [id, status, parked])).toEqual([
    ["p1", "agreed-group", undefined],
    ["p3", "open", true],
    ["p5", "agreed-adref", undefined],
  ]);
  expect(told.report.findings).toMatchObject([{ what: "1 provision marked as agreed in which brackets are open." }]);
});

test("comments are comments: on words, on provisions, answered, done", () => {
  const mark = (side: string, id: number) => `<w:commentRange${side} w:id="${id}"/>`;
  const body =
    p(
      r("Each Party ") +
        mark("Start", 0) +
        r("[shall") +
        mark("End", 0) +
        run('<w:commentReference w:id="0"/>') +
        r("] act"),
    ) + p(r("Words") + run('<w:commentReference w:id="1"/>'));
  const comments =
    commentOf(0, "A. Bekova (KAZ)", "Too strong.", "0A") +
    commentOf(1, "Chair", "Later.", "0B") +
    commentOf(2, "UZB", "We agree.", "0C") +
    commentOf(9, "UZB", "Nowhere.", "0D");
  const commentsExtended =
    '<w15:commentEx w15:paraId="0C" w15:paraIdParent="0A" w15:done="0"/><w15:commentEx w15:paraId="0B" w15:done="1"/>';
  const { text, report } = read(wordFile({ body, comments, commentsExtended }), {
    notation: { parties: ["KAZ", "UZB"] },
  });
  const facts = { at: "2026-06-03T09:00:00.000Z", done: false, answers: null };
  expect(text.record.comments).toEqual({
    c1: { ...facts, provision: "p1", quoted: "shall", author: "A. Bekova (KAZ)", party: "KAZ", text: "Too strong." },
    c2: { ...facts, provision: "p2", quoted: "", author: "Chair", party: null, text: "Later.", done: true },
    c3: { ...facts, provision: "p1", quoted: "shall", author: "UZB", party: "UZB", text: "We agree.", answers: "c1" },
  });
  expect(report.notKept).toMatchObject([{ what: "1 comment on nothing that is in the text." }]);
});

test("the report counts what was read, and says by paragraph what typed brackets do not close", async () => {
  const body =
    p("Title", '<w:jc w:val="center"/>') +
    p(`2. An [open bracket of a long paragraph ${ins("KAZ", "x") ? "" : ""}that goes on.`);
  const result = await readFile(
    wordFile({
      body,
      core: '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Draft</dc:title></cp:coreProperties>',
    }),
    "draft.docx",
  );
  if (!result.ok) throw new Error(result.sentence);
  expect(result.header).toEqual({ title: "Draft" });
  expect(result.report.read).toMatchObject({ provisions: 2, brackets: 0, comments: 0, changes: 0 });
  expect(result.report.findings).toMatchObject([
    { where: "paragraph 2, “2. An [open bracket of a long paragraph…”", what: 'A "[" is not closed.' },
  ]);
  expect(result.report.guessed.map(({ setting }) => setting)).toEqual([undefined, "typedNumbers"]);
});

test("typed brackets are read as people type them, and the settings know better", () => {
  const parties = [
    { code: "EU", names: { en: "European Union", ru: "Европейский союз" } },
    { code: "USA", names: { en: "United States", ru: "США" } },
  ];
  const body = p("The Parties [shall - EU; USA delete] act [promptly/soon] {by law}.");
  const read_ = read(wordFile(body), { notation: { parties } });
  expect(Object.values(read_.text.record.options)).toMatchObject([{ owner: "EU" }, { owner: null }]);
  expect(read_.text.doc.textContent).toBe("The Parties shall act promptlysoon {by law}.");
  const told = read(wordFile(body), { notation: { parties, reading: { slashes: "words", braces: "notes" } } });
  expect(Object.keys(told.text.record.options)).toHaveLength(1);
  expect(told.report.read.notes).toBe(1);
  expect(told.reading).toMatchObject({ source: "marked", slashes: "words", braces: "notes" });
});

test("a file that LibreOffice wrote is read like one of Word's", () => {
  const bytes = readFileSync(new URL("fixtures/by-libreoffice.docx", import.meta.url));
  const { text, authors, report } = read(new Uint8Array(bytes));
  expect(drawn(new Uint8Array(bytes))).toEqual([
    "#### Article 5. Release of goods",
    "Fees [shall][KAZ: should] be low.",
    "Old",
    "[KAZ: ¶ New paragraph entirely]",
    "a \\* \\{b} **bold{^1}** said",
    "{^1} A [note].",
    "| Goods | Days |\n| tea | [five][six] |",
  ]);
  expect(authors).toMatchObject([
    { name: "KAZ", party: "KAZ" },
    { name: "UZB", comments: 1 },
  ]);
  expect(text.record.comments).toMatchObject({ c1: { provision: "p5", quoted: "said", text: "Why?" } });
  expect(report.notKept).toEqual([]);
});
