import { schema } from "@adref/schema";
import { at, type Built, b, cell, contested, note, prop, proposed, strong, table, treaty } from "@adref/schema/testing";
import { splitBlock, toggleMark } from "prosemirror-commands";
import { Slice } from "prosemirror-model";
import { AllSelection, NodeSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { markForTyping } from "../src/index.ts";
import { Desk } from "./desk.ts";

/** Sits down as KAZ at `<a>`, or with `<a>`…`<z>` selected. In ids, k is KAZ, u UZB, x nobody. */
function desk(built: Built): Desk {
  return new Desk(built.doc).select(at(built, "a"), built.tags.z ?? at(built, "a"));
}

const own = (...words: Parameters<typeof proposed>[2][]) => proposed("b1k", "o1k", ...words);
const foreign = (...words: Parameters<typeof proposed>[2][]) => proposed("b2u", "o2u", ...words);

const typing: [string, Built, string][] = [
  ["in standing words: a proposal", treaty(prop("p", "Each <a>Party")), "Each [KAZ: new|]Party"],
  ["at the end of a provision", treaty(prop("p", "Each Party<a>")), "Each Party[KAZ: new|]"],
  ["in an empty provision", treaty(prop("p", "<a>")), "[KAZ: new|]"],
  ["inside one's own option: more of it", treaty(prop("p", "A ", own("ol<a>d"), " act")), "A [KAZ: olnew|d] act"],
  ["at the end of one's own option", treaty(prop("p", "A ", own("old<a>"), " act")), "A [KAZ: oldnew|] act"],
  ["at the beginning of one's own option", treaty(prop("p", "A <a>", own("old"), " act")), "A [KAZ: new|old] act"],
  [
    "between contested words and one's own option",
    treaty(prop("p", contested("b1k", "shall<a>"), own("should"))),
    "[shall][KAZ: new|should]",
  ],
  [
    "inside another's option: a counter-proposal",
    treaty(prop("p", foreign("in <a>days"))),
    "[UZB: in [KAZ: new|]days]",
  ],
  [
    "at the edge of another's option: a proposal of its own",
    treaty(prop("p", foreign("in days<a>"), " x")),
    "[UZB: in days][KAZ: new|] x",
  ],
  [
    "deep inside: within the innermost option",
    treaty(prop("p", foreign("in ", b("b3x", "o3x", "o2u", "thr<a>ee"), " days"))),
    "[UZB: in [?: thr[KAZ: new|]ee] days]",
  ],
  [
    "in one's own counter-proposal",
    treaty(prop("p", foreign("in ", b("b1k", "o1k", "o2u", "three<a>"), " days"))),
    "[UZB: in [KAZ: threenew|] days]",
  ],
  [
    "round another's words in one's own option: more of one's own",
    treaty(prop("p", own("in ", b("b2u", "o2u", "o1k", "three"), "<a> days"))),
    "[KAZ: in [UZB: three]new| days]",
  ],
  [
    "in one's own provision: plain words",
    treaty(prop({ id: "p", bracket: "b1k", option: "o1k" }, "Ne<a>w")),
    "[KAZ: #Nenew|w]",
  ],
  [
    "in another's provision: a counter-proposal",
    treaty(prop({ id: "p", bracket: "b2u", option: "o2u" }, "Ne<a>w")),
    "[UZB: #Ne[KAZ: new|]w]",
  ],
  [
    "inside contested words: inside their bracket",
    treaty(prop("p", "A ", contested("b2u", "sh<a>all"))),
    "A [sh[KAZ: new|]all]",
  ],
  [
    "at the edge of contested words: outside",
    treaty(prop("p", "A ", contested("b2u", "shall<a>"), " act")),
    "A [shall][KAZ: new|] act",
  ],
  [
    "right after words that one contested: their alternative",
    treaty(prop("p", "A ", contested("b1k", "shall<a>"), " act")),
    "A [shall][KAZ: new|] act",
  ],
  [
    "right before words that one contested, as Backspace leaves the caret: their alternative, after them",
    treaty(prop("p", "A <a>", contested("b1k", "shall"), " act")),
    "A [shall][KAZ: new|] act",
  ],
  [
    "over a selection: contested and an alternative",
    treaty(prop("p", "A <a>shall<z> act")),
    "A [shall][KAZ: new|] act",
  ],
  [
    "over one's own words: only the new ones are left",
    treaty(prop("p", "A ", contested("b1k", "shall"), own("<a>should<z>"), " act")),
    "A [shall][KAZ: new|] act",
  ],
  [
    "over exactly the contested words of an open bracket: one more option",
    treaty(prop("p", "A ", contested("b2u", "<a>shall<z>"), proposed("b2u", "o2u", "may"), " act")),
    "A [shall][UZB: may][KAZ: new|] act",
  ],
  [
    "over a bracket with all its options: one more option, the others' stay",
    treaty(prop("p", "A ", contested("b2u", "<a>shall"), proposed("b2u", "o2u", "may<z>"), " act")),
    "A [shall][UZB: may][KAZ: new|] act",
  ],
  [
    "over a part of contested words: nested",
    treaty(prop("p", "A ", contested("b2u", "<a>shall<z> act"))),
    "A [[shall][KAZ: new|] act]",
  ],
  [
    "over words inside another's option: nested",
    treaty(prop("p", foreign("in <a>thirty<z> days"))),
    "[UZB: in [thirty][KAZ: new|] days]",
  ],
  [
    "over another's whole option: nested",
    treaty(prop("p", "A ", foreign("<a>in days<z>"), ".")),
    "A [UZB: [in days][KAZ: new|]].",
  ],
  [
    "over several provisions: one bracket, the alternative at its end",
    treaty(prop("p", "One <a>two"), prop("q", "three"), prop("r", "four<z> five")),
    "One [two ¶ three ¶ four][KAZ: new|] five",
  ],
];

describe("typing", () => {
  it.each(typing)("%s", (_, built, expected) => {
    expect(desk(built).type("new").shown()).toBe(expected);
  });

  it("extends one option, character by character, in one bracket of its own", () => {
    const { state } = desk(treaty(prop("p", "Each <a>Party"))).type("new");
    expect(
      state.doc
        .child(0)
        .child(1)
        .marks.map((mark) => mark.attrs),
    ).toEqual([{ bracket: "bnew1", option: "onew2", within: null }]);
  });

  it("names the option that a counter-proposal is written into", () => {
    const { state } = desk(treaty(prop("p", foreign("in <a>days")))).type("x");
    expect(
      state.doc
        .child(0)
        .child(1)
        .marks.map((mark) => mark.attrs.within),
    ).toEqual(expect.arrayContaining([null, "o2u"]));
  });

  it("keeps the formatting of what is typed", () => {
    const { state } = desk(treaty(prop("p", strong("Ea<a>ch")))).type("x");
    expect(
      state.doc
        .child(0)
        .child(1)
        .marks.some((mark) => mark.type.name === "strong"),
    ).toBe(true);
  });

  it("sends no stance for an insertion or a replacement", () => {
    expect(desk(treaty(prop("p", "A <a>shall<z> act"))).type("may").acts).toEqual([]);
  });

  it("leaves a composition alone whose words carry the right marks", () => {
    const it = desk(treaty(prop("p", "Each <a>Party")));
    const typed = markForTyping(it.state, it.author);
    it.state = it.state.apply(it.state.tr.setStoredMarks(typed?.marks ?? []));
    const tr = it.state.tr.insertText("n");
    it.dispatch(tr);
    expect(it.shown()).toBe("Each [KAZ: n|]Party");
    expect(it.state.doc.eq(tr.doc)).toBe(true);
    const more = it.state.tr.insertText("ni", it.state.selection.head - 1, it.state.selection.head);
    it.dispatch(more);
    expect(it.shown()).toBe("Each [KAZ: ni|]Party");
    expect(it.state.doc.child(0).child(1).marks).toEqual(tr.doc.child(0).child(1).marks);
  });

  it("tells where words typed before one's own contested words go", () => {
    const it = desk(treaty(prop("p", "A <a>", contested("b1k", "shall"), " act")));
    expect(markForTyping(it.state, it.author)?.at).toBe(at(treaty(prop("p", "A shall<a>")), "a"));
    it.locked.add("p");
    expect(markForTyping(it.state, it.author)).toBeNull();
  });
});

const deleting: [string, Built, (desk: Desk) => Desk, string][] = [
  ["standing words are contested", treaty(prop("p", "A <a>shall<z> act")), (d) => d.backspace(), "A |[shall] act"],
  ["character by character: one bracket", treaty(prop("p", "A shall<a> act")), (d) => d.backspace(5), "A |[shall] act"],
  ["forwards, too", treaty(prop("p", "A <a>shall act")), (d) => d.del(5), "A [shall|] act"],
  [
    "and on over what is contested already",
    treaty(prop("p", "A <a>shall", contested("b1k", " act"), "<z>")),
    (d) => d.backspace(),
    "A |[shall act]",
  ],
  [
    "the caret goes over one's own contested words",
    treaty(prop("p", "As ", contested("b1k", "shall<a>"))),
    (d) => d.backspace(2),
    "As| [shall]".replace("As| [shall]", "As|[ shall]"),
  ],
  [
    "one's own words really go",
    treaty(prop("p", "A ", own("fully<a>"), " act")),
    (d) => d.backspace(2),
    "A [KAZ: ful|] act",
  ],
  ["the last of them ends the bracket", treaty(prop("p", "A ", own("f<a>"), " act")), (d) => d.backspace(), "A | act"],
  [
    "another's words in one's own option are contested",
    treaty(prop("p", own("in ", b("b2u", "o2u", "o1k", "<a>three<z>"), " days"))),
    (d) => d.backspace(),
    "[KAZ: in |[UZB: [three]] days]",
  ],
  [
    "another's words are contested",
    treaty(prop("p", "A ", foreign("<a>fully<z>"), " act")),
    (d) => d.backspace(),
    "A |[UZB: [fully]] act",
  ],
  [
    "over provisions: one bracket, no provision joined",
    treaty(prop("p", "One <a>two"), prop("q", "three"), prop("r", "four<z> five")),
    (d) => d.backspace(),
    "One |[two ¶ three ¶ four] five",
  ],
  [
    "own words in the selection go, the others are contested",
    treaty(prop("p", "A <a>b ", own("c "), "d<z> e")),
    (d) => d.backspace(),
    "A |[b d] e",
  ],
  [
    "exactly what is contested already needs no second bracket",
    treaty(prop("p", "A ", contested("b2u", "<a>shall<z>"), " act")),
    (d) => d.backspace(),
    "A |[shall] act",
  ],
  [
    "Backspace, then typing: an alternative",
    treaty(prop("p", "A shall<a> act")),
    (d) => d.backspace(5).type("may"),
    "A [shall][KAZ: may|] act",
  ],
  [
    "and Backspace over the alternative leaves the contested words",
    treaty(prop("p", "A shall<a> act")),
    (d) => d.backspace(5).type("may").backspace(4),
    "A |[shall] act",
  ],
  [
    "at the start of a provision the caret leaves it",
    treaty(prop("p", "One"), prop("q", "<a>two")),
    (d) => d.backspace(),
    "One| ¶ two",
  ],
  ["Delete at the end goes to the next", treaty(prop("p", "One<a>"), prop("q", "two")), (d) => d.del(), "One ¶ |two"],
  [
    "Backspace in one's own empty provision removes it",
    treaty(prop("p", "One"), prop({ id: "q", bracket: "b1k", option: "o1k" }, "<a>"), prop("r", "two")),
    (d) => d.backspace(),
    "One| ¶ two",
  ],
  [
    "another's empty provision stays",
    treaty(prop("p", "One"), prop({ id: "q", bracket: "b2u", option: "o2u" }, "<a>")),
    (d) => d.backspace(),
    "One| ¶ [UZB: #]",
  ],
  [
    "two of one's own provisions join",
    treaty(
      prop({ id: "p", bracket: "b1k", option: "o1k" }, "One"),
      prop({ id: "q", bracket: "b1k", option: "o1k" }, "<a> two"),
    ),
    (d) => d.backspace(),
    "[KAZ: #One| two]",
  ],
  [
    "a selection over one's own provision removes it",
    treaty(prop("p", "One<a>"), prop({ id: "q", bracket: "b1k", option: "o1k" }, "two<z>"), prop("r", "three")),
    (d) => d.backspace(),
    "One| ¶ three",
  ],
  [
    "one's own provision with another's words in it stays for them",
    treaty(
      prop("p", "One<a>"),
      prop({ id: "q", bracket: "b1k", option: "o1k" }, "two ", b("b2u", "o2u", "o1k", "three<z>")),
    ),
    (d) => d.backspace(),
    "One| ¶ [KAZ: #[#[UZB: three]]]".replace("[#[UZB: three]]", "[UZB: [three]]"),
  ],
];

describe("deleting", () => {
  it.each(deleting)("%s", (_, built, act, expected) => {
    expect(act(desk(built)).shown()).toBe(expected);
  });

  it("sends one delete stance for a bracket, however many keys it took", () => {
    const it = desk(treaty(prop("p", "A shall<a> act"))).backspace(5);
    expect(it.acts).toEqual([{ type: "stance", target: "bnew1", stance: "delete" }]);
  });

  it("takes a stance only where exactly those words are in brackets", () => {
    const it = desk(treaty(prop("p", "A ", contested("b2u", "<a>shall<z>"), " act"))).backspace();
    expect(it.acts).toEqual([{ type: "stance", target: "b2u", stance: "delete" }]);
  });

  it("contests a whole provision, and every word of the document", () => {
    const { doc } = treaty(
      prop("p", "One"),
      prop({ id: "q", bracket: "b1k", option: "o1k" }, "two"),
      prop("r", "three"),
    );
    const one = new Desk(doc);
    one.dispatch(one.state.tr.setSelection(NodeSelection.create(doc, 0)).deleteSelection());
    expect(one.shown().replace("|", "")).toBe("[#One] ¶ [KAZ: #two] ¶ three");
    const all = new Desk(doc);
    all.dispatch(all.state.tr.setSelection(new AllSelection(doc)).deleteSelection());
    expect(all.shown().replace("|", "")).toBe("[#One ¶ three]");
    expect(all.acts).toHaveLength(1);
  });
});

const lines = (...texts: string[]) =>
  new Slice(
    treaty(...texts.map((text, i) => prop(`x${i}`, contested("b8", proposed("b9", "o9", text))))).doc.content,
    1,
    1,
  );

const breaking: [string, Built, (desk: Desk) => Desk, string][] = [
  [
    "Enter proposes a provision after the current one",
    treaty(prop("p", "On<a>e"), prop("q", "two")),
    (d) => d.run(splitBlock).type("new"),
    "One ¶ [KAZ: #new|] ¶ two",
  ],
  [
    "Enter in one's own provision takes the rest along",
    treaty(prop({ id: "p", bracket: "b1k", option: "o1k" }, "On<a>e")),
    (d) => d.run(splitBlock),
    "[KAZ: #On ¶ |e]",
  ],
  [
    "unless others wrote in it",
    treaty(prop({ id: "p", bracket: "b1k", option: "o1k" }, "On<a>e ", b("b2u", "o2u", "o1k", "two"))),
    (d) => d.run(splitBlock).type("x"),
    "[KAZ: #One [UZB: two]] ¶ [KAZ: #x|]",
  ],
  [
    "Enter over a selection contests it",
    treaty(prop("p", "A <a>shall<z> act")),
    (d) => d.run(splitBlock),
    "A [shall] act ¶ |[KAZ: #]",
  ],
  [
    "Enter, then Backspace: nothing happened",
    treaty(prop("p", "One<a>"), prop("q", "two")),
    (d) => d.run(splitBlock).backspace(),
    "One| ¶ two",
  ],
  [
    "a paste of one line is a proposal without its old brackets",
    treaty(prop("p", "A <a>act")),
    (d) => d.paste(lines("new ")),
    "A [KAZ: new |]act",
  ],
  [
    "a paste of several lines: the first in place, the others as provisions of the same proposal",
    treaty(prop("p", "A<a> act"), prop("q", "two")),
    (d) => d.paste(lines("one", "two", "three")),
    "A[KAZ: one] act ¶ [KAZ: #two ¶ three|] ¶ two",
  ],
  [
    "a paste into one's own provision",
    treaty(prop({ id: "p", bracket: "b1k", option: "o1k" }, "A<a>Z")),
    (d) => d.paste(lines("one", "two")),
    "[KAZ: #Aone ¶ two|Z]",
  ],
  [
    "a paste of several lines into a cell is one line",
    treaty(table("t", [cell(prop({ id: "c", kind: "cell" }, "A<a>"))])),
    (d) => d.paste(lines("one", "two")),
    "A[KAZ: one two|]",
  ],
];

describe("breaking and pasting", () => {
  it.each(breaking)("%s", (_, built, act, expected) => {
    expect(act(desk(built)).shown()).toBe(expected);
  });

  it("gives a proposed provision a fresh id, no number, and the kind of the one before", () => {
    const { state } = desk(treaty(prop({ id: "p", kind: "subparagraph", number: "(a)" }, "One<a>"))).run(splitBlock);
    expect(state.doc.child(1).attrs).toMatchObject({ kind: "subparagraph", level: 5, number: null, within: null });
    expect(state.doc.child(1).attrs.id).toMatch(/^pnew/);
  });

  it("proposes a paragraph after a heading, and an entry after the words that lead a list", () => {
    const heading = desk(treaty(prop({ id: "p", kind: "article" }, "Scope<a>"))).run(splitBlock);
    expect(heading.state.doc.child(1).attrs.kind).toBe("paragraph");
    const lead = desk(treaty(prop("p", "Parties:<a>"), prop({ id: "q", kind: "subparagraph" }, "x"))).run(splitBlock);
    expect(lead.state.doc.child(1).attrs.kind).toBe("subparagraph");
  });

  it("moves dropped words: contested where they stood, proposed where they went", () => {
    const built = treaty(prop("p", "A <a>shall<z> act<y>"));
    const it = desk(built);
    const tr = it.state.tr;
    const slice = it.state.selection.content();
    tr.deleteSelection();
    const pos = tr.mapping.map(at(built, "y"));
    tr.replaceRange(pos, pos, slice);
    it.dispatch(tr.setMeta("uiEvent", "drop"));
    expect(it.shown().replace("|", "")).toBe("A [shall] act[KAZ: shall]");
  });
});

describe("what is refused", () => {
  const strongMark = schema.marks.strong as NonNullable<typeof schema.marks.strong>;

  it("refuses to touch an agreed provision, and says which", () => {
    for (const act of [(d: Desk) => d.type("x"), (d: Desk) => d.backspace()]) {
      const it = desk(treaty(prop("p", "One <a>two<z>")));
      it.locked.add("p");
      const before = it.state.doc;
      act(it);
      expect(it.state.doc).toBe(before);
      expect(it.refused).toEqual({ provision: "p", why: "locked" });
    }
  });

  it("refuses a deletion of which a part is agreed", () => {
    const it = desk(treaty(prop("p", "One <a>two"), prop("q", "thr<z>ee")));
    it.locked.add("q");
    expect(it.backspace().refused).toEqual({ provision: "q", why: "locked" });
  });

  it("refuses formatting of others' words, and takes that of one's own", () => {
    const others = desk(treaty(prop("p", "One <a>two<z>"))).run(toggleMark(strongMark));
    expect(others.refused).toEqual({ provision: "p", why: "not-yours" });
    const mine = desk(treaty(prop("p", "One ", own("<a>two<z>")))).run(toggleMark(strongMark));
    expect(mine.refused).toBeUndefined();
    expect(mine.state.doc.child(0).lastChild?.marks.map((mark) => mark.type.name)).toContain("strong");
  });

  it("refuses marks of brackets and notes from elsewhere", () => {
    const it = desk(treaty(prop("p", "One ", own("<a>two<z>"))));
    it.dispatch(it.state.tr.addMark(5, 7, schema.mark("note", { note: "n" })));
    expect(it.refused?.why).toBe("structure");
  });

  it("refuses other attributes, but lets one's own provision change its kind", () => {
    const it = new Desk(treaty(prop("p", "One"), prop({ id: "q", bracket: "b1k", option: "o1k" }, "two")).doc);
    it.dispatch(it.state.tr.setNodeAttribute(0, "kind", "item"));
    expect(it.refused).toEqual({ provision: "p", why: "not-yours" });
    it.dispatch(it.state.tr.setNodeAttribute(5, "kind", "item"));
    expect(it.refused).toBeUndefined();
    expect(it.state.doc.child(1).attrs.kind).toBe("item");
  });

  it("refuses Enter in a cell", () => {
    const it = desk(treaty(table("t", [cell(prop({ id: "c", kind: "cell" }, "A<a>"))]))).run(splitBlock);
    expect(it.refused?.why).toBe("structure");
  });

  it("keeps notes out of what is typed in them", () => {
    expect(
      desk(treaty(prop("p", note("n", "a<a>b"))))
        .type("x")
        .shown(),
    ).toBe("{n: a}[KAZ: x|]{n: b}");
  });
});
