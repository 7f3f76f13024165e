import { applyResolution } from "@adref/brackets";
import { parse } from "@adref/notation";
import { bodyOf, docOfY, newWordsDoc, type TextValue, writeDoc } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asFavoured, asIfAdopted, asStanding, changesOf, compareTexts } from "../src/index.ts";
import { valuesOf, wordsKey } from "./shown.ts";
import { bracketedSource, Dice } from "./treaties.ts";

const words = (text: TextValue) => valuesOf(text).map((value) => value.runs.map((run) => run.text).join(""));
const drafts = fc.integer({ min: 0, max: 1_000_000 }).map((seed) => {
  const dice = new Dice(seed);
  return parse(bracketedSource(dice, 1 + dice.below(6))).text;
});

test("R40 all of a party's proposals adopted: its options stand, its deletions are done, the rest stays open", () => {
  const text = parse(
    "1. It [shall][KAZ: should][UZB: may] act [at once — KAZ delete] [GEO: and openly].\n\n[KAZ: 2. It reports.]\n\n[UZB: 3. It rests.]",
  ).text;
  const adopted = asIfAdopted(text, "KAZ");
  expect(words(adopted)).toEqual(["It should act and openly.", "It reports.", "It rests."]);
  expect(words(asIfAdopted(text, "MNG"))).toEqual(words(text));
  expect(asIfAdopted(text, "MNG").doc).toBe(text.doc);
  const told = changesOf(compareTexts(text, adopted, { ids: "same" })).map(
    ({ sort, values }) => `${sort} ${values.party ?? ""}`,
  );
  expect(told).toContain("option-adopted KAZ");
  expect(told.join()).not.toContain("withdrawn");
});

test("R40 a party's view is what the chair's resolutions would leave, one after the other", () => {
  fc.assert(
    fc.property(drafts, fc.constantFrom("KAZ", "UZB", "TJK"), (text, party) => {
      const view = asIfAdopted(text, party);
      expect(keysOf(view)).toEqual(keysOf(resolvedOneByOne(text, view)));
    }),
    { numRuns: 200 },
  );
});

/** Does to the shared words, bracket by bracket, what a view's record says of them. */
function resolvedOneByOne(text: TextValue, view: TextValue): TextValue {
  const shared = newWordsDoc();
  writeDoc(bodyOf(shared), text.doc);
  for (const [bracket, facts] of Object.entries(view.record.resolutions)) {
    const how =
      facts.kind === "adopt" ? ({ kind: "adopt", option: facts.option ?? "" } as const) : ({ kind: "delete" } as const);
    applyResolution(bodyOf(shared), bracket, how);
  }
  return { ...view, doc: docOfY(bodyOf(shared)) };
}

/** Ids, numbers and words with their marks; which of two spaces went with words between them is left open. */
const keysOf = (text: TextValue) =>
  valuesOf(text).map((value) => {
    const characters = wordsKey(value)
      .split("|")
      .filter((character) => !character.startsWith(" "));
    return [value.id, value.number, value.option, characters.join("|")];
  });

test("R41 the standing words are those that nobody proposed", () => {
  const text = parse("1. It [shall][KAZ: should] act [at once — KAZ delete].\n\n[KAZ: 2. It reports.]").text;
  const standing = asStanding(text);
  expect(words(standing)).toEqual(["It shall act at once."]);
  const told = changesOf(compareTexts(text, standing, { ids: "same", brackets: false }));
  expect(told.map(({ sort }) => sort)).toEqual(["words-changed", "provision-removed"]);
});

test("R42 the favoured words are those that more parties are for than against; where it is even, what stands", () => {
  const favoured = (source: string) => words(asFavoured(parse(source).text))[0];
  expect(favoured("1. It [shall][KAZ: should] act.")).toBe("It should act.");
  expect(favoured("1. It [shall][KAZ: should — UZB oppose] act.")).toBe("It shall act.");
  expect(favoured("1. It [shall][KAZ: should][UZB, GEO: may] act.")).toBe("It may act.");
  expect(favoured("1. It acts [KAZ: promptly — UZB, GEO oppose].")).toBe("It acts.");
});

test("R43 no brackets are left in the favoured words", () => {
  fc.assert(
    fc.property(drafts, (text) => {
      for (const value of valuesOf(asFavoured(text))) {
        expect(value.option).toBeNull();
        expect(
          value.runs.flatMap(({ marks }) => marks.filter(({ type }) => type === "proposed" || type === "contested")),
        ).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});
