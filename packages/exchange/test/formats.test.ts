import { readFileSync } from "node:fs";
import { parse } from "@adref/notation";
import { textKey } from "@adref/notation/testing";
import { EMPTY_RECORD } from "@adref/schema";
import { expect, test } from "vitest";
import { FORMATS, formatById, formatOf, readFile, type WriteOptions, writeFile } from "../src/index.ts";

const root = new URL("../../../", import.meta.url);
const SEEDS = ["framework-agreement", "customs-protocol", "investment-protocol"].map((name) => {
  return parse(readFileSync(new URL(`apps/server/seed/${name}.adref`, root), "utf8")).text;
});
const cover = { symbol: "CARTIF/FA", title: "Agreement", subtitle: "", date: "3 June 2026", revision: "Rev.1" };
const parties = [{ code: "KAZ", names: { en: "Kazakhstan", ru: "Казахстан" }, wto: "member" as const }];
const options: WriteOptions = { view: "bracketed", attributions: true, cover, parties };
/** Files that carry the whole text. */
const WHOLE = ["html", "txt", "json", "akn"] as const;

test.each(WHOLE)("the texts that the server begins with come back from %s", async (format) => {
  for (const seed of SEEDS) {
    const bytes = await writeFile(seed, format, options);
    const read = await readFile(bytes, `text${formatById(format).ending}`);
    if (!read.ok) throw new Error(read.sentence);
    expect(textKey(read.text)).toBe(textKey(seed));
    expect(read.header).toMatchObject({
      title: "Agreement",
      symbol: "CARTIF/FA",
      revision: "Rev.1",
      date: "3 June 2026",
    });
    expect(read.report.notKept).toEqual([]);
  }
});

test.each(WHOLE)("a file without attributions names no party anywhere: %s", async (format) => {
  for (const seed of SEEDS) {
    const bytes = await writeFile(seed, format, { ...options, attributions: false });
    expect(new TextDecoder().decode(bytes)).not.toMatch(/\b(AFG|AZE|CHN|GEO|KAZ|KGZ|MNG|PAK|TJK|TKM|UZB)\b/);
    const read = await readFile(bytes, `text${formatById(format).ending}`);
    expect(read.ok && read.report.read.brackets).toBeGreaterThan(10);
  }
});

test.each(WHOLE)("a clean file holds no bracket and nothing of what was proposed: %s", async (format) => {
  for (const seed of SEEDS) {
    const bytes = await writeFile(seed, format, { ...options, view: "clean" });
    const read = await readFile(bytes, `text${formatById(format).ending}`);
    if (!read.ok) throw new Error(read.sentence);
    expect(read.report.read).toMatchObject({ brackets: 0, options: 0 });
    expect(read.text.record).toEqual({ ...EMPTY_RECORD, statuses: read.text.record.statuses });
  }
});

test("a file's format is told by its ending, and another kind of file is refused with the list of what is read", async () => {
  expect(formatOf("Draft.DOCX")?.id).toBe("docx");
  expect(formatOf("a.htm")?.id).toBe("html");
  expect(formatOf("a.pdf")).toBeNull();
  const endings = FORMATS.flatMap(({ ending, alsoEndings }) => [ending, ...alsoEndings]);
  expect(new Set(endings).size).toBe(endings.length);
  const read = await readFile(new Uint8Array(), "a.pdf");
  expect(read).toEqual({
    ok: false,
    reason: "unknown-format",
    sentence:
      '"a.pdf" is not a file that can be read here. Bring one of: Word (.docx), Web page (.html), Bracketed plain text (.txt), JSON (.json), Akoma Ntoso (.xml).',
  });
});

test("nothing is read that is larger than 50 MB", async () => {
  const large = new Uint8Array(50_000_001);
  for (const { ending } of FORMATS) {
    expect(await readFile(large, `a${ending}`)).toMatchObject({ ok: false, reason: "too-large" });
  }
});
