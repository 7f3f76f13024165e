import { EMPTY_RECORD, patchRecord } from "@adref/schema";
import { expect, test } from "vitest";
import { takenDownLine } from "../src/exports/taken-down.ts";
import { SAMPLE, SAMPLE_PATCH } from "./rooms/negotiation.ts";

test("a paper says what was taken down and waits for its party, and nothing where all is confirmed", () => {
  const record = patchRecord(EMPTY_RECORD, SAMPLE_PATCH);
  const text = { doc: SAMPLE.doc, record };
  expect(takenDownLine(text)).toBeNull();
  const { o1 } = record.options;
  if (!o1) throw new Error("The sample has an option o1");
  const waits = { ...o1, unconfirmed: { by: "sec-1", at: "" } };
  // An option that no longer stands waits for nobody.
  const told = patchRecord(record, { options: { o1: waits, o9: waits } });
  expect(takenDownLine({ ...text, record: told })).toBe(
    "Taken down by the Secretariat, and not yet confirmed by the party: KAZ (1).",
  );
});
