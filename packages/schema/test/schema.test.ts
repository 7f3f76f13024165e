import fc from "fast-check";
import { expect, test } from "vitest";
import { prosemirrorToYXmlFragment } from "y-prosemirror";
import * as Y from "yjs";
import {
  bodyOf,
  displayedNumbers,
  docOfY,
  EMPTY_RECORD,
  innermost,
  type Kind,
  keepFormatting,
  LEVEL_OF,
  markKey,
  markValue,
  provisionElements,
  provisionOfNode,
  provisionOfY,
  provisionsOf,
  schema,
  withinIn,
  writeDoc,
} from "../src/index.ts";
import { at, cell, contested, prop, proposed, strong, table, treaty } from "../src/testing/index.ts";

const sample = treaty(
  prop({ id: "a1", kind: "article", number: "Article 1" }, "Objectives"),
  prop("p1", "Each Party ", contested("b1", "sh<a>all"), proposed("b1", "o1", "should"), " act", strong(" now"), "."),
  table("t1", [cell(prop({ id: "c1", kind: "cell" }, "one")), cell(prop({ id: "c2", kind: "cell" }))]),
);

test("a document written to the shared body reads back equal", () => {
  const doc = new Y.Doc();
  writeDoc(bodyOf(doc), sample.doc);
  expect(docOfY(bodyOf(doc)).toJSON()).toEqual(sample.doc.toJSON());
});

test("both readers of a provision give the same value", () => {
  const doc = new Y.Doc();
  writeDoc(bodyOf(doc), sample.doc);
  const fromY = [...provisionElements(bodyOf(doc))].map(provisionOfY);
  expect(fromY).toEqual(provisionsOf(sample.doc).map(({ node }) => provisionOfNode(node)));
});

test("mark keys are those that y-prosemirror computes", () => {
  const doc = new Y.Doc();
  prosemirrorToYXmlFragment(sample.doc, bodyOf(doc));
  const keys = new Set<string>();
  for (const element of provisionElements(bodyOf(doc))) {
    for (const child of element.toArray()) {
      if (!(child instanceof Y.XmlText)) continue;
      for (const part of child.toDelta()) for (const key of Object.keys(part.attributes ?? {})) keys.add(key);
    }
  }
  const ours = new Set<string>();
  sample.doc.descendants((node) => {
    for (const mark of node.marks) ours.add(markKey(markValue(mark)));
  });
  expect(keys).toEqual(ours);
});

test("tags name positions in the document", () => {
  expect(sample.doc.textBetween(at(sample, "a") - 2, at(sample, "a") + 3)).toBe("shall");
});

test("numbers that an issued text gave stay put, later ones become bis and ter", () => {
  const base = { kind: "paragraph", level: 4 } as const;
  const numbers = displayedNumbers([
    { id: "a", kind: "article", level: 3, number: "Article 2" },
    { ...base, id: "1", number: "1" },
    { ...base, id: "2", number: null },
    { id: "s", kind: "subparagraph", level: 5, number: null },
    { ...base, id: "3", number: null },
    { ...base, id: "4", number: "2" },
    { id: "b", kind: "article", level: 3, number: null },
    { ...base, id: "5", number: null },
  ]);
  expect([...numbers.values()]).toEqual(["Article 2", "1", "1 bis", "(a)", "1 ter", "2", "Article 2 bis", "1"]);
});

test("nothing is numbered twice: what comes before the first of a list is called new, and what heads no list has no number", () => {
  const labels = (...provisions: [Kind, string | null][]) => [
    ...displayedNumbers(
      provisions.map(([kind, number], i) => ({ id: String(i), kind, level: LEVEL_OF[kind], number })),
    ).values(),
  ];
  expect(
    labels(
      ["title", ""],
      ["paragraph", null],
      ["paragraph", null],
      ["recital", ""],
      ["article", null],
      ["article", "Article 1"],
      ["paragraph", ""],
      ["subparagraph", null],
      ["subparagraph", null],
      ["item", null],
      ["subparagraph", "(a)"],
      ["subparagraph", null],
      ["article", null],
      ["paragraph", null],
      ["paragraph", null],
    ),
  ).toEqual([
    ...["", "", "", "", "Article (new)", "Article 1", "", "(new)", "(new bis)", "(i)", "(a)", "(a bis)"],
    ...["Article 1 bis", "1", "1 bis"],
  ]);
  expect(labels(["title", ""], ["paragraph", null], ["paragraph", "1"], ["paragraph", null])).toEqual([
    ...["", "(new)", "1", "1 bis"],
  ]);
});

test("no two provisions of one list show the same number, wherever new ones are put", () => {
  const kinds = ["chapter", "article", "paragraph", "subparagraph", "item"] as const;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...kinds), fc.boolean()), { maxLength: 40 }), (list) => {
      const now = list.map(([kind, issued], i) => {
        return { id: String(i), kind, level: LEVEL_OF[kind], number: issued ? `No ${i}` : null };
      });
      const shown = displayedNumbers(now);
      const lists = new Map<string, Set<string>>();
      for (const { id, kind, level } of now) {
        for (const key of lists.keys()) if (Number.parseInt(key, 10) > level) lists.delete(key);
        const key = `${level}/${kind}`;
        const seen = lists.get(key) ?? new Set<string>();
        lists.set(key, seen);
        const number = shown.get(id) ?? "";
        expect(number !== "" && seen.has(number)).toBe(false);
        seen.add(number);
      }
    }),
  );
});

test("the schema never demands content: a parent that two people empty stays valid", () => {
  for (const type of Object.values(schema.nodes)) {
    if (!type.isText) expect(type.contentMatch.validEnd, type.name).toBe(true);
  }
});

test("a document that keeps its formatting deletes none after a change from elsewhere", () => {
  const deletes = (keep: boolean) => {
    const author = new Y.Doc();
    writeDoc(bodyOf(author), treaty(prop("p1", "Each Party shall act.")).doc);
    const reader = new Y.Doc();
    if (keep) keepFormatting(reader);
    bodyOf(reader);
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(author));
    const words = (doc: Y.Doc) => [...provisionElements(bodyOf(doc))][0]?.get(0) as unknown as Y.XmlText;
    let updates = 0;
    reader.on("update", () => {
      updates += 1;
    });
    words(author).format(0, 8, { strong: {} });
    words(reader).format(0, 6, { strong: {} });
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(author, Y.encodeStateVector(reader)));
    return updates;
  };
  expect(deletes(false)).toBeGreaterThan(deletes(true));
  expect(deletes(true)).toBe(2);
});

test("an option that has ended between two others still says whose the inner words are", () => {
  const facts = (bracket: string, within: string | null, owner: string) => ({ bracket, within, owner, at: "" });
  const options = { o1: facts("b1", null, "KAZ"), o2: facts("b2", "o1", "UZB"), o3: facts("b3", "o2", "MNG") };
  const withinOf = withinIn({ ...EMPTY_RECORD, options });
  const on = (...ids: (keyof typeof options)[]) =>
    ids.map((option) => ({ option, bracket: options[option].bracket, within: options[option].within }));
  const inner = (...ids: (keyof typeof options)[]) => innermost(on(...ids), withinOf).map(({ option }) => option);
  expect(inner("o1", "o2", "o3")).toEqual(["o3"]);
  expect(inner("o1", "o3")).toEqual(["o3"]);
  expect(inner("o3", "o2")).toEqual(["o3"]);
  expect(inner("o1")).toEqual(["o1"]);
  expect(inner()).toEqual([]);
});
