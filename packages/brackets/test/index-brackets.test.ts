import { provisionsOf, schema } from "@adref/schema";
import { b, cell, contested, note, prop, proposed, table, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { type BracketIndex, changedBrackets, indexBrackets } from "../src/index.ts";
import { plans, textOf } from "./texts.ts";

describe("indexBrackets", () => {
  it("lists standing words and options in document order", () => {
    const { doc } = treaty(
      prop(
        "p1",
        "Each Party ",
        contested("b1", "shall"),
        proposed("b1", "o1", "should"),
        proposed("b1", "o2", "may"),
        " act.",
      ),
      prop("p2", "It ", proposed("b0", "o3", "duly "), "acts."),
    );
    const index = indexBrackets(doc);
    expect(index.order).toEqual(["b1", "b0"]);
    expect([...index.byProvision]).toEqual([
      ["p1", ["b1"]],
      ["p2", ["b0"]],
    ]);
    expect(index.brackets.get("b1")).toEqual({
      id: "b1",
      standing: [{ provision: "p1", from: 11, to: 16, words: "shall" }],
      options: [
        { id: "o1", within: null, spans: [{ provision: "p1", from: 16, to: 22, words: "should" }], whole: [] },
        { id: "o2", within: null, spans: [{ provision: "p1", from: 22, to: 25, words: "may" }], whole: [] },
      ],
      provisions: ["p1"],
      parent: null,
      depth: 0,
      crosses: [],
    });
    expect(index.brackets.get("b0")?.standing).toEqual([]);
  });

  it("knows the option that a bracket was written into", () => {
    const { doc } = treaty(
      prop(
        "p1",
        proposed("b1", "o1", "in ", contested("b2", "thirty"), b("b2", "o2", "o1", "sixty ", contested("b3", "days"))),
      ),
    );
    const index = indexBrackets(doc);
    expect(place(index, "b2")).toEqual(["o1", 1, []]);
    expect(place(index, "b3")).toEqual(["o2", 2, []]);
    expect(index.order).toEqual(["b1", "b2", "b3"]);
  });

  it("takes a bracket whose parent option is gone for one of its own", () => {
    const { doc } = treaty(prop("p1", "in ", b("b2", "o2", "gone", "sixty"), " days"));
    expect(place(indexBrackets(doc), "b2")).toEqual([null, 0, []]);
  });

  it("tells an outer bracket from an inner one when both hold the same words", () => {
    const { doc } = treaty(prop("p1", proposed("b9", "o1", contested("b2", "now"), b("b2", "o2", "o1", "soon"))));
    const index = indexBrackets(doc);
    expect([place(index, "b9"), place(index, "b2")]).toEqual([
      [null, 0, []],
      ["o1", 1, []],
    ]);
  });

  it("tells crossing from nesting", () => {
    const { doc } = treaty(
      prop("p1", contested("b1", "a ", contested("b2", "b")), contested("b2", " c")),
      prop("p2", contested("b3", "d ", contested("b4", "e"), " f")),
    );
    const index = indexBrackets(doc);
    expect(place(index, "b1")).toEqual([null, 0, ["b2"]]);
    expect(place(index, "b2")).toEqual([null, 0, ["b1"]]);
    expect(place(index, "b4")).toEqual([null, 1, []]);
  });

  it("includes provisions proposed as a whole and what is written in them", () => {
    const { doc } = treaty(
      prop("p1", "One"),
      prop({ id: "p2", bracket: "b1", option: "o1" }, "Two ", contested("b2", "three")),
      prop({ id: "p3", bracket: "b1", option: "o1" }),
    );
    const index = indexBrackets(doc);
    expect(index.brackets.get("b1")?.options[0]).toMatchObject({
      whole: ["p2", "p3"],
      spans: [{ words: "Two three" }, { words: "" }],
    });
    expect(place(index, "b2")).toEqual(["o1", 1, []]);
  });

  it("reads table cells and leaves notes out", () => {
    const { doc } = treaty(
      prop("p1", note("n1", "TBD")),
      table("t", [
        cell(prop({ id: "c1", kind: "cell" }, contested("b1", "a"))),
        cell(prop({ id: "c2", kind: "cell" }, "b")),
      ]),
    );
    expect(indexBrackets(doc).order).toEqual(["b1"]);
    expect(indexBrackets(doc).brackets.get("b1")?.provisions).toEqual(["c1"]);
  });

  it("returns the same index when no bracket changed, and the same views for untouched brackets", () => {
    const { doc, tags } = treaty(
      prop("p1", "plain <a>words"),
      prop("p2", "x<c> ", contested("b1", "a")),
      prop("p3", contested("b2", "b")),
    );
    const index = indexBrackets(doc);
    let state = EditorState.create({ doc });
    state = state.apply(state.tr.insertText("more ", tags.a as number));
    expect(indexBrackets(state.doc, index)).toBe(index);
    state = state.apply(state.tr.insertText("y", (tags.c as number) + 5));
    const next = indexBrackets(state.doc, index);
    expect(next).not.toBe(index);
    expect(next.brackets.get("b1")?.standing[0]?.from).toBe(3);
    expect(next.brackets.get("b2")).toBe(index.brackets.get("b2"));
    expect(next.order).toBe(index.order);
  });

  it("is the same kept up step by step as read anew", () => {
    fc.assert(
      fc.property(plans, fc.array(fc.tuple(fc.nat(4), plans, fc.nat(5)), { maxLength: 6 }), (plan, changes) => {
        let doc = textOf(plan);
        let index = indexBrackets(doc);
        for (const [at, other, count] of changes) {
          const donor = provisionsOf(textOf(other)).slice(0, count);
          const blocks: Node[] = provisionsOf(doc).map(({ node }) => node);
          const ids = new Set(donor.map(({ node }) => node.attrs.id));
          const kept = blocks.filter((node, i) => i < at || !ids.has(node.attrs.id));
          kept.splice(
            at,
            0,
            ...donor.map(({ node }) => node).filter((node) => !kept.some((k) => k.attrs.id === node.attrs.id)),
          );
          doc = schema.node("doc", null, kept);
          const before = index;
          index = indexBrackets(doc, index);
          const anew = indexBrackets(doc);
          expect(plain(index)).toEqual(plain(anew));
          expect([...changedBrackets(before, index)].sort()).toEqual(differing(before, index));
          expect([...changedBrackets(before, anew)].sort()).toEqual(differing(before, anew));
          for (const [id, view] of anew.brackets) {
            const old = before.brackets.get(id);
            if (old && JSON.stringify(old) === JSON.stringify(view)) expect(index.brackets.get(id)).toBe(old);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps up with changes far apart in a long text without looking at everything for each bracket", () => {
    const long = (first: string, last: string) =>
      Array.from({ length: 3_000 }, (_, i) => {
        const words = i === 0 ? first : i === 2_999 ? last : "shall";
        return prop(`p${i}`, "Each Party ", contested(`b${i}`, words), proposed(`b${i}`, `o${i}`, "should"), " act.");
      });
    const before = indexBrackets(treaty(...long("shall", "shall")).doc);
    const { doc } = treaty(...long("may", "must"));
    const began = performance.now();
    const index = indexBrackets(doc, before);
    // A look at every bracket for every provision between the two would take several seconds.
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(plain(index)).toEqual(plain(indexBrackets(doc)));
  });

  it("reads a paragraph of twenty thousand brackets, each where it stands", () => {
    const words = Array.from({ length: 20_000 }, (_, i) => [contested(`b${i}`, "a"), proposed(`b${i}`, `o${i}`, "b")]);
    const { brackets } = indexBrackets(treaty(prop("p1", ...words.flat())).doc);
    expect(brackets.size).toBe(20_000);
    expect(brackets.get("b12345")?.standing).toEqual([{ provision: "p1", from: 24_690, to: 24_691, words: "a" }]);
  });
});

function differing(a: BracketIndex, b: BracketIndex): string[] {
  const ids = new Set([...a.brackets.keys(), ...b.brackets.keys()]);
  return [...ids].filter((id) => a.brackets.get(id) !== b.brackets.get(id)).sort();
}

function place(index: BracketIndex, id: string) {
  const view = index.brackets.get(id);
  return view && [view.parent, view.depth, view.crosses];
}

const plain = (index: BracketIndex) => ({
  order: index.order,
  byProvision: [...index.byProvision].sort(),
  brackets: Object.fromEntries([...index.brackets].sort()),
});
