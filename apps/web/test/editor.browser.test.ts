import { prop, treaty } from "@adref/schema/testing";
import { describe, expect, test } from "vitest";
import { caret, caretDrawn, caretTo, cdp, drawn, drawnNow, open, page, press, run, same, type } from "./editor-desk.ts";
import type { Harness } from "./page/harness.ts";

/** The editor in a real Chromium: caret, keys, input methods, clipboard, undo. */
describe("typing", () => {
  test("in standing text makes a proposal of one's own, continued by every further letter", async () => {
    await open();
    await caretTo(1, 8);
    await type("more or ");
    expect(await drawn(1)).toBe("Nothing [KAZ: more or ]else stands here.");
    expect((await run((h) => h.claimed())).length).toBe(2);
    expect(await same()).toBe(true);
  });

  test("over a selection contests it and puts the words beside it", async () => {
    await open();
    await caretTo(1, 19, 13);
    await type("remains");
    expect(await drawn(1)).toBe("Nothing else [stands][KAZ: remains] here.");
    expect(await same()).toBe(true);
  });

  test("inside another's option makes a counter-proposal in it", async () => {
    await open();
    await caretTo(0, 19);
    await type("X");
    expect(await drawn(0)).toBe("Each Party [shall][UZB: sho[KAZ: X]uld] act [KAZ: soon].");
    expect(await same()).toBe(true);
  });

  test("at both ends of one's own option goes on with it", async () => {
    await open();
    await caretTo(0, 31);
    await type("er");
    await caretTo(0, 27);
    await type("very ");
    expect(await drawn(0)).toBe("Each Party [shall][UZB: should] act [KAZ: very sooner].");
  });

  test("in an agreed provision changes nothing and says why", async () => {
    await open();
    await caretTo(3, 3);
    await type("x");
    await press("Backspace");
    expect(await drawn(3)).toBe("Agreed words.");
    await page().waitForFunction(() => (window as unknown as { harness: Harness }).harness.state().refusal !== null);
    expect(await run((h) => h.state().refusal)).toMatchObject({ id: "locked", provision: "p9", count: 2 });
  });

  test("by the chair arrives nowhere, and the caret still moves", async () => {
    await open("chair");
    await caretTo(1, 3);
    await type("x");
    await press("Backspace", "Delete", "Enter", "ArrowRight");
    expect(await drawn(1)).toBe("Nothing else stands here.");
    await expect.poll(caret).toEqual({ index: 1, offset: 4 });
  });

  test("by the Secretariat changes the words themselves; a split gives the new provision an id of its own", async () => {
    await open("secretariat");
    await caretTo(1, 7);
    await type(" at all");
    await press("Enter");
    const blocks = await run((h) => h.view().state.doc.toJSON().content);
    expect(blocks.length).toBe(5);
    expect(
      blocks.map((block: { content: { text: string }[] }) => block.content.map(({ text }) => text).join(""))[1],
    ).toBe("Nothing at all");
    expect(new Set(blocks.map((block: { attrs: { id: string } }) => block.attrs.id)).size).toBe(5);
    expect(await same()).toBe(true);
  });

  test("by the Secretariat at a provision's beginning joins it to the one before, unless a proposal would be lost", async () => {
    await open("secretariat");
    await caretTo(1, 0);
    await press("Backspace");
    expect(await drawn(0)).toBe("Each Party [shall][UZB: should] act [KAZ: soon].Nothing else stands here.");
    await press("Control+z");
    expect(await drawn(1)).toBe("Nothing else stands here.");
    expect(await same()).toBe(true);
  });

  test("by the Secretariat in a delegation's option is refused", async () => {
    await open("secretariat");
    await caretTo(0, 19);
    await type("x");
    expect(await drawn(0)).toContain("[UZB: should]");
  });
});

describe("keys", () => {
  test("Mod-[ brackets what is selected, and undo takes the brackets off again", async () => {
    await open();
    await caretTo(1, 12, 8);
    await press("Control+[");
    expect(await drawn(1)).toBe("Nothing [else] stands here.");
    await press("Control+z");
    expect(await drawn(1)).toBe("Nothing else stands here.");
  });

  test("Enter proposes a provision, and what is typed next stands in it", async () => {
    await open();
    await caretTo(1, 25);
    await press("Enter");
    await type("New words.");
    expect(await run((h) => h.drawn())).toEqual([
      "Each Party [shall][UZB: should] act [KAZ: soon].",
      "Nothing else stands here.",
      "[KAZ: New words.]",
      expect.any(String),
      "Agreed words.",
    ]);
    expect(await same()).toBe(true);
  });

  test("Mod-Enter supports the option under the caret, and takes the support back", async () => {
    await open();
    await caretTo(0, 19);
    await press("Control+Enter");
    expect(await run((h) => h.acts())).toEqual([{ type: "stance", target: "o1", stance: "support" }]);
    await run((h) => h.record({ stances: [{ target: "o1", party: "KAZ", facts: { stance: "support", at: "" } }] }));
    expect(await drawn(0)).toContain("[UZB, KAZ: should]");
    await press("Control+Enter");
    expect((await run((h) => h.acts()))[1]).toEqual({ type: "stance", target: "o1", stance: null });
  });
});

describe("deleting", () => {
  test("standing words are contested letter by letter, in one bracket, and the caret goes on", async () => {
    await open();
    await caretTo(1, 12);
    await press("Backspace", "Backspace", "Backspace", "Backspace");
    expect(await drawn(1)).toBe("Nothing [else] stands here.");
    await expect.poll(caret).toEqual({ index: 1, offset: 8 });
    expect((await run((h) => h.acts())).length).toBe(1);
  });

  test("forward, with Delete and by the word", async () => {
    await open();
    await caretTo(1, 13);
    await press("Control+Delete");
    expect(await drawn(1)).toBe("Nothing else [stands] here.");
    await caretTo(1, 7);
    await press("Control+Backspace");
    expect(await drawn(1)).toBe("[Nothing] else [stands] here.");
  });

  test("one's own words go, and an emptied option is gone", async () => {
    await open();
    await caretTo(0, 31);
    await press("Backspace", "Backspace", "Backspace", "Backspace");
    expect(await drawn(0)).toBe("Each Party [shall][UZB: should] act .");
    expect(await same()).toBe(true);
  });

  test("right behind a sign it takes the letter before it and never the sign", async () => {
    await open();
    await caretTo(0, 27);
    await press("Backspace");
    expect(await drawn(0)).toBe("Each Party [shall][UZB: should] act[ ][KAZ: soon].");
  });
});

describe("the caret", () => {
  test("takes one key for each character, there and back, over every bracket edge", async () => {
    await open();
    for (const index of [0, 2]) {
      const size = await run((h, i) => h.view().state.doc.child(i).content.size, index);
      await caretTo(index, 0);
      for (let offset = 1; offset <= size; offset++) {
        await press("ArrowRight");
        await expect.poll(caret).toEqual({ index, offset });
      }
      for (let offset = size - 1; offset >= 0; offset--) {
        await press("ArrowLeft");
        await expect.poll(caret).toEqual({ index, offset });
      }
    }
  });

  test("is drawn between brackets, and inside one's own words at both of their ends", async () => {
    await open();
    const at = async (offset: number) => {
      await caretTo(0, offset);
      return caretDrawn();
    };
    expect(await at(11)).toBe("Each Party |[shall][UZB: should] act [KAZ: soon].");
    expect(await at(16)).toBe("Each Party [shall]|[UZB: should] act [KAZ: soon].");
    expect(await at(22)).toBe("Each Party [shall][UZB: should]| act [KAZ: soon].");
    expect(await at(27)).toBe("Each Party [shall][UZB: should] act [KAZ: |soon].");
    expect(await at(31)).toBe("Each Party [shall][UZB: should] act [KAZ: soon|].");
  });

  test("selects with Shift by character and word over signs, and Home and End reach the ends", async () => {
    await open();
    await caretTo(0, 15);
    await press("Shift+ArrowRight", "Shift+ArrowRight");
    await expect.poll(caret).toEqual({ index: 0, offset: 17, anchor: 15 });
    await press("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft");
    await expect.poll(caret).toEqual({ index: 0, offset: 14, anchor: 15 });
    // In another provision than the first: to its beginning the browser jumps by itself when it gains focus, and
    // ProseMirror undoes that.
    await caretTo(2, 5);
    await drawnNow();
    await press("End");
    await expect.poll(caret).toEqual({ index: 2, offset: 23 });
    await press("Home");
    await expect.poll(caret).toEqual({ index: 2, offset: 0 });
    await caretTo(0, 0);
    for (const offset of [4, 10, 11, 16, 22, 26]) {
      await drawnNow();
      await press("Control+ArrowRight");
      await expect.poll(caret).toEqual({ index: 0, offset });
    }
  });

  test("is where the browser has it, though the next key comes before the browser tells", async () => {
    await open();
    await caretTo(1, 12);
    await drawnNow();
    await run((h) => {
      const { dom } = h.view();
      getSelection()?.collapse(dom.querySelector('[data-provision="p2"]')?.firstChild ?? null, 7);
      for (const type of ["keydown", "keypress"]) {
        dom.dispatchEvent(new KeyboardEvent(type, { key: "x", charCode: 120, bubbles: true, cancelable: true }));
      }
    });
    expect(await drawn(1)).toBe("Nothing[KAZ: x] else stands here.");
  });

  test("in a bracket makes it the active one, with all of its options; keys go from bracket to bracket", async () => {
    await open();
    await caretTo(0, 13);
    await expect.poll(() => run((h) => h.state().active)).toBe("b1");
    const active = await run(() =>
      [...document.querySelectorAll(".words-proposed.active")].map((el) => el.textContent),
    );
    expect(active).toContain("should");
    await press("Control+Alt+ArrowDown");
    await expect.poll(caret).toMatchObject({ index: 0, offset: 27 });
    await press("Control+Alt+ArrowDown");
    await expect.poll(caret).toMatchObject({ index: 2, offset: 9 });
    await press("Control+Alt+ArrowUp");
    await expect.poll(caret).toMatchObject({ index: 0, offset: 27 });
  });
});

describe("an input method", () => {
  const compose = (text: string) =>
    cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  const commit = (text: string) => cdp.send("Input.insertText", { text });

  test("composes a proposal in standing text", async () => {
    await open();
    await caretTo(1, 8);
    await drawnNow();
    for (const text of ["ш", "шт", "что"]) await compose(text);
    await commit("что ");
    await page().waitForTimeout(80);
    expect(await drawn(1)).toBe("Nothing [KAZ: что ]else stands here.");
    expect(await same()).toBe(true);
  });

  test("is not disturbed by what others type meanwhile, in the same provision and elsewhere", async () => {
    await open();
    await caretTo(1, 8);
    await drawnNow();
    await compose("に");
    await run((h) => h.otherTypes(1, 2, "XX"));
    await compose("にほ");
    await run((h) => h.otherTypes(0, 0, "YY"));
    await compose("日本");
    await run((h) => h.record({ stances: [{ target: "o2", party: "MNG", facts: { stance: "support", at: "z" } }] }));
    await commit("日本");
    await page().waitForTimeout(80);
    expect(await drawn(1)).toBe("NoXXthing [KAZ: 日本]else stands here.");
    expect(await drawn(0)).toContain("YYEach Party");
    expect(await same()).toBe(true);
    await type("!");
    expect(await drawn(1)).toBe("NoXXthing [KAZ: 日本!]else stands here.");
    await expect.poll(() => drawn(0)).toContain("[KAZ, MNG: soon]");
  });

  test("at the end of one's own option goes on with it", async () => {
    await open();
    await caretTo(0, 31);
    await drawnNow();
    await compose("e");
    await compose("er");
    await commit("er");
    await page().waitForTimeout(80);
    expect(await drawn(0)).toBe("Each Party [shall][UZB: should] act [KAZ: sooner].");
  });

  test("in an agreed provision leaves the words as they stand", async () => {
    await open();
    await caretTo(3, 3);
    await drawnNow();
    await compose("に");
    await commit("に");
    await page().waitForTimeout(80);
    expect(await drawn(3)).toBe("Agreed words.");
  });
});

describe("the clipboard", () => {
  const paste = (html: string, text: string) =>
    run(
      (h, [asHtml, asText]) => {
        const data = new DataTransfer();
        if (asHtml) data.setData("text/html", asHtml);
        data.setData("text/plain", asText);
        h.view().dom.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
        );
      },
      [html, text] as const,
    );
  const copied = () =>
    run((h) => {
      const data = new DataTransfer();
      h.view().dom.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
      return { text: data.getData("text/plain"), html: data.getData("text/html") };
    });

  test("takes Word's HTML as words with their emphasis, without its styles", async () => {
    await open();
    await caretTo(1, 8);
    await paste(
      `<html><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment--><p class=MsoNormal style='mso-margin-top-alt:auto'><span lang=EN-GB style='font-size:12.0pt;mso-fareast-language:EN-GB'>in&nbsp;the <b style='mso-bidi-font-weight:normal'>final</b> <span style='font-style:italic'>result</span> <o:p></o:p></span></p><!--EndFragment--></body></html>`,
      "in the final result",
    );
    expect(await drawn(1)).toMatch(/^Nothing \[KAZ: in the final result ?\]else stands here\.$/);
    const runs = (await run((h) => h.json(1).content)) as { text: string; marks?: { type: string }[] }[];
    const marksOf = (text: string) => runs.find((one) => one.text === text)?.marks?.map((mark) => mark.type) ?? [];
    expect(marksOf("final")).toContain("strong");
    expect(marksOf("result")).toContain("em");
  });

  test("makes proposed provisions of several paragraphs", async () => {
    await open();
    await caretTo(1, 25);
    await paste("<p>First new one.</p><p>Second new one.</p>", "");
    const all = await run((h) => h.drawn());
    expect(all.join("\n")).toContain("Second new one.");
    expect(all.length).toBeGreaterThan(4);
    expect(await same()).toBe(true);
  });

  test("plain text comes in as words; brackets in it are words, too", async () => {
    await open();
    await caretTo(1, 8);
    await paste("", "nothing [at all] ");
    expect(await drawn(1)).toBe("Nothing [KAZ: nothing [at all] ]else stands here.");
  });

  test("gives bracketed words as text with signs and codes, and takes them back without", async () => {
    await open();
    await caretTo(0, 32, 0);
    const { text, html } = await copied();
    expect(text).toBe("Each Party [shall][UZB: should] act [KAZ: soon].");
    expect(html).toContain("[UZB: ");
    await caretTo(1, 8);
    await paste(html, text);
    expect(await drawn(1)).toBe("Nothing [KAZ: Each Party shallshould act soon.]else stands here.");
  });
});

describe("undo", () => {
  test("takes back one's own words only, whatever others type meanwhile", async () => {
    await open();
    await caretTo(1, 8);
    await type("more ");
    await run((h) => h.otherTypes(1, 0, "Well. "));
    await run((h) => h.otherTypes(1, 16, "XX"));
    expect(await drawn(1)).toContain("XX");
    await press("Control+z");
    expect(await drawn(1)).toContain("Well. Nothing ");
    expect(await drawn(1)).toContain("XX");
    expect(await drawn(1)).not.toContain("more");
    await press("Control+Shift+z");
    expect(await drawn(1)).toMatch(/mo.*re/);
    expect(await same()).toBe(true);
  });
});

describe("undo that became unlawful", () => {
  test("in a provision that was agreed since changes nothing, says so, and the step before it can still be undone", async () => {
    await open();
    await caretTo(2, 23);
    await type("A");
    await drawnNow();
    await run(() => new Promise((resolve) => setTimeout(resolve, 600)));
    await caretTo(1, 8);
    await type("more ");
    await run((h) => h.record({ statuses: { p2: { status: "agreed-adref", at: "" } } }));
    await press("Control+z");
    expect(await drawn(1)).toBe("Nothing [KAZ: more ]else stands here.");
    await expect.poll(() => run((h) => h.state().refusal)).toMatchObject({ id: "locked", provision: "p2" });
    await press("Control+z");
    expect(await drawn(1)).toBe("Nothing [KAZ: more ]else stands here.");
    expect(await drawn(2)).not.toContain("[KAZ: A]");
    expect(await same()).toBe(true);
  });
});

describe("a document that is replaced", () => {
  test("shows what the server holds, keeps the caret's provision, and forgets undo", async () => {
    await open();
    await caretTo(1, 8);
    await type("kept ");
    await run((h) => h.cut());
    await type("refused ");
    expect(await drawn(1)).toBe("Nothing [KAZ: kept refused ]else stands here.");
    await run((h) => h.startAfresh());
    expect(await drawn(1)).toBe("Nothing [KAZ: kept ]else stands here.");
    expect(await caret()).toMatchObject({ index: 1 });
    await press("Control+z");
    expect(await drawn(1)).toBe("Nothing [KAZ: kept ]else stands here.");
    await caretTo(1, 0);
    await type("New. ");
    expect(await drawn(1)).toBe("[KAZ: New. ]Nothing [KAZ: kept ]else stands here.");
    expect(await same()).toBe(true);
  });
});

describe("inside a provision that another party proposes", () => {
  const inside = (words: string) =>
    run((h, given) => h.open(given), {
      doc: treaty(
        prop({ id: "p1", number: "1" }, "Standing."),
        prop({ id: "p2", bracket: "b8", option: "o8" }, words),
      ).doc.toJSON(),
      record: { options: { o8: { bracket: "b8", within: null, owner: "UZB", at: "" } } },
      role: "delegation",
      party: "KAZ",
    } as const);
  const activeOwners = () =>
    run((h) => {
      const { active } = h.state();
      const claimed = h.claimed();
      return active === "b8" ? "theirs" : active !== null && claimed.includes(active) ? "mine" : active;
    });

  test("what one types or deletes is the bracket that one is at", async () => {
    await inside("Others shall act.");
    await caretTo(1, 7);
    await expect.poll(activeOwners).toBe("theirs");
    await type("all ");
    await expect.poll(activeOwners).toBe("mine");
    await inside("Others shall act.");
    await caretTo(1, 12);
    await press("Control+Backspace");
    expect(await drawn(1)).toContain("[shall]");
    await expect.poll(activeOwners).toBe("mine");
    await type("should");
    expect(await drawn(1)).toContain("[shall][KAZ: should]");
    await expect.poll(activeOwners).toBe("mine");
  });
});
