import type { BracketIndex } from "@adref/brackets";
import { type Person, ROLES, type TextInfo } from "@adref/protocol";
import { EMPTY_RECORD, type RecordValue } from "@adref/schema";
import { expect, test } from "vitest";
import { statusOffers } from "../src/acts/status-offers.ts";

const text: TextInfo = { id: "fa", title: "", symbol: "", body: "wg1" };
const as = (role: Person["role"], bodies: string[]): Person => ({
  id: role,
  name: role,
  role,
  party: role === "delegation" ? "KAZ" : null,
  bodies,
  names: true,
});
const index = (byProvision: Record<string, string[]> = {}): BracketIndex => ({
  brackets: new Map(),
  order: [],
  byProvision: new Map(Object.entries(byProvision)),
});
const record: RecordValue = {
  ...EMPTY_RECORD,
  statuses: { p2: { status: "agreed-group", at: "" }, p3: { status: "agreed-adref", at: "" } },
};

test("only the chair of the text's body gives statuses", () => {
  const offering = ROLES.filter((role) => statusOffers(as(role, ["wg1"]), text, ["p1"], index(), record) !== null);
  expect(offering).toEqual(["chair"]);
  expect(statusOffers(as("chair", ["wg2"]), text, ["p1"], index(), record)).toBe(null);
});

test("nothing that is agreed further is taken back on the way", () => {
  const offers = statusOffers(as("chair", ["wg1"]), text, ["p1", "p2", "p3"], index(), record);
  expect([...(offers?.agree ?? [])]).toEqual([
    ["agreed-group", ["p1"]],
    ["agreed-adref", ["p1", "p2"]],
    ["adopted", ["p1", "p2", "p3"]],
  ]);
  expect(offers?.reopen).toEqual(["p2", "p3"]);
});

test("a status that all have is not offered", () => {
  const offers = statusOffers(as("chair", ["wg1"]), text, ["p3"], index(), record);
  expect([...(offers?.agree.keys() ?? [])]).toEqual(["adopted"]);
});

test("open brackets are counted once", () => {
  const touched = index({ p1: ["b1", "b2"], p2: ["b2"] });
  expect(statusOffers(as("chair", ["wg1"]), text, ["p1", "p2"], touched, record)?.blocking).toBe(2);
});
