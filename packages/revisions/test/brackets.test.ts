import { parse } from "@adref/notation";
import { patchRecord, type RecordPatch, type TextValue } from "@adref/schema";
import { expect, test } from "vitest";
import { changesOf, compareTexts, type Ids } from "../src/index.ts";
import { toldShown } from "./shown.ts";

const text = (source: string, patch: RecordPatch = {}): TextValue => {
  const parsed = parse(source).text;
  return { doc: parsed.doc, record: patchRecord(parsed.record, patch) };
};
const at = "2026-03-04T05:06:07.000Z";

/** The changes of brackets only: what words changed is another test's. */
const told = (before: TextValue, after: TextValue, ids: Ids = "auto") =>
  toldShown(before, after, ids).filter((line) => !/^(words-changed|provision)/.test(line));

test("R30 a bracket that was put up, and one whose owner took it away", () => {
  expect(told(text("1. Each Party shall act."), text("1. Each Party [shall][KAZ: should] act."))).toEqual([
    "bracket-opened KAZ shall",
    "option-proposed KAZ should",
  ]);
  const bracketed = text("1. Each Party [shall — UZB delete] act.");
  expect(told(bracketed, text("1. Each Party shall act."))).toEqual(["bracket-closed UZB"]);
});

test("R31 R32 an option that came, one that went, and one that was reworded", () => {
  const before = text("1. It [shall][KAZ: should][UZB: may] act.");
  const change = (source: string) => told(before, text(source));
  expect(change("1. It [shall][KAZ: should][UZB: may][TJK: will] act.")).toEqual(["option-proposed TJK will"]);
  expect(change("1. It [shall][UZB: may] act.")).toContain("option-withdrawn KAZ should");
  expect(change("1. It [shall][KAZ: should now][UZB: may] act.")).toEqual(["option-reworded KAZ should now"]);
  expect(told(text("1. It acts [KAZ: promptly]."), text("1. It acts."))).toEqual(["option-withdrawn KAZ promptly"]);
});

test("R32 what another party writes into an option does not reword it", () => {
  const before = text("1. It acts [KAZ: within thirty days].");
  const after = text("1. It acts [KAZ: within [thirty][UZB: sixty] days].");
  expect(told(before, after)).toEqual(["bracket-opened UZB thirty", "option-proposed UZB sixty"]);
});

const open = text("1. It [shall][KAZ: should][UZB: may] act at once.");
const ended = (source: string, kind: "adopt" | "merge" | "lift" | "delete", more: object = {}) =>
  told(open, text(source, { resolutions: { b1: { kind, at, by: "chair", ...more } } }));

test("R33 the chair's resolutions are told as what they were, and nobody is said to have withdrawn", () => {
  expect(ended("1. It should act at once.", "adopt", { option: "o1a" })).toEqual(["option-adopted KAZ should chair"]);
  expect(ended("1. It shall act at once.", "adopt", { option: "standing" })).toEqual(["standing-kept shall chair"]);
  expect(ended("1. It should, or may, act at once.", "merge", { words: "should, or may," })).toEqual([
    "bracket-merged should, or may, chair",
  ]);
  expect(ended("1. It act at once.", "delete")).toEqual(["bracket-deleted chair"]);
  const single = text("1. It acts [KAZ: promptly].");
  const lifted = text("1. It acts promptly.", { resolutions: { b1: { kind: "lift", at, by: "chair" } } });
  expect(told(single, lifted)).toEqual(["bracket-lifted KAZ promptly chair"]);
});

test("R33 words that a resolution explains are not told a second time", () => {
  const after = text("1. It should act at once.", {
    resolutions: { b1: { kind: "adopt", option: "o1a", at, by: "chair" } },
  });
  expect(toldShown(open, after)).toEqual(["option-adopted KAZ should chair"]);
  const later = { ...text("1. It should act at once and in full."), record: after.record };
  expect(toldShown(open, later)).toEqual(["words-changed", "option-adopted KAZ should chair"]);
});

test("R33 an option whose words stand without brackets in a paper from elsewhere is told as adopted, by nobody", () => {
  expect(told(open, text("1. It should act at once."))).toEqual(["option-adopted KAZ should"]);
});

test("R34 a bracket inside an option that went with its outer bracket is not told as withdrawn", () => {
  const before = text("1. It acts [within a year][KAZ: within [thirty][UZB: sixty] days].");
  const after = text("1. It acts within a year.", {
    resolutions: { b1: { kind: "adopt", option: "standing", at, by: "chair" } },
  });
  expect(told(before, after)).toEqual(["standing-kept within a year chair"]);
});

test("R35 two options that became one are told as joined", () => {
  const before = text("1. It acts [KAZ: promptly and in good faith][UZB: in good faith and openly].");
  const into = text("1. It acts [KAZ: promptly and in good faith][TJK: promptly, openly and in good faith].");
  const tjk = before.doc.type.schema.nodeFromJSON(
    JSON.parse(JSON.stringify(into.doc.toJSON()).replaceAll('"o1a"', '"o9"').replaceAll('"o1b"', '"o8"')),
  );
  const joined = {
    doc: tjk,
    record: {
      ...into.record,
      options: { ...before.record.options, o8: { bracket: "b1", within: null, owner: "TJK", at } },
    },
  };
  const changes = changesOf(compareTexts(before, joined, { ids: "same" }));
  expect(changes.map(({ sort }) => sort)).toContain("options-joined");
  expect(changes.find(({ sort }) => sort === "options-joined")?.values.parties).toBe("KAZ, UZB");
});

test("R36 stances given, changed and taken back are told from the record", () => {
  const given = text("1. It [shall][KAZ: should — UZB support; GEO reserve] act.");
  const none = text("1. It [shall][KAZ: should] act.");
  const changed = text("1. It [shall][KAZ: should — UZB oppose; GEO reserve] act.");
  expect(told(none, given)).toEqual(["stance-given UZB support", "stance-given GEO reserve"]);
  expect(told(given, changed)).toEqual(["stance-changed UZB support oppose"]);
  expect(told(given, none)).toEqual(["stance-withdrawn UZB support", "stance-withdrawn GEO reserve"]);
});

test("R37 owners, parking and statuses are told from the record", () => {
  const before = text("1. It [shall][KAZ: should] act.");
  const facts = before.record;
  const owned = { ...facts, options: { o1a: { bracket: "b1", within: null, owner: "UZB", at: "" } } };
  expect(told(before, { ...before, record: owned }, "same")).toEqual(["owner-changed KAZ UZB"]);
  const parked = patchRecord(facts, { brackets: { b1: { owner: "KAZ", at: "", parked: true } } });
  expect(told(before, { ...before, record: parked })).toEqual(["bracket-parked"]);
  expect(told({ ...before, record: parked }, before)).toEqual(["bracket-unparked"]);
  const status = (name: "open" | "agreed-group" | "agreed-adref" | "adopted", reason?: string) => ({
    ...before,
    record: patchRecord(facts, { statuses: { p1: { status: name, at, ...(reason ? { reason } : {}) } } }),
  });
  expect(told(before, status("agreed-group"))).toEqual(["agreed-group open agreed-group"]);
  expect(told(status("agreed-group"), status("agreed-adref"))).toEqual(["agreed-adref agreed-group agreed-adref"]);
  expect(told(status("agreed-adref"), status("adopted"))).toEqual(["adopted agreed-adref adopted"]);
  expect(told(status("adopted"), status("open", "A delegation asked"))).toEqual(["reopened adopted open"]);
  const row = compareTexts(status("adopted"), status("open", "A delegation asked")).rows[0];
  expect(row?.status).toEqual({ from: "adopted", to: "open", parked: null, at, reason: "A delegation asked" });
});

test("R38 nothing is counted from signs: brackets in the words themselves are words", () => {
  expect(told(text("1. As the Court said \\[sic\\], it acts."), text("1. As the Court said, it acts."))).toEqual([]);
});

test("R39 a bracket that was opened and resolved between two texts is told, in no row", () => {
  const before = text("1. It acts.");
  const options = { o5: { bracket: "b5", within: null, owner: "KAZ", at } };
  const resolutions = { b5: { kind: "adopt" as const, option: "o5", at, by: "chair" } };
  const after = text("1. It acts promptly.", { options, resolutions });
  const comparison = compareTexts(before, after);
  expect(comparison.elsewhere).toHaveLength(1);
  expect(changesOf(comparison).find(({ row }) => row === null)?.sort).toBe("option-adopted");
});

const MANY = 1_000;
const HOSTILE: Readonly<Record<string, (words: string) => string>> = {
  "one bracket of many options": (words) => `[a]${`[${words}]`.repeat(MANY)}`,
  "many options of one party": (words) => `[a]${`[KAZ: ${words}]`.repeat(MANY)}`,
  "options over provisions": (words) => `[2. a]\n\n${`/[UZB: 2. ${words}]\n\n`.repeat(MANY)}`,
  "a deep nest": (words) => `${"[a".repeat(MANY)}${words}${"]".repeat(MANY)}`,
  "many brackets in one provision": (words) => `[${words} — KAZ delete] `.repeat(MANY),
};

for (const [name, source] of Object.entries(HOSTILE)) {
  test(`R11 hostile: ${name}`, () => {
    const [before, after] = [text(source("b")), text(source("c d"))];
    for (const ids of ["same", "foreign"] as const) {
      expect(changesOf(compareTexts(before, after, { ids })).length).toBeGreaterThan(0);
    }
  });
}
