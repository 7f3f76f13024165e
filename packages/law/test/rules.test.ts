import { type ProvisionValue, schema } from "@adref/schema";
import { contested as bracketed, cell, prop, table, treaty } from "@adref/schema/testing";
import { expect, test } from "vitest";
import { isId, judgeWhole, ownersOf, REFUSAL_IDS, refuse, wholeOf } from "../src/index.ts";
import {
  contested,
  delegation,
  locked,
  noteMark,
  of,
  outcome,
  proposed,
  provision,
  record,
  run,
  secretariat,
  strong,
  verdictOf,
  wholeText,
} from "./texts.ts";

const kaz = delegation("KAZ");
const p = (...runs: ReturnType<typeof run>[]) => provision("p", runs);
const standing = p(run("Each Party shall act."));

/** One change of one provision. */
const one = (actor: typeof kaz, before: ProvisionValue, after: ProvisionValue) => outcome(actor, [before], [after]);

test("L1 an agreed provision cannot be touched by anybody, not even the party's own words in it", () => {
  const agreed = provision("agreed", [run("Each Party shall act.")]);
  const touched = provision("agreed", [run("Each Party "), run("shall", contested("bNew")), run(" act.")]);
  expect(one(kaz, agreed, touched)).toBe("locked");
  expect(one(secretariat, agreed, provision("agreed", [run("Each Party acts.")]))).toBe("locked");
  expect(outcome(secretariat, [agreed], [])).toBe("locked");
  expect(outcome(secretariat, [agreed, standing], [standing, agreed])).toBe("lawful");
});

test("L2 an id is letters, digits, hyphens and underscores, and no name of the machine's", () => {
  expect(isId("b1-x_Y")).toBe(true);
  for (const bad of ["", "a b", "x".repeat(41), "__proto__", "constructor", "toString", 7, null])
    expect(isId(bad)).toBe(false);
  expect(one(kaz, standing, p(run("Each Party shall act.", contested("__proto__"))))).toBe("bad-id");
  expect(one(kaz, standing, p(...standing.runs, run("x", proposed("b", "<script>"))))).toBe("bad-id");
  const added = provision("", [], { bracket: "b1", option: "o1" });
  expect(outcome(kaz, [standing], [standing, added])).toBe("bad-id");
  expect(one(secretariat, standing, p(run("Each Party shall act.", noteMark("a b"))))).toBe("bad-id");
});

test("L3 no two provisions have the same id", () => {
  const doc = (...blocks: ReturnType<typeof prop>[]) => wholeOf(treaty(...blocks).doc);
  const before = doc(prop("p1", "One"), prop("p2", "Two"));
  const after = doc(prop("p1", "One"), prop("p2", "Two"), prop("p1", "One"));
  for (const actor of [kaz, secretariat]) {
    const verdict = judgeWhole(actor, before, after, ownersOf(record), locked);
    expect(verdict.lawful ? "lawful" : verdict.refusal.id).toBe("duplicate-id");
  }
});

test("L4 a provision proposed as a whole names its bracket and its option", () => {
  for (const attrs of [{ option: "o1" }, { bracket: "b1" }, { within: "oK" }]) {
    expect(outcome(kaz, [standing], [standing, provision("q", [], attrs)])).toBe("half-proposed");
  }
});

test("L5 a provision has a known kind, a level from 0 to 9, and a short number or none", () => {
  const own = { bracket: "b1", option: "o1" };
  for (const attrs of [{ kind: "poem" }, { level: 10 }, { level: 0.5 }, { number: "9".repeat(61) }, { number: 7 }]) {
    const added = provision("q", [], { ...own, ...(attrs as unknown as Partial<ProvisionValue>) });
    expect(outcome(kaz, [standing], [standing, added])).toBe("bad-attribute");
  }
});

test("L6 an option keeps its bracket and what it was written into", () => {
  const moved = (bracket: string, within: string | null) =>
    p(...standing.runs, run("x", proposed(bracket, "oK", within)));
  expect(one(kaz, standing, moved("bU", null))).toBe("option-moved");
  expect(one(kaz, standing, moved("bK", "oU"))).toBe("option-moved");
  expect(one(kaz, standing, moved("bK", null))).toBe("lawful");
  const twice = p(...standing.runs, run("x", proposed("b1", "o1")), run("y", proposed("b2", "o1")));
  expect(one(kaz, standing, twice)).toBe("option-moved");
});

test("L7 one id names one thing", () => {
  const named = (bracket: string, option: string) => p(...standing.runs, run("x", proposed(bracket, option)));
  expect(one(kaz, standing, named("b1", "bU"))).toBe("id-clash");
  expect(one(kaz, standing, named("oU", "o1"))).toBe("id-clash");
  expect(one(kaz, standing, named("b1", "standing"))).toBe("id-clash");
  expect(one(kaz, standing, named("same", "same"))).toBe("id-clash");
});

test("L8 a bracket that the chair has resolved does not come back", () => {
  expect(one(kaz, standing, p(...standing.runs, run("x", of("oEnded"))))).toBe("bracket-ended");
  expect(one(kaz, standing, p(run("Each Party shall act.", contested("bEnded"))))).toBe("bracket-ended");
  expect(one(kaz, standing, p(...standing.runs, run("x", proposed("bEnded", "oNew"))))).toBe("bracket-ended");
});

test("D1 a party contests standing words and proposes others, and owns what it brought", () => {
  const after = p(run("Each Party "), run("shall", contested("b1")), run("should", proposed("b1", "o1")), run(" act."));
  expect(verdictOf(kaz, [standing], [after])).toEqual({
    lawful: true,
    claims: { brackets: [{ id: "b1" }], options: [{ id: "o1", bracket: "b1", within: null }] },
  });
});

test("D1 a party adds an option to another's bracket, and claims only the option", () => {
  const before = p(run("shall", contested("bU")), run("may", of("oU")));
  const after = p(...before.runs, run("will", proposed("bU", "o1")));
  expect(verdictOf(kaz, [before], [after])).toEqual({
    lawful: true,
    claims: { brackets: [], options: [{ id: "o1", bracket: "bU", within: null }] },
  });
});

test("D1 a party writes into another's option, and only those words are its own", () => {
  const before = p(run("may consider", of("oU")));
  const after = p(run("may ", of("oU")), run("duly ", of("oU"), proposed("b1", "o1", "oU")), run("consider", of("oU")));
  expect(one(kaz, before, after)).toBe("lawful");
  expect(one(kaz, before, p(run("may duly consider", of("oU"))))).toBe("others-words");
  const replaced = p(
    run("may ", of("oU")),
    run("consider", of("oU"), contested("b1")),
    run("do", of("oU"), proposed("b1", "o1", "oU")),
  );
  expect(one(kaz, before, replaced)).toBe("lawful");
});

test("D1 a party withdraws its option, and what another wrote into it stays", () => {
  const before = p(run("A "), run("may", of("oK")), run(" duly", of("oK"), of("oUinK")), run(" B"));
  expect(one(kaz, before, p(run("A "), run(" duly", of("oUinK")), run(" B")))).toBe("lawful");
  expect(one(kaz, before, p(run("A "), run(" duly", of("oK"), of("oUinK")), run(" B")))).toBe("lawful");
  expect(one(kaz, before, p(run("A  B")))).toBe("others-words");
});

test("D1 words, marks and formatting of others are refused each with its reason", () => {
  const before = p(run("Each "), run("Party", contested("bU")), run(" may", of("oU")), run(" act."));
  const cases: [ProvisionValue, string][] = [
    [p(run("Every "), ...before.runs.slice(1)), "others-words"],
    [p(run("Each Party"), ...before.runs.slice(2)), "others-marks"],
    [p(...before.runs.slice(0, 2), run(" may act.")), "others-marks"],
    [p(...before.runs.slice(0, 2), run(" act.")), "others-words"],
    [p(run("Each ", strong), ...before.runs.slice(1)), "others-marks"],
    [p(run("Each ", contested("bM")), ...before.runs.slice(1)), "others-marks"],
    [p(run("Each ", of("oK")), ...before.runs.slice(1)), "others-words"],
    [p(...before.runs.slice(0, 2), run(" may", of("oU"), of("oK")), run(" act.")), "others-words"],
    [p(...before.runs.slice(0, 2), run(" may", of("oU"), proposed("b1", "o1", "oU")), run(" act.")), "others-words"],
    [{ ...before, kind: "item" }, "others-provision"],
    [{ ...before, bracket: "b1", option: "o1" }, "others-provision"],
  ];
  for (const [after, id] of cases) expect(one(kaz, before, after)).toBe(id);
});

test("D1 a bracket or an option without a named owner is nobody's to take off", () => {
  const before = p(run("shall", contested("bN")), run("may", of("oN")));
  expect(one(kaz, before, p(run("shall"), run("may", of("oN"))))).toBe("others-marks");
  expect(one(kaz, before, p(run("shall", contested("bN"))))).toBe("others-words");
});

test("D2 a party proposes, changes, moves and withdraws whole provisions of its own, and moves no others", () => {
  const q = provision("q", [run("Each Party acts.")]);
  const own = provision("n", [run("New.")], { bracket: "b1", option: "o1" });
  expect(outcome(kaz, [standing, q], [standing, own, q])).toBe("lawful");
  const mine = provision("n", [run("New.")], { bracket: "bK", option: "oK" });
  expect(outcome(kaz, [mine, q], [q, { ...mine, kind: "item" }])).toBe("lawful");
  expect(outcome(kaz, [mine, q], [q])).toBe("lawful");
  expect(outcome(kaz, [standing, q], [q, standing])).toBe("structure");
  expect(outcome(kaz, [standing, q], [standing])).toBe("others-words");
  expect(outcome(kaz, [standing], [standing, provision("n", [])])).toBe("structure");
  expect(outcome(kaz, [standing], [standing, provision("n", [], { bracket: "bWhole", option: "oWhole" })])).toBe(
    "structure",
  );
});

test("D2 what another wrote into a party's provision stays when the provision goes", () => {
  const mine = (...runs: ReturnType<typeof run>[]) => provision("n", runs, { bracket: "bK", option: "oK" });
  const before = mine(run("New"), run(" duly", of("oUinK")), run("."));
  expect(outcome(kaz, [before], [])).toBe("others-words");
  expect(outcome(kaz, [before], [mine(run(" duly", of("oUinK")))])).toBe("lawful");
});

test("D2 a delegation does not touch tables, but proposes provisions in their cells", () => {
  const build = (...rows: ReturnType<typeof cell>[][]) => wholeOf(treaty(table("t1", ...rows)).doc);
  const one1 = prop({ id: "c1", kind: "cell" }, "one");
  const own = prop({ id: "c9", kind: "cell", number: null, bracket: "b1", option: "o1" }, "mine");
  const judged = (after: ReturnType<typeof build>) => {
    const verdict = judgeWhole(kaz, build([cell(one1)]), after, ownersOf(record), locked);
    return verdict.lawful ? "lawful" : verdict.refusal.id;
  };
  expect(judged(build([cell(one1, own)]))).toBe("lawful");
  expect(judged(build([cell(one1), cell()]))).toBe("structure");
  expect(judged(build([cell(one1)], [cell(own)]))).toBe("structure");
});

test("D3 a party gives its provision no number", () => {
  const numbered = provision("n", [], { bracket: "b1", option: "o1", number: "5" });
  expect(outcome(kaz, [standing], [standing, numbered])).toBe("number");
  const imported = provision("n", [run("x")], { bracket: "bK", option: "oK", number: "5" });
  expect(one(kaz, imported, { ...imported, runs: [run("xy")] })).toBe("lawful");
  expect(one(kaz, imported, { ...imported, number: "6" })).toBe("number");
});

test("D4 a party's words stand in its own brackets and in those of the provision, not in others", () => {
  const before = p(run("shall act", contested("bU")));
  const added = (bracket: string) =>
    p(run("shall ", contested("bU")), run("x", contested(bracket), of("oK")), run("act", contested("bU")));
  expect(one(kaz, before, added("bU"))).toBe("lawful");
  expect(one(kaz, before, added("bNew"))).toBe("lawful");
  expect(one(kaz, before, added("bM"))).toBe("foreign-bracket");
  const whole = (puts: boolean) => {
    const [was, is] = [wholeText([before]), wholeText([added("bM")])];
    return judgeWhole(kaz, was, is, ownersOf(record), locked, () => puts).lawful;
  };
  expect(whole(false), "where the mark was stored before").toBe(true);
  expect(whole(true)).toBe(false);
});

test("D5 a party writes no notes, and footnote signs only with a footnote of its own", () => {
  const before = p(run("shall ", noteMark("n1")), run("act"));
  expect(one(kaz, before, p(...before.runs, run("x", noteMark("n2"), of("oK"))))).toBe("notes");
  expect(one(kaz, before, p(run("shall ", noteMark("n1")), run("x", noteMark("n1"), of("oK")), run("act")))).toBe(
    "lawful",
  );
});

test("D6 a new option is written into one that still stands, never into itself", () => {
  const added = (...marks: ReturnType<typeof proposed>[]) =>
    p(...standing.runs, ...marks.map((mark) => run("x", mark)));
  expect(one(kaz, standing, added(proposed("b1", "o1", "oNowhere")))).toBe("unknown-option");
  expect(one(kaz, standing, added(proposed("b1", "o1", "oEnded")))).toBe("unknown-option");
  expect(one(kaz, standing, added(proposed("b1", "o1", "o1")))).toBe("unknown-option");
  expect(one(kaz, standing, added(proposed("b1", "o1", "o2"), proposed("b2", "o2", "o1")))).toBe("unknown-option");
  expect(one(kaz, standing, added(proposed("b1", "o1", "oU")))).toBe("lawful");
});

test("D6 a chain of options is no longer than what is looked at, so that whose words are inside never depends on its length", () => {
  const facts = (i: number) => ({ bracket: `b${i}`, within: i === 0 ? null : `o${i - 1}`, owner: "KAZ", at: "" });
  const chain = (length: number) => ({
    ...record,
    brackets: Object.fromEntries(Array.from({ length }, (_, i) => [`b${i}`, { owner: "KAZ", at: "" }])),
    options: Object.fromEntries(Array.from({ length }, (_, i) => [`o${i}`, facts(i)])),
  });
  const added = p(...standing.runs, run("x", proposed("bU", "oU", "o49")));
  const deeper = p(...standing.runs, run("x", proposed("bU", "oU", "o50")));
  expect(outcome(delegation("UZB"), [standing], [added], chain(50))).toBe("lawful");
  expect(outcome(delegation("UZB"), [standing], [deeper], chain(51))).toBe("too-deep");
  const links = (count: number) =>
    Array.from({ length: count }, (_, i) => run("x", proposed(`b${i}`, `o${i}`, i === 0 ? null : `o${i - 1}`)));
  expect(outcome(kaz, [standing], [p(...standing.runs, ...links(51))], chain(0))).toBe("lawful");
  expect(outcome(kaz, [standing], [p(...standing.runs, ...links(52))], chain(0))).toBe("too-deep");
});

test("D7 all options of a bracket are written into the same option", () => {
  const added = (...marks: ReturnType<typeof proposed>[]) =>
    p(...standing.runs, ...marks.map((mark) => run("x", mark)));
  expect(one(kaz, standing, added(proposed("bU", "o1", "oM")))).toBe("another-place");
  expect(one(kaz, standing, added(proposed("bUinK", "o1", null)))).toBe("another-place");
  expect(one(kaz, standing, added(proposed("bUinK", "o1", "oK")))).toBe("lawful");
  expect(one(kaz, standing, added(proposed("b1", "o1", null), proposed("b1", "o2", "oU")))).toBe("another-place");
});

test("D8 a party's words do not stand in another's option unless they were written into it", () => {
  const before = p(run("may", of("oU")), run(" act"));
  expect(one(kaz, before, p(run("may", of("oU")), run("x", of("oU"), of("oK")), run(" act")))).toBe("in-anothers-name");
  expect(one(kaz, before, p(run("may", of("oU")), run("x", of("oU"), proposed("b1", "o1", "oU")), run(" act")))).toBe(
    "lawful",
  );
});

test("D8 a party's words do not stand in two of its own options side by side", () => {
  const before = p(run("may", of("oU")), run(" act"));
  const own = [proposed("b1", "o1"), proposed("b2", "o2")];
  expect(one(kaz, before, p(...before.runs, run("x", ...own)))).toBe("two-options");
  expect(one(kaz, before, p(...before.runs, run("x", proposed("b1", "o1"), proposed("b2", "o2", "o1"))))).toBe(
    "lawful",
  );
});

test("D1 whoever takes an option from between two others makes nobody an owner of the inner words", () => {
  const facts = (bracket: string, within: string | null, owner: string) => ({ bracket, within, owner, at: "" });
  const chain = {
    ...record,
    brackets: { ...record.brackets, bMid: { owner: "UZB", at: "" }, bIn: { owner: "MNG", at: "" } },
    options: { ...record.options, oMid: facts("bMid", "oK", "UZB"), oIn: facts("bIn", "oMid", "MNG") },
  };
  const [outer, middle, inner] = [of("oK"), proposed("bMid", "oMid", "oK"), proposed("bIn", "oIn", "oMid")];
  const full = p(run("A "), run("words", outer, middle, inner), run(" B"));
  const cut = p(run("A "), run("words", outer, inner), run(" B"));
  expect(outcome(delegation("UZB"), [full], [cut], chain)).toBe("lawful");
  expect(outcome(kaz, [cut], [p(run("A  B"))], chain)).toBe("others-words");
  expect(outcome(delegation("MNG"), [cut], [p(run("A  B"))], chain)).toBe("lawful");
});

test("S1 the Secretariat edits standing words round options, and no option's words or marks", () => {
  const before = p(run("Each Party "), run("shall", contested("bU")), run("may", of("oU")), run(" act."));
  const [each, shall, may] = before.runs as [(typeof before.runs)[0], (typeof before.runs)[0], (typeof before.runs)[0]];
  expect(one(secretariat, before, p(run("Every Party "), shall, may, run(" act now.", strong)))).toBe("lawful");
  expect(one(secretariat, before, p(each, shall, run("can", of("oU")), run(" act.")))).toBe("option-words");
  expect(one(secretariat, before, p(each, shall, run("may", of("oU"), strong), run(" act.")))).toBe("option-words");
  expect(one(secretariat, before, p(each, shall, run(" act.")))).toBe("option-words");
});

test("S1 no standing words are put between words of an option; what stands between them may go", () => {
  const before = p(run("Each "), run("may", of("oU")), run(" or "), run("can", of("oU")));
  const [each, may, or, can] = before.runs as [(typeof before.runs)[0], ...(typeof before.runs)[0][]];
  expect(
    one(
      secretariat,
      before,
      p(each, run("m", of("oU")), run("X"), run("ay", of("oU")), or as typeof each, can as typeof each),
    ),
  ).toBe("option-words");
  expect(one(secretariat, before, p(each, may as typeof each, run(" and/or "), can as typeof each))).toBe("lawful");
  expect(one(secretariat, before, p(each, may as typeof each, can as typeof each))).toBe("lawful");
});

test("S1 a provision proposed as a whole stays whole, and may be moved and numbered", () => {
  const whole = provision("w", [run("New words.")], { bracket: "bWhole", option: "oWhole" });
  expect(outcome(secretariat, [whole, standing], [standing, { ...whole, number: "2 bis" }])).toBe("lawful");
  expect(outcome(secretariat, [whole, standing], [standing])).toBe("option-words");
  expect(one(secretariat, whole, { ...whole, runs: [run("Other words.")] })).toBe("option-words");
  expect(one(secretariat, whole, { ...whole, bracket: null, option: null })).toBe("option-words");
});

test("S1 the Secretariat splits and joins provisions with options in them", () => {
  const together = p(run("Each Party "), run("may act", of("oU")), run(" now."));
  const first = p(run("Each Party "), run("may", of("oU")));
  const second = provision("q", [run(" act", of("oU")), run(" now.")]);
  expect(outcome(secretariat, [together], [first, second])).toBe("lawful");
  expect(outcome(secretariat, [first, second], [together])).toBe("lawful");
  expect(outcome(secretariat, [together], [second, first])).toBe("option-words");
});

test("S2 the Secretariat makes no brackets and no options", () => {
  expect(one(secretariat, standing, p(run("Each Party shall act.", contested("b1"))))).toBe("bracket-made");
  expect(one(secretariat, standing, p(...standing.runs, run("x", of("oU"))))).toBe("bracket-made");
});

test("S3 a bracket does not disappear", () => {
  const before = p(run("Each Party "), run("shall", contested("bU")), run(" act."));
  expect(one(secretariat, before, p(run("Each Party  act.")))).toBe("bracket-vanished");
  expect(one(secretariat, before, p(run("Each Party "), run("will", contested("bU")), run(" act.")))).toBe("lawful");
});

test("S4 where the words stay, the brackets stay round them", () => {
  const before = p(run("Each Party "), run("shall", contested("bU")), run(" act."));
  expect(one(secretariat, before, p(run("Each Party", contested("bU")), run(" shall act.")))).toBe("contested-moved");
  expect(one(secretariat, before, p(run("Each Party "), run("shall", contested("bU"), strong), run(" act.")))).toBe(
    "lawful",
  );
});

test("every refusal has a sentence of its own", () => {
  const sentences = REFUSAL_IDS.map((id) => refuse(id).sentence);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].{20,130}\.$/);
  expect(refuse("locked", "p1")).toMatchObject({ id: "locked", provision: "p1" });
});

test("whole texts are read from documents, tables included", () => {
  const { doc } = treaty(prop("p1", bracketed("b1", "x")), table("t1", [cell(prop({ id: "c1", kind: "cell" }))]));
  const whole = wholeOf(doc);
  expect([...whole.provisions.keys()]).toEqual(["p1", "c1"]);
  expect(whole.places.map((place) => place.id ?? place.sign)).toEqual([
    "p1",
    'table [["id","t1"]]',
    "table_row",
    "table_cell",
    "c1",
    "/",
    "/",
    "/",
  ]);
  expect(wholeOf(schema.node("doc", null, [])).places).toEqual([]);
});
