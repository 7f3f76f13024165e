import type { BracketIndex } from "@adref/brackets";
import { type Kind, LEVEL_OF, type Status } from "@adref/schema";
import { describe, expect, test } from "vitest";
import type { OutlineEntry } from "../src/editor/handle.ts";
import type { Say } from "../src/intl.tsx";
import { buildOutline, filterOutline, headingOf, rowsById } from "../src/outline/outline-model.ts";
import { outlineMove, shownRows } from "../src/outline/outline-rows.ts";
import { provisionName } from "../src/outline/provision-name.ts";

const entry = (id: string, kind: Kind, number: string, title = ""): OutlineEntry => ({
  id,
  kind,
  level: LEVEL_OF[kind],
  number,
  title,
});
const entries = [
  entry("t", "title", "", "Agreement"),
  entry("h", "heading", "", "PREAMBLE"),
  entry("r", "recital", ""),
  entry("c1", "chapter", "Chapter I", "General"),
  entry("a1", "article", "Article 1", "Objectives"),
  entry("a1p1", "paragraph", "1"),
  entry("a1p1a", "subparagraph", "(a)"),
  entry("a2", "article", "Article 2", "Scope"),
  entry("a2p1", "paragraph", "1."),
  entry("c2", "chapter", "Chapter II", "Goods"),
  entry("a3", "article", "Article 3", "Fees"),
];
const index = (byProvision: Record<string, string[]>): BracketIndex => ({
  brackets: new Map(),
  order: [],
  byProvision: new Map(Object.entries(byProvision)),
});
const statuses = (given: Record<string, Status>) =>
  Object.fromEntries(Object.entries(given).map(([id, status]) => [id, { status, at: "" }]));
const say: Say = (id, values) => `${id}${values ? JSON.stringify(values) : ""}`;

describe("the outline", () => {
  test("is a tree by level", () => {
    const rows = buildOutline(entries, index({}), {});
    expect(rows.map((row) => [row.id, row.children.map((child) => child.id)])).toEqual([
      ["h", []],
      ["c1", ["a1", "a2"]],
      ["c2", ["a3"]],
    ]);
    expect(rowsById(rows).get("a1")?.provisions).toEqual(["a1", "a1p1", "a1p1a"]);
  });

  test("counts a bracket once for every heading that it touches", () => {
    const rows = buildOutline(entries, index({ a1p1: ["b1", "b2"], a1p1a: ["b2"], a2p1: ["b2"] }), {});
    const byId = rowsById(rows);
    expect([byId.get("a1")?.open, byId.get("a2")?.open, byId.get("c1")?.open, byId.get("c2")?.open]).toEqual([
      2, 1, 2, 0,
    ]);
  });

  test("says the least status, or that only a part is agreed", () => {
    const given = statuses({ a2: "agreed-adref", a2p1: "agreed-group", a1p1: "adopted" });
    const byId = rowsById(buildOutline(entries, index({}), given));
    expect(byId.get("a2")?.status).toBe("agreed-group");
    expect(byId.get("a1")?.status).toBe("partly");
    expect(byId.get("a3")?.status).toBe("open");
  });

  test("keeps the rows that say the same", () => {
    const before = buildOutline(entries, index({ a1p1: ["b1"] }), {});
    const after = buildOutline(entries, index({ a1p1: ["b1"], a3: ["b9"] }), {}, rowsById(before));
    expect(after[1]).toBe(before[1]);
    expect(after[2]).not.toBe(before[2]);
  });

  test("is filtered by words and by what is open or agreed, with the way down to each", () => {
    const rows = buildOutline(entries, index({ a2p1: ["b1"] }), statuses({ a3: "agreed-adref" }));
    const shape = (list: typeof rows): unknown => list.map((row) => [row.id, shape(row.children)]);
    expect(shape(filterOutline(rows, "scop", "all"))).toEqual([["c1", [["a2", []]]]]);
    expect(shape(filterOutline(rows, "", "open"))).toEqual([["c1", [["a2", []]]]]);
    expect(shape(filterOutline(rows, "", "agreed"))).toEqual([["c2", [["a3", []]]]]);
    expect(filterOutline(rows, " ", "all")).toBe(rows);
    expect(filterOutline(rows, "nothing of this", "all")).toEqual([]);
  });

  test("finds the nearest heading of a provision", () => {
    const rows = buildOutline(entries, index({}), {});
    expect(headingOf(rows, "a1p1a")?.id).toBe("a1");
    expect(headingOf(rows, "c2")?.id).toBe("c2");
    expect(headingOf(rows, "t")).toBe(null);
  });
});

describe("the lines of the outline", () => {
  const rows = buildOutline(entries, index({}), {});
  const open = shownRows(rows, new Set());
  const half = shownRows(rows, new Set(["c1"]));

  test("stand below one another, without what is folded away", () => {
    expect(open.map(({ row, level, unfolded }) => [row.id, level, unfolded])).toEqual([
      ["h", 1, null],
      ["c1", 1, true],
      ["a1", 2, null],
      ["a2", 2, null],
      ["c2", 1, true],
      ["a3", 2, null],
    ]);
    expect(half.map(({ row }) => row.id)).toEqual(["h", "c1", "c2", "a3"]);
  });

  test.each([
    ["c1", "ArrowDown", { kind: "move", to: "a1" }],
    ["a1", "ArrowUp", { kind: "move", to: "c1" }],
    ["h", "ArrowUp", null],
    ["a2", "ArrowLeft", { kind: "move", to: "c1" }],
    ["c1", "ArrowLeft", { kind: "fold", row: "c1" }],
    ["c1", "ArrowRight", { kind: "move", to: "a1" }],
    ["a1", "ArrowRight", null],
    ["a1", "Home", { kind: "move", to: "h" }],
    ["a1", "End", { kind: "move", to: "a3" }],
    ["a1", "Enter", { kind: "go", row: "a1" }],
    ["a1", "x", null],
    ["gone", "ArrowDown", null],
  ] as const)("at %s, %s", (at, key, move) => {
    expect(outlineMove(open, at, key)).toEqual(move);
  });

  test("a folded branch is unfolded first; from right to left the arrows are turned round", () => {
    expect(outlineMove(half, "c1", "ArrowRight")).toEqual({ kind: "unfold", row: "c1" });
    expect(outlineMove(half, "c1", "ArrowLeft", true)).toEqual({ kind: "unfold", row: "c1" });
    expect(outlineMove(open, "c1", "ArrowRight", true)).toEqual({ kind: "fold", row: "c1" });
  });
});

describe("what a provision is called", () => {
  test.each([
    ["a1", "Article 1"],
    ["a1p1", "Article 1(1)"],
    ["a1p1a", "Article 1(1)(a)"],
    ["a2p1", "Article 2(1)"],
    ["c1", "Chapter I"],
    ["h", "PREAMBLE"],
    ["r", 'provision.in{"kind":"kind.recital","head":"PREAMBLE","place":1}'],
    ["t", "kind.title"],
    ["gone", "provision.gone"],
  ])("%s is %s", (id, name) => {
    expect(provisionName(entries, id, say)).toBe(name);
  });

  test("one that is not there is called as the page asks", () => {
    expect(provisionName(entries, "gone", say, "provision.otherMoment")).toBe("provision.otherMoment");
  });
});
