import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { provisionsOf, schema, type TextValue } from "@adref/schema";
import { expect, test } from "vitest";
import { listBrackets, parse, preview, type Reading, serialize, suggestReading } from "../src/index.ts";
import { account } from "./account.ts";
import { expectEqual } from "./same.ts";

const own = join(import.meta.dirname, "fixtures");
/** Real negotiating texts, which are not the project's own: they are read where they are at hand. */
const real = join(import.meta.dirname, "../../../../shared/corpus");

const files = [own, ...(existsSync(real) ? [real] : [])].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => join(folder, name)),
);

const EVERYTHING: Partial<Reading> = {
  source: "draft",
  adjacent: "spaced",
  slashes: "all",
  labels: "options",
  numbers: "footnotes",
  braces: "options",
  rounds: "options",
};

test("there are texts to try", () => {
  expect(files.length).toBeGreaterThanOrEqual(3);
});

for (const file of files) {
  test(`N65 real text is read without loss: ${file.split("/").at(-1)}`, () => {
    const source = readFileSync(file, "utf8");
    const { text } = parse(source);
    text.doc.check();
    const read: string[] = [];
    text.doc.descendants((node) => {
      if (node.type.name === "provision") read.push(node.attrs.number ?? "", node.textContent);
    });
    const found = counts(read.join() + JSON.stringify([text.record.options, text.record.stances]));
    const lost = [...counts(source)].filter(([letter, count]) => (found.get(letter) ?? 0) < count);
    expect(lost).toEqual([]);
    const canonical = serialize(text);
    expect(canonical).not.toContain("%% record");
    expectEqual(parse(canonical).text, text);
    expect(serialize(parse(canonical).text)).toBe(canonical);
    const renamed = withOtherIds(text);
    expect(serialize(renamed, { record: false })).toBe(canonical);
    expectEqual(parse(serialize(renamed)).text, renamed);
  });
}

for (const file of files) {
  test(`N91 N92 a real text is read by its own conventions without loss: ${file.split("/").at(-1)}`, () => {
    const whole = readFileSync(file, "utf8");
    const source = whole.slice(whole.indexOf("\n---\n") + 1);
    const { reading } = suggestReading(source);
    for (const how of [reading, { ...reading, lines: "wrapped" }, { ...reading, ...EVERYTHING }] as const) {
      const { unexplained, ordered } = account(source, { reading: how });
      expect(unexplained).toEqual([]);
      expect(ordered).toBe(true);
      const { text } = parse(source, { reading: how });
      text.doc.check();
      const canonical = serialize(text);
      expect(canonical).not.toContain("%% record");
      expectEqual(parse(canonical).text, text);
      const { brackets, options, provisions } = preview(source, { reading: how });
      expect(brackets).toBe(Object.keys(text.record.brackets).length);
      expect(options).toBe(Object.keys(text.record.options).length);
      expect(provisions).toBe(provisionsOf(text.doc).length);
      expect(listBrackets(text)).toHaveLength(brackets);
    }
  });
}

/** How often each letter and digit occurs. */
function counts(words: string): Map<string, number> {
  const out = new Map<string, number>();
  for (const letter of words.match(/[\p{L}\p{N}]/gu) ?? []) out.set(letter, (out.get(letter) ?? 0) + 1);
  return out;
}

/** The same text as a server would hold it: with ids that say nothing of places. */
function withOtherIds({ doc, record }: TextValue): TextValue {
  const ids = new Map<string, string>();
  const json = JSON.stringify({ doc, record }).replace(/"((?:[pbnt]\d+|o\d+[a-z]+))"/g, (_, id: string) => {
    if (!ids.has(id)) ids.set(id, `${id.charAt(0)}${((ids.size * 7_919) % 100_003).toString(36)}x`);
    return JSON.stringify(ids.get(id));
  });
  const value = JSON.parse(json);
  return { doc: schema.nodeFromJSON(value.doc), record: value.record };
}
