import { b, contested, prop, proposed, treaty } from "@adref/schema/testing";
import { type Command, TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import {
  bracketSelection,
  contestProvision,
  counterPropose,
  goToBracket,
  insertProvision,
  unbracket,
  withdrawOption,
} from "../src/index.ts";
import { Desk } from "./desk.ts";
import { recordOf, withoutOption } from "./texts.ts";

/** In ids, k is KAZ, who sits at the desk, u UZB and x nobody. */
const text = () =>
  treaty(
    prop("p", "A ", contested("b1k", "shall"), proposed("b1k", "o1k", "may"), " act ", contested("b2k", "now"), "."),
    prop("q", proposed("b3u", "o3u", "in thirty days"), " or more"),
    prop({ id: "r", bracket: "b4k", option: "o4k" }, "New ", b("b5u", "o5u", "o4k", "own "), "words"),
  );

const desk = () => new Desk(text().doc);

/** Asks, then does; both must agree. */
function run(it: Desk, command: Command): boolean {
  const can = command(it.state);
  expect(command(it.state, it.dispatch)).toBe(can);
  return can;
}

const shown = (it: Desk) => it.shown().replace("|", "").split(" ¶ ");

describe("commands", () => {
  it("bracketSelection contests the selected words, without a stance", () => {
    const it = desk().select(1, 3);
    expect(run(it, bracketSelection(it.author))).toBe(true);
    expect(shown(it)[0]).toBe("[A ][shall][KAZ: may] act [now].");
    expect(it.acts).toEqual([]);
    expect(it.state.selection.from).toBe(1);
  });

  it("bracketSelection has nothing to do with one's own words, and none in agreed provisions", () => {
    const it = desk().select(8, 11);
    expect(run(it, bracketSelection(it.author))).toBe(false);
    it.select(1, 3).locked.add("p");
    expect(run(it, bracketSelection(it.author))).toBe(false);
  });

  it("unbracket takes one's brackets off words without alternatives", () => {
    const it = desk();
    expect(run(it, unbracket(it.author, "b1k"))).toBe(false);
    expect(run(it, unbracket(it.author, "b3u"))).toBe(false);
    expect(run(it, unbracket(it.author, "b2k"))).toBe(true);
    expect(shown(it)[0]).toBe("A [shall][KAZ: may] act now.");
  });

  it("unbracket takes off those at the caret", () => {
    const it = desk().select(17);
    expect(run(it, unbracket(it.author))).toBe(true);
    expect(shown(it)[0]).toBe("A [shall][KAZ: may] act now.");
    expect(run(it, unbracket(it.author))).toBe(false);
  });

  it("withdrawOption takes back the words and the brackets that were there for them", () => {
    const it = desk();
    expect(run(it, withdrawOption(it.author, "o3u"))).toBe(false);
    expect(run(it, withdrawOption(it.author, "o1k"))).toBe(true);
    expect(shown(it)[0]).toBe("A shall act [now].");
  });

  it("withdrawOption leaves what others wrote", () => {
    const it = desk();
    expect(run(it, withdrawOption(it.author, "o4k"))).toBe(true);
    expect(shown(it)[2]).toBe("[KAZ: #[UZB: own ]]");
    const inline = new Desk(
      treaty(prop("p", "A ", proposed("b1k", "o1k", "in ", b("b2u", "o2u", "o1k", "two"), " days"))).doc,
    );
    expect(run(inline, withdrawOption(inline.author, "o1k"))).toBe(true);
    expect(shown(inline)[0]).toBe("A [UZB: two]");
  });

  it("leaves the words of others to them when an option between theirs and one's own ends", () => {
    const { doc } = treaty(
      prop(
        "p",
        "A ",
        proposed("b1k", "o1k", "in ", b("b2u", "o2u", "o1k", "two ", b("b3m", "o3m", "o2u", "or three"))),
      ),
    );
    const between = new Desk(doc, "UZB");
    expect(run(between, withdrawOption(between.author, "o2u"))).toBe(true);
    expect(shown(between)[0]).toBe("A [KAZ: in [MNG: or three]]");
    for (const ended of [between.state.doc, withoutOption(doc, "o2u")]) {
      const outer = new Desk(ended, "KAZ");
      outer.record = recordOf(doc);
      const all = TextSelection.create(ended, 1, ended.content.size - 1);
      outer.dispatch(outer.state.tr.setSelection(all).deleteSelection());
      expect(outer.state.doc.textContent, "KAZ takes away its own words only").toBe("A or three");
      const author = new Desk(ended, "MNG");
      author.record = recordOf(doc);
      author.dispatch(author.state.tr.setSelection(all).deleteSelection());
      expect(author.state.doc.textContent).not.toContain("or three");
    }
  });

  it("withdraws an option between two of one's own and leaves the words of another", () => {
    const { doc } = treaty(
      prop("p", proposed("b1k", "o1k", "in ", b("b2k", "o2k", "o1k", "two ", b("b3m", "o3m", "o2k", "or three")))),
    );
    const it = new Desk(doc, "KAZ");
    expect(run(it, withdrawOption(it.author, "o2k"))).toBe(true);
    expect(shown(it)[0]).toBe("[KAZ: in [MNG: or three]]");
    expect(run(it, withdrawOption(it.author, "o1k"))).toBe(true);
    expect(shown(it)[0]).toBe("[MNG: or three]");
  });

  it("withdrawOption keeps the brackets that another's option needs", () => {
    const { doc } = treaty(
      prop("p", contested("b1k", "shall"), proposed("b1k", "o1k", "may"), proposed("b1k", "o2u", "can")),
    );
    const it = new Desk(doc);
    run(it, withdrawOption(it.author, "o1k"));
    expect(shown(it)[0]).toBe("[shall][UZB: can]");
  });

  it("insertProvision proposes one after another and puts the caret there", () => {
    const it = desk();
    expect(run(it, insertProvision(it.author, "p", "subparagraph"))).toBe(true);
    it.type("x");
    expect(shown(it)[1]).toBe("[KAZ: #x]");
    expect(it.state.doc.child(1).attrs).toMatchObject({ kind: "subparagraph", level: 5, number: null });
    expect(run(it, insertProvision(it.author, "gone"))).toBe(false);
  });

  it("contestProvision contests all words of others, with a delete stance", () => {
    const it = new Desk(treaty(prop("p", "One"), prop("q", "two")).doc);
    expect(run(it, contestProvision(it.author, "p"))).toBe(true);
    expect(shown(it)).toEqual(["[#One]", "two"]);
    expect(it.acts).toEqual([{ type: "stance", target: expect.stringMatching(/^bnew/), stance: "delete" }]);
    expect(run(it, contestProvision(it.author, "p"))).toBe(false);
  });

  it("counterPropose offers other words inside another's option", () => {
    const it = desk();
    expect(run(it, counterPropose(it.author, { provision: "q", from: 3, to: 9 }, "sixty"))).toBe(true);
    expect(shown(it)[1]).toBe("[UZB: in [thirty][KAZ: sixty] days] or more");
  });

  it("goToBracket goes from bracket to bracket", () => {
    const it = desk().select(1);
    const seen: number[] = [];
    while (run(it, goToBracket("next"))) seen.push(it.state.selection.head);
    while (run(it, goToBracket("previous"))) seen.push(it.state.selection.head);
    expect(seen).toEqual([3, 16, 22, 46, 50, 46, 22, 16, 3]);
  });
});
