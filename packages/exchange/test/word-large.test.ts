import { EMPTY_RECORD, type RecordValue, schema, type TextValue } from "@adref/schema";
import { expect, test } from "vitest";
import { exportWord } from "../src/index.ts";
import { readPaper } from "./word-tree.ts";

const MANY = 5_000;
const at = "2026-06-03T09:00:00.000Z";
const cover = { symbol: "T/1", title: "T", subtitle: "N", date: "1 May 2026" };
const common = { attributions: true, cover, parties: [] };

/** A text of 5,000 provisions with a bracket each; `adopted` has the first half of them resolved. */
function large(adopted: boolean): TextValue {
  const brackets: Record<string, RecordValue["brackets"][string]> = {};
  const options: Record<string, RecordValue["options"][string]> = {};
  const resolutions: Record<string, RecordValue["resolutions"][string]> = {};
  const blocks = Array.from({ length: MANY }, (_, i) => {
    const [bracket, option] = [`b${i}`, `o${i}`];
    brackets[bracket] = { owner: "KAZ", at };
    options[option] = { bracket, within: null, owner: "KAZ", at };
    const words = `Each Party number ${i} of this long text `;
    const rest = " take all appropriate measures within its territory, in accordance with its laws.";
    const attrs = { id: `p${i}`, kind: i % 10 === 0 ? "article" : "paragraph", number: null };
    if (adopted && i < MANY / 2) {
      resolutions[bracket] = { kind: "adopt", option, at, by: "chair" };
      return schema.node("provision", attrs, schema.text(`${words}should${rest}`));
    }
    return schema.node("provision", attrs, [
      schema.text(words),
      schema.text("shall", [schema.mark("contested", { bracket })]),
      schema.text("should", [schema.mark("proposed", { bracket, option })]),
      schema.text(rest),
    ]);
  });
  return {
    doc: schema.topNodeType.create(null, blocks),
    record: { ...EMPTY_RECORD, brackets, options, resolutions },
  };
}

test("5,000 provisions with 5,000 brackets are a paper in seconds, and say how far they are", async () => {
  const [before, after] = [large(false), large(true)];
  const told: number[] = [];
  const started = performance.now();
  const bracketed = await exportWord(before, { ...common, view: "bracketed", numbers: "real" }, (done) => {
    told.push(done);
  });
  const options = { ...common, view: "tracked", against: { text: before, name: "X" } } as const;
  const tracked = await exportWord(after, options);
  const table = await exportWord(before, { ...common, view: "table", columns: "parties" });
  const seconds = (performance.now() - started) / 1000;
  expect(seconds).toBeLessThan(30);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
  expect(readPaper(bracketed).blocks.length).toBeGreaterThan(MANY);
  expect(readPaper(tracked, "reject").blocks.length).toBeGreaterThan(MANY);
  expect(readPaper(table).blocks.length).toBeGreaterThan(1);
});
