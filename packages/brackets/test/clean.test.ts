import { EMPTY_RECORD, provisionsOf } from "@adref/schema";
import { b, cell, contested, note, prop, proposed, table, treaty } from "@adref/schema/testing";
import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { cleanDoc, indexBrackets, type OpenWords, openBrackets } from "../src/index.ts";

const { doc } = treaty(
  prop(
    "p1",
    "Each Party ",
    contested("b1", "shall"),
    proposed("b1", "o1", "should ", b("b2", "o2", "o1", "at once ")),
    " act.",
  ),
  prop(
    "p2",
    "In ",
    note("n1", "X"),
    " days ",
    proposed("b3", "o3", "or so "),
    "or ",
    contested("b4", "less "),
    "more.",
  ),
  prop({ id: "p3", number: null, bracket: "b5", option: "o5" }, "New."),
  prop("p4", contested("b6", "Old.")),
  table("t", [cell(prop({ id: "c1", kind: "cell" }, contested("b7", "a")))]),
);

describe("cleanDoc", () => {
  it("gives the words that stand, contested or not", () => {
    expect(cleaned(doc, "standing")).toEqual(["Each Party shall act.", "In X days or less more.", "Old.", "a"]);
  });

  it("gives the words that nobody contests", () => {
    expect(cleaned(doc, "nothing")).toEqual(["Each Party act.", "In X days or more.", ""]);
  });

  it("leaves no space before a stop", () => {
    const text = treaty(
      prop("p", "the Parties ", proposed("b1", "o1", "and observers"), "; and ", proposed("b2", "o2", "then"), "."),
    ).doc;
    expect(cleaned(text, "standing")).toEqual(["the Parties; and."]);
  });

  it("leaves no space at a provision's beginning and end", () => {
    const text = treaty(
      prop("p", "The Parties shall act ", proposed("b1", "o1", "without delay")),
      prop(
        "q",
        proposed("b2", "o2", "Subject to Article 2,"),
        " the Parties shall act ",
        proposed("b3", "o3", "soon"),
        " ",
      ),
      prop("r", " its own spaces "),
    ).doc;
    expect(cleaned(text, "standing")).toEqual(["The Parties shall act", "the Parties shall act", " its own spaces "]);
  });

  it("returns a document without brackets as it is, and touches no untouched provision", () => {
    const plain = treaty(prop("p", "Words.")).doc;
    expect(cleanDoc(plain, indexBrackets(plain), "standing")).toBe(plain);
    const mixed = treaty(prop("p", "Words."), prop("q", contested("b1", "More."))).doc;
    expect(cleanDoc(mixed, indexBrackets(mixed), "standing").child(0)).toBe(mixed.child(0));
  });
});

describe("openBrackets", () => {
  it("counts brackets without a resolution, parked ones included and notes not", () => {
    const index = indexBrackets(doc);
    const facts = { kind: "lift", at: "", by: "" } as const;
    const open = openBrackets(index, { ...EMPTY_RECORD, resolutions: { b4: facts } });
    expect(open.total).toBe(6);
    expect(open.ids).toEqual(["b1", "b2", "b3", "b5", "b6", "b7"]);
    expect([...open.byProvision]).toEqual([
      ["p1", 2],
      ["p2", 1],
      ["p3", 1],
      ["p4", 1],
      ["c1", 1],
    ]);
  });
});

function cleaned(text: Node, open: OpenWords): string[] {
  const clean = cleanDoc(text, indexBrackets(text), open);
  clean.check();
  expect(indexBrackets(clean).order).toEqual([]);
  return provisionsOf(clean).map(({ node }) => node.textContent);
}
