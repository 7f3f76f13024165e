import type { Act } from "@adref/protocol";
import { expect, test } from "vitest";
import type { ToldAct } from "../src/history/chronicle.ts";
import { sessionIn, withProvisions } from "../src/history/minutes.ts";

const at = "2026-11-25T10:00:00.000Z";
const told = (seq: number, act: Extract<Act, { type: ToldAct["type"] }>): ToldAct => ({
  seq,
  at,
  person: "chair-wg1",
  type: act.type,
  data: { act },
  revision: null,
  actor: null,
  ended: null,
  party: null,
});

const acts = [
  told(1, { type: "open-session", session: "s1", title: "First", agenda: ["a1"] }),
  told(2, { type: "close-session", session: "s1" }),
  told(3, { type: "open-session", session: "s2", title: "Second", agenda: ["a1"] }),
  told(4, { type: "lift", bracket: "b1" }),
  told(5, { type: "set-agenda", session: "s2", agenda: ["a2", "a1"] }),
];

test("a session is read from its own acts: its opening, its last agenda, its end", () => {
  expect(sessionIn(acts, "s1")).toMatchObject({
    title: "First",
    agenda: ["a1"],
    opened: { seq: 1 },
    closed: { seq: 2 },
  });
  expect(sessionIn(acts, "s2")).toMatchObject({
    title: "Second",
    agenda: ["a2", "a1"],
    opened: { seq: 3 },
    closed: null,
  });
  expect(sessionIn(acts, "s3")).toBeNull();
});

test("a decision gets the provisions that it changed, and keeps those that it names", () => {
  const lift = { seq: 4, at, type: "lift", by: "Narantuya", bracket: "b1" } as const;
  expect(withProvisions(lift, ["p1"])).toEqual({ ...lift, provisions: ["p1"], provisionCount: 1 });
  const status = { ...lift, type: "status", provisions: ["p1", "p2"], provisionCount: 60 } as const;
  expect(withProvisions(status, ["p1"])).toBe(status);
  expect(withProvisions(lift, undefined)).toBe(lift);
});
