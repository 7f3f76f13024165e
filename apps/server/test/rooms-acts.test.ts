import type { Act, Person } from "@adref/protocol";
import { wordsOf } from "@adref/schema";
import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import { describe, expect, test } from "vitest";
import { House } from "./rooms/house.ts";
import { CHAIR, DIRECTORY, KAZ, MNG, OTHER_CHAIR, SAMPLE_PATCH, SECRETARIAT, TEXT, UZB } from "./rooms/negotiation.ts";

const AT = "2026-11-24T10:00:00.000Z";
const stance: Act = { type: "stance", target: "o1", stance: "support" };
const adopt: Act = { type: "adopt", bracket: "b1", option: "o1" };

async function refusalOf(house: House, person: Person, act: Act): Promise<string | null> {
  const answer = await house.act(person, act);
  return answer.accepted ? null : answer.refusal.id;
}

const record = async (house: House) => (await house.rooms.snapshot(TEXT)).value.record;

describe("who may do what", () => {
  const acts: Act[] = [
    stance,
    adopt,
    { type: "merge", bracket: "b1", words: "will" },
    { type: "lift", bracket: "b2" },
    { type: "delete", bracket: "b2" },
    { type: "park", bracket: "b1", parked: true },
    { type: "status", provisions: ["p3"], status: "agreed-group" },
    { type: "reopen", provisions: ["p3"], reason: "Asked for" },
    { type: "issue" },
    { type: "name-moment", moment: "m1", seq: 1, name: "The beginning" },
    { type: "rename-moment", moment: "m1", name: "Before lunch" },
    { type: "unname-moment", moment: "m1" },
    { type: "restore", seq: 1, reason: "Asked for" },
  ];
  const naming = [CHAIR.id, SECRETARIAT.id];
  const allowed: Record<string, readonly string[]> = {
    stance: [KAZ.id, UZB.id, MNG.id],
    issue: [SECRETARIAT.id],
    restore: [SECRETARIAT.id],
    "name-moment": naming,
    "rename-moment": naming,
    "unname-moment": naming,
  };

  test("every role and every act", async () => {
    for (const act of acts) {
      for (const person of DIRECTORY.people) {
        const house = await House.open();
        const refused = (await refusalOf(house, person, act)) === "not-your-act";
        const expected = (allowed[act.type] ?? [CHAIR.id]).includes(person.id);
        expect([act.type, person.id, !refused]).toEqual([act.type, person.id, expected]);
      }
    }
  });

  test("a chair of another body is a stranger here", async () => {
    const house = await House.open();
    expect(await refusalOf(house, OTHER_CHAIR, adopt)).toBe("not-your-act");
  });
});

describe("stances", () => {
  test("are taken, changed and taken back, each party for itself", async () => {
    const house = await House.open();
    await house.act(MNG, { ...stance, note: "with joy" });
    await house.act(UZB, { type: "stance", target: "b1", stance: "retain" });
    expect((await record(house)).stances).toEqual({
      o1: {
        UZB: { stance: "oppose", note: "too weak", at: "2026-11-23T09:00:00.000Z" },
        MNG: { stance: "support", note: "with joy", at: AT },
      },
      b1: { UZB: { stance: "retain", at: AT } },
    });
    await house.act(MNG, { ...stance, stance: null });
    await house.act(UZB, { ...stance, stance: null });
    expect((await record(house)).stances).toEqual({ b1: { UZB: { stance: "retain", at: AT } } });
  });

  test("are about what the text holds", async () => {
    const house = await House.open();
    expect(await refusalOf(house, KAZ, { ...stance, target: "o9" })).toBe("no-such-target");
    await house.act(CHAIR, adopt);
    expect(await refusalOf(house, KAZ, stance)).toBe("no-such-target");
    expect((await record(house)).stances.o1).toBeDefined();
  });
});

describe("resolutions", () => {
  const sentence = async (house: House, provision: string) => {
    const { doc } = (await house.rooms.snapshot(TEXT)).value;
    let words = "";
    doc.descendants((node) => {
      if (node.attrs.id === provision) words = node.textContent;
    });
    return words;
  };

  test.each([
    [{ type: "adopt", bracket: "b1", option: "o1" }, "p1", "Each Party should act in time."],
    [{ type: "adopt", bracket: "b1", option: "standing" }, "p1", "Each Party shall act in time."],
    [{ type: "merge", bracket: "b1", words: "is encouraged to" }, "p1", "Each Party is encouraged to act in time."],
    [{ type: "lift", bracket: "b2" }, "p2", "Fees are limited to the cost of services."],
    [{ type: "delete", bracket: "b2" }, "p2", "Fees are limited."],
  ] as [Act, string, string][])("%j", async (act, provision, words) => {
    const house = await House.open();
    const kaz = await house.join(KAZ);
    const answer = await house.act(CHAIR, act);
    expect(answer).toEqual({ accepted: true, seq: 2 });
    expect(await sentence(house, provision)).toBe(words);
    expect(kaz.words(provision)).toBe(words);
    expect(JSON.parse(kaz.json).find((one: { id: string }) => one.id === provision).runs).toHaveLength(1);
    const entries = house.store.ledgers.get(TEXT.id) ?? [];
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({ kind: "act", person: CHAIR.id, party: null, data: { act } });
    const bracket = (act as { bracket: string }).bracket;
    expect((await record(house)).resolutions[bracket]).toMatchObject({ kind: act.type, by: CHAIR.id, at: AT });
    await house.restart();
    expect(await sentence(house, provision)).toBe(words);
  });

  test.each([
    [{ type: "adopt", bracket: "b9", option: "o1" }, "no-such-bracket"],
    [{ type: "adopt", bracket: "b1", option: "o2" }, "no-such-option"],
    [{ type: "adopt", bracket: "b2", option: "standing" }, "no-such-option"],
    [{ type: "lift", bracket: "b1" }, "several-options"],
    [{ type: "merge", bracket: "b1", words: "two\nlines" }, "bad-words"],
    [{ type: "merge", bracket: "b1", words: "   " }, "bad-words"],
    [{ type: "merge", bracket: "b1", words: "half \ud83d" }, "bad-words"],
    [{ type: "merge", bracket: "b1", words: "no sign \uffff" }, "bad-words"],
    [{ type: "merge", bracket: "b1", words: "turned \u202e" }, "bad-words"],
    [{ type: "park", bracket: "b1", parked: false }, "no-change"],
    [{ type: "status", provisions: ["p1"], status: "agreed-group" }, "open-brackets"],
    [{ type: "status", provisions: ["p3", "p9"], status: "agreed-group" }, "no-such-provision"],
    [{ type: "reopen", provisions: ["p3"], reason: "Why not" }, "no-change"],
  ] as [Act, string][])("refuses %j: %s", async (act, id) => {
    const house = await House.open();
    const before = await house.rooms.snapshot(TEXT);
    expect(await refusalOf(house, CHAIR, act)).toBe(id);
    expect(await house.rooms.snapshot(TEXT)).toEqual(before);
    expect(house.store.ledgers.get(TEXT.id)).toHaveLength(1);
  });

  test("a bracket inside words that go, ends with them; one inside words that stay, stays", async () => {
    const built = treaty(
      prop(
        "p1",
        "Each Party ",
        contested("b1", "shall ", contested("b3", "always")),
        proposed("b1", "o1", "should"),
        " act.",
      ),
    );
    const patch = {
      ...SAMPLE_PATCH,
      brackets: { ...SAMPLE_PATCH.brackets, b3: { owner: "MNG", at: "" } },
    };
    const house = await House.open({ built, patch });
    await house.act(CHAIR, adopt);
    const { resolutions } = await record(house);
    expect(resolutions.b1).toMatchObject({ kind: "adopt", option: "o1" });
    expect(resolutions.b3).toMatchObject({ kind: "delete", by: CHAIR.id });
    expect(resolutions.b3?.reason).toContain("b1");
    const kept = await House.open({ built, patch });
    await kept.act(CHAIR, { ...adopt, option: "standing" });
    expect(Object.keys((await record(kept)).resolutions)).toEqual(["b1"]);
  });
});

describe("agreement", () => {
  const agree = (status: "agreed-group" | "agreed-adref" | "adopted"): Act => {
    return { type: "status", provisions: ["p3"], status };
  };

  test("goes forward only, and back only by reopening with a reason", async () => {
    const house = await House.open();
    expect(await refusalOf(house, CHAIR, agree("agreed-adref"))).toBe(null);
    expect(await refusalOf(house, CHAIR, agree("agreed-adref"))).toBe("no-change");
    expect(await refusalOf(house, CHAIR, agree("agreed-group"))).toBe("backwards");
    expect(await refusalOf(house, CHAIR, agree("adopted"))).toBe(null);
    expect(await refusalOf(house, CHAIR, { type: "reopen", provisions: ["p3"], reason: "MNG asked" })).toBe(null);
    expect((await record(house)).statuses.p3).toEqual({ status: "open", at: AT, reason: "MNG asked" });
  });

  test("protects the words, until they are reopened", async () => {
    const house = await House.open();
    const kaz = await house.join(KAZ);
    await house.act(CHAIR, agree("agreed-group"));
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    expect(kaz.refusals).toMatchObject([{ count: 2, id: "locked", provision: "p3" }]);
    await house.act(CHAIR, { type: "reopen", provisions: ["p3"], reason: "MNG asked" });
    const again = await house.join(KAZ);
    again.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    expect(again.refusals).toEqual([]);
    expect(await refusalOf(house, CHAIR, agree("agreed-group"))).toBe("open-brackets");
  });

  test("a parked bracket is an open one", async () => {
    const house = await House.open();
    await house.act(CHAIR, { type: "park", bracket: "b1", parked: true });
    expect((await record(house)).brackets.b1).toMatchObject({ owner: "KAZ", parked: true });
    expect(await refusalOf(house, CHAIR, { type: "status", provisions: ["p1"], status: "adopted" })).toBe(
      "open-brackets",
    );
    await house.act(CHAIR, { type: "park", bracket: "b1", parked: false });
    expect((await record(house)).brackets.b1?.parked).toBeUndefined();
  });
});

describe("keys", () => {
  test("the same key gives the first answer, at once, later and after a restart", async () => {
    const house = await House.open();
    const request = { key: "issue-key-1", act: { type: "issue", title: "For Tashkent" } } as const;
    const both = Promise.all([
      house.rooms.act(SECRETARIAT, TEXT, request),
      house.rooms.act(SECRETARIAT, TEXT, request),
    ]);
    await house.settle();
    const first = { accepted: true, seq: 2, revision: 1 };
    expect(await both).toEqual([first, first]);
    expect(await house.act(SECRETARIAT, request.act, request.key)).toEqual(first);
    await house.restart();
    expect(await house.act(SECRETARIAT, request.act, request.key)).toEqual(first);
    expect(await refusalOf(house, SECRETARIAT, { type: "issue" })).toBe(null);
    expect(await house.act(SECRETARIAT, { type: "issue", title: "Other" }, request.key)).toMatchObject({
      refusal: { id: "key-used" },
    });
    expect(await house.act(KAZ, stance, request.key)).toMatchObject({ accepted: true, seq: 4 });
  });

  test("a key that is under way, or was refused, answers no other act, and keeps its own answer", async () => {
    const house = await House.open();
    const oppose: Act = { ...stance, stance: "oppose" };
    const both = Promise.all([house.act(MNG, stance, "same-key-1"), house.act(MNG, oppose, "same-key-1")]);
    await house.settle();
    const [first, second] = await both;
    expect(first).toMatchObject({ accepted: true });
    expect(second).toMatchObject({ refusal: { id: "key-used" } });
    expect(await house.act(MNG, oppose, "same-key-1")).toMatchObject({ refusal: { id: "key-used" } });
    expect(await house.act(MNG, stance, "same-key-1")).toEqual(first);
  });

  test("a refusal is an answer, too", async () => {
    const house = await House.open();
    const act: Act = { type: "status", provisions: ["p1"], status: "agreed-group" };
    const first = await house.act(CHAIR, act, "status-key-1");
    await house.act(CHAIR, adopt);
    expect(await house.act(CHAIR, act, "status-key-1")).toEqual(first);
    expect(await refusalOf(house, CHAIR, act)).toBe(null);
  });
});

describe("revisions", () => {
  test("are numbered from the zero draft, and stay as they were", async () => {
    const house = await House.open();
    const kaz = await house.join(KAZ);
    await house.act(SECRETARIAT, { type: "issue" });
    kaz.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    await house.act(SECRETARIAT, { type: "issue", title: "After Bishkek" });
    const { revisions } = await house.rooms.snapshot(TEXT);
    expect(revisions.map(({ number, symbol, title, by, seq }) => [number, symbol, title, by, seq])).toEqual([
      [0, "CARTIF/FA", "Zero draft", SECRETARIAT.name, 1],
      [1, "CARTIF/FA/Rev.1", "Revision 1", SECRETARIAT.name, 2],
      [2, "CARTIF/FA/Rev.2", "After Bishkek", SECRETARIAT.name, 4],
    ]);
    expect(revisions[0]?.wordsHash).toBe(revisions[1]?.wordsHash);
    expect(revisions[2]?.wordsHash).not.toBe(revisions[1]?.wordsHash);
    expect(revisions[2]?.entryHash).toBe(house.store.ledgers.get(TEXT.id)?.[3]?.hash);
    expect((await house.rooms.at(TEXT.id, 2)).doc.textContent).not.toContain("new");
    expect((await house.rooms.at(TEXT.id, 4)).doc.textContent).toContain("new");
    await house.restart();
    expect((await house.rooms.snapshot(TEXT)).revisions).toEqual(revisions);
    house.store.checkpoints.clear();
    await house.restart();
    house.store.checkpoints.clear();
    expect((await house.node().snapshot(TEXT)).revisions).toEqual(revisions);
  });
});

describe("typing into what the chair ends meanwhile", () => {
  const endings: Act[] = [
    { type: "delete", bracket: "b1" },
    { type: "adopt", bracket: "b1", option: "standing" },
    { type: "adopt", bracket: "b1", option: "o1" },
    { type: "merge", bracket: "b1", words: "will" },
  ];
  const places = [0, 3, 6];

  /** Never: words of a party as standing text by their own update. What stands was put there by the chair's act. */
  test.each(endings.flatMap((act) => places.map((place) => [act, place] as const)))(
    "%j, typed %i letters into the option",
    async (act, place) => {
      const house = await House.open();
      const [kaz, uzb] = [await house.join(KAZ), await house.join(UZB)];
      kaz.disconnect();
      kaz.propose("p1", "Each Party shall".length + place, "ZZZ", "b1", "o1");
      await house.act(CHAIR, act);
      const after = uzb.json;
      kaz.connect(house.rooms);
      await house.settle();
      expect(kaz.refusals).toHaveLength(1);
      expect(kaz.refusals[0]?.count).toBe(1);
      expect(uzb.json).toBe(after);
      const text = (await house.rooms.snapshot(TEXT)).value.doc.textContent;
      expect(text).not.toContain("ZZZ");
      expect(kaz.words("p1")).toContain("ZZZ");
    },
  );

  test("typing that reached the server first goes with the option, or is adopted with it", async () => {
    const house = await House.open();
    const kaz = await house.join(KAZ);
    kaz.propose("p1", "Each Party shallshould".length, " normally", "b1", "o1");
    await house.settle();
    await house.act(CHAIR, adopt);
    expect(kaz.words("p1")).toBe("Each Party should normally act in time.");
    expect(kaz.refusals).toEqual([]);
    expect(wordsOf(JSON.parse(kaz.json)[0])).toBe("Each Party should normally act in time.");
  });
});
