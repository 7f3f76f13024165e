import { cell, contested, prop, proposed, strong, table, treaty, b as within } from "@adref/schema/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { caret, caretTo, cdp, drawn, drawnNow, page, press, run, same, type } from "./editor-desk.ts";

/**
 * Habits of typing that only a browser can show: input methods, drags, the clipboard, and how the caret moves at the edges of
 * brackets. Each result is judged by the law as the server judges it, and drawn as its words say. docs/typing.md lists them.
 */
const RECORD = {
  options: {
    o1: { bracket: "b1", within: null, owner: "UZB", at: "" },
    o2: { bracket: "b2", within: null, owner: "KAZ", at: "" },
    o3: { bracket: "b3", within: "o1", owner: "KAZ", at: "" },
    o5: { bracket: "b5", within: null, owner: "KAZ", at: "" },
    o6: { bracket: "b6", within: null, owner: "UZB", at: "" },
  },
  brackets: { b1: { owner: "UZB", at: "" }, b4: { owner: "MNG", at: "" } },
  statuses: { p9: { status: "agreed-adref", at: "" } },
} as const;

const DOC = treaty(
  prop(
    "p1",
    "Each Party ",
    contested("b1", "shall"),
    proposed("b1", "o1", "should"),
    " act ",
    proposed("b2", "o2", "soon"),
    ".",
  ),
  prop("p2", "Nothing ", strong("else"), " stands here."),
  prop(
    "p3",
    "The ",
    proposed("b1", "o1", "very ", within("b3", "o3", "o1", "most "), "good"),
    " end ",
    contested("b4", "of it."),
  ),
  prop({ id: "p4" }, contested("b4", "All in brackets.")),
  prop({ id: "q5", number: null, bracket: "b5", option: "o5" }, "My own words."),
  prop({ id: "q6", number: null, bracket: "b6", option: "o6" }, "Their words."),
  prop("p9", "Agreed words."),
  table("t1", [cell(prop({ id: "c1", kind: "cell" }, "One.")), cell(prop({ id: "c2", kind: "cell" }, "Two."))]),
).doc.toJSON();

const open = (role: "delegation" | "secretariat" = "delegation") =>
  run((h, given) => h.open(given), { doc: DOC, record: RECORD, role, party: role === "delegation" ? "KAZ" : null });

beforeEach(async () => {
  await open();
  await run((h) => h.forgetJudged());
  await run((h) => h.judgeSince());
});
/** Whatever was done: it was lawful, it is drawn as it is, and everybody has it. */
afterEach(async () => {
  expect(await run((h) => h.judgeSince())).toBeNull();
  expect(await run((h) => h.misdrawn())).toEqual([]);
  expect(await same()).toBe(true);
});

const compose = (text: string) =>
  cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
const commit = async (text: string) => {
  await cdp.send("Input.insertText", { text });
  await page().waitForTimeout(80);
};
const settled = () => expect.poll(() => run((h) => h.view().composing)).toBe(false);
const refusal = () => expect.poll(() => run((h) => h.state().refusal?.id ?? null));

describe("an input method", () => {
  test("over selected standing words contests them and puts what is composed beside them", async () => {
    await caretTo(1, 19, 13);
    await drawnNow();
    for (const text of ["в", "во", "вот"]) await compose(text);
    await commit("вот");
    await settled();
    expect(await drawn(1)).toBe("Nothing else [stands][KAZ: вот] here.");
  });

  test("over one's own selected words takes their place", async () => {
    await caretTo(4, 6, 3);
    await drawnNow();
    for (const text of ["z", "zh", "中"]) await compose(text);
    await commit("中");
    await settled();
    expect(await drawn(4)).toBe("[KAZ: My 中 words.]");
  });

  test("inside another's option makes a counter-proposal, and at both edges of it a proposal beside it", async () => {
    for (const [offset, shown] of [
      [19, "Each Party [shall][UZB: sho[KAZ: 中]uld] act [KAZ: soon]."],
      [22, "Each Party [shall][UZB: sho[KAZ: 中]uld][KAZ: 文] act [KAZ: soon]."],
    ] as const) {
      await caretTo(0, offset === 22 ? 23 : offset);
      await drawnNow();
      const text = offset === 22 ? "文" : "中";
      await compose("w");
      await compose(text);
      await commit(text);
      await settled();
      expect(await drawn(0)).toBe(shown);
    }
  });

  test("given up leaves the words as they were", async () => {
    await caretTo(1, 8);
    await drawnNow();
    await compose("abc");
    await compose("");
    await settled();
    await page().waitForTimeout(80);
    expect(await drawn(1)).toBe("Nothing else stands here.");
  });

  test("with a dead key writes one letter, and undo takes it back", async () => {
    await caretTo(1, 8);
    await drawnNow();
    await compose("´");
    await commit("é");
    await settled();
    expect(await drawn(1)).toBe("Nothing [KAZ: é]else stands here.");
    await press("Control+z");
    expect(await drawn(1)).toBe("Nothing else stands here.");
  });
});

describe("the edges of brackets", () => {
  const sizes = [0, 1, 2, 3, 4, 5];

  test("are passed by one key for each character in both directions, in every provision", async () => {
    for (const index of sizes.slice(2)) {
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

  test("are no hindrance to Home and End, nor to a selection with them", async () => {
    for (const index of sizes.slice(1)) {
      const size = await run((h, i) => h.view().state.doc.child(i).content.size, index);
      await caretTo(index, 3);
      await drawnNow();
      await press("End");
      await expect.poll(caret).toEqual({ index, offset: size });
      await press("Home");
      await expect.poll(caret).toEqual({ index, offset: 0 });
      await press("Shift+End");
      await expect.poll(caret).toEqual({ index, offset: size, anchor: 0 });
    }
  });

  test("stop the word keys, there and back", async () => {
    await caretTo(2, 0);
    const stops: number[] = [];
    for (let i = 0; i < 9; i++) {
      await drawnNow();
      await press("Control+ArrowRight");
      await drawnNow();
      stops.push((await caret()).offset);
    }
    expect(stops.slice(0, 5)).toEqual([3, 4, 8, 9, 13]);
    await caretTo(2, 13);
    const back: number[] = [];
    for (let i = 0; i < 3; i++) {
      await drawnNow();
      await press("Control+ArrowLeft");
      await drawnNow();
      back.push((await caret()).offset);
    }
    expect(back).toEqual([9, 4, 0]);
  });

  test("let Backspace and Delete take the character beside them on either side", async () => {
    // Before and behind a foreign option: one's own key contests, and takes nothing of another's away.
    await caretTo(0, 16);
    await press("Delete");
    expect(await drawn(0)).toContain("[shall][UZB: [s]hould]");
    await caretTo(0, 22);
    await press("Backspace");
    expect(await drawn(0)).toContain("[UZB: [s]houl[d]]");
    // Before and behind one's own option.
    await caretTo(0, 27);
    await press("Delete");
    expect(await drawn(0)).toContain("[KAZ: oon]");
    await caretTo(0, 30);
    await press("Backspace");
    expect(await drawn(0)).toContain("[KAZ: oo]");
  });

  test("between two provisions keep words apart: neither key joins what others wrote", async () => {
    await caretTo(1, 0);
    await press("Backspace");
    await caretTo(1, 25);
    await press("Delete");
    expect(await drawn(1)).toBe("Nothing else stands here.");
  });

  test("of an option that was emptied leave no sign behind, and what is typed next is a proposal again", async () => {
    await caretTo(0, 31);
    await press("Backspace", "Backspace", "Backspace", "Backspace");
    expect(await drawn(0)).toBe("Each Party [shall][UZB: should] act .");
    await type("now");
    expect(await drawn(0)).toBe("Each Party [shall][UZB: should] act [KAZ: now].");
  });
});

describe("deleting by selection", () => {
  test("over several provisions contests the words of others in one bracket and takes one's own away", async () => {
    await run((h) => h.caretIn("p2", 8, ["q5", 13]));
    await drawnNow();
    await press("Delete");
    expect(await drawn(1)).toBe("Nothing [else stands here.");
    expect((await run((h) => h.drawn())).join("\n")).not.toContain("My own words");
    await press("Control+z");
    expect(await drawn(4)).toBe("[KAZ: My own words.]");
  });

  test("by the line, as a menu or a Mac's keys do it", async () => {
    await caretTo(1, 25);
    await drawnNow();
    await run((h) => {
      const dom = h.view().dom.querySelector('[data-provision="p2"]') as HTMLElement;
      const range = document.createRange();
      range.selectNodeContents(dom);
      const event = new InputEvent("beforeinput", {
        inputType: "deleteSoftLineBackward",
        bubbles: true,
        cancelable: true,
      });
      Object.defineProperty(event, "getTargetRanges", { value: () => [range] });
      h.view().dom.dispatchEvent(event);
    });
    expect(await drawn(1)).toMatch(/^\[(KAZ delete: )?Nothing else stands here\.\]$/);
  });
});

describe("dragging", () => {
  /** Drags what is selected to a place in a provision, as a mouse does it. */
  const drag = async (from: readonly [number, number, number], to: readonly [number, number]) => {
    await caretTo(from[0], from[2], from[1]);
    await drawnNow();
    const places = await run(
      (h, [[i, a, b], [j, o]]) => {
        const view = h.view();
        const start = (index: number) => {
          let pos = 1;
          for (let k = 0; k < index; k++) pos += view.state.doc.child(k).nodeSize;
          return pos;
        };
        const one = view.coordsAtPos(start(i) + Math.floor((a + b) / 2));
        const two = view.coordsAtPos(start(j) + o);
        return [
          [one.left + 1, (one.top + one.bottom) / 2],
          [two.left + 1, (two.top + two.bottom) / 2],
        ] as const;
      },
      [from, to] as const,
    );
    const { mouse } = page();
    await mouse.move(...places[0]);
    await mouse.down();
    await mouse.move(places[0][0] + 8, places[0][1] + 4, { steps: 3 });
    await mouse.move(...places[1], { steps: 6 });
    await mouse.up();
    await page().waitForTimeout(60);
  };

  test("standing words proposes that they move: contested there, proposed here", async () => {
    await drag([1, 13, 19], [0, 4]);
    expect(await drawn(1)).toMatch(/^Nothing else \[stands\] here\.$/);
    expect(await drawn(0)).toContain("Each[KAZ: stands] Party");
    await press("Control+z");
    expect(await drawn(1)).toBe("Nothing else stands here.");
    expect(await drawn(0)).not.toContain("stands");
  });

  test("one's own words moves them", async () => {
    await drag([4, 3, 6], [1, 0]);
    expect(await drawn(4)).toBe("[KAZ: My  words.]");
    expect(await drawn(1)).toBe("[KAZ: own]Nothing else stands here.");
  });

  test("to where they stand, or into an agreed provision, changes nothing", async () => {
    await drag([1, 13, 19], [1, 16]);
    expect(await drawn(1)).toBe("Nothing else stands here.");
    await drag([1, 13, 19], [6, 3]);
    expect(await drawn(1)).toBe("Nothing else stands here.");
    await refusal().toBe("locked");
  });

  test("from elsewhere drops a proposal", async () => {
    await run((h) => {
      const view = h.view();
      const at = view.coordsAtPos(view.state.doc.child(0).nodeSize + 1 + 8);
      const data = new DataTransfer();
      data.setData("text/html", "<p>from <b>outside</b> </p>");
      data.setData("text/plain", "from outside ");
      view.dom.dispatchEvent(
        new DragEvent("drop", {
          dataTransfer: data,
          clientX: at.left,
          clientY: (at.top + at.bottom) / 2,
          bubbles: true,
          cancelable: true,
        }),
      );
    });
    expect(await drawn(1)).toMatch(/^Nothing \[KAZ: from outside ?\]else stands here\.$/);
  });
});

describe("the clipboard", () => {
  const paste = (html: string, text = "") =>
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
  const cut = () =>
    run((h) => {
      const data = new DataTransfer();
      h.view().dom.dispatchEvent(new ClipboardEvent("cut", { clipboardData: data, bubbles: true, cancelable: true }));
      return { text: data.getData("text/plain"), html: data.getData("text/html") };
    });
  const all = async () => (await run((h) => h.drawn())).join("\n");

  test("cuts standing words into brackets, and pastes them elsewhere as a proposal", async () => {
    await caretTo(1, 19, 13);
    const { html, text } = await cut();
    expect(text).toBe("stands");
    expect(await drawn(1)).toMatch(/^Nothing else \[stands\] here\.$/);
    await caretTo(3, 3);
    await paste(html, text);
    expect(await drawn(3)).toContain("All[KAZ: stands] in brackets.");
  });

  test("takes lists, tables and line breaks of Word, Excel and the web as paragraphs", async () => {
    await caretTo(1, 25);
    await paste(
      `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>First <i>entry</i></p>
       <ul><li>outer<ul><li>inner</li></ul></li></ul>
       <table><tr><td>a</td><td><p>b</p><p>c</p></td></tr><tr><td>d</td><td>e</td></tr></table>
       <div>one<br>two</div><p style="display:none">hidden</p>`,
    );
    const shown = await all();
    const lines = shown.split("\n").map((line) => line.replace(/[[\]]|KAZ: /g, "").trim());
    for (const words of ["Nothing else stands here.First entry", "outer", "inner", "a | b c", "d | e", "one", "two"]) {
      expect(lines).toContain(words);
    }
    expect(shown).not.toContain("1.");
    expect(shown).not.toContain("hidden");
  });

  test("a cell of Excel is its words, and in a table's cell everything is one line", async () => {
    await caretTo(1, 8);
    await paste("<table><tr><td>12.5 </td></tr></table>", "12.5");
    expect(await drawn(1)).toMatch(/^Nothing \[KAZ: 12\.5 ?\]else stands here\.$/);
    await run((h) => h.caretIn("c1", 4));
    await drawnNow();
    await paste("<p>x</p><p>y</p>");
    expect(await all()).toContain("One.[KAZ: x y]");
  });
});

describe("formats and levels", () => {
  test("format one's own words alone, and say why not those of others", async () => {
    await caretTo(4, 6, 3);
    await press("Control+b", "Control+i");
    const marks = await run((h) =>
      h.json(4).content.map((one: { marks?: { type: string }[] }) => one.marks?.length ?? 0),
    );
    expect(marks).toContain(2);
    await caretTo(1, 7, 0);
    await press("Control+b");
    await refusal().toBe("format-standing");
    await caretTo(1, 8);
    await press("Control+i");
    await type("new ");
    const runs = await run((h) => h.json(1).content);
    expect(
      runs.find((one: { text: string }) => one.text === "new ").marks.map((mark: { type: string }) => mark.type),
    ).toContain("em");
  });

  test("Tab and Shift+Tab shift one's own provision, and Enter in an empty one leaves the level", async () => {
    await caretTo(4, 13);
    const kinds = () => run((h) => h.view().state.doc.content.content.map((node) => node.attrs.kind as string));
    await press("Tab");
    expect((await kinds())[4]).toBe("subparagraph");
    await press("Enter");
    expect((await kinds())[5]).toBe("subparagraph");
    await press("Enter");
    expect((await kinds())[5]).toBe("paragraph");
    await press("Control+z");
    expect((await kinds())[5]).toBe("subparagraph");
    await caretTo(4, 1);
    await press("Shift+Tab");
    expect((await kinds())[4]).toBe("paragraph");
  });

  test("Tab goes from cell to cell in a table", async () => {
    await run((h) => h.caretIn("c1", 0));
    await drawnNow();
    await press("Tab");
    const inside = () => run((h) => h.view().state.selection.$head.parent.attrs.id as string);
    expect(await inside()).toBe("c2");
    await type("Three.");
    expect((await run((h) => h.drawn())).join("\n")).toContain("[Two.][KAZ: Three.]");
    await press("Shift+Tab");
    expect(await inside()).toBe("c1");
  });

  test("Shift+Enter says that a provision has no line breaks", async () => {
    await caretTo(1, 7);
    await press("Shift+Enter");
    expect(await drawn(1)).toBe("Nothing else stands here.");
    await refusal().toBe("line-break");
  });
});

describe("corrections", () => {
  test("of a spelling checker or an autocorrect replace the word as a proposal", async () => {
    await caretTo(1, 19);
    await drawnNow();
    await run((h) => {
      const dom = h.view().dom.querySelector('[data-provision="p2"]') as HTMLElement;
      const node = dom.lastChild as Text;
      const range = new StaticRange({ startContainer: node, startOffset: 1, endContainer: node, endOffset: 7 });
      const data = new DataTransfer();
      data.setData("text/plain", "rests");
      const event = new InputEvent("beforeinput", {
        inputType: "insertReplacementText",
        dataTransfer: data,
        bubbles: true,
        cancelable: true,
      });
      Object.defineProperty(event, "getTargetRanges", { value: () => [range] });
      h.view().dom.dispatchEvent(event);
    });
    expect(await drawn(1)).toBe("Nothing else [stands][KAZ: rests] here.");
  });

  test("smart quotes and a keyboard on a screen write as keys do", async () => {
    await caretTo(1, 8);
    await drawnNow();
    await cdp.send("Input.insertText", { text: "“quoted” " });
    await page().waitForTimeout(60);
    expect(await drawn(1)).toBe("Nothing [KAZ: “quoted” ]else stands here.");
  });
});

describe("structures", () => {
  test("are drawn as alternatives and as both ends of a move, and undone in one step", async () => {
    expect(await run((h) => h.editor().commands.hindrance({ kind: "delete", provisions: ["p9"] }))).toBe("locked");
    await caretTo(1, 0);
    await run((h) => h.editor().commands.propose({ kind: "alternative", provisions: ["p2"], words: "copy" }));
    expect(await drawn(1)).toBe("[Alt 1: Nothing else stands here.]");
    expect(await drawn(2)).toBe("[Alt 2 KAZ: Nothing else stands here.]");
    await type(" Now.");
    expect(await drawn(2)).toBe("[Alt 2 KAZ: Nothing else stands here. Now.]");
    await press("Control+z", "Control+z");
    expect(await drawn(1)).toBe("Nothing else stands here.");
    await run((h) => h.judgeSince());
    await run((h) => h.editor().commands.propose({ kind: "move", provisions: ["p2"], beside: "p4", side: "after" }));
    const act = (await run((h) => h.acts())).find((one) => one.type === "explain") as { target: string; moves: string };
    expect(act.moves).toBe("p2");
    await run((h) => h.judgeSince());
    await run((h, given) => {
      const { record } = h.session().getState();
      const facts = record.options[given.target];
      if (facts) h.record({ options: { [given.target]: { ...facts, moves: given.moves } } });
    }, act);
    await expect
      .poll(() => run(() => document.querySelector('[data-provision="p2"]')?.getAttribute("data-label")))
      .toMatch(/^To be moved to .*\(KAZ\)$/);
  });

  test("find and replace proposes one bracket for each place, and undo takes all of it back", async () => {
    const sought = { words: "words", matchCase: false, wholeWords: true };
    const hits = await run((h, given) => h.editor().commands.find(given), sought);
    expect(hits.map((hit) => [hit.provision, hit.why])).toEqual([
      ["q5", null],
      ["q6", null],
      ["p9", "locked"],
    ]);
    await run((h, given) => h.editor().commands.replace(given, "terms"), hits);
    expect(await drawn(4)).toBe("[KAZ: My own terms.]");
    expect(await drawn(5)).toBe("[UZB: Their [words][KAZ: terms].]");
    await run((h) => h.editor().commands.undo());
    expect(await drawn(5)).toBe("[UZB: Their words.]");
    expect(await drawn(4)).toBe("[KAZ: My own words.]");
  });
});
