import { parse } from "@adref/notation";
import { anyText } from "@adref/notation/testing";
import { compareTexts } from "@adref/revisions";
import fc from "fast-check";
import { parse as parseHtml } from "parse5";
import { expect, test } from "vitest";
import { type ComparisonPageOptions, comparisonHtml } from "../src/index.ts";

const options: ComparisonPageOptions = {
  before: "Zero draft",
  after: "Rev.1",
  attributions: true,
  cover: { symbol: "CARTIF/FA", title: "Agreement", subtitle: "", date: "3 June 2026" },
  parties: [{ code: "KAZ", names: { en: "Kazakhstan", ru: "Казахстан" }, wto: "member" }],
};
const text = (source: string) => parse(source).text;
const page = (before: string, after: string, more: Partial<ComparisonPageOptions> = {}) =>
  comparisonHtml(compareTexts(text(before), text(after)), { ...options, ...more });
const main = (html: string) => /<main>\n([\s\S]*)\n<\/main>/.exec(html)?.[1] ?? "";

/** What a reader of one of the texts sees: the words without what the other text alone has. */
function sideOf(html: string, tag: "ins" | "del"): string {
  const without = main(html).replace(new RegExp(`<${tag}>[\\s\\S]*?</${tag}>`, "g"), "");
  return (without.match(/<p class="provision[^>]*>[\s\S]*?<\/p>/g) ?? []).join("\n").replace(/<[^>]*>/g, "");
}

const BEFORE =
  "1. Each Party [shall][KAZ: should] act promptly.\n\n2. Fees cover the cost of each service.\n\n3. Goods in transit are free of duty.";
const AFTER =
  "1. Each Party should act [promptly].\n\n3. Goods in transit are free of duty.\n\n4. An appeal lies to an independent court.";

test("each text is what is left without what the other alone has", () => {
  const html = page(BEFORE, AFTER);
  expect(sideOf(html, "ins")).toContain("1Each Party [shall][KAZ: should] act promptly.");
  expect(sideOf(html, "ins")).toContain("2Fees cover the cost of each service.");
  expect(sideOf(html, "del")).toContain("1Each Party should act [promptly].");
  expect(sideOf(html, "del")).toContain("4An appeal lies to an independent court.");
  expect(sideOf(html, "del")).not.toContain("Fees cover the cost of each service");
});

test("what happened to a provision stands below it, and how much changed at the top", () => {
  const html = main(page(BEFORE, AFTER));
  expect(html).toContain("1 new, 1 taken out");
  expect(html).toContain("The proposal of KAZ was adopted: “should”.");
  expect(html).toContain("<li>Taken out.</li>");
});

test("side by side each column has one of the texts", () => {
  const html = main(page(BEFORE, AFTER, { layout: "side", rows: "changed" }));
  expect(html).not.toContain("Goods in transit are free of duty");
  expect(html).toContain('<th scope="col">Zero draft</th><th scope="col">Rev.1</th>');
  const [first] = html.match(/<td>[\s\S]*?<\/td>/g) ?? [];
  expect(first?.replace(/<[^>]*>/g, "")).toBe("1Each Party [shall][KAZ: should] act promptly.");
});

test("without attributions no party's code is anywhere in the page", () => {
  const html = page("1. [shall][KAZ: should — UZB oppose]", '1. [shall][KAZ: should — UZB reserve "TJK too"]', {
    attributions: false,
  });
  expect(html).not.toMatch(/KAZ|UZB|TJK|Kazakhstan/);
  expect(html).toContain("A delegation reserves its position on a proposal (before: oppose).");
});

test("no word of any two texts becomes markup", () => {
  const TAGS = new Set(
    "html head meta title style body div header p strong em span main h1 h2 h3 h4 ul li ins del b u s sup sub table thead tbody tr th td".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(anyText, anyText, fc.boolean(), (before, after, side) => {
      const html = comparisonHtml(compareTexts(before, after), { ...options, layout: side ? "side" : "inline" });
      const visit = (node: { childNodes?: readonly unknown[]; tagName?: string }): void => {
        if (node.tagName) expect(TAGS).toContain(node.tagName);
        for (const child of node.childNodes ?? []) visit(child as never);
      };
      visit(parseHtml(html) as never);
    }),
    { numRuns: 150 },
  );
});

test("no word, name or title becomes markup, a link or a script", () => {
  const harm = `<script>alert(1)</script> "><img src=x onerror=alert(1)> </title></style></template><b> javascript:alert(1) &lt;i&gt;`;
  const before = `1. Each ${harm} [a][KAZ: ${harm}].\n\n2. Gone ${harm}.`;
  const cover = { symbol: harm, title: harm, subtitle: harm, date: harm, body: harm, distribution: harm, note: harm };
  const parties = [{ code: "KAZ", names: { en: harm, ru: harm }, wto: "member" as const }];
  for (const layout of ["inline", "side"] as const) {
    const html = page(before, `1. Every ${harm} [b][KAZ: ${harm}].\n\n3. New ${harm}.`, {
      before: harm,
      after: harm,
      cover,
      parties,
      layout,
    });
    expect(html).toContain("&lt;script&gt;alert(1)");
    const found: string[] = [];
    const look = (node: { tagName?: string; attrs?: readonly { name: string }[]; childNodes?: readonly unknown[] }) => {
      if (/^(script|img|a|iframe|link|base|object|embed|form|template)$/.test(node.tagName ?? "")) {
        found.push(node.tagName ?? "");
      }
      found.push(...(node.attrs ?? []).filter(({ name }) => /^on|^href$|^src$/.test(name)).map(({ name }) => name));
      for (const child of node.childNodes ?? []) look(child as typeof node);
    };
    look(parseHtml(html) as unknown as Parameters<typeof look>[0]);
    expect(found, layout).toEqual([]);
  }
});
