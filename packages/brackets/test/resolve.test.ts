import { bodyOf, docOfY, provisionOfNode, provisionsOf, writeDoc } from "@adref/schema";
import { type Built, b, contested, note, prop, proposed, strong, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { applyResolution, type How, indexBrackets } from "../src/index.ts";
import { drawn } from "./draw.ts";
import { plans, textOf } from "./texts.ts";

const replaced = () =>
  treaty(
    prop(
      "p",
      "Each Party ",
      contested("b1", "shall"),
      proposed("b1", "o1", "should"),
      proposed("b1", "o2", "may"),
      " act.",
    ),
  );
const nested = () =>
  treaty(
    prop("p", "A ", proposed("b1", "o1", "in ", contested("b2", "thirty"), b("b2", "o2", "o1", "sixty"), " days"), "."),
  );
const insertion = () => treaty(prop("p", "A ", proposed("b1", "o1", "fully "), "acts"));
const across = () =>
  treaty(
    prop({ id: "p", number: "1" }, "One ", contested("b1", "two")),
    prop({ id: "q", number: "2" }, contested("b1", "three")),
    prop({ id: "r", number: "3" }, contested("b1", "four"), " five"),
  );
const paragraphs = () =>
  treaty(
    prop({ id: "p", number: "2" }, contested("b1", "Old words.")),
    prop({ id: "q", number: null, bracket: "b1", option: "o1" }, "New ", b("b2", "o2", "o1", "own "), "words."),
    prop({ id: "r", number: null, bracket: "b1", option: "o3" }, "Others."),
    prop({ id: "s", number: "3" }, "Last."),
  );

const adopt = (option: string): How => ({ kind: "adopt", option });
const merge = (words: string): How => ({ kind: "merge", words });

const cases: [string, () => Built, string, How, string][] = [
  ["an option becomes the standing words", replaced, "b1", adopt("o1"), "Each Party should act."],
  ["the standing words stay", replaced, "b1", adopt("standing"), "Each Party shall act."],
  ["no text: one of two spaces goes", replaced, "b1", { kind: "delete" }, "Each Party act."],
  ["merged words stand where the bracket began", replaced, "b1", merge("is to"), "Each Party is to act."],
  ["an insertion is lifted", insertion, "b1", { kind: "lift" }, "A fully acts"],
  ["an insertion falls when what stands is adopted", insertion, "b1", adopt("standing"), "A acts"],
  ["what was written into an adopted option stays open", nested, "b1", adopt("o1"), "A in [thirty][o2: sixty] days."],
  ["what was written into a dropped option ends with it", nested, "b1", { kind: "delete" }, "A."],
  ["an inner bracket is resolved inside its option", nested, "b2", adopt("o2"), "A [o1: in sixty days]."],
  ["inner words are merged inside the option", nested, "b2", merge("ninety"), "A [o1: in ninety days]."],
  ["a bracket over provisions is lifted", across, "b1", { kind: "lift" }, "One two ¶ three ¶ four five"],
  ["a provision that loses all its words goes", across, "b1", { kind: "delete" }, "One  ¶  five"],
  ["merged words replace a bracket over provisions", across, "b1", merge("all"), "One all ¶  five"],
  ["a proposed provision replaces the one that stood", paragraphs, "b1", adopt("o1"), "New [o2: own ]words. ¶ Last."],
  ["the standing provision stays, the proposed ones go", paragraphs, "b1", adopt("standing"), "Old words. ¶ Last."],
  ["merged words take the place of the first provision", paragraphs, "b1", merge("Both."), "Both. ¶ Last."],
  [
    "crossing brackets keep what is theirs",
    () => treaty(prop("p", "x ", contested("b1", "a ", contested("b2", "b ")), contested("b2", "c"))),
    "b1",
    { kind: "delete" },
    "x [c]",
  ],
  [
    "a bracket round exactly the same words ends when they go",
    () => treaty(prop("p", "x ", contested("b1", contested("b2", "a")), " y")),
    "b1",
    merge("b"),
    "x b y",
  ],
  [
    "an enclosing bracket goes on round merged words",
    () => treaty(prop("p", "x ", contested("b1", "a ", contested("b2", "b"), " c"), " y")),
    "b2",
    merge("B"),
    "x [a B c] y",
  ],
  [
    "notes are left alone",
    () => treaty(prop("p", contested("b1", "in ", note("n1", "X")), " days")),
    "b1",
    { kind: "lift" },
    "in {n1: X} days",
  ],
];

describe("applyResolution", () => {
  it.each(cases)("%s", (_, build, bracket, how, expected) => {
    const { doc, effect } = resolved(build().doc, bracket, how);
    expect(effect.resolved).toBe(true);
    expect(drawn(doc)).toBe(expected);
  });

  it("says which brackets ended and which provisions changed", () => {
    expect(resolved(paragraphs().doc, "b1", adopt("standing")).effect).toEqual({
      resolved: true,
      ended: ["b1", "b2"],
      touched: ["p"],
      removed: ["q", "r"],
    });
  });

  it("gives an adopted provision the number of the one it replaces, and none of its proposal", () => {
    const { doc } = resolved(paragraphs().doc, "b1", adopt("o1"));
    expect(doc.child(0).attrs).toMatchObject({ id: "q", number: "2", bracket: null, option: null, within: null });
  });

  it("makes a provision that was written into a proposed provision part of that proposal", () => {
    const { doc } = treaty(
      prop({ id: "p", bracket: "b1", option: "o1" }, "One"),
      prop({ id: "q", bracket: "b2", option: "o2", within: "o1" }, "Two"),
    );
    expect(resolved(doc, "b2", adopt("o2")).doc.child(1).attrs).toMatchObject({
      bracket: "b1",
      option: "o1",
      within: null,
    });
    expect(drawn(resolved(doc, "b1", adopt("standing")).doc)).toBe("");
  });

  it("keeps formatting that all replaced words had", () => {
    const { doc } = treaty(prop("p", "x ", contested("b1", strong("a")), proposed("b1", "o1", strong("b"))));
    expect(
      resolved(doc, "b1", merge("c"))
        .doc.child(0)
        .child(1)
        .marks.map((mark) => mark.type.name),
    ).toEqual(["strong"]);
  });

  it("refuses what it cannot do, with the reason, and writes nothing", () => {
    for (const [bracket, how, why] of [
      ["b9", { kind: "lift" }, "no-such-bracket"],
      ["b1", { kind: "lift" }, "several-options"],
      ["b1", adopt("o9"), "no-such-option"],
    ] as [string, How, string][]) {
      const { effect, updates, doc } = resolved(replaced().doc, bracket, how);
      expect(effect).toMatchObject({ resolved: false, why });
      expect(updates).toBe(0);
      expect(doc.eq(replaced().doc)).toBe(true);
    }
  });

  it("keeps the very characters, so that what another types in an adopted option meanwhile stays in place", () => {
    const ours = new Y.Doc({ gc: true });
    writeDoc(bodyOf(ours), replaced().doc);
    const theirs = new Y.Doc();
    bodyOf(theirs);
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ours));
    applyResolution(bodyOf(ours), "b1", adopt("o1"));
    const text = (bodyOf(theirs).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    text.insert("Each Party shallsho".length, "XX");
    Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs));
    expect(docOfY(bodyOf(ours)).textContent).toBe("Each Party shoXXuld act.");
  });

  it("reads provisions that hold several shared texts", () => {
    const doc = new Y.Doc();
    const body = bodyOf(doc);
    writeDoc(body, replaced().doc);
    (body.get(0) as Y.XmlElement).insert(1, [new Y.XmlText(" More")]);
    applyResolution(body, "b1", { kind: "delete" });
    expect(docOfY(body).textContent).toBe("Each Party act. More");
  });

  it("leaves no trace of the bracket, and nothing else changed, whatever the text", () => {
    let ran = 0;
    fc.assert(
      fc.property(plans, fc.nat(20), fc.nat(3), fc.nat(5), (plan, pick, way, optionPick) => {
        const before = textOf(plan);
        const index = indexBrackets(before);
        const bracket = index.order[pick % Math.max(1, index.order.length)];
        const view = bracket === undefined ? undefined : index.brackets.get(bracket);
        fc.pre(view !== undefined);
        ran++;
        const ids = [...view.options.map((o) => o.id), "standing"];
        const how = (
          [
            { kind: "lift" },
            { kind: "delete" },
            merge("merged"),
            adopt(ids[optionPick % ids.length] as string),
          ] as const
        )[way] as How;
        const { doc, effect } = resolved(before, view.id, how);
        if (!effect.resolved) {
          expect(values(doc)).toEqual(values(before));
          return;
        }
        doc.check();
        const after = indexBrackets(doc);
        expect(after.brackets.has(view.id)).toBe(false);
        expect([...effect.ended].sort()).toEqual(index.order.filter((id) => !after.brackets.has(id)).sort());
        // What the chair decided to drop, computed the slow way.
        const kept = how.kind === "adopt" ? how.option : how.kind === "lift" ? (ids[0] as string) : "nothing";
        expect(squeeze(words(doc, "\u0000"))).toBe(squeeze(expectedWords(before, view.id, kept, how)));
        for (const [id, other] of index.brackets) {
          const now = after.brackets.get(id);
          if (!now || id === view.id) continue;
          for (const option of now.options) {
            const was = other.options.find((o) => o.id === option.id);
            const lost = squeeze(option.spans.map((s) => s.words).join(""));
            if (how.kind !== "merge")
              expect(isSubsequence(lost, was?.spans.map((s) => s.words).join("") ?? "")).toBe(true);
          }
        }
        for (const { node } of provisionsOf(before)) {
          const id = node.attrs.id as string;
          if (effect.touched.includes(id) || effect.removed.includes(id)) continue;
          const same = provisionsOf(doc).find((p) => p.node.attrs.id === id);
          expect(same && provisionOfNode(same.node)).toEqual(provisionOfNode(node));
        }
      }),
      { numRuns: 600 },
    );
    expect(ran).toBeGreaterThan(300);
  });
});

function resolved(doc: Node, bracket: string, how: How) {
  const ydoc = new Y.Doc();
  const body = bodyOf(ydoc);
  writeDoc(body, doc);
  let updates = 0;
  ydoc.on("update", () => updates++);
  const effect = applyResolution(body, bracket, how);
  expect(updates).toBeLessThanOrEqual(1);
  return { effect, doc: docOfY(body), updates };
}

const words = (doc: Node, between: string) => doc.textBetween(0, doc.content.size, between);

/** The words that should be left, character by character. */
function expectedWords(doc: Node, bracket: string, kept: string, how: How): string {
  const gone = new Set<string>();
  let merged = false;
  const parts: string[] = [];
  const dropped = new Set<string>();
  const all = indexBrackets(doc);
  for (const option of all.brackets.get(bracket)?.options ?? []) if (option.id !== kept) dropped.add(option.id);
  for (let grew = true; grew; ) {
    grew = false;
    for (const view of all.brackets.values()) {
      for (const option of view.options) {
        if (option.within && dropped.has(option.within) && !dropped.has(option.id)) grew = !!dropped.add(option.id);
      }
    }
  }
  for (const { node } of provisionsOf(doc)) {
    let text = "";
    let contestedLost = false;
    const wholeMine = node.attrs.bracket === bracket;
    const merges = () => {
      if (how.kind !== "merge" || merged) return false;
      merged = true;
      return true;
    };
    if (wholeMine && merges()) {
      parts.push("merged");
      continue;
    }
    if (node.attrs.option && dropped.has(node.attrs.option)) {
      gone.add(node.attrs.id);
      continue;
    }
    node.forEach((child) => {
      const mine = child.marks.filter((m) => m.type.name === "proposed" && m.attrs.bracket === bracket);
      const struck = child.marks.some((m) => m.type.name === "contested" && m.attrs.bracket === bracket);
      const stays = mine.length > 0 ? mine.some((m) => m.attrs.option === kept) : !struck || kept === "standing";
      if (stays) text += child.text;
      else {
        if (merges()) text += "merged";
        contestedLost ||= struck;
      }
    });
    if (text === "" && contestedLost) continue;
    parts.push(text);
  }
  return parts.join("\u0000");
}

const values = (doc: Node) => provisionsOf(doc).map(({ node }) => provisionOfNode(node));

const squeeze = (text: string) => text.replace(/ +/g, " ");

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const char of part) {
    at = whole.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
