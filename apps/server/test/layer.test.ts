import { layerIdOf, newLayerClient } from "@adref/protocol";
import { describe, expect, test } from "vitest";
import { House } from "./rooms/house.ts";
import { KAZ, TEXT, UZB } from "./rooms/negotiation.ts";

const LAYER = { ...TEXT, id: layerIdOf(TEXT.id) };

describe("a layer", () => {
  test("is drafted, tabled and followed", async () => {
    const house = await House.open();
    const draft = await house.join(KAZ, newLayerClient(), house.rooms, LAYER);
    const uzb = await house.join(UZB);
    expect(draft.synced).toBe(true);
    draft.propose("p3", 4, " secret", "bx", "ox");
    await house.settle();
    expect(draft.refusals).toEqual([]);
    expect(draft.words("p3")).toBe("This secret Agreement enters into force on deposit.");
    expect(uzb.words("p3")).toBe("This Agreement enters into force on deposit.");
    uzb.propose("p3", 0, "Verily. ", "by", "oy");
    await house.settle();
    expect(draft.words("p3")).toBe("Verily. This secret Agreement enters into force on deposit.");
    const answer = await house.act(KAZ, { type: "table", options: ["ox"] }, undefined, LAYER);
    expect(answer).toMatchObject({ accepted: true, tabled: ["ox"] });
    expect(uzb.words("p3")).toBe("Verily. This secret Agreement enters into force on deposit.");
    expect(draft.words("p3")).toBe("Verily. This secret Agreement enters into force on deposit.");
    expect(draft.json).toBe(uzb.json);
    expect(house.errors).toEqual([]);
  });
});
