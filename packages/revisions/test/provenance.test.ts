import type { ProvisionValue, RecordPatch, Run } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LedgerStep, type ProvisionStep, provenance, WordHistory, type WordOrigin } from "../src/index.ts";
import { RandomRoom } from "./room.ts";
import { Dice } from "./treaties.ts";

const seeds = fc.integer({ min: 0, max: 1_000_000 });

test("R60 every character that is asked for has exactly one origin, whatever was done to the text", () => {
  fc.assert(
    fc.property(seeds, fc.nat(60), fc.nat(60), (seed, from, length) => {
      const { steps, room } = new RandomRoom(new Dice(seed), 30);
      for (const [id, chars] of room) {
        const words = chars.map(({ ch }) => ch).join("");
        const origins = provenance(steps, { provision: id, from, to: from + length }) as readonly WordOrigin[];
        let at = Math.min(from, words.length);
        for (const origin of origins) {
          expect(origin.from).toBe(at);
          expect(origin.text).toBe(words.slice(origin.from, origin.to));
          expect(origin.to).toBeGreaterThan(origin.from);
          at = origin.to;
        }
        expect(at).toBe(Math.min(Math.max(from + length, Math.min(from, words.length)), words.length));
      }
    }),
    { numRuns: 40 },
  );
});

test("R61 origins are those of a log kept character by character", () => {
  let judged = 0;
  fc.assert(
    fc.property(seeds, (seed) => {
      const { steps, room } = new RandomRoom(new Dice(seed), 40);
      const history = new WordHistory();
      for (const step of steps) history.take(step);
      for (const [id, chars] of room) {
        const found = (history.origins(id) as readonly WordOrigin[]).flatMap((origin) =>
          origin.text.split("").map(() => toldOf(origin)),
        );
        expect(found).toEqual(
          chars.map(({ log, option, contested }) =>
            [log.source, log.seq, log.option, log.became, log.places.join(), log.restored, option === null, contested]
              .map(String)
              .join(" "),
          ),
        );
        judged += chars.length;
      }
    }),
    { numRuns: 60 },
  );
  expect(judged).toBeGreaterThan(1_000);
});

const toldOf = ({ source, entry, proposal, became, places, restored, standing, contested }: WordOrigin): string =>
  [
    source,
    entry.seq,
    proposal?.option ?? null,
    became?.entry.seq ?? null,
    places.map(({ provision }) => provision).join(),
    restored?.seq ?? null,
    standing,
    contested[0] ?? null,
  ]
    .map(String)
    .join(" ");

test("R62 without the edits of an entry the values say nearly as much", () => {
  let [agreed, asked] = [0, 0];
  for (let seed = 1; seed <= 25; seed++) {
    const { steps, room } = new RandomRoom(new Dice(seed), 30);
    const exact = new WordHistory();
    const derived = new WordHistory();
    for (const step of steps) {
      exact.take(step);
      derived.take({ ...step, provisions: step.provisions.map(({ id, after }) => ({ id, after })) });
    }
    for (const id of room.keys()) {
      const each = (history: WordHistory) =>
        (history.origins(id) ?? []).flatMap((origin) => origin.text.split("").map(() => origin.entry.seq));
      const [x, y] = [each(exact), each(derived)];
      asked += x.length;
      agreed += x.filter((seq, i) => seq === y[i]).length;
    }
  }
  expect(agreed / asked).toBeGreaterThan(0.97);
});

const mark = { type: "proposed", attrs: { bracket: "b1", option: "o1", within: null } };
const held = { type: "contested", attrs: { bracket: "b1" } };
const plain = (text: string): Run => ({ text, marks: [] });
const value = (id: string, ...runs: Run[]): ProvisionValue => ({
  id, kind: "paragraph", level: 4, number: "1", bracket: null, option: null, within: null, runs,
}); // biome-ignore format: a list
const step = (seq: number, more: Partial<LedgerStep>, ...after: (ProvisionValue | ProvisionStep)[]): LedgerStep => ({
  seq,
  at: `2026-03-0${seq}T00:00:00.000Z`,
  person: "zhanna",
  party: null,
  kind: "words",
  provisions: after.map((one) => ("runs" in one ? { id: one.id, after: one } : one)),
  ...more,
});
const says = (party: string, stance: "support" | "oppose", target = "o1"): RecordPatch => ({
  stances: [{ target, party, facts: { stance, at: "" } }],
});
const claim = { options: { o1: { bracket: "b1", within: null, owner: "KAZ", at: "" } } };

const story: readonly LedgerStep[] = [
  step(1, { kind: "import" }, value("p1", plain("Each Party shall act."))),
  step(
    2,
    { party: "KAZ", patch: claim },
    value(
      "p1",
      plain("Each Party "),
      { text: "shall", marks: [held] },
      { text: "should", marks: [mark] },
      plain(" act."),
    ),
  ),
  step(3, { kind: "act", party: "UZB", patch: says("UZB", "support") }),
  step(
    4,
    { kind: "act", person: "chair", act: { type: "adopt", bracket: "b1", option: "o1", reason: "as discussed" } },
    value("p1", plain("Each Party should act.")),
  ),
  step(5, { kind: "act", person: "chair", patch: { statuses: { p1: { status: "agreed-adref", at: "" } } } }),
  step(6, { kind: "act", party: "UZB", patch: says("UZB", "oppose") }),
];

test("R63 an adopted word tells who proposed it, who supported it then and now, how it came to stand, when it was agreed", () => {
  const [before, word, after] = provenance(story, { provision: "p1" }) as readonly WordOrigin[];
  expect([before?.source, before?.text, after?.text]).toEqual(["import", "Each Party ", " act."]);
  expect(word).toMatchObject({
    text: "should",
    source: "proposal",
    entry: { seq: 2, party: "KAZ", person: "zhanna" },
    proposal: {
      bracket: "b1",
      option: "o1",
      party: "KAZ",
      stancesThen: { UZB: "support" },
      stancesNow: { UZB: "oppose" },
    },
    became: { how: "adopt", entry: { seq: 4, person: "chair" }, reason: "as discussed", option: "o1" },
    standing: true,
    contested: [],
    restored: null,
  });
  expect(word?.statuses.map(({ status, entry }) => `${status} ${entry.seq}`)).toEqual(["agreed-adref 5"]);
});

test("R64 words of the past are told as they were then, with what is said of them today", () => {
  const word = provenance(story, { provision: "p1", seq: 3 })?.find(({ text }) => text === "should");
  expect(word).toMatchObject({ became: null, standing: false, statuses: [] });
  expect(word?.proposal).toMatchObject({ stancesThen: { UZB: "support" }, stancesNow: { UZB: "oppose" } });
  const shall = provenance(story, { provision: "p1", seq: 3 })?.find(({ text }) => text === "shall");
  expect(shall).toMatchObject({ source: "import", contested: ["b1"], standing: true });
  expect(provenance(story, { provision: "p9" })).toBeNull();
});

test("R65 what the Secretariat writes is told as the Secretariat's, and what it moves keeps its origin", () => {
  const steps = [
    ...story,
    step(7, { person: "pen" }, value("p1", plain("Each Party should act."), plain(" It reports every year."))),
    step(
      8,
      { person: "pen" },
      value("p1", plain("Each Party should act.")),
      value("p2", plain("It reports every year.")),
    ),
    step(
      9,
      { person: "pen" },
      { id: "p1", after: null },
      value("p2", plain("It reports every year. Each Party should act.")),
    ),
  ];
  const origins = provenance(steps, { provision: "p2" }) as readonly WordOrigin[];
  expect(origins[0]).toMatchObject({
    source: "secretariat",
    entry: { seq: 7 },
    places: [{ provision: "p1", entry: { seq: 8 } }],
  });
  const word = origins.find(({ text }) => text === "should");
  expect(word).toMatchObject({
    source: "proposal",
    proposal: { party: "KAZ" },
    places: [{ provision: "p1", entry: { seq: 9 } }],
  });
});

test("R66 merged words keep the origin of what an option gave them; the rest is the merger's", () => {
  const run = (text: string) => ({ text, marks: [mark] });
  const steps = [
    step(1, { kind: "import" }, value("p1", plain("It acts."))),
    step(
      2,
      { party: "KAZ", patch: claim },
      value("p1", plain("It acts"), run(" promptly and in good faith"), plain(".")),
    ),
    step(
      3,
      { kind: "act", person: "chair", act: { type: "merge", bracket: "b1" } },
      {
        id: "p1",
        after: value("p1", plain("It acts openly, promptly and in good faith.")),
        edits: [{ retain: 7 }, { delete: 27 }, { insert: 35 }],
      },
    ),
  ];
  const origins = provenance(steps, { provision: "p1" }) ?? [];
  expect(origins.map(({ source, text, became }) => `${source} ${became?.how ?? ""}:${text}`)).toEqual([
    "import :It acts",
    "merge : openly,",
    "proposal merge: promptly and in good faith",
    "import :.",
  ]);
});

test("R67 what was restored says where it came from, and who brought it back", () => {
  const steps = [
    ...story,
    step(7, { person: "pen" }, value("p1", plain("Each Party acts."))),
    step(
      8,
      { kind: "act", person: "pen", act: { type: "restore", seq: 5 } },
      value("p1", plain("Each Party should act.")),
    ),
  ];
  const word = provenance(steps, { provision: "p1" })?.find(({ text }) => text.includes("should"));
  expect(word).toMatchObject({ source: "proposal", entry: { seq: 2 }, restored: { seq: 8, person: "pen" } });
});

test("R68 entries out of order, and edits that do not fit, are refused", () => {
  const history = new WordHistory();
  history.take(story[0] as LedgerStep);
  expect(() => history.take(story[0] as LedgerStep)).toThrow(RangeError);
  const wrong = { id: "p1", after: value("p1", plain("x")), edits: [{ retain: 99 }] };
  expect(() => history.take(step(2, {}, wrong))).toThrow(/reach beyond/);
  const short = { id: "p1", after: value("p1", plain("x")), edits: [{ delete: 3 }] };
  expect(() => history.take(step(3, {}, short))).toThrow(/do not make the words/);
});
