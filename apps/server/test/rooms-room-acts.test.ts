import type { Act, Person } from "@adref/protocol";
import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import { describe, expect, test } from "vitest";
import { verifyText } from "../src/verify/verify-text.ts";
import { House } from "./rooms/house.ts";
import {
  CHAIR,
  DIRECTORY,
  KAZ,
  MNG,
  OTHER_CHAIR,
  OUTSIDER,
  SAMPLE_PATCH,
  SECRETARIAT,
  TEXT,
  UZB,
} from "./rooms/negotiation.ts";

const AT = "2026-11-24T10:00:00.000Z";
const record = async (house: House) => (await house.rooms.snapshot(TEXT)).value.record;
const json = async (house: House) => JSON.stringify((await house.rooms.snapshot(TEXT)).value.doc);
const finding = async (house: House) => (await verifyText(house.store, TEXT, DIRECTORY)).finding;

/** Does acts in order; each is to be taken (null) or refused with the given id. Then the whole ledger is verified. */
async function story(house: House, acts: readonly [Person, Act, string | null][]): Promise<void> {
  for (const [person, act, expected] of acts) {
    const answer = await house.act(person, act);
    expect([person.id, act, answer.accepted ? null : answer.refusal.id]).toEqual([person.id, act, expected]);
  }
  expect(await finding(house)).toBeNull();
}

describe("what a party says", () => {
  const stance = { type: "stance", target: "p3", stance: "reserve" } as const;

  test("of a provision, and for a group only as its speaker", async () => {
    const house = await House.open();
    await story(house, [
      [MNG, { ...stance, target: "p9" }, "no-such-target"],
      [MNG, { ...stance, group: "landlocked" }, "not-speaker"],
      [KAZ, { ...stance, group: "nobodies" }, "not-speaker"],
      [KAZ, { ...stance, group: "landlocked", note: "Scrutiny" }, null],
      [CHAIR, { type: "status", provisions: ["p3"], status: "agreed-group" }, null],
      [UZB, stance, "locked"],
    ]);
    const facts = { stance: "reserve", group: "landlocked", note: "Scrutiny", at: AT };
    expect((await record(house)).stances.p3).toEqual({ KAZ: facts });
  });

  test("of why it proposes something, on whose behalf, and where from", async () => {
    const house = await House.open();
    const explain = { type: "explain", target: "o1" } as const;
    await story(house, [
      [KAZ, { ...explain, target: "o9", reason: "x" }, "no-such-target"],
      [UZB, { ...explain, reason: "x" }, "not-your-proposal"],
      [KAZ, { ...explain, reason: "As in Rev.1", group: "landlocked", moves: "p3" }, null],
      [KAZ, { ...explain, reason: "As in Rev.1" }, "no-change"],
      [KAZ, { ...explain, group: "x" }, "not-speaker"],
      [KAZ, { ...explain, moves: "p9" }, "no-such-provision"],
      [KAZ, { type: "explain", target: "b1", reason: "Too strong" }, null],
      [KAZ, { type: "explain", target: "b1", group: "landlocked" }, "no-such-option"],
    ]);
    const known = await record(house);
    expect(known.options.o1).toMatchObject({ owner: "KAZ", reason: "As in Rev.1", group: "landlocked", moves: "p3" });
    expect(known.brackets.b1).toMatchObject({ owner: "KAZ", reason: "Too strong" });
    await house.act(KAZ, { ...explain, reason: null, group: null, moves: null });
    expect((await record(house)).options.o1).toEqual(SAMPLE_PATCH.options?.o1);
    // Parking keeps what was said of it.
    await house.act(CHAIR, { type: "park", bracket: "b1", parked: true });
    expect((await record(house)).brackets.b1).toMatchObject({ reason: "Too strong", parked: true });
  });

  test("together with others: both sides have to want it", async () => {
    const house = await House.open();
    const invite = (...parties: string[]) => ({ type: "invite", option: "o1", parties }) as const;
    const join = (joined: boolean) => ({ type: "join", option: "o1", joined }) as const;
    await story(house, [
      [UZB, invite("MNG"), "not-your-proposal"],
      [KAZ, invite("XXX"), "no-such-party"],
      [KAZ, invite("KAZ"), "no-such-party"],
      [UZB, join(true), "not-invited"],
      [KAZ, invite("UZB", "MNG", "UZB"), null],
      [KAZ, invite("MNG", "UZB"), "no-change"],
      [UZB, join(true), null],
      [UZB, join(true), "no-change"],
      [MNG, join(false), null],
      [MNG, join(false), "no-change"],
      [MNG, join(true), "not-invited"],
      // Whom the owner leaves out has joined all the same.
      [KAZ, invite("MNG"), null],
    ]);
    expect((await record(house)).options.o1).toMatchObject({ joint: ["UZB"], invited: ["MNG"] });
    await story(house, [
      [KAZ, invite(), null],
      [UZB, join(false), null],
    ]);
    expect((await record(house)).options.o1).toEqual(SAMPLE_PATCH.options?.o1);
  });
});

describe("comments", () => {
  const say = (comment: string, more: object = {}) =>
    ({ type: "comment", comment, provision: "p3", quoted: "", text: "Why?", answers: null, ...more }) as const;

  test("have the author whom the server knows, and are the author's", async () => {
    const house = await House.open();
    const anchor = { from: "AAAA", to: "AAAB" };
    await story(house, [
      [UZB, say("c1"), "comment-taken"],
      [UZB, say("c2", { provision: "p9" }), "no-such-provision"],
      [UZB, say("c2", { mentions: ["nobody"] }), "no-such-person"],
      [UZB, say("c2", { quoted: "deposit", anchor, mentions: ["kaz-1", "kaz-1"] }), null],
      [KAZ, say("c3", { answers: "c9" }), "no-such-comment"],
      [KAZ, say("c3", { answers: "c1" }), "no-such-comment"],
      [KAZ, say("c3", { answers: "c2", text: "Because" }), null],
      [UZB, { type: "withdraw-comment", comment: "c2" }, "comment-answered"],
      [UZB, { type: "edit-comment", comment: "c3", text: "x" }, "not-your-comment"],
      [SECRETARIAT, { type: "edit-comment", comment: "c3", text: "x" }, "not-your-comment"],
      [KAZ, { type: "edit-comment", comment: "c3", text: "Because" }, "no-change"],
      [KAZ, { type: "edit-comment", comment: "c3", text: "Because so" }, null],
      [KAZ, { type: "settle-comment", comment: "c2", done: true }, "not-your-comment"],
      [UZB, { type: "settle-comment", comment: "c2", done: false }, "no-change"],
      [UZB, { type: "settle-comment", comment: "c2", done: true }, null],
      [CHAIR, { type: "settle-comment", comment: "c3", done: true }, null],
      [SECRETARIAT, { type: "settle-comment", comment: "c3", done: false }, null],
      [UZB, { type: "withdraw-comment", comment: "c3" }, "not-your-comment"],
      [KAZ, { type: "edit-comment", comment: "c1", text: "x" }, "not-your-comment"],
    ]);
    const { comments } = await record(house);
    expect(comments.c2).toEqual({
      ...{ provision: "p3", quoted: "deposit", author: UZB.name, party: "UZB", at: AT, text: "Why?", answers: null },
      ...{ done: true, person: "uzb-1", anchor, mentions: ["kaz-1"] },
    });
    expect(comments.c3).toMatchObject({ text: "Because so", edited: AT, answers: "c2" });
    await story(house, [
      [KAZ, { type: "withdraw-comment", comment: "c3" }, null],
      [UZB, { type: "withdraw-comment", comment: "c2" }, null],
    ]);
    expect(Object.keys((await record(house)).comments)).toEqual(["c1"]);
  });
});

describe("sessions", () => {
  test("are open one at a time, with an agenda of what the text holds", async () => {
    const house = await House.open();
    const agenda = ["p3", "p1", "p3"];
    const open: Extract<Act, { type: "open-session" }> = {
      type: "open-session",
      session: "s1",
      title: "Morning",
      agenda,
    };
    await story(house, [
      [OTHER_CHAIR, open, "not-your-act"],
      [CHAIR, { ...open, agenda: ["p9"] }, "no-such-provision"],
      [CHAIR, open, null],
      [SECRETARIAT, { ...open, session: "s2" }, "session-open"],
      [CHAIR, { type: "set-agenda", session: "s1", agenda: ["p3", "p1"] }, "no-change"],
      [CHAIR, { type: "set-agenda", session: "s1", agenda: ["p9"] }, "no-such-provision"],
      [SECRETARIAT, { type: "set-agenda", session: "s1", agenda: ["p2"] }, null],
      [CHAIR, { type: "close-session", session: "s2" }, "no-open-session"],
      [SECRETARIAT, { type: "close-session", session: "s1" }, null],
      [CHAIR, { type: "set-agenda", session: "s1", agenda: [] }, "no-open-session"],
      [CHAIR, open, "session-taken"],
      [CHAIR, { ...open, session: "s2", agenda: [] }, null],
    ]);
    expect((await record(house)).sessions.s1).toEqual({
      ...{ title: "Morning", agenda: ["p2"], at: AT, by: CHAIR.id },
      ...{ closed: AT, closedBy: SECRETARIAT.id },
    });
  });
});

describe("what the chair takes back", () => {
  const undo = (seq: number): Act => ({ type: "undo", seq, reason: "Too early" });

  test.each([
    { type: "adopt", bracket: "b1", option: "o1" },
    { type: "adopt", bracket: "b1", option: "standing" },
    { type: "merge", bracket: "b1", words: "is encouraged to" },
    { type: "lift", bracket: "b2" },
    { type: "delete", bracket: "b2" },
    { type: "park", bracket: "b1", parked: true },
    { type: "park-provision", provisions: ["p3", "p1"], parked: true },
    { type: "status", provisions: ["p3"], status: "agreed-group" },
  ] as Act[])("%j stands again as it stood", async (act) => {
    const house = await House.open();
    const [words, known] = [await json(house), await record(house)];
    await story(house, [
      [CHAIR, act, null],
      [SECRETARIAT, undo(2), "not-your-act"],
      [CHAIR, undo(2), null],
    ]);
    expect(await json(house)).toBe(words);
    expect(await record(house)).toEqual(known);
    const fresh = await house.join(KAZ);
    expect(fresh.words("p1")).toContain("should");
    await house.restart();
    expect(await record(house)).toEqual(known);
    await story(house, [[CHAIR, act, null]]);
  });

  test("a reopening, too, while nobody has written there", async () => {
    const house = await House.open();
    await story(house, [
      [CHAIR, { type: "status", provisions: ["p3"], status: "agreed-group" }, null],
      [CHAIR, { type: "reopen", provisions: ["p3"], reason: "Asked" }, null],
      [CHAIR, undo(3), null],
    ]);
    expect((await record(house)).statuses.p3?.status).toBe("agreed-group");
    await house.act(CHAIR, { type: "reopen", provisions: ["p3"], reason: "Asked" });
    const kaz = await house.join(KAZ);
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    await story(house, [[CHAIR, undo(5), "changed-since"]]);
  });

  test("not over words, brackets or decisions that came since, and nothing else at all", async () => {
    const house = await House.open();
    const kaz = await house.join(KAZ);
    await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" });
    kaz.propose("p1", 0, "Now ", "bk", "ok");
    await house.settle();
    await story(house, [
      [CHAIR, undo(2), "changed-since"],
      [CHAIR, undo(1), "no-such-moment"],
      [CHAIR, undo(3), "not-undoable"],
      [CHAIR, undo(99), "no-such-moment"],
      [KAZ, { type: "stance", target: "b2", stance: "delete" }, null],
      [CHAIR, undo(4), "not-undoable"],
      [CHAIR, { type: "lift", bracket: "b2" }, null],
      [CHAIR, undo(5), null],
      [CHAIR, undo(5), "changed-since"],
      [CHAIR, undo(6), "not-undoable"],
    ]);
  });

  test("words of other provisions may have changed, and a bracket that went with another comes back with it", async () => {
    const built = treaty(
      prop(
        "p1",
        "Each ",
        contested("b1", "shall ", contested("b3", "always")),
        proposed("b1", "o1", "should"),
        " act.",
      ),
      prop("p2", "Fees are limited."),
    );
    const patch = { ...SAMPLE_PATCH, brackets: { ...SAMPLE_PATCH.brackets, b3: { owner: "MNG", at: "" } } };
    const house = await House.open({ built, patch });
    const kaz = await house.join(KAZ);
    await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" });
    kaz.propose("p2", 4, " all", "bk", "ok");
    await house.settle();
    const answer = await house.act(CHAIR, undo(2));
    expect(answer).toMatchObject({ accepted: true, restored: { rewritten: ["p1"], reopened: ["b1", "b3"] } });
    expect((await record(house)).resolutions).toEqual({});
    expect(kaz.words("p1")).toBe("Each shall alwaysshould act.");
    expect(kaz.words("p2")).toBe("Fees all are limited.");
    expect(await finding(house)).toBeNull();
  });

  test("a forged undoing is found out", async () => {
    const house = await House.open();
    await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" });
    const entry = { kind: "act", update: new Uint8Array(), party: null, person: CHAIR.id, at: AT } as const;
    const data = { act: undo(2), key: "forged-key", patch: { resolutions: { b1: null } } };
    await house.store.append(TEXT.id, 2, [{ ...entry, data }]);
    expect((await finding(house))?.reason).toContain("put back");
  });
});

test("nothing of all this gives a party away to those who see no names", async () => {
  const house = await House.open();
  const reader = await house.reader(OUTSIDER);
  await story(house, [
    [KAZ, { type: "explain", target: "o1", reason: "Kazakh law asks for it", group: "landlocked" }, null],
    [KAZ, { type: "explain", target: "b1", reason: "Kazakh law asks for it" }, null],
    [KAZ, { type: "invite", option: "o1", parties: ["UZB", "MNG"] }, null],
    [UZB, { type: "join", option: "o1", joined: true }, null],
    [KAZ, { type: "stance", target: "p3", stance: "support", group: "landlocked", note: "Kazakh" }, null],
    [
      KAZ,
      {
        ...{ type: "comment", comment: "c7", provision: "p3", quoted: "deposit", text: "Kazakh", answers: null },
        ...{ mentions: ["uzb-1"], anchor: { from: "AAAA", to: "AAAA" } },
      } as Act,
      null,
    ],
    [CHAIR, { type: "freeze", frozen: true, reason: "Kazakhstan asked" }, null],
    [CHAIR, { type: "open-session", session: "s1", title: "Morning", agenda: ["p3"] }, null],
    [CHAIR, { type: "park-provision", provisions: ["p3"], parked: true, reason: "Kazakhstan asked" }, null],
  ]);
  const told = JSON.stringify(reader.record);
  expect(told).not.toMatch(/KAZ|UZB|MNG|Kazakh|landlocked|kaz-1|uzb-1|AAAA/);
  expect(reader.record.sessions.s1?.title).toBe("Morning");
  expect(reader.record.statuses.p3?.parked).toBe(true);
});
