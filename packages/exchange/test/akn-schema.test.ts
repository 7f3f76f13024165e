import { existsSync, readFileSync } from "node:fs";
import { parse } from "@adref/notation";
import { anyText, textKey } from "@adref/notation/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryPages, validateXML } from "xmllint-wasm";
import { readAkn, writeAkn } from "../src/akn/index.ts";
import { faultsIn } from "../src/testing/akn-model.ts";

const root = new URL("../../../", import.meta.url);
/** The official schema stands beside the checkout where there is one; the project does not bring it. */
const official = (name: string) => new URL(`../shared/akn/${name}`, root);
const hasOfficial = existsSync(official("akomantoso30.xsd"));

const SEEDS = ["framework-agreement", "customs-protocol", "investment-protocol"].map((name) => {
  const { text, header } = parse(readFileSync(new URL(`apps/server/seed/${name}.adref`, root), "utf8"));
  return { text, header };
});
const seeds = SEEDS.map(({ text, header }) => writeAkn(text, { header }));
const GENERATED = 600;
const generated = fc
  .sample(fc.tuple(anyText, fc.dictionary(fc.constantFrom("title", "symbol", "date", "x"), fc.string())), {
    numRuns: GENERATED,
    seed: 3,
  })
  .map(([text, header], i) => writeAkn(text, { header, attributions: i % 3 > 0 }));

/** Documents that are wrong on purpose: whoever judges must find the fault. */
const WRONG: readonly (readonly [string, (xml: string) => string])[] = [
  ["words outside a block", (xml) => xml.replace("<mainBody>", "<mainBody>words")],
  ["a unit in a preamble", (xml) => xml.replace("</preamble>", "<article/></preamble>")],
  ["an unknown element", (xml) => xml.replace("<mainBody>", "<mainBody><bracket/>")],
  ["an id twice", (xml) => xml.replace('eId="secretariat"', 'eId="adref"')],
  ["an id with a space", (xml) => xml.replace('eId="secretariat"', 'eId="secre tariat"')],
  [
    "metadata out of order",
    (xml) => xml.replace(/(<references[\s\S]*<\/references>)\n(<proprietary[\s\S]*<\/proprietary>)/, "$2\n$1"),
  ],
  ["an unknown attribute", (xml) => xml.replace("<mainBody>", '<mainBody bracket="b1">')],
  ["a day that is none", (xml) => xml.replaceAll("0001-01-01", "yesterday")],
];

async function officialFaults(documents: readonly string[]): Promise<readonly string[]> {
  const read = (name: string) => readFileSync(official(name), "utf8");
  const result = await validateXML({
    xml: documents.map((contents, i) => ({ fileName: `document-${i}.xml`, contents })),
    schema: [{ fileName: "akomantoso30.xsd", contents: read("akomantoso30.xsd") }],
    preload: [{ fileName: "xml.xsd", contents: read("xml.xsd") }],
    initialMemoryPages: 1_024,
    maxMemoryPages: 2 * memoryPages.GiB,
  });
  return result.errors.map(({ rawMessage }) => rawMessage);
}

test("every document keeps to the convention, as a checker in our own words reads it", () => {
  for (const xml of [...seeds, ...generated]) expect(faultsIn(xml)).toEqual([]);
  for (const [name, spoil] of WRONG)
    expect([name, faultsIn(spoil(seeds[0] as string)).length > 0]).toEqual([name, true]);
});

test("every document is valid by the official schema, where it is at hand", async () => {
  // Without the schema the checker above has judged the same documents.
  if (!hasOfficial) return expect(generated.length).toBe(GENERATED);
  const right = [...seeds, ...generated];
  const wrong = WRONG.map(([, spoil]) => spoil(seeds[0] as string));
  const faults = await officialFaults([...right, ...wrong]);
  const at = new Set(faults.map((fault) => Number(/^document-(\d+)\.xml/.exec(fault)?.[1])));
  const found = [...at].filter((i) => !Number.isNaN(i)).sort((one, other) => one - other);
  // Every wrong document is found out, so that finding nothing in the right ones means something.
  expect(found).toEqual(wrong.map((_, i) => right.length + i));
});

test("the texts that the server begins with come back exactly", () => {
  for (const [i, { text, header }] of SEEDS.entries()) {
    const read = readAkn(new TextEncoder().encode(seeds[i]));
    if (!read.ok) throw new Error(read.sentence);
    expect(textKey(read.text)).toBe(textKey(text));
    expect(read.header).toEqual(header);
  }
});
