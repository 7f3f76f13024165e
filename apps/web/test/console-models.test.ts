import { indexBrackets } from "@adref/brackets";
import type { TimelineAct } from "@adref/protocol";
import { EMPTY_RECORD, type RecordValue, type Stance } from "@adref/schema";
import { b, contested, prop, proposed, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actsOffered } from "../src/acts/acts-offered.ts";
import { keyedActs } from "../src/console/act-keys.ts";
import { agendaItems, inTextOrder, itemAt, moved, openSession, provisionOf, withRow } from "../src/console/agenda.ts";
import { ChairPlace } from "../src/console/chair-place.ts";
import { minutesHtml, minutesSections, minutesText } from "../src/console/minutes.ts";
import { unopposed } from "../src/console/no-objection.ts";
import { following, nearest, parkedIn, preceding, queueOf, standingAt } from "../src/console/queue.ts";
import { outlineOf } from "../src/history/outline-of.ts";
import { cardView } from "../src/margin/card-view.ts";
import { buildOutline } from "../src/outline/outline-model.ts";
import { drawPassage } from "../src/projector/draw-passage.ts";
import { fitted, scaleOf } from "../src/projector/fit.ts";
import { shownPassage } from "../src/projector/shown-passage.ts";
import type { PresentPerson } from "../src/sync/types.ts";
import { person, TEXT } from "./shell.tsx";

const at = "2026-11-01T10:00:00.000Z";
const { doc } = treaty(
  prop({ id: "a1", kind: "article", number: "Article 1" }, "Scope"),
  prop({ id: "p1", number: "1" }, "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act."),
  prop({ id: "p2", number: "2" }, "It acts", proposed("b2", "o2", " at once"), "."),
  prop({ id: "a2", kind: "article", number: "Article 2" }, "Fees"),
  prop({ id: "p3", number: "1" }, "No ", contested("b3", "new"), " fee", proposed("b4", "o4", " or charge"), "."),
);
const index = indexBrackets(doc);
const outline = outlineOf(doc);
const option = (bracket: string, owner: string) => ({ bracket, within: null, owner, at });
const record: RecordValue = {
  ...EMPTY_RECORD,
  brackets: { b1: { owner: "KAZ", at }, b3: { owner: "UZB", at } },
  options: { o1: option("b1", "KAZ"), o2: option("b2", "UZB"), o4: option("b4", "GEO") },
};
const says = (target: string, party: string, stance: Stance): RecordValue => ({
  ...record,
  stances: { [target]: { [party]: { stance, at } } },
});
const rows = buildOutline(outline, index, {});

describe("the queue", () => {
  const whole = { items: null, parked: false };

  test("holds every open bracket in order of the text, without those that ended or are parked", () => {
    expect(queueOf(index, record, whole)).toEqual(["b1", "b2", "b3", "b4"]);
    expect(queueOf(index, record, whole, new Set(["b2"]))).toEqual(["b1", "b3", "b4"]);
    const parked = { ...record, brackets: { ...record.brackets, b1: { owner: "KAZ", at, parked: true } } };
    expect(queueOf(index, parked, whole)).toEqual(["b2", "b3", "b4"]);
    expect(queueOf(index, parked, { items: null, parked: true })).toEqual(["b1", "b2", "b3", "b4"]);
    expect(parkedIn(index, parked, null)).toBe(1);
  });

  test("follows an agenda in its order, each bracket once", () => {
    const items = agendaItems(["a2", "p2", "a1"], rows, index).map(({ provisions }) => provisions);
    expect(queueOf(index, record, { items, parked: false })).toEqual(["b3", "b4", "b2", "b1"]);
  });

  test("whoever goes on comes to every bracket, to skipped ones last, and stays where something went away", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2 }), fc.nat(), (queue, start) => {
        const first = queue[start % queue.length] as string;
        const seen = new Set([first]);
        let here = first;
        for (let i = 1; i < queue.length; i++) {
          here = following(queue, here, new Set()) as string;
          seen.add(here);
        }
        expect(seen.size).toBe(queue.length);
        expect(following(queue, here, new Set())).toBe(first);
        expect(preceding(queue, following(queue, first, new Set()) as string)).toBe(first);
        const next = following(queue, first, new Set([following(queue, first, new Set()) as string]));
        if (queue.length > 2) expect(next).not.toBe(following(queue, first, new Set()));
        const place = queue.indexOf(first);
        const left = queue.filter((id) => id !== first);
        expect(standingAt(left, first, place)).toBe(left[Math.min(place, left.length - 1)]);
      }),
    );
    expect(following(["x"], "x", new Set())).toBeNull();
    expect(standingAt([], "x", 3)).toBeNull();
  });

  test("begins at the provision where the chair is", () => {
    const queue = queueOf(index, record, whole);
    expect(nearest(queue, index, outline, "p2")).toBe("b2");
    expect(nearest(queue, index, outline, "a2")).toBe("b3");
    expect(nearest(queue, index, outline, null)).toBe("b1");
  });
});

describe("what nobody objects to", () => {
  const all = ["b1", "b2", "b3", "b4"];
  const free = (given: RecordValue, of = index) => unopposed(of, given, all).map(({ bracket }) => bracket);

  test("is every bracket with one option and nobody against it; supporters do no harm", () => {
    expect(free(record)).toEqual(["b1", "b2", "b4"]);
    expect(free(says("o1", "MNG", "support"))).toEqual(["b1", "b2", "b4"]);
    expect(free(says("o1", "MNG", "flexible"))).toEqual(["b1", "b2", "b4"]);
  });

  test.each([
    ["o1", "oppose"],
    ["o1", "reserve"],
    ["b1", "retain"],
    ["b1", "reserve"],
  ] as const)("is not a bracket of which somebody says of %s: %s", (target, stance) => {
    expect(free(says(target, "MNG", stance))).toEqual(["b2", "b4"]);
  });

  test("is none with a rival, none that is parked, unconfirmed or agreed, and none with proposals inside", () => {
    const rival = indexBrackets(
      treaty(prop("p1", contested("b1", "shall"), proposed("b1", "o1", "should"), proposed("b1", "o9", "may"))).doc,
    );
    expect(free(record, rival)).toEqual([]);
    const inside = indexBrackets(
      treaty(prop("p1", "It", proposed("b2", "o2", " acts", b("b8", "o8", "o2", " soon")), ".")).doc,
    );
    const known = { ...record, options: { ...record.options, o8: { bracket: "b8", within: "o2", owner: "KAZ", at } } };
    expect(unopposed(inside, known, ["b2", "b8"])).toEqual([]);
    const parked = { ...record, brackets: { ...record.brackets, b2: { owner: null, at, parked: true } } };
    expect(free(parked)).toEqual(["b1", "b4"]);
    const unconfirmed = { by: "secretariat-1", at };
    const down = { ...record, options: { ...record.options, o2: { ...option("b2", "UZB"), unconfirmed } } };
    expect(free(down)).toEqual(["b1", "b4"]);
    expect(free({ ...record, statuses: { p2: { status: "agreed-adref", at } } })).toEqual(["b1", "b4"]);
  });
});

test("the keys do what is offered and nothing else", () => {
  const chair = person("chair");
  const keysOf = (id: string, reader = chair) => {
    const view = index.brackets.get(id);
    if (!view) throw new Error(id);
    const acts = actsOffered(reader, TEXT, view, record);
    return keyedActs(cardView(view, record, index), acts, "because").map(({ key, what, act }) => [key, what, act.type]);
  };
  expect(keysOf("b1")).toEqual([
    ["1", "adopt", "adopt"],
    ["0", "keep", "adopt"],
    ["D", "delete", "delete"],
    ["P", "park", "park"],
  ]);
  expect(keysOf("b2")).toEqual([
    ["1", "adopt", "lift"],
    ["0", "leaveOut", "delete"],
    ["L", "lift", "lift"],
    ["P", "park", "park"],
  ]);
  expect(keysOf("b3").map(([key]) => key)).toEqual(["0", "L", "D", "P"]);
  expect(keysOf("b1", person("secretariat"))).toEqual([]);
});

describe("an agenda", () => {
  const items = agendaItems(["a2", "p1", "gone"], rows, index);

  test("has headings with all below them, and keeps the place of what is gone", () => {
    expect(items.map(({ id, open }) => [id, open])).toEqual([
      ["a2", 2],
      ["p1", 1],
      ["gone", 0],
    ]);
    expect(itemAt(items, provisionOf("b4", index))).toBe(0);
    expect(itemAt(items, provisionOf("b1", index))).toBe(1);
    expect(itemAt(items, provisionOf("b2", index))).toBe(-1);
    expect(itemAt(agendaItems(["a1", "p1"], rows, index), "p1")).toBe(1);
  });

  test("takes a heading instead of what stands below it, and is put in order", () => {
    const article = rows[0];
    if (!article) throw new Error("no article");
    expect(withRow(["p2", "a2"], article, true)).toEqual(["a2", "a1"]);
    expect(withRow(["a2", "a1"], article, false)).toEqual(["a2"]);
    expect(inTextOrder(["a2", "a1"], outline)).toEqual(["a1", "a2"]);
    expect(moved(["x", "y", "z"], 2, -1)).toEqual(["x", "z", "y"]);
    expect(moved(["x", "y"], 1, 1)).toEqual(["x", "y"]);
  });

  test("the session opened last counts", () => {
    const sat = (title: string, opened: string, closed: string | null) => ({
      title,
      agenda: [],
      at: opened,
      by: "c",
      closed,
    });
    const sessions = { s1: sat("first", "1", null), s2: sat("second", "2", null), s3: sat("third", "3", "4") };
    expect(openSession(sessions)?.id).toBe("s2");
    expect(openSession({ s3: sessions.s3 })).toBeNull();
  });
});

test("minutes stand under the items of the agenda, what belongs to none at the end", () => {
  const act = (seq: number, type: TimelineAct["type"], more: Partial<TimelineAct> = {}): TimelineAct => ({
    seq,
    at,
    by: "Narantuya",
    type,
    ...more,
  });
  const acts = [
    act(1, "open-session"),
    act(2, "park", { bracket: "b4", parked: true }),
    act(3, "adopt", { bracket: "b1", option: "o1", provisions: ["p1"], reason: "<agreed>" }),
    act(4, "issue"),
    act(5, "lift", { bracket: "b2", provisions: ["p2"] }),
    act(6, "undo", { to: 5, provisions: ["p2"] }),
    act(7, "close-session"),
  ];
  const sections = minutesSections(
    { acts, agenda: ["a2", "a1"] },
    (id) => rows.find((row) => row.id === id)?.provisions ?? [],
    (id) => index.brackets.get(id)?.provisions ?? [],
  );
  expect(sections.map(({ item, acts }) => [item, acts.map(({ seq }) => seq)])).toEqual([
    ["a2", [2]],
    ["a1", [3]],
    [null, [4]],
  ]);
  const paper = {
    title: "A & B",
    facts: ["Opened."],
    sections: [
      { heading: "1. Article 1", nothing: "Nothing.", lines: [{ when: "10:00", words: "Done", reason: "<why>" }] },
      { heading: "2. Article 2", nothing: "Nothing.", lines: [] },
    ],
  };
  expect(minutesText(paper)).toBe(
    "A & B\nOpened.\n\n1. Article 1\n  10:00  Done.\n         <why>\n\n2. Article 2\n  Nothing.\n",
  );
  expect(minutesHtml(paper, "en", "ltr")).toContain("<em>&#60;why&#62;</em>");
  expect(minutesHtml(paper, "en", "ltr")).not.toContain("<why>");
});

describe("the chair's place", () => {
  const here = (client: number, focus: string | null, role: PresentPerson["role"] = "chair"): PresentPerson => ({
    client,
    person: { id: `c${client}`, name: `Chair ${client}` },
    party: null,
    role,
    cursor: null,
    focus,
  });
  function room() {
    let presence: readonly PresentPerson[] = [];
    let tell = () => {};
    const place = new ChairPlace(
      {
        subscribe(listener) {
          tell = listener;
          return () => {};
        },
        getState: () => ({ presence }),
      },
      (id) => id !== "c9",
    );
    return {
      place,
      become(...people: PresentPerson[]) {
        presence = people;
        tell();
        return place.getState();
      },
    };
  }

  test("is what a chair who presides here took up last, and stays when the chair leaves", () => {
    const { become } = room();
    expect(become(here(5, "b5", "delegation"), here(9, "b9"), here(2, null))).toEqual({ chair: null, focus: null });
    expect(become(here(1, "b1"))).toEqual({ chair: "Chair 1", focus: "b1" });
    expect(become(here(1, "b1"), here(2, "b2"))).toEqual({ chair: "Chair 2", focus: "b2" });
    expect(become(here(1, "b3"), here(2, "b2"))).toEqual({ chair: "Chair 1", focus: "b3" });
    expect(become(here(2, "b2"))).toEqual({ chair: "Chair 2", focus: "b3" });
    expect(become()).toEqual({ chair: null, focus: "b3" });
  });
});

describe("the screen", () => {
  test("shows the provisions of a bracket between their neighbours, and all of an article", () => {
    expect(shownPassage("b2", { index, outline })).toMatchObject({
      bracket: "b2",
      inHand: ["p2"],
      before: "p1",
      after: null,
    });
    expect(shownPassage("b2", { index, outline })?.heading?.id).toBe("a1");
    expect(shownPassage("a1", { index, outline })).toMatchObject({
      bracket: null,
      inHand: ["a1", "p1", "p2"],
      heading: null,
    });
    expect(shownPassage("gone", { index, outline })).toBeNull();
  });

  test("draws signs, codes and words as the editor does", () => {
    const numbers = new Map(outline.map(({ id, number }) => [id, number]));
    const [drawn] = drawPassage(doc, new Set(["p1"]), { index, record: says("o1", "GEO", "support"), numbers });
    const line = drawn?.parts.map((part) => {
      if (part.draw === "words") return part.text;
      if (part.draw === "footnote") return part.number;
      return part.side === "close" ? "]" : part.codes === "" ? "[" : `[${part.codes}: `;
    });
    expect(line?.join("")).toBe("Each Party [shall][KAZ, GEO: should] act.");
  });

  test("takes the largest words that fit, neighbours only while words stay large, never less than 28 points at 1080", () => {
    expect(fitted(1, () => true)).toEqual({ size: 64, neighbours: true, scrolls: false });
    expect(fitted(1, ({ size, neighbours }) => !neighbours && size <= 52)).toMatchObject({
      size: 52,
      neighbours: false,
    });
    const long = fitted(scaleOf(1920, 1080), () => false);
    expect(long.scrolls).toBe(true);
    expect((long.size * 72) / 96).toBeGreaterThanOrEqual(28);
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 4, noNaN: true }), fc.nat(5), (scale, tries) => {
        let left = tries;
        const { size, neighbours } = fitted(scale, () => left-- <= 0);
        expect(size).toBeGreaterThanOrEqual(18);
        if (neighbours) expect(size).toBeGreaterThanOrEqual(Math.min(46 * scale, 18));
      }),
    );
  });
});
