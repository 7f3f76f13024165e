import { parse } from "@adref/notation";
import type { Timeline, TimelineAct } from "@adref/protocol";
import type { EntryRef, WordOrigin } from "@adref/revisions";
import { compareTexts } from "@adref/revisions";
import { patchRecord, type RecordPatch, type TextValue } from "@adref/schema";
import { createIntl } from "react-intl";
import { describe, expect, test } from "vitest";
import { refChoices } from "../src/compare/ref-choices.ts";
import { marksOf, nextMark, placeOn, pointAt, pointBefore } from "../src/history/marks.ts";
import { originsOf, stepsOf } from "../src/history/origin-told.ts";
import { comparePath, momentPath } from "../src/history/paths.ts";
import { restorableIn } from "../src/history/restore-plan.ts";
import { sharingNodes } from "../src/history/same-nodes.ts";
import { actSentence, markSentence } from "../src/history/tell.ts";
import type { Say } from "../src/intl.tsx";
import { en } from "../src/messages/en.ts";

const intl = createIntl({ locale: "en-GB", messages: en });
const say: Say = (id, values) => intl.formatMessage({ id }, values) as string;
const day = (n: number) => `2026-11-${String(n).padStart(2, "0")}T10:00:00.000Z`;

const revision = (number: number, seq: number) => ({
  number,
  symbol: `FA/Rev.${number}`,
  title: "",
  at: day(seq),
  by: "Maria",
  seq,
  entryHash: "e",
  wordsHash: "w",
});
const act = (seq: number, more: Partial<TimelineAct> = {}): TimelineAct => ({
  seq,
  at: day(seq),
  type: "adopt",
  by: "Narantuya",
  ...more,
});

const timeline: Timeline = {
  first: { seq: 1, at: day(1) },
  last: { seq: 21, at: day(21) },
  revisions: [revision(0, 1), revision(1, 11)],
  moments: [{ id: "m1", seq: 6, name: "After lunch", by: "Maria", at: day(12) }],
  acts: [
    act(4),
    act(11, { type: "issue", revision: 1 }),
    act(12, { type: "name-moment", moment: "m1", to: 6 }),
    act(15, { type: "reopen", provisions: ["p1"], provisionCount: 1 }),
  ],
  earlierActs: 0,
  sittings: [],
  points: [1, 6, 11, 16, 21].map((seq) => ({ seq, at: day(seq) })),
};

describe("the slider", () => {
  const marks = marksOf(timeline);

  test("has a mark for each revision, named moment and act, none twice, and none for naming", () => {
    expect(marks.map(({ kind, seq }) => [kind, seq])).toEqual([
      ["revision", 1],
      ["act", 4],
      ["moment", 6],
      ["revision", 11],
      ["act", 15],
    ]);
    expect(marks[2]?.at).toBe(day(6));
  });

  test("goes to the next mark either way, and no further than the last", () => {
    expect([nextMark(marks, 4, 1), nextMark(marks, 5, 1), nextMark(marks, 5, -1)]).toEqual([6, 6, 4]);
    expect([nextMark(marks, 1, -1), nextMark(marks, 15, 1)]).toEqual([null, null]);
  });

  test("knows where an entry stands and when it nearly was", () => {
    expect([placeOn(timeline, 1), placeOn(timeline, 11), placeOn(timeline, 21)]).toEqual([0, 0.5, 1]);
    expect(pointAt(timeline, 13)?.seq).toBe(12);
    expect(pointAt(timeline, 0)).toBe(null);
    expect(pointBefore(timeline, day(7))?.seq).toBe(6);
    expect(pointBefore(timeline, "2026-10-01T00:00:00Z")).toBe(null);
  });

  test("tells what happened in words", () => {
    const nameOf = (id: string) => `Article ${id}`;
    expect(marks.map((mark) => markSentence(say, mark, nameOf, timeline))).toEqual([
      "Maria brought the zero draft in",
      "Narantuya adopted an option",
      "“After lunch”, named by Maria",
      "Maria issued Rev.1",
      "Narantuya reopened Article p1",
    ]);
    const types = ["adopt", "merge", "lift", "delete", "park", "status", "reopen", "issue", "restore"] as const;
    for (const type of types) expect(actSentence(say, act(3, { type }), nameOf, null), type).toMatch(/^Narantuya /);
    const backTo = (to: number) => actSentence(say, act(9, { type: "restore", to }), nameOf, timeline);
    const [zero, first] = timeline.revisions;
    expect(backTo(zero?.seq ?? 0)).toMatch(/back to the zero draft$/);
    expect(backTo(first?.seq ?? 0)).toMatch(/back to Rev\.1$/);
    expect(backTo(timeline.moments[0]?.seq ?? 0)).toMatch(/back to “After lunch”$/);
    expect(backTo(999)).toMatch(/back to entry 999$/);
    const unnamed = { ...timeline.moments[0], id: "m", seq: 6, by: "Maria", at: day(6), name: null };
    expect(markSentence(say, { kind: "moment", seq: 6, at: day(6), moment: unnamed }, nameOf, null)).toContain(
      "Named moment",
    );
  });
});

test("addresses keep the signs of a reference readable, and whatever is in it apart", () => {
  expect(momentPath("fa", "rev:1")).toBe("/texts/fa/at/rev:1");
  expect(momentPath("a b", "party:KAZ@rev:2")).toBe("/texts/a%20b/at/party:KAZ@rev:2");
  expect(comparePath("fa", "seq:3", "now")).toBe("/texts/fa/compare?from=seq:3&to=now");
});

test("what may be compared: now, revisions, named moments, views of parties, and what is asked for besides", () => {
  const groups = refChoices(say, intl, { timeline, parties: ["KAZ"], chosen: "file:abc", info: null });
  expect(groups.map(({ group, choices }) => [group, choices.map(({ ref }) => ref)])).toEqual([
    ["others", ["now", "file:abc"]],
    ["revisions", ["rev:1", "rev:0"]],
    ["moments", ["moment:m1"]],
    ["views", ["party:KAZ"]],
  ]);
  const withheld = refChoices(say, intl, { timeline, parties: [], chosen: "rev:1", info: null });
  expect(withheld.map(({ group }) => group)).toEqual(["others", "revisions", "moments"]);
});

describe("where words came from", () => {
  const entry = (seq: number, party: string | null = null): EntryRef => ({ seq, at: day(seq), person: "p", party });
  const origin = (more: Partial<WordOrigin>): WordOrigin => ({
    from: 0,
    to: 5,
    text: "shall",
    source: "import",
    entry: entry(1),
    proposal: null,
    became: null,
    statuses: [],
    places: [],
    restored: null,
    contested: [],
    standing: true,
    ...more,
  });
  const proposal = {
    bracket: "b",
    option: "o",
    party: "KAZ",
    stancesThen: { MNG: "support" },
    stancesNow: {},
  } as const;

  test("is told in the order in which it happened, and last how they stand", () => {
    const told = stepsOf(
      origin({
        source: "proposal",
        entry: entry(3, "KAZ"),
        proposal,
        became: { entry: entry(5), how: "adopt", bracket: "b", option: "o", reason: "Clearer" },
        statuses: [
          { entry: entry(9), status: "agreed-adref", reason: null },
          { entry: entry(7), status: "agreed-group", reason: null },
        ],
        restored: entry(6),
        contested: ["b2"],
      }),
    );
    expect(told.map((step) => step.told)).toEqual([
      "proposal",
      "positions",
      "became",
      "restored",
      "status",
      "status",
      "contested",
    ]);
    expect(told[1]).toEqual({ told: "positions", stance: "support", parties: ["MNG"] });
  });

  test("an option that stands is told as one, with the positions of now", () => {
    const told = stepsOf(origin({ source: "proposal", proposal, standing: false }));
    expect(told.map((step) => step.told)).toEqual(["proposal", "optional"]);
  });

  test("is cut to the chosen words, and told whole where the page has other words than the ledger", () => {
    const origins = [origin({}), origin({ from: 5, to: 10, text: " act.", entry: entry(3) })];
    const chosen = { provision: "p1", from: 2, to: 8, words: "all ac" };
    expect(originsOf(origins, chosen).origins.map(({ text }) => text)).toEqual(["all", " ac"]);
    const other = originsOf(origins, { ...chosen, words: "all da" });
    expect([other.differs, other.origins.length]).toEqual([true, 2]);
    expect(originsOf(origins, null).origins).toEqual(origins);
  });

  test("is told as one for what one person wrote in one go, and apart where it fared otherwise", () => {
    const typed = (from: number, text: string, seq: number, more: Partial<WordOrigin> = {}) =>
      origin({
        from,
        to: from + text.length,
        text,
        entry: { ...entry(1), seq, at: `2026-11-01T10:00:${seq}0.000Z` },
        ...more,
      });
    const letters = [typed(0, "sh", 1), typed(2, "al", 3), typed(4, "l", 2)];
    expect(originsOf(letters, null).origins.map(({ text, entry: { seq } }) => [text, seq])).toEqual([["shall", 3]]);
    const apart = [
      typed(0, "sh", 1),
      typed(2, "al", 1, { contested: ["b"] }),
      origin({ from: 4, text: "l", entry: entry(2) }),
    ];
    expect(originsOf(apart, null).origins.length).toBe(3);
  });
});

const text = (source: string, patch: RecordPatch = {}): TextValue => {
  const parsed = parse(source).text;
  return { doc: parsed.doc, record: patchRecord(parsed.record, patch) };
};

test("restoring: what would change, what is agreed, and nothing that only the record says", () => {
  const past = text("1. One.\n\n2. Two.\n\n3. Three.");
  const ids: string[] = [];
  past.doc.forEach((node) => {
    ids.push(node.attrs.id as string);
  });
  const now = text("1. One now.\n\n2. Two now.\n\n3. Three.", {
    statuses: {
      [ids[1] as string]: { status: "agreed-adref", at: day(1) },
      [ids[2] as string]: { status: "adopted", at: day(1) },
    },
  });
  const plan = restorableIn(compareTexts(now, past));
  expect(plan.map(({ what, agreed }) => [what, agreed])).toEqual([
    ["changed", null],
    ["changed", "agreed-adref"],
  ]);
});

test("another moment keeps the nodes of all that is the same, and is the same where all is", () => {
  const a = text("1. One.\n\n2. Two.").doc;
  const b = text("1. One.\n\n2. Two now.").doc;
  const shared = sharingNodes(b, a);
  expect(shared.eq(b)).toBe(true);
  expect(shared.child(0)).toBe(a.child(0));
  expect(sharingNodes(text("1. One.\n\n2. Two.").doc, a)).toBe(a);
});
