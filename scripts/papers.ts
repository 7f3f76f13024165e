import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { exportWord, type WordOptions } from "../packages/exchange/src/index.ts";
import { LibreOffice, laterText, pngOf } from "../packages/exchange/src/testing/index.ts";
import { parse } from "../packages/notation/src/index.ts";

/** Draws pages of Word papers of the sample Framework Agreement into docs/pictures/papers, as LibreOffice lays them out. */
const file = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const negotiation = JSON.parse(readFileSync(file("apps/server/seed/negotiation.json"), "utf8"));
const source = readFileSync(file("apps/server/seed/framework-agreement.adref"), "utf8");
const { text } = parse(source, { at: "2026-03-02T09:00:00.000Z" });
const later = laterText(text);

const cover = {
  secretariat: negotiation.secretariat as string,
  language: negotiation.language as string,
  symbol: "CARTIF/FA",
  title: "Framework Agreement",
  subtitle: negotiation.name as string,
  body: "Working Group 1: Framework and Institutional Matters",
  distribution: "Restricted",
  revision: "Rev.1",
  date: "19 June 2026",
};
const common = { attributions: true, parties: negotiation.parties, cover };
const against = { text, name: "the zero draft" };

const PAPERS: Readonly<Record<string, { readonly options: WordOptions; readonly pages: readonly number[] }>> = {
  bracketed: {
    options: { ...common, view: "bracketed", colours: true, numbers: "real", lineNumbers: "page" },
    pages: [0, 2],
  },
  clean: {
    options: { ...common, view: "clean", cover: { ...cover, note: "Not an agreed text: brackets are open in it." } },
    pages: [0],
  },
  tracked: {
    options: { ...common, view: "tracked", against, at: "2026-06-19T10:00:00.000Z" },
    pages: [1, 2],
  },
  parties: {
    options: { ...common, view: "table", columns: "parties", only: ["KAZ", "UZB", "CHN", "GEO"], colours: true },
    pages: [1],
  },
  options: { options: { ...common, view: "table", columns: "options", rows: "open" }, pages: [1] },
  texts: { options: { ...common, view: "table", columns: "texts", against, rows: "open" }, pages: [0] },
};

const out = file("docs/pictures/papers");
mkdirSync(out, { recursive: true });
const office = LibreOffice.start();
try {
  for (const [name, { options, pages }] of Object.entries(PAPERS)) {
    const drawn = await office.open({ bytes: await exportWord(later, options), pages, dpi: 84 });
    for (const [i, page] of drawn.pages.entries()) {
      writeFileSync(`${out}/${name}-${(pages[i] ?? 0) + 1}.png`, pngOf(page));
    }
  }
} finally {
  office.stop();
}
