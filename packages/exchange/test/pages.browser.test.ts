import { readFileSync } from "node:fs";
import { parse } from "@adref/notation";
import { compareTexts } from "@adref/revisions";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../scripts/chromium.ts";
import { comparisonHtml, type HtmlOptions, writeHtml } from "../src/index.ts";
import { readPdf } from "../src/testing/read-pdf.ts";

/** Pages as a browser prints them: what a ministry gets when somebody presses print. */
const root = new URL("../../../", import.meta.url);
const source = readFileSync(new URL("apps/server/seed/customs-protocol.adref", root), "utf8");
const { text } = parse(source);
const cover = {
  secretariat: "CAREC Secretariat",
  language: "English",
  symbol: "CARTIF/CP",
  title: "Protocol on Customs",
  subtitle: "Partnership Agreement",
  revision: "Rev.1",
  date: "3 June 2026",
  distribution: "Restricted",
};
const parties = ["KAZ", "UZB"].map((code) => ({ code, names: { en: code, ru: code }, wto: "member" as const }));
const options: HtmlOptions = { view: "bracketed", attributions: true, cover, parties };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** Opens a page in a browser that refuses every request, and prints it. */
async function printed(html: string): Promise<{ pages: string[]; requests: string[]; errors: string[] }> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.route("**/*", (route) => {
    requests.push(route.request().url());
    return route.abort();
  });
  try {
    await page.setContent(html);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    return { pages: await readPdf(new Uint8Array(pdf)), requests, errors };
  } finally {
    await page.close();
  }
}

/** The words of a printed page without what stands in its margins. */
const bare = (pages: readonly string[]) => pages.join(" ").replace(/\s+/g, "");

test("the bracketed page prints as a paper: cover, running header, page numbers, every word and sign", async () => {
  const { pages, requests, errors } = await printed(writeHtml(text, options));
  expect(requests).toEqual([]);
  expect(errors).toEqual([]);
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.length).toBeLessThan(20);
  expect(pages[0]).toContain("CAREC Secretariat CARTIF/CP");
  expect(pages[0]).toContain("Original: English");
  expect(pages[0]).not.toContain("CARTIF/CP · Rev.1");
  for (const [i, page] of pages.entries()) {
    expect(page).toContain(`${i + 1} / ${pages.length}`);
    if (i > 0) expect(page).toContain("Restricted");
    if (i > 0) expect(page).toContain("CARTIF/CP · Rev.1");
  }
  const words = bare(pages);
  let found = 0;
  let all = 0;
  text.doc.descendants((node) => {
    for (const [word] of (node.text ?? "").matchAll(/[\p{L}]{4,}/gu)) {
      all++;
      if (words.includes(word)) found++;
    }
    return true;
  });
  // Words that a line's end divides at a hyphen of their own are found all the same: spaces are not looked at.
  expect(found).toBe(all);
  expect(words).toMatch(/\[KAZ:|\[UZB:/);
  expect(words).toContain("{agreedadref}");
});

test("the clean page has no party's code, no proposal, and the number of open brackets on its face", async () => {
  const note = "Not an agreed text: 40 brackets are open in it.";
  const { pages, requests } = await printed(writeHtml(text, { ...options, view: "clean", cover: { ...cover, note } }));
  expect(requests).toEqual([]);
  expect(pages[0]).toContain(note);
  expect(pages.join(" ")).not.toMatch(/\b(KAZ|UZB|TJK|KGZ|TKM):/);
});

test("a footnote stands under the paragraph that it is attached to, and a heading never at a page's end", async () => {
  const long = Array.from(
    { length: 60 },
    (_, i) =>
      `#### Article ${i + 1}. Heading${i + 1}x\n\n1. ${"Words of a paragraph. ".repeat(12 + (i % 7))}{^${i + 1}}\n\n{^${i + 1}} Footnote${i + 1}x.`,
  ).join("\n\n");
  const { pages } = await printed(writeHtml(parse(long).text, options));
  expect(pages.length).toBeGreaterThan(5);
  for (let i = 1; i <= 60; i++) {
    const page = pages.findIndex((one) => one.includes(`Heading${i}x`));
    const after = pages[page]?.slice(pages[page]?.indexOf(`Heading${i}x`));
    expect(after).toMatch(/Words of a paragraph/);
    expect(pages.filter((one) => one.includes(`Footnote${i}x`))).toHaveLength(1);
  }
});

test("the comparison prints, in one column or two, with the words of both texts", async () => {
  const later = parse(source.replace("the Parties", "all Parties").replace(/\n\n2\. [^\n]*/, "")).text;
  const comparison = compareTexts(text, later);
  for (const layout of ["inline", "side"] as const) {
    const html = comparisonHtml(comparison, { ...options, before: "Zero draft", after: "Rev.1", layout });
    const { pages, requests, errors } = await printed(html);
    expect(requests).toEqual([]);
    expect(errors).toEqual([]);
    expect(pages[0]).toContain("Changes from Zero draft to Rev.1");
    expect(pages.join(" ")).toContain("Taken out.");
  }
});

test("a page whose words are markup runs nothing and asks for nothing", async () => {
  const evil = `<script>document.title="x"</script><img src=https://example.org/x onerror=alert(1)><a href="javascript:alert(1)">x</a></style></template>`;
  const doc = parse(`1. ${evil}[KAZ: ${evil}]`).text;
  const html = writeHtml(doc, {
    ...options,
    cover: { ...cover, title: evil, symbol: evil, distribution: evil },
    header: { title: evil },
  });
  const { requests, errors, pages } = await printed(html);
  expect(requests).toEqual([]);
  expect(errors).toEqual([]);
  expect(bare(pages)).toContain("<script>document.title=");
});
