import { bodyOf, docOfY, keepFormatting, newId, provisionOfNode, provisionsOf, schema, writeDoc } from "@adref/schema";
import { at, contested, prop, proposed, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { redo, undo } from "../src/index.ts";
import { HeadlessEditor } from "../src/testing/index.ts";

const values = (doc: Node) => provisionsOf(doc).map(({ node }) => provisionOfNode(node));

function peers(start: Node, count: number) {
  const first = new Y.Doc();
  first.clientID = 1;
  writeDoc(bodyOf(first), start);
  const seed = Y.encodeStateAsUpdate(first);
  return Array.from({ length: count }, (_, i) => {
    const doc = new Y.Doc();
    doc.clientID = 10 + i;
    keepFormatting(doc);
    bodyOf(doc);
    Y.applyUpdate(doc, seed);
    return { doc, editor: new HeadlessEditor(doc) };
  });
}
type Peer = ReturnType<typeof peers>[number];

function sync(all: readonly Peer[]): void {
  for (const from of all) {
    for (const to of all) {
      if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), "remote");
    }
  }
}

const sample = treaty(
  prop("p1", "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act<a> now."),
  prop("p2", "A second <b>paragraph."),
  prop("p3"),
);

test("a typed letter is written where it was typed, even among equal letters", () => {
  const [one, two] = peers(treaty(prop("p1", "aaaa")).doc, 2) as [Peer, Peer];
  one.editor.dispatch(one.editor.state.tr.insertText("a", 2));
  two.editor.dispatch(two.editor.state.tr.insertText("b", 2));
  sync([one, two]);
  const text = bodyOf(one.doc).get(0) as Y.XmlElement;
  expect(["aabaaa", "abaaaa"]).toContain((text.get(0) as Y.XmlText).toString());
  expect(one.editor.state.doc.eq(two.editor.state.doc)).toBe(true);
});

test("deleting words deletes no formatting: words that another types there meanwhile rest on it", () => {
  const [one] = peers(sample.doc, 1) as [Peer];
  const formats = () =>
    [...one.doc.store.clients.values()]
      .flat()
      .filter((item) => item instanceof Y.Item && !item.deleted && item.content instanceof Y.ContentFormat).length;
  const before = formats();
  const at = one.editor.state.doc.textContent.indexOf("should") + 1;
  one.editor.dispatch(one.editor.state.tr.delete(at, at + "should".length));
  expect(one.editor.state.doc.child(0).textContent).toBe("Each Party shall act now.");
  expect(formats()).toBe(before);
});

test("a deletion is a local change, like every other that is made here", () => {
  const [one] = peers(sample.doc, 1) as [Peer];
  const locals: boolean[] = [];
  one.doc.on("afterTransaction", (transaction: Y.Transaction) => {
    if (transaction.changed.size > 0) locals.push(transaction.local);
  });
  one.editor.dispatch(one.editor.state.tr.delete(3, 6));
  one.editor.dispatch(one.editor.state.tr.insertText("abc", 3));
  expect(locals).toEqual([true, true]);
});

test("a remote change replaces the touched words only, and the caret stays", () => {
  const [one, two] = peers(sample.doc, 2) as [Peer, Peer];
  const caret = at(sample, "b");
  one.editor.dispatch(one.editor.state.tr.setSelection(TextSelection.create(one.editor.state.doc, caret)));
  const untouched = one.editor.state.doc.child(1);
  two.editor.dispatch(two.editor.state.tr.insertText("XX", at(sample, "a")));
  sync([one, two]);
  expect(one.editor.state.doc.child(1)).toBe(untouched);
  expect(one.editor.state.selection.head).toBe(caret + 2);
  expect(one.editor.state.doc.child(0).textContent).toBe("Each Party shallshould actXX now.");
});

test("words that another inserts at the caret come after it", () => {
  const [one, two] = peers(sample.doc, 2) as [Peer, Peer];
  const caret = at(sample, "a");
  one.editor.dispatch(one.editor.state.tr.setSelection(TextSelection.create(one.editor.state.doc, caret)));
  two.editor.dispatch(two.editor.state.tr.insertText("XX", caret));
  sync([one, two]);
  expect(one.editor.state.selection.head).toBe(caret);
});

test("two changes round the caret that come as one leave it between its characters", () => {
  fc.assert(
    fc.property(
      fc.nat(20),
      fc.array(fc.tuple(fc.nat(20), fc.nat(3), fc.constantFrom("", "X", "YY")), { minLength: 1, maxLength: 4 }),
      (caret, changes) => {
        const [one, two] = peers(treaty(prop("p0", "Before."), prop("p1", "abcdefghijklmnopqrst")).doc, 2) as [
          Peer,
          Peer,
        ];
        const start = one.editor.state.doc.child(0).nodeSize + 1;
        const { doc } = one.editor.state;
        one.editor.dispatch(one.editor.state.tr.setSelection(TextSelection.create(doc, start + caret)));
        for (const [at, length, words] of changes) {
          const { state } = two.editor;
          const size = state.doc.child(1).content.size;
          const from = start + Math.min(at, size);
          two.editor.dispatch(state.tr.insertText(words, from, Math.min(from + length, start + size)));
        }
        sync([one, two]);
        const now = one.editor.state.doc.child(1).textContent;
        const offset = one.editor.state.selection.head - start;
        const kept = [..."abcdefghijklmnopqrst"].filter((letter) => now.includes(letter));
        for (const letter of kept) {
          expect(now.indexOf(letter) < offset).toBe("abcdefghijklmnopqrst".indexOf(letter) < caret);
        }
      },
    ),
  );
});

test("undo takes back one's own words only, and puts them again", () => {
  const [one, two] = peers(sample.doc, 2) as [Peer, Peer];
  one.editor.dispatch(one.editor.state.tr.insertText("mine ", at(sample, "b")));
  two.editor.dispatch(two.editor.state.tr.insertText("yours ", at(sample, "b")));
  sync([one, two]);
  expect(undo(one.editor.state, one.editor.dispatch, one.editor.asView())).toBe(true);
  expect(one.editor.state.doc.child(1).textContent).toBe("A second yours paragraph.");
  expect(redo(one.editor.state, one.editor.dispatch, one.editor.asView())).toBe(true);
  expect(one.editor.state.doc.child(1).textContent).toContain("mine ");
  expect(undo(two.editor.state)).toBe(true);
});

test("undoing a provision into which another wrote keeps the other's words and the provision's attributes", () => {
  const [one, two] = peers(sample.doc, 2) as [Peer, Peer];
  const node = schema.node("provision", { id: "new", bracket: "b9", option: "o9" }, schema.text("mine"));
  one.editor.dispatch(one.editor.state.tr.insert(0, node));
  sync([one, two]);
  two.editor.dispatch(two.editor.state.tr.insertText("yours", 3));
  sync([one, two]);
  undo(one.editor.state, one.editor.dispatch, one.editor.asView());
  sync([one, two]);
  const left = two.editor.state.doc.child(0);
  expect(left.textContent).toBe("yours");
  expect(left.attrs).toMatchObject({ id: "new", bracket: "b9", option: "o9" });
});

test("invalid shared words are left alone and the editor writes no more: nothing is deleted", () => {
  const [one] = peers(sample.doc, 1) as [Peer];
  const bad = new Y.XmlElement("chapter");
  bodyOf(one.doc).insert(0, [bad]);
  one.editor.dispatch(one.editor.state.tr.insertText("XX", at(sample, "a")));
  expect(bodyOf(one.doc).get(0)).toBe(bad);
  expect(bodyOf(one.doc).length).toBe(4);
  expect(bodyOf(one.doc).get(1).toString()).not.toContain("XX");
});

type Op =
  | { kind: "type"; at: number; words: string; mark: number }
  | { kind: "cut"; at: number; length: number }
  | { kind: "mark"; at: number; length: number; mark: number; off: boolean }
  | { kind: "provision"; at: number }
  | { kind: "drop"; at: number }
  | { kind: "level"; at: number; level: number }
  | { kind: "split"; at: number }
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "sync" };

const where = fc.nat(400);
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("type" as const),
      at: where,
      words: fc.constantFrom("a", "b ", "wörd", "字"),
      mark: fc.nat(4),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("cut" as const), at: where, length: fc.nat(6) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("mark" as const),
      at: where,
      length: fc.nat(30),
      mark: fc.nat(4),
      off: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("provision" as const), at: where }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("drop" as const), at: where }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("level" as const), at: where, level: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("split" as const), at: where }) },
  { weight: 1, arbitrary: fc.constant({ kind: "undo" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "redo" as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: "sync" as const }) },
);

const marks = [
  schema.mark("strong"),
  schema.mark("contested", { bracket: "x1" }),
  schema.mark("contested", { bracket: "x2" }),
  schema.mark("proposed", { bracket: "x1", option: "y1", within: null }),
  schema.mark("proposed", { bracket: "x2", option: "y2", within: "y1" }),
];

function perform(peer: Peer, step: Op): void {
  const { editor } = peer;
  const { state } = editor;
  const size = state.doc.content.size;
  const clamp = (n: number) => (size === 0 ? 0 : n % (size + 1));
  const tr = state.tr;
  switch (step.kind) {
    case "type": {
      const $pos = state.doc.resolve(clamp(step.at));
      if (!$pos.parent.inlineContent) return;
      tr.insert($pos.pos, schema.text(step.words, [marks[step.mark]!]));
      break;
    }
    case "cut": {
      const $from = state.doc.resolve(clamp(step.at));
      if (!$from.parent.inlineContent) return;
      tr.delete($from.pos, Math.min($from.pos + step.length, $from.end()));
      break;
    }
    case "mark": {
      const from = clamp(step.at);
      const to = Math.min(from + step.length, size);
      if (step.off) tr.removeMark(from, to, marks[step.mark]!);
      else tr.addMark(from, to, marks[step.mark]!);
      break;
    }
    case "provision":
      tr.insert(
        state.doc.resolve(clamp(step.at)).depth === 0 ? clamp(step.at) : state.doc.resolve(clamp(step.at)).before(1),
        schema.node("provision", { id: newId("p") }),
      );
      break;
    case "drop": {
      const $pos = state.doc.resolve(clamp(step.at));
      if ($pos.depth === 0) return;
      tr.delete($pos.before(1), $pos.after(1));
      break;
    }
    case "level": {
      const $pos = state.doc.resolve(clamp(step.at));
      if ($pos.depth === 0) return;
      tr.setNodeAttribute($pos.before(1), "level", step.level);
      break;
    }
    case "split": {
      const $pos = state.doc.resolve(clamp(step.at));
      if ($pos.depth === 0) return;
      tr.split($pos.pos);
      break;
    }
    case "undo":
      undo(state, editor.dispatch, editor.asView());
      return;
    case "redo":
      redo(state, editor.dispatch, editor.asView());
      return;
    case "sync":
      return;
  }
  editor.dispatch(tr);
}

test("three editors that partition and heal show the same words, and what each shows is what is shared", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), op), { maxLength: 60 }), (steps) => {
      const all = peers(sample.doc, 3);
      for (const [who, step] of steps) {
        if (step.kind === "sync") sync(all);
        else perform(all[who] as Peer, step);
        for (const peer of all) {
          expect(values(peer.editor.state.doc)).toEqual(values(docOfY(bodyOf(peer.doc))));
        }
      }
      sync(all);
      sync(all);
      for (const peer of all) {
        expect(values(peer.editor.state.doc)).toEqual(values(docOfY(bodyOf(peer.doc))));
        expect(values(peer.editor.state.doc)).toEqual(values(all[0]!.editor.state.doc));
      }
    }),
    { numRuns: 150 },
  );
});

/** The formatting keys that are in force behind the last letter of the first provision. */
function openAtEnd({ doc }: Peer): string[] {
  const open = new Set<string>();
  const text = (bodyOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentFormat)) continue;
    if (item.content.value === null) open.delete(item.content.key);
    else open.add(item.content.key);
  }
  return [...open];
}

test("taking a bracket back leaves no mark open where another wrote in it meanwhile", () => {
  const [one, two] = peers(treaty(prop("p1", "Each Party shall act.")).doc, 2) as [Peer, Peer];
  const mark = (id: string) => schema.mark("contested", { bracket: id });
  one.editor.dispatch(one.editor.state.tr.addMark(6, 11, mark("b1")));
  sync([one, two]);
  const words = schema.text("x", [schema.mark("proposed", { bracket: "b2", option: "o2", within: null })]);
  two.editor.dispatch(two.editor.state.tr.insert(8, words));
  undo(one.editor.state, one.editor.dispatch, one.editor.asView());
  sync([one, two]);
  expect(openAtEnd(one)).toEqual([]);
  const after = values(one.editor.state.doc)[0]?.runs.at(-1)?.text;
  expect(after).toMatch(/shall act\.$/);
});

test("words that were taken back come again between the marks that they had, before what others wrote beside them", () => {
  const [one, two] = peers(treaty(prop("p1", "Each shall")).doc, 2) as [Peer, Peer];
  const own = (id: string) => [schema.mark("proposed", { bracket: `b${id}`, option: `o${id}`, within: null })];
  one.editor.dispatch(one.editor.state.tr.insert(6, schema.text("one", own("1"))));
  sync([one, two]);
  undo(one.editor.state, one.editor.dispatch, one.editor.asView());
  redo(one.editor.state, one.editor.dispatch, one.editor.asView());
  two.editor.dispatch(two.editor.state.tr.insert(6, schema.text("two", own("2"))));
  sync([one, two]);
  const runs = values(one.editor.state.doc)[0]?.runs ?? [];
  expect(runs.find(({ text }) => text === "two")?.marks.map(({ attrs }) => attrs.option)).toEqual(["o2"]);
  expect(runs.find(({ text }) => text === "one")?.marks.map(({ attrs }) => attrs.option)).toEqual(["o1"]);
});
