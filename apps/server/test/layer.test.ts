import { type Act, newLayerClient } from "@adref/protocol";
import { bodyOf, markKey } from "@adref/schema";
import { describe, expect, test } from "vitest";
import { verifyStreams } from "../src/layer/verify-streams.ts";
import { verifyText } from "../src/verify/verify-text.ts";
import { KAZ_2, LAYER } from "./layer-session.ts";
import { House } from "./rooms/house.ts";
import { CHAIR, DIRECTORY, KAZ, MNG, SECRETARIAT, TEXT, UZB } from "./rooms/negotiation.ts";
import type { TestClient } from "./rooms/test-client.ts";

const P3 = "This Agreement enters into force on deposit.";

interface Desk {
  readonly house: House;
  readonly draft: TestClient;
  readonly uzb: TestClient;
}

async function desk(): Promise<Desk> {
  const house = await House.open();
  const draft = await house.join(KAZ, newLayerClient(), house.rooms, LAYER);
  return { house, draft, uzb: await house.join(UZB) };
}

const record = async (house: House) => (await house.reader(KAZ, house.rooms, LAYER)).record;

describe("a layer", () => {
  test("follows the text, and gives it what is tabled", async () => {
    const { house, draft, uzb } = await desk();
    draft.propose("p3", 4, " secret", "bx", "ox");
    await house.settle();
    expect(draft.saved.length).toBeGreaterThan(0);
    expect(uzb.words("p3")).toBe(P3);
    uzb.propose("p3", 0, "Verily. ", "by", "oy");
    await house.settle();
    expect(draft.words("p3")).toBe("Verily. This secret Agreement enters into force on deposit.");
    const answer = await house.act(KAZ, { type: "table", options: ["ox"] }, undefined, LAYER);
    expect(answer).toMatchObject({ accepted: true, tabled: ["ox"] });
    expect(uzb.words("p3")).toBe("Verily. This secret Agreement enters into force on deposit.");
    expect(draft.json).toBe(uzb.json);
    expect((await record(house)).options.ox?.owner).toBe("KAZ");
    expect(house.errors).toEqual([]);
  });

  test("is shared by the people of a party, and by nobody else", async () => {
    const { house, draft } = await desk();
    const colleague = await house.join(KAZ_2, newLayerClient(), house.rooms, LAYER);
    const other = await house.join(MNG, newLayerClient(), house.rooms, LAYER);
    draft.propose("p3", 4, " secret", "bx", "ox");
    await house.settle();
    expect(colleague.words("p3")).toContain("secret");
    // The same address is another party's own draft.
    expect(other.words("p3")).toBe(P3);
    expect(other.frames.some((frame) => Buffer.from(frame).includes("secret"))).toBe(false);
  });

  test("takes what the party itself has tabled for another's", async () => {
    const { house, draft } = await desk();
    const text = draft.ytext("p1");
    draft.doc.transact(() => text.delete(draft.words("p1").indexOf("should") + 2, 2));
    await house.settle();
    expect(draft.refusals.map(({ id }) => id)).toEqual(["others-words"]);
  });

  test("cannot be written with a text's client ids, nor a text with a layer's", async () => {
    const house = await House.open();
    const [layer, text] = [await house.join(KAZ, 4_711, house.rooms, LAYER), await house.join(KAZ, newLayerClient())];
    expect([layer.closed, text.closed]).toEqual([4400, 4400]);
  });

  test("tables a proposal once for a key, and says what it tabled", async () => {
    const { house, draft } = await desk();
    draft.propose("p3", 4, " secret", "bx", "ox");
    await house.settle();
    const table = { type: "table" as const, options: ["ox", "nothing"] };
    const first = await house.act(KAZ, table, "the-very-key-1", LAYER);
    expect(first).toMatchObject({ accepted: true, tabled: ["ox"], stayed: [{ option: "nothing" }] });
    const again = await house.act(KAZ, table, "the-very-key-1", LAYER);
    expect(again).toMatchObject({ accepted: true, tabled: ["ox"] });
    expect(house.store.ledgers.get(TEXT.id)).toHaveLength(2);
    expect(JSON.stringify(house.store.ledgers.get(TEXT.id))).not.toContain("nothing");
  });

  test("brings the option along into which one was written, and what was written into it", async () => {
    const { house, draft, uzb } = await desk();
    draft.propose("p3", 4, " outer words", "b-1", "o-1");
    await house.settle();
    const marks = { bracket: "b-2", option: "o-2", within: "o-1" };
    const keys = [
      { type: "proposed", attrs: { bracket: "b-1", option: "o-1", within: null } },
      { type: "proposed", attrs: marks },
    ].map((mark) => [markKey(mark), mark.attrs]);
    draft.insert("p3", 10, " inner", Object.fromEntries(keys));
    await house.settle();
    expect(draft.refusals).toEqual([]);
    const answer = await house.act(KAZ, { type: "table", options: ["o-2"] }, undefined, LAYER);
    expect(answer).toMatchObject({ accepted: true });
    expect(uzb.words("p3")).toBe("This outer inner words Agreement enters into force on deposit.");
  });

  test("gives the text the reason of what it tables, and that words are to go; comments stay", async () => {
    const { house, draft } = await desk();
    draft.propose("p3", 4, " secret", "bx", "ox");
    const struck = { type: "contested", attrs: { bracket: "by" } };
    draft.doc.transact(() => draft.ytext("p2").format(0, 4, { [markKey(struck)]: struck.attrs }));
    await house.settle();
    const acts: Act[] = [
      { type: "explain", target: "ox", reason: "Our courts ask for it." },
      { type: "stance", target: "by", stance: "delete" },
      { type: "comment", comment: "cx", provision: "p3", quoted: "", text: "Hold this back", answers: null },
    ];
    for (const act of acts) expect(await house.act(KAZ, act, undefined, LAYER)).toMatchObject({ accepted: true });
    const answer = await house.act(KAZ, { type: "table", options: ["ox", "by"] }, undefined, LAYER);
    expect(answer).toMatchObject({ accepted: true, tabled: ["ox", "by"] });
    const { record: told } = (await house.rooms.snapshot(TEXT)).value;
    expect(told.options.ox).toMatchObject({ owner: "KAZ", reason: "Our courts ask for it." });
    expect(told.stances.by).toMatchObject({ KAZ: { stance: "delete" } });
    expect(told.comments.cx).toBeUndefined();
    expect((await record(house)).comments.cx).toMatchObject({ party: "KAZ", text: "Hold this back" });
    expect((await verifyText(house.store, TEXT, DIRECTORY)).finding).toBeNull();
  });

  test("keeps a proposal that cannot be tabled, with the reason", async () => {
    const { house, draft, uzb } = await desk();
    draft.propose("p3", 4, " secret", "bx", "ox");
    draft.propose("p2", 4, " other", "bz", "oz");
    await house.settle();
    await house.act(CHAIR, { type: "status", provisions: ["p3"], status: "agreed-group" });
    const answer = await house.act(KAZ, { type: "table", options: ["ox", "oz"] }, undefined, LAYER);
    expect(answer).toMatchObject({
      accepted: true,
      tabled: ["oz"],
      stayed: [{ option: "ox", refusal: { id: "locked", provision: "p3" } }],
    });
    expect(draft.words("p3")).toContain("secret");
    expect(uzb.words("p3")).toBe(P3);
    await house.act(CHAIR, { type: "freeze", frozen: true });
    const frozen = await house.act(KAZ, { type: "table", options: ["ox"] }, undefined, LAYER);
    expect(frozen).toMatchObject({ accepted: false, refusal: { id: "frozen" } });
    // Drafting goes on while the room stands still.
    draft.propose("p1", 0, "Quietly. ", "bq", "oq");
    await house.settle();
    expect(draft.refusals).toEqual([]);
  });

  test("keeps words whose provision goes away, whether it is open or not", async () => {
    for (const open of [true, false]) {
      const { house, draft } = await desk();
      draft.propose("p3", 4, " secret", "bx", "ox");
      await house.settle();
      if (!open) {
        draft.disconnect();
        await house.pass(70_000);
      }
      const pen = await house.join(SECRETARIAT);
      pen.doc.transact(() => bodyOf(pen.doc).delete(2, 1));
      await house.settle();
      const { options } = await record(house);
      expect({ open, ...options.ox?.lost }).toEqual({ open, provision: "p3", words: " secret" });
      const answer = await house.act(KAZ, { type: "table", options: ["ox"] }, undefined, LAYER);
      expect(answer).toMatchObject({ accepted: false, refusal: { id: "place-gone" } });
      await house.act(KAZ, { type: "discard", options: ["ox"] }, undefined, LAYER);
      expect((await record(house)).options.ox?.lost).toBeUndefined();
    }
  });

  test("heals at the next opening where the server died between the text's entry and its own", async () => {
    const { house, draft, uzb } = await desk();
    draft.propose("p3", 4, " secret", "bx", "ox");
    await house.settle();
    const append = house.store.append.bind(house.store);
    house.store.append = async (text, seq, entries) => {
      if (text.includes("~")) throw new Error(`It died with ${JSON.stringify(entries)}`);
      return append(text, seq, entries);
    };
    await house.act(KAZ, { type: "table", options: ["ox"] }, undefined, LAYER);
    expect(uzb.words("p3")).toContain("secret");
    house.store.append = append;
    await house.restart();
    const back = await house.join(KAZ, newLayerClient(), house.rooms, LAYER);
    expect(back.words("p3")).toBe("This secret Agreement enters into force on deposit.");
    // What the failed append was about is told to nobody.
    expect(JSON.stringify(house.errors)).not.toContain("ox");
  });

  test("has a stream whose chain can be checked without its words", async () => {
    const { house, draft } = await desk();
    draft.propose("p3", 4, " secret", "bx", "ox");
    await house.settle();
    const parties = [{ code: "KAZ" }, { code: "UZB" }];
    expect(await verifyStreams(house.store, TEXT.id, parties)).toEqual({ entries: 1, finding: null });
    const [entry] = house.store.ledgers.get("fa~KAZ") ?? [];
    if (entry) house.store.ledgers.set("fa~KAZ", [{ ...entry, person: "uzb-1" }]);
    const broken = await verifyStreams(house.store, TEXT.id, parties);
    expect(broken.finding?.reason).toBe("its hash is not its content's");
  });
});
