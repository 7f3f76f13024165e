import { anyText, textKey } from "@adref/notation/testing";
import type { TextValue } from "@adref/schema";
import fc from "fast-check";
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
