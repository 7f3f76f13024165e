import { type Act, CLOSE, type Person } from "@adref/protocol";
import { markKey } from "@adref/schema";
import { describe, expect, test } from "vitest";
import { verifyText } from "../src/verify/verify-text.ts";
import { House } from "./rooms/house.ts";
import { CHAIR, DIRECTORY, KAZ, MNG, OBSERVER, OUTSIDER, SECRETARIAT, TEXT, UZB } from "./rooms/negotiation.ts";

const AT = "2026-11-24T10:00:00.000Z";
const WAITS = { owner: "KAZ", at: AT, unconfirmed: { by: SECRETARIAT.id, at: AT } };

const record = async (house: House) => (await house.rooms.snapshot(TEXT)).value.record;
const finding = async (house: House) => (await verifyText(house.store, TEXT, DIRECTORY)).finding;

describe("words that the Secretariat takes down for a party", () => {
  test("are the party's, wait for it, and the ledger says who took them down", async () => {
    const house = await House.open();
    const taker = await house.taker(SECRETARIAT, "KAZ");
    const uzb = await house.join(UZB);
    taker.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    expect(taker.refusals).toEqual([]);
    expect(uzb.words("p3")).toContain("This new");
    const known = await record(house);
    expect(known.brackets.bk).toEqual(WAITS);
    expect(known.options.ok).toEqual({ bracket: "bk", within: null, ...WAITS });
    expect(house.store.ledgers.get(TEXT.id)?.[1]).toMatchObject({
      kind: "words",
      person: SECRETARIAT.id,
      party: "KAZ",
      data: { for: "KAZ" },
    });
    // The Secretariat mends what waits, and so does the party.
    taker.ytext("p3").delete(5, 3);
    await house.settle();
    const kaz = await house.join(KAZ);
    kaz.ytext("p3").delete(4, 1);
    await house.settle();
    expect([taker.refusals, kaz.refusals]).toEqual([[], []]);
    expect(kaz.words("p3")).toBe("This Agreement enters into force on deposit.");
    expect(await finding(house)).toBeNull();
  });

  test("are confirmed by the party with one act, and then the Secretariat may not touch them", async () => {
    const house = await House.open();
    const taker = await house.taker(SECRETARIAT, "KAZ");
    taker.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    const confirm: Act = { type: "confirm", targets: ["ok", "bk"] };
    expect(await house.act(UZB, confirm)).toMatchObject({ refusal: { id: "nothing-to-confirm" } });
    expect(await house.act(KAZ, confirm)).toMatchObject({ accepted: true });
    expect(await house.act(KAZ, confirm)).toMatchObject({ refusal: { id: "nothing-to-confirm" } });
    expect((await record(house)).options.ok).toEqual({ bracket: "bk", within: null, owner: "KAZ", at: AT });
    taker.ytext("p3").delete(4, 2);
    await house.settle();
    expect(taker.refusals).toMatchObject([{ id: "others-words" }]);
    expect(await finding(house)).toBeNull();
  });

  test("leave alone what the party wrote itself, what stands, and what others wrote", async () => {
    const contest = { type: "contested", attrs: { bracket: "b1" } };
    const attacks: [string, (taker: Awaited<ReturnType<House["taker"]>>) => void, string][] = [
      ["the party's own words", (taker) => taker.ytext("p1").delete(17, 2), "others-words"],
      [
        "more words in the party's own option",
        (taker) => {
          const attrs = { bracket: "b1", option: "o1", within: null };
          taker.insert("p1", 18, "x", { [markKey({ type: "proposed", attrs })]: attrs });
        },
        "others-words",
      ],
      [
        "the party's own bracket",
        (taker) => taker.ytext("p1").format(11, 3, { [markKey(contest)]: null }),
        "others-marks",
      ],
      ["standing words", (taker) => taker.ytext("p3").delete(0, 4), "others-words"],
      ["new standing words", (taker) => taker.insert("p3", 0, "Now: ", {}), "others-words"],
      ["another party's words", (taker) => taker.ytext("p2").delete(18, 2), "others-words"],
    ];
    for (const [what, attack, refusal] of attacks) {
      const house = await House.open();
      const taker = await house.taker(SECRETARIAT, "KAZ");
      attack(taker);
      await house.settle();
      expect([what, taker.refusals[0]?.id]).toEqual([what, refusal]);
      expect(house.store.ledgers.get(TEXT.id)).toHaveLength(1);
    }
  });

  test("are taken down by the Secretariat only, and for parties that there are", async () => {
    const house = await House.open();
    const strangers: readonly [Person, string][] = [
      [KAZ, "KAZ"],
      [KAZ, "UZB"],
      [CHAIR, "KAZ"],
      [OBSERVER, "KAZ"],
      [SECRETARIAT, "XXX"],
      [SECRETARIAT, ""],
    ];
    for (const [person, party] of strangers) expect((await house.taker(person, party)).closed).toBe(CLOSE.forbidden);
  });

  test("a ledger that says so falsely is found out", async () => {
    for (const [person, party] of [
      [UZB, "KAZ"],
      [SECRETARIAT, "XXX"],
    ] as const) {
      const house = await House.open();
      const taker = await house.taker(SECRETARIAT, "KAZ");
      taker.propose("p3", 4, " new", "bk", "ok");
      await house.settle();
      const [first, second] = house.store.ledgers.get(TEXT.id) ?? [];
      const forged = await House.open();
      const { kind, update, data, at } = second as NonNullable<typeof second>;
      expect(first).toBeDefined();
      await forged.store.append(TEXT.id, 1, [
        { kind, update, at, person: person.id, party, data: { ...data, for: party } },
      ]);
      expect((await finding(forged))?.reason).toContain("may not take words down");
    }
  });

  test("those who see no names see that words wait, not whose they are or who took them down", async () => {
    const house = await House.open();
    const taker = await house.taker(SECRETARIAT, "KAZ");
    const reader = await house.reader(OUTSIDER);
    taker.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    expect(reader.record.options.ok).toEqual({
      bracket: "bk",
      within: null,
      owner: null,
      at: AT,
      unconfirmed: { by: "", at: AT },
    });
    expect(JSON.stringify(reader.record)).not.toMatch(/KAZ|sec-1/);
  });
});

describe("a frozen text", () => {
  const freeze = (frozen: boolean) => ({ type: "freeze", frozen, reason: "One text" }) as const;

  test("takes words of nobody, and acts of everybody", async () => {
    const house = await House.open();
    const [kaz, pen, taker] = [
      await house.join(KAZ),
      await house.join(SECRETARIAT),
      await house.taker(SECRETARIAT, "UZB"),
    ];
    expect(await house.act(MNG, freeze(true))).toMatchObject({ refusal: { id: "not-your-act" } });
    expect(await house.act(CHAIR, freeze(true))).toMatchObject({ accepted: true });
    expect(await house.act(SECRETARIAT, freeze(true))).toMatchObject({ refusal: { id: "no-change" } });
    kaz.propose("p3", 4, " new", "bk", "ok");
    pen.insert("p3", 0, "Now: ", {});
    taker.propose("p3", 4, " other", "bu", "ou");
    await house.settle();
    for (const client of [kaz, pen, taker]) expect(client.refusals.map(({ id }) => id)).toEqual(["frozen"]);
    expect(await house.act(CHAIR, { type: "adopt", bracket: "b1", option: "o1" })).toMatchObject({ accepted: true });
    expect(await house.act(UZB, { type: "stance", target: "p3", stance: "reserve" })).toMatchObject({ accepted: true });
    await house.restart();
    const late = await house.join(KAZ);
    late.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    expect(late.refusals).toMatchObject([{ id: "frozen" }]);
    await house.act(SECRETARIAT, freeze(false));
    const again = await house.join(KAZ);
    again.propose("p3", 4, " new", "bk", "ok");
    await house.settle();
    expect(again.refusals).toEqual([]);
    expect(await finding(house)).toBeNull();
  });
});
