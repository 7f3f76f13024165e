import { judgeWhole, ownersOf, wholeOf } from "@adref/law";
import { contested, prop, proposed, strong, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findWords, isHindered, replaceWords, type Sought } from "../src/index.ts";
import { Desk } from "./desk.ts";
import { plans, recordOf, textOf } from "./texts.ts";

/** In ids, k is KAZ, who sits at the desk, and u UZB. */
const text = () =>
  treaty(
    prop(
      "p1",
      "Each Party ",
      contested("b1u", "shall"),
      proposed("b1u", "o1u", "shall not"),
      " act. It ",
      strong("shall"),
      ".",
    ),
    prop("p2", "Shall we? Marshall."),
    prop("p3", "Agreed: shall."),
    prop("p4", "They ", contested("b2k", "shall"), proposed("b2k", "o2k", "may, and shall,"), " stay."),
  ).doc;

const sought = (words: string, more: Partial<Sought> = {}): Sought => ({
  words,
  matchCase: false,
  wholeWords: true,
  ...more,
});

const desk = () => {
  const it = new Desk(text());
  it.locked.add("p3");
  return it;
};

function replaced(it: Desk, what: Sought, words: string): string[] {
  const planned = replaceWords(it.author, findWords(it.author, it.state.doc, what), words)(it.state);
  if (isHindered(planned)) return [planned.why];
  const before = it.state.doc;
  it.state = it.state.apply(planned);
  const verdict = judgeWhole(
    { role: "delegation", party: it.author.party },
    wholeOf(before),
    wholeOf(it.state.doc),
    ownersOf(it.record),
    (id) => it.locked.has(id),
  );
  expect(verdict.lawful ? null : verdict.refusal).toBeNull();
  return it.shown().replace("|", "").split(" ¶ ");
}

describe("find", () => {
  it("finds words as they read, each option for itself, and says which cannot be replaced", () => {
    const it = desk();
    const hits = findWords(it.author, it.state.doc, sought("shall"));
    expect(hits.map(({ provision, from, why }) => [provision, from, why])).toEqual([
      ["p1", 11, null],
      ["p1", 16, null],
      ["p1", 34, null],
      ["p2", 0, null],
      ["p3", 8, "locked"],
      ["p4", 5, "done"],
      ["p4", 19, null],
    ]);
    for (const { at, from, to } of hits) {
      expect(it.state.doc.textBetween(at, at + to - from).toLowerCase()).toBe("shall");
    }
  });

  it("heeds capitals and whole words when asked, and takes signs for what they are", () => {
    const { doc } = new Desk(text()).state;
    expect(findWords(null, doc, sought("Shall", { matchCase: true })).length).toBe(1);
    expect(findWords(null, doc, sought("shall", { wholeWords: false })).length).toBe(8);
    expect(findWords(null, doc, sought("act.", { wholeWords: false })).length).toBe(1);
    expect(findWords(null, doc, sought(".*", { wholeWords: false })).length).toBe(0);
    expect(findWords(null, doc, sought("")).length).toBe(0);
    expect(findWords(null, doc, sought("each\u00a0 party")).length).toBe(1);
  });
});

describe("replace", () => {
  it("makes one bracket for each hit, changes one's own words themselves, and keeps their looks", () => {
    const it = desk();
    expect(replaced(it, sought("shall"), "should")).toEqual([
      "Each Party [shall][UZB: [shall][KAZ: should] not][KAZ: should] act. It [shall][KAZ: should].",
      "[Shall][KAZ: should] we? Marshall.",
      "Agreed: shall.",
      "They [shall][KAZ: may, and should,] stay.",
    ]);
    const looks: string[] = [];
    it.state.doc.child(0).forEach((node) => {
      if (node.text === "should" && node.marks.some((mark) => mark.type.name === "strong")) looks.push("strong");
    });
    expect(looks).toEqual(["strong"]);
  });

  it("by nothing contests the words, and says so", () => {
    const it = desk();
    expect(replaced(it, sought("Each"), "")[0]).toContain("[Each] Party");
    expect(replaced(it, sought("nowhere"), "x")).toEqual(["nothing"]);
    expect(replaced(desk(), sought("agreed"), "x")).toEqual(["nothing"]);
  });

  it("is lawful in every text, and no hit that could be replaced is left", () => {
    let many = 0;
    fc.assert(
      fc.property(
        plans,
        fc.constantFrom("KAZ", "UZB"),
        fc.constantFrom("shall", "by", "x", "a"),
        fc.constantFrom("", "yyy", "two words"),
        fc.boolean(),
        fc.nat(6),
        (plan, party, words, by, wholeWords, agreed) => {
          const doc = textOf(plan);
          const it = new Desk(doc, party);
          it.record = recordOf(doc);
          it.locked.add(`p${agreed}`);
          const before = findWords(it.author, doc, sought(words, { wholeWords }));
          many += before.length;
          replaced(it, sought(words, { wholeWords }), by);
          const left = findWords(it.author, it.state.doc, sought(words, { wholeWords }));
          // Words in another's bracket that are to go get a stance, and look as before.
          if (by !== "") expect(left.filter(({ why }) => why === null)).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
    expect(many).toBeGreaterThan(300);
  });
});
