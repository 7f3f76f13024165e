import { anyText, textKey } from "@adref/notation/testing";
import type { TextValue } from "@adref/schema";
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse as parsePage } from "parse5";
import { expect, test } from "vitest";
import { type HtmlOptions, readHtml, writeHtml } from "../src/html/index.ts";

const options: HtmlOptions = {
  view: "bracketed",
  attributions: true,
  cover: {
    symbol: "CARTIF/FA",
    title: 'A "title" & </style><script>alert(1)</script>',
    subtitle: "",
    date: "3 June 2026",
  },
  parties: [],
  header: { title: "</template><b>" },
};
const bytes = (html: string) => new TextEncoder().encode(html);
const carried = ({ doc, record }: TextValue): TextValue => ({
  doc,
  record: { ...record, comments: {}, resolutions: {} },
});

test("whatever the schema can hold comes back exactly from its page", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const html = writeHtml(text, options);
      const read = readHtml(bytes(html));
      if (!read.ok) throw new Error(read.sentence);
      expect(textKey(read.text)).toBe(textKey(carried(text)));
      expect(read.header).toEqual(options.header);
      expect(read.report.notKept).toEqual([]);
    }),
    { numRuns: 1_500 },
  );
});

/** Every element that a page of ours may have, and nothing that a word could add. */
const TAGS = new Set(
  "html head meta title style body div header p strong em span main h1 h2 h3 h4 a b u s sup sub aside table tbody tr th td template".split(
    " ",
  ),
);

test("no word and no fact of a text becomes markup", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom("bracketed", "clean"), fc.string(), (text, view, title) => {
      const cover = { ...options.cover, title, distribution: title, note: title };
      const page = parsePage(writeHtml(text, { ...options, view, cover }));
      const visit = (node: DefaultTreeAdapterTypes.Node): void => {
        if ("tagName" in node) {
          expect(TAGS).toContain(node.tagName);
          for (const { name, value } of node.attrs) {
            expect(name).toMatch(
              /^(data-[a-z]+|class|id|dir|lang|href|title|charset|name|content|http-equiv|colspan|rowspan)$/,
            );
            if (name === "href") expect(value).toMatch(/^#[A-Za-z]/);
          }
        }
        if ("content" in node) visit(node.content);
        if ("childNodes" in node) for (const child of node.childNodes) visit(child);
      };
      visit(page);
    }),
    { numRuns: 200 },
  );
});

test("a page without its facts keeps its words and brackets, and says what is lost", () => {
  const text = fc.sample(anyText, { numRuns: 30, seed: 5 }).find(({ doc }) => doc.childCount > 2) as TextValue;
  const html = writeHtml(text, options).replace(/<template[\s\S]*<\/template>/, "");
  const read = readHtml(bytes(html));
  expect(read.ok && read.text.doc.textContent).toBe(text.doc.textContent);
  expect(read.ok && read.report.notKept).toHaveLength(1);
});

test("a page of a later version is refused, not guessed at", () => {
  const html = writeHtml(fc.sample(anyText, 1)[0] as TextValue, options).replace(
    'data-version="1"',
    'data-version="2"',
  );
  expect(readHtml(bytes(html))).toMatchObject({ ok: false, reason: "wrong-version" });
});
