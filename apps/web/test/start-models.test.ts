// @vitest-environment happy-dom

import { EMPTY_RECORD, ID_PATTERN, PARTY_CODE_PATTERN } from "@adref/schema";
import fc from "fast-check";
import { createElement } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { lessonOf } from "../src/practice/lessons.ts";
import { CAREC } from "../src/start/carec.ts";
import { readDelimited, writeCsv } from "../src/start/delimited.ts";
import { WritingHints } from "../src/start/first-hints.tsx";
import { freshId } from "../src/start/fresh-id.ts";
import { readBodies } from "../src/start/read-bodies.ts";
import { readParties } from "../src/start/read-parties.ts";
import { readPeople } from "../src/start/read-people.ts";
import { fakeSession, person, type Shown, show, TEXT } from "./shell.tsx";

const KNOWN = { parties: CAREC, bodies: [{ id: "wg1", name: "Working Group 1: Customs" }], people: [] };
const problemsOf = (source: string) => readPeople(source, KNOWN).map(({ problems }) => problems.map(({ id }) => id));

describe("lines of people", () => {
  test("columns may be named and stand in any order, between commas, semicolons or tabs", () => {
    const given = [
      "name,role,party,bodies\nAna,delegate,KAZ,",
      "party;name;role\nKAZ;Ana;delegate",
      "Ana\tdelegate\tKazakhstan\t",
    ];
    for (const source of given) {
      expect(readPeople(source, KNOWN).map(({ person }) => [person.name, person.role, person.party])).toEqual([
        ["Ana", "delegation", "KAZ"],
      ]);
    }
  });

  test("each line says what to mend", () => {
    expect(
      problemsOf(
        "Ana, delegate, KAZ,\nBo, boss, ,\nCy, delegate, ,\nDi, delegate, XXX,\nEd, chair, ,\nFy, chair, , wg9\n, observer, ,\nAna, delegate, KAZ,\nGo, observer, KAZ",
      ),
    ).toEqual([
      [],
      ["role"],
      ["partyMissing"],
      ["partyUnknown"],
      ["bodyMissing"],
      ["bodyUnknown"],
      ["name"],
      ["twice"],
      ["partyExtra"],
    ]);
  });

  test("whoever is there already is not added again, and ids never meet", () => {
    const people = readPeople("Ana, delegate, KAZ\nAna, observer,", KNOWN).map(({ person }) => person);
    expect(new Set(people.map(({ id }) => id)).size).toBe(2);
    const again = readPeople("Ana, delegate, KAZ", { ...KNOWN, people });
    expect(again[0]?.problems.map(({ id }) => id)).toEqual(["there"]);
    expect(people.map(({ id }) => id)).not.toContain(again[0]?.person.id);
  });

  test("whatever is pasted, no line is lost, and what is sound fits the negotiation", () => {
    const cell = fc.oneof(
      fc.constantFrom("KAZ", "delegate", "chair", "wg1", "Ana", '"', "x,y"),
      fc.string({ unit: "grapheme" }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), (table) => {
        const source = table.map((row) => row.join(",")).join("\n");
        const rows = readPeople(source, KNOWN);
        const lines = source.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "").length;
        expect([lines, lines - 1]).toContain(rows.length);
        for (const { person, problems } of rows) {
          expect(person.id).toMatch(ID_PATTERN);
          if (problems.length > 0) continue;
          expect((person.role === "delegation") === (person.party !== null)).toBe(true);
          expect(person.role !== "chair" || person.bodies.length > 0).toBe(true);
        }
        expect(new Set(rows.map(({ person }) => person.id)).size).toBe(rows.length);
      }),
    );
  });
});

test("lines of parties: a code of CAREC is enough, others say all", () => {
  const rows = readParties("code,en,ru,wto\nkaz\nEUU, European Union, Европейский союз, member\nKAZ\nx\n", []);
  expect(rows.map(({ party, problems }) => [party.code, party.names.ru, party.wto, problems])).toEqual([
    ["KAZ", "Казахстан", "member", []],
    ["EUU", "Европейский союз", "member", []],
    ["KAZ", "Казахстан", "member", ["twice"]],
    ["X", "", "none", ["code", "name"]],
  ]);
  for (const { code } of CAREC) expect(code).toMatch(PARTY_CODE_PATTERN);
});

test("lines of bodies get the ids by which people know them", () => {
  const rows = readBodies("Regional Trade Group\nWorking Group 2: Customs\nWG 2\n", []);
  expect(rows.map(({ body }) => body.id)).toEqual(["rtg", "wg2", "wg2-2"]);
});

test("ids are ids, whatever the name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string()), (name, taken) => {
      const id = freshId(name, "person", new Set(taken));
      expect(id).toMatch(ID_PATTERN);
      expect(taken).not.toContain(id);
    }),
  );
});

test("a table that is written is read back, and no cell of it is a formula", () => {
  const words = fc.string({ unit: "grapheme" }).map((value) => value.replace(/[\r\n]/g, " ").trim());
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          words.filter((value) => value !== ""),
          words,
        ),
        { minLength: 1 },
      ),
      (table) => {
        const csv = writeCsv(table);
        for (const line of csv.slice(1).split("\r\n")) expect(line).not.toMatch(/^[=+@-]|,[=+@-]/);
        const plain = table.every((row) => row.every((value) => !/^[=+\-@\t]|[;\t]/.test(value)));
        if (plain) expect(readDelimited(csv).map(({ cells }) => cells)).toEqual(table.map((row) => [...row]));
      },
    ),
  );
});

describe("the first hints", () => {
  let shown: Shown | null = null;
  afterEach(async () => {
    await shown?.end();
    shown = null;
    vi.unstubAllGlobals();
    localStorage.clear();
  });
  const server = (seen: readonly string[]) => {
    const asked = vi.fn(async (_path: string, init?: RequestInit) => {
      return new Response(JSON.stringify(init?.method === "POST" ? JSON.parse(String(init.body)) : { seen }));
    });
    vi.stubGlobal("fetch", asked);
    return asked;
  };
  let people = 0;
  const delegate = () => ({ ...person("delegation", "KAZ"), id: `hinted-${++people}` });

  test("come one after another, go by a press, and are told to the server", async () => {
    const asked = server([]);
    shown = await show(createElement(WritingHints, { session: fakeSession(delegate()).session }));
    await expect.poll(() => shown?.text()).toContain("Type anywhere: it becomes");
    await shown.press("Got it");
    expect(shown.text()).toMatch(/Select words and press/);
    await shown.press("Got it");
    expect(shown.text()).not.toContain("Select words");
    expect(asked.mock.calls.filter(([, init]) => init?.method === "POST")).toHaveLength(2);
  });

  test("are not shown again on another device, nor to others", async () => {
    server(["type", "bracket", "saved"]);
    shown = await show(createElement(WritingHints, { session: fakeSession(delegate()).session }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown.text()).not.toContain("Type anywhere");
    await shown.end();
    server([]);
    shown = await show(
      createElement(WritingHints, { session: fakeSession({ ...person("chair"), id: "chair-hint" }).session }),
    );
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown.text()).not.toContain("Type anywhere");
  });
});

describe("a lesson", () => {
  const began = "2026-11-25T10:00:00.000Z";
  const view = {
    id: "practice-1",
    of: TEXT.id,
    me: person("delegation", "KAZ"),
    text: TEXT,
    began,
    until: began,
    words: 0,
    papers: 0,
    lineCut: false,
    negotiation: { id: "n", name: "N", parties: [], bodies: [], groups: [], people: [], texts: [] },
  };
  const facts = (record: object, standing: readonly string[] = [], stood: readonly string[] = []) => ({
    me: view.me,
    view,
    tray: 0,
    record: { ...EMPTY_RECORD, ...record },
    of: "any",
    standing: new Set(standing),
    stood: new Set(stood),
  });
  const isDone = (id: string, given: ReturnType<typeof facts>) =>
    lessonOf(view.me)
      .find((step) => step.id === id)
      ?.done(given);
  const option = (at: string, owner = "KAZ") => ({ options: { o1: { bracket: "b1", within: null, owner, at } } });

  test("counts what the player did since it began, and nothing else", () => {
    expect(isDone("propose", facts({}))).toBe(false);
    expect(isDone("propose", facts(option("2026-11-25T09:00:00.000Z")))).toBe(false);
    expect(isDone("propose", facts(option("2026-11-25T11:00:00.000Z", "UZB")))).toBe(false);
    expect(isDone("propose", facts(option("2026-11-25T11:00:00.000Z")))).toBe(true);
  });

  test("tells a withdrawal from what went before the step began", () => {
    const mine = option("2026-11-25T11:00:00.000Z");
    expect(isDone("withdraw", facts(mine, ["o1"], ["o1"]))).toBe(false);
    expect(isDone("withdraw", facts(mine, [], ["o1"]))).toBe(true);
    expect(isDone("withdraw", facts(mine, [], []))).toBe(false);
  });
});
