import { describe, expect, test } from "vitest";
import { caretTo, drawn, drawnNow, open, press, run, same } from "./editor-desk.ts";

/** What the editor draws, and that it stays true whatever is pressed. */
describe("drawing", () => {
  test("a stance changes its sign and leaves every other element where it is", async () => {
    await open();
    await run(() => {
      for (const el of document.querySelectorAll(".provision, .sign")) Object.assign(el, { kept: true });
    });
    await run((h) => h.record({ stances: [{ target: "o1", party: "MNG", facts: { stance: "support", at: "z" } }] }));
    expect(await drawn(0)).toBe("Each Party [shall][UZB, MNG: should] act [KAZ: soon].");
    expect(await run(() => [...document.querySelectorAll(".provision")].filter((el) => !("kept" in el)).length)).toBe(
      0,
    );
    expect(await run(() => [...document.querySelectorAll(".sign")].filter((el) => !("kept" in el)).length)).toBe(2);
  });

  test("somebody's caret takes no room and carries the party's code", async () => {
    await open();
    await drawnNow();
    const before = await run(() => document.querySelector(".provision")?.getBoundingClientRect().height);
    const place = () => run(() => [...document.querySelectorAll(".sign")].map((el) => el.getBoundingClientRect().left));
    const signs = await place();
    await run((h) =>
      h.present([
        {
          client: 7,
          person: { id: "d", name: "Dilnoza" },
          party: "UZB",
          role: "delegation",
          cursor: { provision: "p1", anchor: 4, head: 4 },
          focus: null,
        },
      ]),
    );
    expect(await run(() => document.querySelector<HTMLElement>(".caret-label")?.dataset.code)).toBe("UZB");
    expect(await place()).toEqual(signs);
    expect(await run(() => document.querySelector(".provision")?.getBoundingClientRect().height)).toBe(before);
  });

  test("somebody's caret without a party carries the role, not the name, and is no obstacle to the pointer", async () => {
    await open();
    await run((h) =>
      h.present([
        {
          client: 8,
          person: { id: "n", name: "Narantuya Dashzeveg" },
          party: null,
          role: "chair",
          cursor: { provision: "p1", anchor: 4, head: 4 },
          focus: null,
        },
      ]),
    );
    expect(await run(() => document.querySelector(".caret-of")?.outerHTML)).not.toContain("Narantuya");
    expect(await run(() => document.querySelector<HTMLElement>(".caret-label")?.dataset.code)).toBe("Chair");
    expect(
      await run(() => {
        const label = document.querySelector(".caret-label") as Element;
        return getComputedStyle(label, "::before").pointerEvents;
      }),
    ).toBe("none");
  });

  test("what is agreed is labelled for the eye and for a screen reader", async () => {
    await open();
    expect(
      await run(() => {
        const el = document.querySelector<HTMLElement>('[data-provision="p9"]');
        return [el?.dataset.label, el?.getAttribute("aria-label"), el?.classList.contains("agreed")];
      }),
    ).toEqual(["Agreed ad ref", "Agreed ad ref", true]);
  });
});

describe("random keys", () => {
  const KEYS = [
    ..."abc xy.".split("").map((key) => (key === " " ? "Space" : key)),
    ...["Backspace", "Delete", "ArrowLeft", "ArrowRight", "Home", "End", "Enter", "ArrowDown", "ArrowUp"],
    ...["Shift+ArrowLeft", "Shift+ArrowRight", "Control+ArrowLeft", "Control+Shift+ArrowRight", "Control+Backspace"],
    ...[
      "Control+Delete",
      "Control+[",
      "Control+z",
      "Control+Shift+z",
      "Control+b",
      "Shift+End",
      "Control+Alt+ArrowDown",
    ],
  ];

  test.each([1, 2, 3, 4])(
    "whatever is pressed and whatever others type, what is drawn is what the words say (seed %i)",
    async (seed) => {
      let state = seed;
      const random = (below: number) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
      await open(seed % 4 === 3 ? "secretariat" : "delegation");
      const pressed: string[] = [];
      for (let i = 0; i < 90; i++) {
        const key = KEYS[random(KEYS.length)] as string;
        pressed.push(key);
        await run((h) => [h.forgetJudged(), h.judgeSince()]);
        await press(key);
        expect(await run((h) => h.judgeSince()), pressed.join(" ")).toBe(null);
        if (random(6) === 0) {
          const place = [random(4), random(8)] as const;
          pressed.push(`other ${place}`);
          await run((h, [index, offset]) => h.otherTypes(index, offset, "ö"), place);
        }
        if (random(10) === 0) await caretTo(random(4), random(12));
        expect(await run((h) => h.misdrawn()), pressed.join(" ")).toEqual([]);
        expect(await same(), pressed.join(" ")).toBe(true);
      }
    },
  );
});
