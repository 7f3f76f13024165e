import { type Built, b, cell, contested, note, prop, proposed, strong, table, treaty } from "@adref/schema/testing";
import { describe, expect, it } from "vitest";
import { indexBrackets, signsOfProvision } from "../src/index.ts";
import { drawn } from "./draw.ts";

const cases: [string, Built, string][] = [
  [
    "alternatives stand side by side",
    treaty(prop("p", "A ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act")),
    "A [shall][o1: should] act",
  ],
  ["an insertion", treaty(prop("p", "A ", proposed("b1", "o1", "fully "), "acts")), "A [o1: fully ]acts"],
  [
    "a counter-proposal inside an option",
    treaty(
      prop(
        "p",
        "A ",
        proposed("b1", "o1", "in ", contested("b2", "thirty"), b("b2", "o2", "o1", "sixty"), " days"),
        ".",
      ),
    ),
    "A [o1: in [thirty][o2: sixty] days].",
  ],
  [
    "an option that is contested as a whole",
    treaty(prop("p", "A ", proposed("b1", "o1", contested("b2", "now")))),
    "A [o1: [now]]",
  ],
  [
    "an option that is replaced as a whole",
    treaty(prop("p", proposed("b1", "o1", contested("b2", "now"), b("b2", "o2", "o1", "soon")), " act")),
    "[o1: [now][o2: soon]] act",
  ],
  ["formatting does not divide a bracket", treaty(prop("p", "x", contested("b1", "a", strong("b"), "c"))), "x[abc]"],
  ["two brackets round the same words", treaty(prop("p", "x", contested("b2", contested("b1", "a")))), "x[[a]]"],
  [
    "crossing brackets open and close where they are",
    treaty(prop("p", "x", contested("b1", "a", contested("b2", "b")), contested("b2", "c"))),
    "x[a[b]c]",
  ],
  [
    "a bracket over provisions opens in the first and closes in the last",
    treaty(
      prop("p", "a ", contested("b1", "b")),
      prop("q", contested("b1", "c")),
      prop("r", contested("b1", "d"), " e"),
    ),
    "a [b ¶ c ¶ d] e",
  ],
  [
    "a bracket that broke apart has a pair for each part",
    treaty(prop("p", "a ", contested("b1", "b"), " x ", contested("b1", "c")), prop("q", "y ", contested("b1", "d"))),
    "a [b] x [c] ¶ y [d]",
  ],
  [
    "nested over provisions: the longer one is outside",
    treaty(
      prop("p", contested("b2", contested("b1", "a"))),
      prop("q", contested("b2", contested("b1", "b")), contested("b2", " c")),
      prop("r", contested("b2", "d"), " e"),
    ),
    "[#[#a ¶ b] c ¶ d] e",
  ],
  ["a provision that is contested as a whole", treaty(prop("p", contested("b1", "Words"))), "[#Words]"],
  [
    "a provision proposed as a whole, with something written into it",
    treaty(
      prop("p", "a"),
      prop({ id: "q", bracket: "b1", option: "o1" }, "new ", b("b2", "o2", "o1", "own "), "words"),
    ),
    "a ¶ [o1: #new [o2: own ]words]",
  ],
  [
    "two provisions proposed as one option",
    treaty(
      prop({ id: "q", bracket: "b1", option: "o1" }, "one"),
      prop({ id: "r", bracket: "b1", option: "o1" }, "two"),
      prop({ id: "s", bracket: "b1", option: "o2" }, "three"),
    ),
    "[o1: #one ¶ two] ¶ [o2: #three]",
  ],
  ["an empty proposed provision", treaty(prop({ id: "q", bracket: "b1", option: "o1" })), "[o1: #]"],
  [
    "a contested provision that somebody proposed",
    treaty(prop({ id: "q", bracket: "b1", option: "o1" }, contested("b2", "one"))),
    "[o1: #[#one]]",
  ],
  [
    "a note is shown",
    treaty(prop("p", "in ", note("n1", "X"), " days ", contested("b1", note("n2", "?")))),
    "in {n1: X} days [{n2: ?}]",
  ],
  [
    "cells of a table",
    treaty(prop("a", "x"), table("t", [cell(prop({ id: "c1", kind: "cell" }, "a ", contested("b1", "b")))])),
    "x ¶ a [b]",
  ],
];

describe("signsOf", () => {
  it.each(cases)("%s", (_, { doc }, expected) => {
    expect(drawn(doc)).toBe(expected);
  });

  it("returns the same array while nothing that matters has changed", () => {
    const { doc } = treaty(prop("p", contested("b1", "a")), prop("q", "b"));
    const index = indexBrackets(doc);
    const signs = signsOfProvision(index, doc.child(0), null, doc.child(1));
    expect(signsOfProvision(index, doc.child(0), null, doc.child(1))).toBe(signs);
  });
});
