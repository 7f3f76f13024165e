import type { BracketView } from "@adref/brackets";
import { type Person, ROLES, STANDING, type TextInfo } from "@adref/protocol";
import { EMPTY_RECORD, type RecordValue } from "@adref/schema";
import { describe, expect, test } from "vitest";
import { actsOffered, offersAny } from "../src/acts/acts-offered.ts";

const text: TextInfo = { id: "fa", title: "Framework Agreement", symbol: "CARTIF/FA", body: "wg1" };
const person = (given: Partial<Person>): Person => ({
  id: "x",
  name: "X",
  role: "delegation",
  party: null,
  bodies: [],
  names: true,
  ...given,
});
const KAZ = person({ role: "delegation", party: "KAZ" });
const GEO = person({ role: "delegation", party: "GEO" });
const CHAIR = person({ role: "chair", bodies: ["wg1"] });

/** [shall][KAZ: should][: may] */
const bracket: BracketView = {
  id: "b1",
  standing: [{ provision: "p1", from: 0, to: 5, words: "shall" }],
  options: [
    { id: "o1", within: null, spans: [{ provision: "p1", from: 5, to: 11, words: "should" }], whole: [] },
    { id: "o2", within: null, spans: [{ provision: "p1", from: 11, to: 14, words: "may" }], whole: [] },
  ],
  provisions: ["p1"],
  parent: null,
  depth: 0,
  crosses: [],
};
const record: RecordValue = {
  ...EMPTY_RECORD,
  brackets: { b1: { owner: "KAZ", at: "" } },
  options: {
    o1: { bracket: "b1", within: null, owner: "KAZ", at: "" },
    o2: { bracket: "b1", within: null, owner: null, at: "" },
  },
};
const insertion: BracketView = { ...bracket, standing: [], options: bracket.options.slice(0, 1) };
const contest: BracketView = { ...bracket, options: [] };

describe("what each role is offered", () => {
  test("a delegation takes positions on others' words and withdraws its own", () => {
    const acts = actsOffered(KAZ, text, bracket, record);
    expect([...acts.stances]).toEqual([
      ["b1", ["retain", "delete", "reserve", "flexible"]],
      ["o2", ["support", "oppose", "reserve", "flexible"]],
    ]);
    expect(acts.withdraw).toEqual(["o1"]);
    expect(acts.unbracket).toBe(true);
  });

  test("a delegation withdraws nothing that is another's or unattributed", () => {
    const acts = actsOffered(GEO, text, bracket, record);
    expect([...acts.stances.keys()]).toEqual(["b1", "o1", "o2"]);
    expect(acts.withdraw).toEqual([]);
    expect(acts.unbracket).toBe(false);
  });

  test("a delegation resolves nothing", () => {
    const acts = actsOffered(KAZ, text, bracket, record);
    expect([acts.adopt, acts.merge, acts.lift, acts.delete, acts.park]).toEqual([[], false, false, false, false]);
  });

  test("the chair of the body adopts any option, keeps, merges, deletes and parks", () => {
    const acts = actsOffered(CHAIR, text, bracket, record);
    expect(acts.adopt).toEqual([STANDING, "o1", "o2"]);
    expect([acts.merge, acts.lift, acts.delete, acts.park]).toEqual([true, false, true, true]);
    expect(acts.stances.size).toBe(0);
    expect(acts.withdraw).toEqual([]);
  });

  test("the chair lifts brackets that hold one thing only, and has nothing to choose there", () => {
    for (const one of [insertion, contest]) {
      const acts = actsOffered(CHAIR, text, one, record);
      expect(acts.lift).toBe(true);
      expect(acts.adopt).toEqual([]);
    }
  });

  test("a pure insertion has no standing words to keep or to take a position on", () => {
    const two = { ...bracket, standing: [] };
    expect(actsOffered(CHAIR, text, two, record).adopt).toEqual(["o1", "o2"]);
    expect([...actsOffered(GEO, text, two, record).stances.keys()]).toEqual(["o1", "o2"]);
    expect(actsOffered(KAZ, text, two, record).unbracket).toBe(false);
  });

  test("the chair of another body, the Secretariat and observers are offered nothing", () => {
    const others = [
      person({ role: "chair", bodies: ["wg2"] }),
      person({ role: "secretariat" }),
      person({ role: "observer" }),
      person({ role: "observer", names: false }),
      person({ role: "delegation", party: null }),
    ];
    for (const one of others) expect(offersAny(actsOffered(one, text, bracket, record))).toBe(false);
  });
});

describe("what ends every offer", () => {
  const everyone = ROLES.map((role) => person({ role, party: role === "delegation" ? "KAZ" : null, bodies: ["wg1"] }));

  test("a resolved bracket", () => {
    const ended: RecordValue = { ...record, resolutions: { b1: { kind: "delete", at: "", by: "x" } } };
    for (const one of everyone) expect(offersAny(actsOffered(one, text, bracket, ended))).toBe(false);
  });

  test("an agreed provision", () => {
    const agreed: RecordValue = { ...record, statuses: { p1: { status: "agreed-group", at: "" } } };
    for (const one of everyone) expect(offersAny(actsOffered(one, text, bracket, agreed))).toBe(false);
  });

  test("a bracket without words", () => {
    const empty: BracketView = { ...bracket, standing: [], options: [] };
    for (const one of everyone) expect(offersAny(actsOffered(one, text, empty, record))).toBe(false);
  });
});

test("what one has just written is one's own before the record says so, and never overrules it", () => {
  const fresh = new Set(["b1", "o1"]);
  const acts = actsOffered(GEO, text, bracket, EMPTY_RECORD, fresh);
  expect(acts.withdraw).toEqual(["o1"]);
  expect(acts.unbracket).toBe(true);
  expect(actsOffered(GEO, text, bracket, record, fresh).withdraw).toEqual([]);
});
