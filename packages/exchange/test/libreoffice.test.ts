import { readFileSync } from "node:fs";
import { parse } from "@adref/notation";
import { anyText } from "@adref/notation/testing";
import type { TextValue } from "@adref/schema";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { exportWord, type PlainPaper, type WordOptions } from "../src/index.ts";
import { LibreOffice, laterText } from "../src/testing/index.ts";
import { readOdf } from "./odf-tree.ts";

/** LibreOffice reads our papers: it shares no line with what writes them. One process opens all, because it starts slowly. */
const office = LibreOffice.start();
afterAll(() => office.stop());
const SLOW = 300_000;

const seed = (name: string): TextValue =>
  parse(readFileSync(new URL(`../../../apps/server/seed/${name}.adref`, import.meta.url), "utf8"), {
    at: "2026-03-02T09:00:00.000Z",
  }).text;
const framework = seed("framework-agreement");

const cover: PlainPaper["cover"] = {
  secretariat: "CAREC Secretariat",
  symbol: "CARTIF/FA",
  revision: "Rev.1",
  title: "Framework Agreement",
  subtitle: "CARTIF",
  date: "19 June 2026",
  distribution: "Restricted",
};
const common = { attributions: true, parties: [], cover };

/** The lines of a paper below its cover, as LibreOffice has them after a decision. */
async function linesOf(text: TextValue, options: WordOptions, decision: "accept" | "reject"): Promise<string[]> {
  const { odf } = await office.open({ bytes: await exportWord(text, options), wants: ["odf"] });
  const lines = readOdf(odf).lines(decision);
  const cover = lines.findIndex((line) => line.startsWith("This paper is without prejudice"));
  return lines.slice(cover + 1).filter((line) => !PREFACE.test(line));
}
const PREFACE = /^(Words in square brackets|What has changed since|The author of a change)/;

async function checkTracked(before: TextValue, after: TextValue, words: "bracketed" | "clean"): Promise<number> {
  const tracked = { ...common, view: "tracked", words, against: { text: before, name: "the other" } } as const;
  const plain = { ...common, view: words } as const;
  const accepted = await linesOf(after, tracked, "accept");
  expect(accepted).toEqual(await linesOf(after, plain, "accept"));
  expect(await linesOf(after, tracked, "reject")).toEqual(await linesOf(before, plain, "accept"));
  return accepted.length;
}

test("LibreOffice finds the parties as authors, and when they wrote", { timeout: SLOW }, async () => {
  const options = { ...common, view: "tracked", against: { text: framework, name: "the other" } } as const;
  const { odf } = await office.open({ bytes: await exportWord(laterText(framework), options), wants: ["odf"] });
  const { changes } = readOdf(odf);
  const authors = new Set(changes.map(({ author }) => author));
  for (const author of ["CAREC Secretariat", "GEO", "KGZ", "TKM"]) expect(authors).toContain(author);
  expect(changes.filter(({ author }) => author === "GEO")[0]?.at).toBe("2026-06-18T15:30:00");
});

for (const name of ["framework-agreement", "customs-protocol", "investment-protocol"]) {
  test(`${name}: LibreOffice accepts to the later words and rejects to the earlier`, { timeout: SLOW }, async () => {
    const text = seed(name);
    expect(await checkTracked(text, laterText(text), "bracketed")).toBeGreaterThan(40);
  });
}

test("generated texts: LibreOffice accepts and rejects them", { timeout: SLOW }, async () => {
  const texts = fc.sample(anyText, { numRuns: 8, seed: 20261125 });
  for (let i = 0; i + 1 < texts.length; i += 2) {
    await checkTracked(texts[i] as TextValue, texts[i + 1] as TextValue, i % 4 === 0 ? "bracketed" : "clean");
  }
});

test("footnotes, header, footer, numbers and headings are LibreOffice's own", { timeout: SLOW }, async () => {
  const options = { ...common, view: "bracketed", numbers: "real" } as const;
  const { odf, text, pageCount } = await office.open({
    bytes: await exportWord(framework, options),
    wants: ["odf", "text"],
  });
  const signs = framework.doc.children.filter((node) => node.attrs.kind === "footnote").length;
  expect(odf.match(/<text:note [^>]*text:note-class="footnote"/g)?.length ?? 0).toBe(signs);
  expect(odf).toMatch(/<style:header>.*CARTIF\/FA · Rev\.1.*<\/style:header>/s);
  expect(odf).toMatch(/<style:footer>.*<text:page-number.*<text:page-count.*<\/style:footer>/s);
  expect(odf).toMatch(/<text:h [^>]*text:outline-level="3"/);
  // The paper holds no typed "Article 1": LibreOffice counted it.
  expect(text).toMatch(/^\s*Article 1\. Establishment of the Partnership$/m);
  expect(text).toMatch(/^\s*\(b\)\s/m);
  expect(pageCount).toBeGreaterThan(10);
});

const LOOKS: readonly WordOptions[] = [
  { ...common, view: "bracketed", colours: true, lineNumbers: "page", statuses: true },
  { ...common, view: "clean" },
  { ...common, view: "tracked", against: { text: framework, name: "the zero draft" } },
  { ...common, view: "table", columns: "parties", only: ["KAZ", "UZB"] },
  { ...common, view: "table", columns: "options", rows: "open" },
  { ...common, view: "table", columns: "texts", against: { text: framework, name: "Zero draft" }, rows: "open" },
];

test("every sort of paper has pages with ink on them", { timeout: SLOW }, async () => {
  const later = laterText(framework);
  for (const options of LOOKS) {
    const { pages, pageCount } = await office.open({ bytes: await exportWord(later, options), pages: [0, 1], dpi: 40 });
    expect(pageCount).toBeGreaterThan(1);
    expect(pages).toHaveLength(2);
    for (const { rgba } of pages) {
      const dark = rgba.filter((value, i) => i % 4 === 0 && value < 128).length;
      expect(dark / (rgba.length / 4)).toBeGreaterThan(0.005);
    }
  }
});
