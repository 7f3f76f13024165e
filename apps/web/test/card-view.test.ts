import { indexBrackets } from "@adref/brackets";
import { EMPTY_RECORD, type RecordValue } from "@adref/schema";
import { b, contested, prop, proposed, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cardView, shortened } from "../src/margin/card-view.ts";
import { saysWhose } from "../src/margin/option-row.tsx";

const viewOf = (built: ReturnType<typeof treaty>, id: string, record: RecordValue = EMPTY_RECORD) => {
  const index = indexBrackets(built.doc);
  const bracket = index.brackets.get(id);
  if (!bracket) throw new Error(`no bracket ${id}`);
  return cardView(bracket, record, index);
};

test("contested words inside a provision that a party proposes are that party's, not standing text", () => {
  const at = "";
  const record: RecordValue = {
    ...EMPTY_RECORD,
    options: {
      o1: { bracket: "b1", within: null, owner: "AFG", at },
      o2: { bracket: "b2", within: "o1", owner: "KAZ", at },
    },
    brackets: { b2: { owner: "KAZ", at } },
  };
  const words = ["Each Party ", contested("b2", "shall"), b("b2", "o2", "o1", "should"), " act."] as const;
  const text = treaty(prop({ id: "p1", bracket: "b1", option: "o1" }, ...words));
  const card = viewOf(text, "b2", record);
  expect(card.within).toBe("AFG");
  const say = (id: string, values?: object) => `${id} ${JSON.stringify(values ?? {})}`;
  expect(saysWhose(say, card.within)).toBe('card.wordsOf {"owner":"AFG"}');
  expect(saysWhose(say, undefined)).toBe("card.standing {}");
});

test("standing words first, then the options with owners and positions in a fixed order", () => {
  const at = "2026-11-01T10:00:00.000Z";
  const record: RecordValue = {
    ...EMPTY_RECORD,
    brackets: { b1: { owner: "KAZ", at } },
    options: { o1: { bracket: "b1", within: null, owner: "KAZ", at } },
    stances: {
      b1: { UZB: { stance: "retain", at } },
      o1: {
        TJK: { stance: "oppose", at, note: "as in Article 4" },
        GEO: { stance: "support", at },
        AZE: { stance: "support", at },
      },
    },
  };
  const text = treaty(prop("p1", "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act."));
  expect(viewOf(text, "b1", record)).toEqual({
    id: "b1",
    owner: "KAZ",
    since: at,
    parked: false,
    within: undefined,
    options: [
      {
        target: "b1",
        kind: "standing",
        words: "shall",
        whole: false,
        owner: null,
        says: [{ stance: "retain", parties: ["UZB"] }],
        notes: [],
      },
      {
        target: "o1",
        kind: "proposal",
        words: "should",
        whole: false,
        owner: "KAZ",
        says: [
          { stance: "support", parties: ["AZE", "GEO"] },
          { stance: "oppose", parties: ["TJK"] },
        ],
        notes: [{ party: "TJK", note: "as in Article 4" }],
      },
    ],
  });
});

test("a counter-proposal says in whose words it stands", () => {
  const text = treaty(prop("p1", "Each ", proposed("b1", "o1", "Party ", b("b2", "o2", "o1", "concerned "), "acts")));
  const record: RecordValue = {
    ...EMPTY_RECORD,
    options: { o1: { bracket: "b1", within: null, owner: "GEO", at: "" } },
  };
  expect(viewOf(text, "b2", record).within).toBe("GEO");
  expect(viewOf(text, "b2").within).toBe(null);
});

test("what others put forward inside the words is left out of them", () => {
  const text = treaty(
    prop(
      "p1",
      "Each ",
      proposed("b1", "o1", "Party ", b("b2", "o2", "o1", "concerned "), "acts", b("b3", "o3", "o1", " now")),
    ),
  );
  expect(viewOf(text, "b1").options.map(({ words }) => words)).toEqual(["Party acts"]);
  expect(viewOf(text, "b2").options.map(({ words }) => words)).toEqual(["concerned "]);
});

test("words that run on in another provision show the step", () => {
  const text = treaty(prop("p1", "One ", contested("b1", "two")), prop("p2", contested("b1", "three"), " four"));
  expect(viewOf(text, "b1").options[0]?.words).toBe("two ¶ three");
});

test("shortened words keep their ends and the limit", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 12, max: 80 }), (words, limit) => {
      const short = shortened(words, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      if (words.length <= limit) expect(short).toBe(words);
      else expect(short).toContain("…");
    }),
  );
});
