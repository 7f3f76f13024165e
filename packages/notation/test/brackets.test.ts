import { b, contested, note, prop, proposed, treaty } from "@adref/schema/testing";
import { expect, test } from "vitest";
import { parse, serialize } from "../src/index.ts";
import { reads, same } from "./same.ts";

const at = "";
const nobody = { owner: null, at };

test("N20 words in brackets are contested", () => {
  same("Each Party [shall] act", treaty(prop("p1", "Each Party ", contested("b1", "shall"), " act")), {
    brackets: { b1: nobody },
  });
});

test("N21 a party's code makes them its proposal, further codes support it", () => {
  same("[KAZ: shall]", treaty(prop("p1", proposed("b1", "o1a", "shall"))), {
    brackets: { b1: { owner: "KAZ", at } },
    options: { o1a: { bracket: "b1", within: null, owner: "KAZ", at } },
  });
  same("[KAZ, MNG, UZB: shall]", treaty(prop("p1", proposed("b1", "o1a", "shall"))), {
    stances: { o1a: { MNG: { stance: "support", at }, UZB: { stance: "support", at } } },
  });
});

test("N22 parts side by side are one bracket's options", () => {
  same(
    "[shall][KAZ: should][UZB: may]",
    treaty(prop("p1", contested("b1", "shall"), proposed("b1", "o1a", "should"), proposed("b1", "o1b", "may"))),
  );
});

test("N23 the first part that nobody signed is the standing words, the others are unnamed parties' options", () => {
  const facts = { options: { o1a: { bracket: "b1", within: null, owner: null, at } } };
  same("[15][30] days", treaty(prop("p1", contested("b1", "15"), proposed("b1", "o1a", "30"), " days")), facts);
  same("[?: 30] days", treaty(prop("p1", proposed("b1", "o1a", "30"), " days")), facts);
  same("[KAZ: 30][15]", treaty(prop("p1", proposed("b1", "o1a", "30"), contested("b1", "15"))));
});

test("N24 a bar or a space keeps brackets apart", () => {
  same("[A]|[B] [C]", treaty(prop("p1", contested("b1", "A"), contested("b2", "B"), " ", contested("b3", "C"))));
});

test("N25 brackets nest, and an option knows in which it stands", () => {
  same(
    "[KAZ: within [thirty][UZB: sixty] days]",
    treaty(
      prop("p1", proposed("b1", "o1a", "within ", contested("b2", "thirty"), b("b2", "o2a", "o1a", "sixty"), " days")),
    ),
    { options: { o2a: { bracket: "b2", within: "o1a", owner: "UZB", at } } },
  );
  same("[[a][KAZ: b] c]", treaty(prop("p1", contested("b1", contested("b2", "a"), proposed("b2", "o2a", "b"), " c"))));
});

test("N26 a bracket may close in a later block", () => {
  same(
    "2. One [two\n\n3. three\n\n4. four] five",
    treaty(
      prop({ id: "p1", number: "2" }, "One ", contested("b1", "two")),
      prop({ id: "p2", number: "3" }, contested("b1", "three")),
      prop({ id: "p3", number: "4" }, contested("b1", "four"), " five"),
    ),
  );
});

test("N27 a bracket round a number contests the provision", () => {
  same("[3. Words — GEO delete]", treaty(prop({ id: "p1", number: "3" }, contested("b1", "Words"))), {
    brackets: { b1: { owner: "GEO", at } },
    stances: { b1: { GEO: { stance: "delete", at } } },
  });
  expect(reads("3. [Words]", "[3. Words]")).toEqual([]);
});

test("N28 a party's bracket round a number proposes the provision", () => {
  same(
    "1. One\n\n[KAZ: 1 bis. Each [Party][UZB: State] acts — MNG oppose] {parked}\n\n[UZB: ####+ Title]\n\n[KAZ: ¶ Words]",
    treaty(
      prop({ id: "p1", number: "1" }, "One"),
      prop(
        { id: "p2", number: "1 bis", bracket: "b1", option: "o1a" },
        "Each ",
        contested("b2", "Party"),
        b("b2", "o2a", "o1a", "State"),
        " acts",
      ),
      prop({ id: "p3", kind: "article", number: null, bracket: "b3", option: "o3a" }, "Title"),
      prop({ id: "p4", bracket: "b4", option: "o4a" }, "Words"),
    ),
    { statuses: { p2: { status: "open", parked: true, at } }, stances: { o1a: { MNG: { stance: "oppose", at } } } },
  );
});

test("N29 a proposal may be several provisions, others may propose inside it", () => {
  same(
    "[KAZ: #### Article 7 bis. Fees\n\n1. One\n\n[UZB: +. Two]\n\n2. Three]",
    treaty(
      prop({ id: "p1", kind: "article", number: "Article 7 bis", bracket: "b1", option: "o1a" }, "Fees"),
      prop({ id: "p2", number: "1", bracket: "b1", option: "o1a" }, "One"),
      prop({ id: "p3", number: null, bracket: "b2", option: "o2a", within: "o1a" }, "Two"),
      prop({ id: "p4", number: "2", bracket: "b1", option: "o1a" }, "Three"),
    ),
  );
});

test("N30 /[ goes on with the bracket of the block before", () => {
  same(
    "[3. Words]\n\n/[UZB: 3. Other words]\n\n/[3. Others]",
    treaty(
      prop({ id: "p1", number: "3" }, contested("b1", "Words")),
      prop({ id: "p2", number: "3", bracket: "b1", option: "o1a" }, "Other words"),
      prop({ id: "p3", number: "3", bracket: "b1", option: "o1b" }, "Others"),
    ),
  );
  same(
    "3. a [b]\n\n4. /[UZB: c] d",
    treaty(
      prop({ id: "p1", number: "3" }, "a ", contested("b1", "b")),
      prop({ id: "p2", number: "4" }, proposed("b1", "o1a", "c"), " d"),
    ),
  );
  expect(reads("and/[or]\n\n/[UZB: c]", "and/[or]\n\n/[UZB: c]")).toEqual([]);
  expect(reads("a\n\n/[UZB: 2. c]", "a\n\n[UZB: 2. c]")).toEqual(["3:2 No bracket ended just before this block."]);
});

test("N31 stances stand after a dash at the end of a part", () => {
  same(
    '[shall — KAZ delete; MNG, UZB retain][KAZ: should — UZB oppose; TJK reserve "pending \\"capital\\""]',
    treaty(prop("p1", contested("b1", "shall"), proposed("b1", "o1a", "should"))),
    {
      stances: {
        b1: { KAZ: { stance: "delete", at }, MNG: { stance: "retain", at }, UZB: { stance: "retain", at } },
        o1a: { UZB: { stance: "oppose", at }, TJK: { stance: "reserve", note: 'pending "capital"', at } },
      },
    },
  );
  same("[goods \\— KAZ delete]", treaty(prop("p1", contested("b1", "goods — KAZ delete"))), { stances: {} });
  same("[goods — all of them]", treaty(prop("p1", contested("b1", "goods — all of them"))));
});

test("N32 a bracket is its first proposer's, else the first party's that wants its words deleted", () => {
  same("[a — GEO delete][KAZ: b]", treaty(prop("p1", contested("b1", "a"), proposed("b1", "o1a", "b"))), {
    brackets: { b1: { owner: "KAZ", at } },
  });
  same("[a — UZB delete; GEO delete]".replace("UZB delete; GEO", "UZB, GEO"), reparsed("[a — UZB, GEO delete]"), {
    brackets: { b1: { owner: "UZB", at } },
  });
  function reparsed(source: string) {
    return { doc: parse(source).text.doc, tags: {} };
  }
});

test("N33 notes and placeholders are no brackets", () => {
  const source = "[Note: to follow] [X] [...] [ ] [TBD] [Drafting note: see Article 5][Placeholder: annex]";
  const ids = ["n1", "n2", "n3", "n4", "n5", "n6", "n7"];
  const words = ["Note: to follow", "X", "...", " ", "TBD", "Drafting note: see Article 5", "Placeholder: annex"];
  const parts = ids.flatMap((id, i) => [note(id, words[i] as string), ...(i < 5 ? [" "] : [])]);
  same(source, treaty(prop("p1", ...parts)), { brackets: {} });
  expect(parse(source).text.record.brackets).toEqual({});
  same("[!: aside] [\\u{58}]", treaty(prop("p1", note("n1", "aside"), " ", contested("b1", "X"))));
  expect(reads("[Note: see [5]]", "[Note: see \\[5\\]]")).toEqual([]);
});

test("N34 a status stands at the end of a block", () => {
  same(
    "1. A {agreed in group}\n\n2. B {agreed ad ref}\n\n3. C {adopted}\n\n4. D {agreed ad ref, parked}\n\n5. E {open}",
    treaty(...["A", "B", "C", "D", "E"].map((word, i) => prop({ id: `p${i + 1}`, number: `${i + 1}` }, word))),
    {
      statuses: {
        p1: { status: "agreed-group", at },
        p2: { status: "agreed-adref", at },
        p3: { status: "adopted", at },
        p4: { status: "agreed-adref", parked: true, at },
        p5: { status: "open", at },
      },
    },
  );
  expect(reads("1. A {agreed}", "1. A \\{agreed}")).toEqual(['1:6 "{agreed}" at the end of a block is no status.']);
});

test("N35 every fact has the time that parsing is told", () => {
  const { record } = parse("[KAZ, UZB: a] {parked}", { at: "2026-03-04T00:00:00Z" }).text;
  const times = JSON.stringify(record).match(/"at":"[^"]*"/g);
  expect(new Set(times)).toEqual(new Set(['"at":"2026-03-04T00:00:00Z"']));
});

test("N36 the record section says what signs cannot", () => {
  const blocks = "1. [shall] act";
  const section =
    'ids {"p1":"pabc","b1":"bxyz"}\nbrackets ["bxyz",{"owner":"KAZ","at":"2026-01-01T00:00:00Z"}]\n' +
    'resolutions ["bold",{"kind":"lift","at":"","by":"chair"}]';
  const source = `${blocks}\n\n%% record\n${section}\n`;
  const { text, findings } = parse(source);
  expect(findings).toEqual([]);
  expect(text.doc.child(0).attrs.id).toBe("pabc");
  expect(text.record.brackets).toEqual({ bxyz: { owner: "KAZ", at: "2026-01-01T00:00:00Z" } });
  expect(serialize(text)).toBe(source);
  expect(serialize(text, { record: false })).toBe(`${blocks}\n`);
});

test("N37 brackets that cross are written in pieces, and come back whole", () => {
  const crossing = treaty(prop("p1", contested("b1", "one ", contested("b2", "two")), contested("b2", " three")));
  const text = { doc: crossing.doc, record: { ...parse("").text.record, brackets: { b1: nobody, b2: nobody } } };
  const source = serialize(text);
  expect(source.startsWith("[one [two]]|[ three]\n\n%% record\n")).toBe(true);
  expect(parse(source).text.doc.eq(crossing.doc)).toBe(true);
});
