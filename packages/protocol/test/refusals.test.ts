import { REFUSAL_IDS, refuse } from "@adref/law";
import { expect, test } from "vitest";
import { REASON_IDS, reasonOf } from "../src/index.ts";

test("every id is given once and has a sentence of its own", () => {
  expect(new Set(REASON_IDS).size).toBe(REASON_IDS.length);
  const sentences = REASON_IDS.map((id) => reasonOf(id).sentence);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

test("the law's ids keep the law's sentences, and a provision is named where there is one", () => {
  for (const id of REFUSAL_IDS) expect(reasonOf(id, "p1")).toEqual(refuse(id, "p1"));
  expect(reasonOf("backwards", "p1")).toMatchObject({ id: "backwards", provision: "p1" });
  expect(reasonOf("backwards")).not.toHaveProperty("provision");
});
