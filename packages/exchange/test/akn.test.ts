import { anyText, textKey } from "@adref/notation/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAkn, writeAkn } from "../src/akn/index.ts";

const bytes = (xml: string) => new TextEncoder().encode(xml);
const header = { title: 'A "title" & <b>', symbol: "CARTIF/FA", date: "3 June 2026", revision: "Rev.1" };

test("whatever the schema can hold comes back exactly from its document", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const read = readAkn(bytes(writeAkn(text, { header })));
      if (!read.ok) throw new Error(read.sentence);
      expect(textKey(read.text)).toBe(textKey(text));
      expect(read.header).toEqual(header);
      expect(read.report.notKept).toEqual([]);
    }),
    { numRuns: 1_500 },
  );
});
