import { EMPTY_RECORD, type RecordValue } from "@adref/schema";
import { b, cell, contested, footnoted, note, prop, proposed, strong, table, treaty } from "@adref/schema/testing";
import { expect, test } from "vitest";
import { exportWord, type PlainPaper } from "../src/index.ts";
import { readWord } from "../src/testing/index.ts";

const at = "2026-06-03T09:00:00.000Z";
const record: RecordValue = {
  ...EMPTY_RECORD,
  brackets: { b1: { owner: "KAZ", at }, b2: { owner: "UZB", at }, b3: { owner: null, at }, b4: { owner: "MNG", at } },
  options: {
    o1: { bracket: "b1", within: null, owner: "KAZ", at },
    o2: { bracket: "b2", within: "o1", owner: "UZB", at },
    o4: { bracket: "b4", within: null, owner: "MNG", at },
  },
  stances: {
    b1: { KAZ: { stance: "delete", at }, GEO: { stance: "retain", at } },
    o1: { MNG: { stance: "support", at }, CHN: { stance: "reserve", at } },
  },
};

const doc = treaty(
  prop({ id: "t", kind: "title" }, "Agreement"),
  prop({ id: "a", kind: "article", number: "Article 1" }, "Release of goods"),
  prop(
    { id: "p1", number: "1" },
    "Each Party ",
    contested("b1", "shall"),
    proposed("b1", "o1", "should", b("b2", "o2", "o1", " endeavour to")),
    " release ",
    footnoted("f1", "goods"),
    strong(" promptly"),
    note("n1", "..."),
    ".",
  ),
  prop({ id: "f1", kind: "footnote", number: "1" }, 'Perishable goods & "others" < 5 kg.'),
  prop({ id: "p2", number: "2" }, contested("b3", "Words over two")),
  prop({ id: "p3", number: "3" }, contested("b3", "paragraphs."), " Rest."),
  prop({ id: "p4", number: null, bracket: "b4", option: "o4" }, "A new paragraph."),
  table("t1", [cell(prop({ id: "c1", kind: "cell" }, "Goods")), cell(prop({ id: "c2", kind: "cell" }, "Days"))]),
).doc;

const cover: PlainPaper["cover"] = {
  secretariat: "Secretariat of the Ministerial Conference",
  language: "Russian",
  symbol: "CARTIF/FA/Rev.1",
  title: "Framework Agreement",
  subtitle: "CAREC Trade and Investment Facilitation Partnership Agreement",
  revision: "Rev.1",
  date: "3 June 2026",
  note: "Not an agreed text: 4 brackets are open in it.",
};
const parties = [{ code: "KAZ", names: { en: "Kazakhstan", ru: "Казахстан" }, wto: "member" as const }];

const export_ = async (options: Pick<PlainPaper, "view" | "attributions">) =>
  readWord(await exportWord({ doc, record }, { ...options, cover, parties }));
const body = (paragraphs: readonly string[]) =>
  paragraphs.slice(paragraphs.indexOf("Agreement")).filter((line) => line !== "");

test("a bracketed paper has signs, codes and stances as typed characters", async () => {
  const paper = await export_({ view: "bracketed", attributions: true });
  expect(body(paper.paragraphs)).toEqual([
    "Agreement",
    "Article 1. Release of goods",
    "1\tEach Party [shall — GEO retain; KAZ delete][KAZ, MNG: should[UZB:  endeavour to] — CHN reserve] release goods^ promptly[...].",
    "[2\tWords over two",
    "3\tparagraphs.] Rest.",
    "[MNG: 3 bis\tA new paragraph.]",
    "Goods",
    "Days",
  ]);
  expect(paper.footnotes).toEqual(['Perishable goods & "others" < 5 kg.']);
});

test("without attributions no party's code is anywhere in the file", async () => {
  const paper = await export_({ view: "bracketed", attributions: false });
  expect(body(paper.paragraphs)[2]).toBe("1\tEach Party [shall][should[ endeavour to]] release goods^ promptly[...].");
  expect(paper.xml).not.toMatch(/\b(KAZ|UZB|MNG|GEO|CHN)\b/);
});

test("a clean paper holds the standing words and no brackets but those of notes", async () => {
  const paper = await export_({ view: "clean", attributions: true });
  expect(body(paper.paragraphs)).toEqual([
    "Agreement",
    "Article 1. Release of goods",
    "1\tEach Party shall release goods^ promptly[...].",
    "2\tWords over two",
    "3\tparagraphs. Rest.",
    "Goods",
    "Days",
  ]);
});

test("the cover says what the paper is", async () => {
  const paper = await export_({ view: "clean", attributions: false });
  const page = paper.paragraphs.join("\n");
  for (const line of Object.values(cover)) expect(page).toContain(line);
});

test("a paper names no secretariat and no language but those that it is given", async () => {
  const { secretariat: _, language: __, ...bare } = cover;
  const paper = readWord(
    await exportWord(
      { doc, record },
      { view: "clean", attributions: false, cover: { ...bare, subtitle: "" }, parties },
    ),
  );
  expect(paper.xml).not.toMatch(/CAREC|Secretariat|Original|English/);
});
