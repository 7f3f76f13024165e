import { expect, test } from "vitest";
import { actRequestSchema } from "../src/index.ts";

const parses = (key: string, act: unknown) => actRequestSchema.safeParse({ key, act }).success;
const stance = { type: "stance", target: "o1", stance: "support" };

test("keys that a store would take for one another are no keys", () => {
  expect(parses("key-00000001", stance)).toBe(true);
  for (const bad of ["\ud800aaaaaaaa", "\u0000aaaaaaaa", "кккккккк", "short", "a a a a a a"]) {
    expect(parses(bad, stance), JSON.stringify(bad)).toBe(false);
  }
});

test("half a character is in no act: it would be another one at every reader", () => {
  const half = "words \ud83d end";
  for (const act of [
    { ...stance, note: half },
    { type: "merge", bracket: "b1", words: half },
    { type: "lift", bracket: "b1", reason: half },
    { type: "issue", title: half },
  ]) {
    expect(parses("key-00000001", act), act.type).toBe(false);
    expect(parses("key-00000001", JSON.parse(JSON.stringify(act).replace("\\ud83d", "😀"))), act.type).toBe(true);
  }
});
