import { type Claims, judgeWhole, ownersOf, wholeOf } from "@adref/law";
import {
  bodyOf,
  displayedNumbers,
  docOfY,
  KINDS,
  type Numbered,
  newWordsDoc,
  patchRecord,
  provisionsOf,
  type RecordValue,
  writeDoc,
} from "@adref/schema";
import { cell, contested, prop, proposed, strong, table, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { TextSelection, type Transaction } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import {
  actsOf,
  applyResolution,
  bracketProvisions,
  changeLevel,
  commandOf,
  counteredWords,
  counterOption,
  deleteProvisions,
  differing,
  type Hindered,
  indexBrackets,
  isHindered,
  type Proposing,
  proposeAlternative,
  proposeFootnote,
  proposeMove,
  proposeProvision,
} from "../src/index.ts";
import { Desk } from "./desk.ts";
import { plans, recordOf, textOf } from "./texts.ts";

/** In ids, k is KAZ, who sits at the desk, and u UZB. */
const text = () =>
  treaty(
    prop({ id: "a5", kind: "article", number: "Article 5" }, "Trade"),
    prop({ id: "p1", number: "1" }, "Each Party ", strong("shall"), " act."),
    prop({ id: "p2", number: "2" }, "It ", contested("b1u", "may"), proposed("b1u", "o1u", "must"), " stay."),
    prop({ id: "p3", kind: "subparagraph", number: "(a)" }, "here;"),
    prop({ id: "a6", kind: "article", number: "Article 6" }, "Transit"),
    prop({ id: "p4", number: "1" }, "Nothing else."),
    prop({ id: "q", bracket: "b2u", option: "o2u" }, "Their words."),
    prop({ id: "mine", bracket: "b3k", option: "o3k" }, "My words."),
    table("t1", [cell(prop({ id: "c1", kind: "cell" }, "Cell."))]),
  );

const desk = () => new Desk(text().doc);

function judged(desk: Desk, tr: Transaction): void {
  const before = desk.state.doc;
  desk.state = desk.state.apply(tr);
  desk.acts.push(...actsOf(tr));
  desk.state.doc.check();
  const { party } = desk.author;
  const verdict = judgeWhole(
    { role: "delegation", party },
    wholeOf(before),
    wholeOf(desk.state.doc),
    ownersOf(desk.record),
    (id) => desk.locked.has(id),
  );
  expect(verdict.lawful ? null : verdict.refusal).toBeNull();
  if (verdict.lawful) desk.record = accepted(desk.record, verdict.claims, party);
}

function accepted(record: RecordValue, { brackets, options }: Claims, owner: string): RecordValue {
  return patchRecord(record, {
    brackets: Object.fromEntries(brackets.map(({ id }) => [id, { owner, at: "" }])),
    options: Object.fromEntries(options.map(({ id, bracket, within }) => [id, { bracket, within, owner, at: "" }])),
  });
}

/** Does what is proposed, judged, and says what the text is then; or why it cannot be done. */
function done(desk: Desk, proposing: Proposing): string | Hindered["why"] {
  const planned = proposing(desk.state);
  if (isHindered(planned)) {
    expect(commandOf(proposing)(desk.state)).toBe(false);
    return planned.why;
  }
  judged(desk, planned);
  return desk.shown().replace("|", "");
}

const about = (shown: string, words: string) => shown.split(" ¶ ").filter((one) => one.includes(words));

describe("an alternative", () => {
  it("of a paragraph is one more option of a bracket round its words, and stands beside it", () => {
    const it = desk();
    expect(about(done(it, proposeAlternative(it.author, ["p1"], "copy")), "act")).toEqual([
      "[#Each Party shall act.]",
      "[KAZ: #Each Party shall act.]",
    ]);
    const copy = provisionsOf(it.state.doc)[2];
    expect(copy?.node.child(1).marks.map((mark) => mark.type.name)).toEqual(["strong"]);
    expect(copy?.node.attrs).toMatchObject({ kind: "paragraph", level: 4, number: null });
  });

  it("of an article is a heading and what stands under it; a third one stands behind the second", () => {
    const it = desk();
    const shown = done(it, proposeAlternative(it.author, ["a5", "p1", "p2", "p3"], "empty"));
    expect(shown.split(" ¶ ").slice(0, 6).join(" ¶ ")).toBe(
      "[#Trade ¶ Each Party shall act. ¶ It [may][UZB: must] stay. ¶ here;] ¶ [KAZ: # ¶ ]",
    );
    const third = done(it, proposeAlternative(it.author, ["a5", "p1", "p2", "p3"], "copy"));
    expect(third).toContain("[KAZ: # ¶ ] ¶ [KAZ: #Trade ¶ Each Party shall act. ¶ It may stay. ¶ here;] ¶ Transit");
    const { brackets } = indexBrackets(it.state.doc);
    expect([...brackets.values()].find((view) => view.provisions.includes("a5"))?.options.length).toBe(2);
  });

  it("of another's proposed provision is an option of the same bracket", () => {
    const it = desk();
    expect(done(it, proposeAlternative(it.author, ["q"], "copy"))).toContain(
      "[UZB: #Their words.] ¶ [KAZ: #Their words.]",
    );
    expect(indexBrackets(it.state.doc).brackets.get("b2u")?.options.length).toBe(2);
  });

  it("when it is adopted stands with the number of the other, and nothing of the other is left", () => {
    const it = desk();
    done(it, proposeAlternative(it.author, ["p1"], "copy"));
    const option = Object.keys(it.record.options).find((id) => id.startsWith("onew")) as string;
    const doc = newWordsDoc();
    writeDoc(bodyOf(doc), it.state.doc);
    applyResolution(bodyOf(doc), it.record.options[option]?.bracket as string, { kind: "adopt", option }, "server");
    const after = provisionsOf(docOfY(bodyOf(doc))).map(({ node }) => `${node.attrs.number} ${node.textContent}`);
    expect(after.slice(0, 3)).toEqual(["Article 5 Trade", "1 Each Party shall act.", "2 It maymust stay."]);
  });

  it("is hindered by agreement, by a table, and by being one's own", () => {
    const it = desk();
    it.locked.add("p1");
    expect(done(it, proposeAlternative(it.author, ["p1"], "copy"))).toBe("locked");
    expect(done(it, proposeAlternative(it.author, ["c1"], "copy"))).toBe("table");
    expect(done(it, proposeAlternative(it.author, ["mine"], "copy"))).toBe("own");
    expect(done(it, proposeAlternative(it.author, ["nowhere"], "copy"))).toBe("gone");
    expect(done(it, proposeAlternative(it.author, ["p4", "q"], "copy"))).toBe("others-proposal");
  });
});

describe("a new provision", () => {
  const numbers = (it: Desk) => provisionsOf(it.state.doc).map(({ node }) => `${node.attrs.kind} ${node.attrs.id}`);
  it("of the same level comes behind what belongs to the other, or right before it", () => {
    const it = desk();
    done(it, proposeProvision(it.author, "p2", "after"));
    expect(numbers(it).slice(2, 5)).toEqual(["paragraph p2", "subparagraph p3", "paragraph pnew3"]);
    done(it, proposeProvision(it.author, "p2", "before"));
    expect(numbers(it).slice(1, 4)).toEqual(["paragraph p1", "paragraph pnew6", "paragraph p2"]);
  });

  it("of a higher level stands clear of the article that the other belongs to", () => {
    const it = desk();
    done(it, proposeProvision(it.author, "p3", "after", "article"));
    expect(numbers(it).slice(3, 6)).toEqual(["subparagraph p3", "article pnew3", "article a6"]);
    done(it, proposeProvision(it.author, "p3", "before", "article"));
    expect(numbers(it).slice(0, 2)).toEqual(["article pnew6", "article a5"]);
  });

  it("of a deeper level comes first under the other", () => {
    const it = desk();
    done(it, proposeProvision(it.author, "p2", "after", "subparagraph"));
    expect(numbers(it).slice(2, 5)).toEqual(["paragraph p2", "subparagraph pnew3", "subparagraph p3"]);
  });

  it("may be of any kind but those of tables and notes", () => {
    for (const kind of KINDS) {
      const it = desk();
      const can = !["title", "cell", "footnote"].includes(kind);
      expect(done(it, proposeProvision(it.author, "p4", "after", kind)) === "table").toBe(!can);
    }
  });
});

describe("deleting and bracketing provisions", () => {
  it("contests the words of all of them in one bracket, with a stance, and takes one's own away", () => {
    const it = desk();
    const shown = done(it, deleteProvisions(it.author, ["p3", "a6", "p4", "mine"]));
    expect(shown).toContain("[#here; ¶ Transit ¶ Nothing else.]");
    expect(shown).not.toContain("My words");
    expect(it.acts).toEqual([{ type: "stance", target: expect.any(String), stance: "delete" }]);
    expect(done(it, deleteProvisions(it.author, ["p3", "a6", "p4"]))).toBe("done");
  });

  it("brackets many provisions without a stance", () => {
    const it = desk();
    expect(done(it, bracketProvisions(it.author, ["a5", "p1", "p2"]))).toContain(
      "[#Trade ¶ Each Party shall act. ¶ It [may][UZB: must] stay.]",
    );
    expect(it.acts).toEqual([]);
    expect(done(it, bracketProvisions(it.author, ["a5", "p1"]))).toBe("done");
    expect(done(it, bracketProvisions(it.author, ["mine"]))).toBe("own");
  });
});

describe("a move", () => {
  it("is one bracket round both ends, and says what it moves", () => {
    const it = desk();
    const shown = done(it, proposeMove(it.author, ["p2", "p3"], "p4", "after"));
    expect(shown).toContain("[#It [may][UZB: must] stay. ¶ here;]");
    expect(shown).toContain("Nothing else. ¶ [KAZ: #It may stay. ¶ here;]");
    expect(it.acts).toEqual([{ type: "explain", target: expect.stringMatching(/^onew/), moves: "p2" }]);
  });

  it("when it is adopted takes no number along, and leaves nothing behind but what others proposed", () => {
    const it = desk();
    done(it, proposeMove(it.author, ["p1"], "p4", "after"));
    const [option, facts] = Object.entries(it.record.options).find(([id]) => id.startsWith("onew")) as [
      string,
      RecordValue["options"][string],
    ];
    const doc = newWordsDoc();
    writeDoc(bodyOf(doc), it.state.doc);
    applyResolution(bodyOf(doc), facts.bracket, { kind: "adopt", option }, "server");
    const after = provisionsOf(docOfY(bodyOf(doc))).map(({ node }) => `${node.attrs.number} ${node.textContent}`);
    expect(after[1]).toBe("2 It maymust stay.");
    expect(after[5]).toBe("null Each Party shall act.");
  });

  it("of one's own provision is simply done", () => {
    const it = desk();
    done(it, proposeMove(it.author, ["mine"], "p1", "before"));
    expect(it.ids()[1]).toBe("mine");
    expect(it.acts).toEqual([]);
  });

  it("is hindered where it would change nothing or touch another's proposal", () => {
    const it = desk();
    expect(done(it, proposeMove(it.author, ["p1"], "p1", "after"))).toBe("same-place");
    expect(done(it, proposeMove(it.author, ["p1"], "p2", "before"))).toBe("same-place");
    expect(done(it, proposeMove(it.author, ["q"], "p1", "before"))).toBe("others-proposal");
    expect(done(it, proposeMove(it.author, ["p1"], "c1", "before"))).toBe("table");
    it.locked.add("p1");
    expect(done(it, proposeMove(it.author, ["p1"], "p4", "after"))).toBe("locked");
  });
});

describe("a counter-proposal", () => {
  it("in an option puts the words that differ in brackets, whole words at a time", () => {
    const it = desk();
    expect(counteredWords(it.author, it.state.doc, "o2u")).toMatchObject({ words: "Their words.", standing: false });
    expect(done(it, counterOption(it.author, "o2u", "Their good words."))).toContain(
      "[UZB: #Their [KAZ: good ]words.]",
    );
    expect(done(it, counterOption(it.author, "o1u", "can"))).toContain("[may][UZB: [must][KAZ: can]]");
    expect(done(it, counterOption(it.author, "o1u", "could"))).toBe("others-inside");
    expect(done(it, counterOption(it.author, "o3k", "x"))).toBe("own");
  });

  it("beside standing words is one more option of their bracket", () => {
    const it = desk();
    expect(done(it, counterOption(it.author, "b1u", "can"))).toContain("[may][UZB: must][KAZ: can]");
  });

  it("finds what differs", () => {
    expect(differing("a b c", "a x c")).toEqual({ from: 2, to: 3, text: "x" });
    expect(differing("a b", "a b c")).toEqual({ from: 3, to: 3, text: " c" });
    expect(differing("a a a", "a a")).toEqual({ from: 3, to: 5, text: "" });
  });
});

describe("a footnote", () => {
  it("is proposed with one's own words, and its sign stands on the word before the caret", () => {
    const it = desk();
    const mine = (provisionsOf(it.state.doc).find(({ node }) => node.attrs.id === "mine")?.pos ?? 0) + 1;
    it.select(mine + 8);
    expect(done(it, proposeFootnote(it.author))).toContain("[KAZ: #My words. ¶ ]");
    const [words, note] = provisionsOf(it.state.doc).slice(-3);
    expect(note?.node.attrs).toMatchObject({ kind: "footnote", option: "o3k", number: null });
    const marked: string[] = [];
    words?.node.forEach((node) => {
      if (node.marks.some((mark) => mark.attrs.footnote === note?.node.attrs.id)) marked.push(node.text ?? "");
    });
    expect(marked).toEqual(["words"]);
    expect(
      displayedNumbers(provisionsOf(it.state.doc).map(({ node }) => node.attrs as Numbered)).get(note?.node.attrs.id),
    ).toBe("1");
    it.type("See Annex A.");
    expect(it.shown()).toContain("See Annex A.");
  });

  it("is none of others' words, nor of a cell", () => {
    const it = desk();
    const at = (id: string) => (provisionsOf(it.state.doc).find(({ node }) => node.attrs.id === id)?.pos ?? 0) + 3;
    expect(done(it.select(at("p1")), proposeFootnote(it.author))).toBe("others-proposal");
    expect(done(it.select(at("q")), proposeFootnote(it.author))).toBe("others-proposal");
    expect(done(it.select(at("c1")), proposeFootnote(it.author))).toBe("table");
  });
});

describe("levels", () => {
  it("change of one's own proposed provisions only, and end at both ends of the list", () => {
    const it = desk();
    const at = (id: string) => (provisionsOf(it.state.doc).find(({ node }) => node.attrs.id === id)?.pos ?? 0) + 1;
    const kind = () => provisionsOf(it.state.doc).find(({ node }) => node.attrs.id === "mine")?.node.attrs.kind;
    it.select(at("mine"));
    done(it, changeLevel(it.author, 1));
    expect(kind()).toBe("subparagraph");
    done(it, changeLevel(it.author, 1));
    expect(kind()).toBe("item");
    expect(done(it, changeLevel(it.author, 1))).toBe("level");
    done(it, changeLevel(it.author, -1));
    done(it, changeLevel(it.author, -1));
    expect(kind()).toBe("paragraph");
    it.select(at("p1"));
    expect(done(it, changeLevel(it.author, 1))).toBe("others-proposal");
  });
});

describe("every structure", () => {
  const what = fc.record({
    do: fc.constantFrom("alternative", "delete", "bracket", "move", "new", "counter", "level"),
    pick: fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }),
    at: fc.nat(5),
    side: fc.constantFrom("before" as const, "after" as const),
    words: fc.constantFrom("copy" as const, "empty" as const),
    kind: fc.constantFrom(undefined, "article" as const, "paragraph" as const, "item" as const),
  });

  it("is lawful whatever the text holds, and asking changes nothing", () => {
    let changed = 0;
    fc.assert(
      fc.property(
        plans,
        fc.constantFrom("KAZ", "UZB", "MNG"),
        fc.nat(6),
        fc.array(what, { minLength: 1, maxLength: 5 }),
        (plan, party, agreed, all) => {
          const doc = textOf(plan);
          const it = new Desk(doc, party);
          it.locked.add(`p${agreed}`);
          it.record = recordOf(doc);
          for (const { do: name, pick, at, side, words, kind } of all) {
            const ids = it.ids();
            if (ids.length === 0) return;
            const chosen = [...new Set(pick.map((n) => ids[n % ids.length] as string))];
            const target = ids[at % ids.length] as string;
            const targets = [...indexBrackets(it.state.doc).brackets.values()].flatMap((view) => [
              view.id,
              ...view.options.map((option) => option.id),
            ]);
            it.state = it.state.apply(
              it.state.tr.setSelection(TextSelection.near(it.state.doc.resolve(at % it.state.doc.content.size))),
            );
            const proposing = {
              alternative: () => proposeAlternative(it.author, chosen, words),
              delete: () => deleteProvisions(it.author, chosen),
              bracket: () => bracketProvisions(it.author, chosen),
              move: () => proposeMove(it.author, chosen, target, side),
              new: () => proposeProvision(it.author, target, side, kind),
              counter: () => counterOption(it.author, targets[at % Math.max(1, targets.length)] ?? "", "other x"),
              level: () => changeLevel(it.author, side === "before" ? 1 : -1),
            }[name]();
            const before = it.state.doc;
            const planned = proposing(it.state);
            expect(it.state.doc).toBe(before);
            if (isHindered(planned)) continue;
            changed++;
            judged(it, planned);
            expect(new Set(it.ids()).size).toBe(it.ids().length);
            indexBrackets(it.state.doc);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(changed).toBeGreaterThan(400);
  });
});
