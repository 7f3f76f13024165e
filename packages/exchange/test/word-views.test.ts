import { readFileSync } from "node:fs";
import { parse } from "@adref/notation";
import { EMPTY_RECORD, type RecordValue, type TextValue } from "@adref/schema";
import { contested, footnoted, prop, proposed, treaty } from "@adref/schema/testing";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { exportWord, type WordOptions } from "../src/index.ts";
import { laterText } from "../src/testing/index.ts";
import { first, partOf, type ReadBlock, readPaper, styleOf } from "./word-tree.ts";

const at = "2026-06-03T09:00:00.000Z";
const cover = { symbol: "T/1", title: "T", subtitle: "N", date: "1 May 2026" };
const parties = [
  { code: "KAZ", names: { en: "Kazakhstan", ru: "Казахстан" }, wto: "member" as const },
  { code: "UZB", names: { en: "Uzbekistan", ru: "Узбекистан" }, wto: "acceding" as const },
];
const common = { attributions: true, cover, parties };

const record: RecordValue = {
  ...EMPTY_RECORD,
  brackets: { b1: { owner: "KAZ", at }, b2: { owner: "UZB", at } },
  options: {
    o1: { bracket: "b1", within: null, owner: "KAZ", at },
    o2: { bracket: "b2", within: null, owner: "UZB", at },
  },
  stances: { o1: { UZB: { stance: "oppose", at } }, b1: { KAZ: { stance: "delete", at } } },
};
const text: TextValue = {
  record,
  doc: treaty(
    prop({ id: "a1", kind: "article", number: "Article 1" }, "Release"),
    prop({ id: "p1", number: "1" }, "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "may"), " act."),
    prop({ id: "p2", number: "2" }, "Goods ", proposed("b2", "o2", "and services"), " pass."),
    prop({ id: "p2b", number: "2 bis" }, "Nobody ", footnoted("f1", "minds"), " this."),
    prop({ id: "p3", number: "3" }, "يجب على كل طرف."),
    prop({ id: "p4", number: "4" }, "Каждая Сторона."),
    prop({ id: "f1", kind: "footnote", number: "1" }, "A note."),
  ).doc,
};

/** The cells of a paper's first table, as words. */
async function tableOf(options: Partial<WordOptions>): Promise<string[][]> {
  const { blocks } = readPaper(await exportWord(text, { ...common, view: "table", ...options } as WordOptions));
  const table = blocks.find((block) => "rows" in block);
  if (!table || !("rows" in table)) throw new Error("The paper has no table");
  const words = (block: ReadBlock): string =>
    "rows" in block
      ? ""
      : block.words.map(([format, said]) => (format.includes("strike") ? `~${said}~` : said)).join("");
  return table.rows.map((cells) => cells.map((cell) => cell.map(words).join(" / ")));
}

test("a table has the standing words and a column for each party", async () => {
  expect(await tableOf({ columns: "parties" })).toEqual([
    ["No.", "Standing text", "KAZ / Kazakhstan", "UZB / Uzbekistan"],
    ["Article 1. Release"],
    ["1", "Each Party [shall] act.", "Each Party ~shall~may act. / Would delete “shall”", "Opposes KAZ: “may”"],
    ["2", "Goods pass.", "—", "Goods and services pass."],
    ["2 bis", "Nobody minds^ this."],
    ["3", "يجب على كل طرف."],
    ["4", "Каждая Сторона."],
  ]);
});

test("a table of options leaves out what is not open and who put it forward, where asked", async () => {
  expect(await tableOf({ columns: "parties", attributions: false, rows: "open" })).toEqual([
    ["No.", "Standing text", "Option 1"],
    ["Article 1. Release"],
    ["1", "Each Party [shall] act.", "may / instead of “shall”"],
    ["2", "Goods pass.", "and services / inserted"],
  ]);
});

test("a table of two texts has both, and what only one has is struck or underlined", async () => {
  const earlier = { ...text, doc: treaty(prop({ id: "p4", number: "4" }, "Каждая новая Сторона.")).doc };
  const rows = await tableOf({ columns: "texts", words: "clean", against: { text: earlier, name: "Zero draft" } });
  expect(rows[0]).toEqual(["No.", "Zero draft", "1 May 2026"]);
  expect(rows.at(-1)).toEqual(["4", "4\tКаждая ~новая ~Сторона.", "4\tКаждая Сторона."]);
});

test("a table of two texts asks for the other one", async () => {
  await expect(exportWord(text, { ...common, view: "table", columns: "texts" })).rejects.toThrow(/give `against`/);
});

test("Word counts what it can, and what it cannot stays typed", async () => {
  const bytes = await exportWord(text, { ...common, view: "clean", numbers: "real" });
  const lines = readPaper(bytes).blocks.map((block) =>
    "rows" in block ? "" : block.words.map(([, said]) => said).join(""),
  );
  expect(lines.slice(0, 4)).toEqual(["Release", "Each Party shall act.", "Goods pass.", "2 bis\tNobody minds^ this."]);
  const numbering = strFromU8(unzipSync(bytes)["word/numbering.xml"] ?? new Uint8Array());
  expect(numbering).toContain('w:lvlText w:val="Article %1."');
});

test("paragraphs from right to left are such, and languages are told", async () => {
  const xml = strFromU8(
    unzipSync(await exportWord(text, { ...common, view: "clean" }))["word/document.xml"] ?? new Uint8Array(),
  );
  expect(xml).toMatch(/<w:bidi\/>.*<w:rtl\/><w:lang w:bidi="ar-SA"\/>/s);
  expect(xml).toContain('<w:lang w:val="ru-RU"/>');
});

test("colours go with codes, and without codes there are neither", async () => {
  const xml = async (attributions: boolean) =>
    strFromU8(
      unzipSync(await exportWord(text, { ...common, attributions, view: "bracketed", colours: true }))[
        "word/document.xml"
      ] ?? new Uint8Array(),
    );
  expect(await xml(true)).toMatch(/<w:color w:val="[0-9A-F]{6}"\/><\/w:rPr><w:t xml:space="preserve">may</);
  expect(await xml(false)).not.toContain("<w:color");
});

test("no sort of paper without attributions names a party in any part of the file", async () => {
  const seed = parse(
    readFileSync(new URL("../../../apps/server/seed/framework-agreement.adref", import.meta.url), "utf8"),
    { at },
  ).text;
  const later = laterText(seed);
  const against = { text: seed, name: "the zero draft" };
  const off = { attributions: false, cover, parties, colours: true };
  const papers: WordOptions[] = [
    { ...off, view: "bracketed", statuses: true },
    { ...off, view: "tracked", against },
    { ...off, view: "table", columns: "parties" },
    { ...off, view: "table", columns: "options" },
    { ...off, view: "table", columns: "texts", against },
  ];
  for (const options of papers) {
    for (const part of Object.values(unzipSync(await exportWord(later, options)))) {
      expect(strFromU8(part)).not.toMatch(/\b(AFG|AZE|CHN|GEO|KAZ|KGZ|MNG|PAK|TJK|TKM|UZB)\b/);
    }
  }
});

test("headings have Word's own styles, and lines are numbered where asked", async () => {
  const bytes = await exportWord(text, { ...common, view: "clean", lineNumbers: "page" });
  const body = first(partOf(bytes, "word/document.xml"), "w:body");
  const styles = (body?.children ?? []).flatMap((child) => (typeof child === "string" ? [] : [styleOf(child)]));
  expect(styles).toContain("Heading3");
  expect(strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array())).toContain('w:restart="newPage"');
});
