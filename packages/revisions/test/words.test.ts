import { parse } from "@adref/notation";
import { EMPTY_RECORD, type TextValue } from "@adref/schema";
import { contested, em, prop, proposed, strong, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareTexts, compareWords, type WordPiece } from "../src/index.ts";
import { shown } from "./shown.ts";
import { Dice, edited, sentence } from "./treaties.ts";

const words = (before: string, after: string) =>
  compareWords(before, after)
    .map(({ kind, words: text }) => (kind === "kept" ? text : kind === "added" ? `+{${text}}` : `-{${text}}`))
    .join("");

const built = (...blocks: Parameters<typeof treaty>): TextValue => ({
  doc: treaty(...blocks).doc,
  record: EMPTY_RECORD,
});
const pieces = (before: TextValue, after: TextValue) =>
  compareTexts(before, after, { ids: "same" }).rows[0]?.words ?? [];
const one = (before: string, after: string) => shown(pieces(parse(before).text, parse(after).text));

test("R20 words and numbers are replaced whole, never letter by letter", () => {
  expect(words("Each Party shall act.", "Each Party should act.")).toBe("Each Party -{shall}+{should} act.");
  expect(words("within 30 days", "within 60 days")).toBe("within -{30}+{60} days");
  expect(words("USD 1,000.50", "USD 1,500.50")).toBe("USD -{1,000.50}+{1,500.50}");
  expect(words("each Party’s law", "each State’s law")).toBe("each -{Party’s}+{State’s} law");
  expect(words("", "new")).toBe("+{new}");
  expect(words("old", "")).toBe("-{old}");
});

test("R20 scripts without spaces are compared by their words", () => {
  expect(words("缔约方应当采取措施", "缔约方可以采取措施")).toBe("缔约方-{应当}+{可以}采取措施");
  expect(words("Стороны должны принять меры", "Стороны могут принять меры")).toBe(
    "Стороны -{должны}+{могут} принять меры",
  );
  expect(words("می‌شود", "می‌شوند")).toBe("-{می‌شود}+{می‌شوند}");
});

test("R20 no piece cuts a word that its own marks do not cut", () => {
  const sides = ["before", "after"] as const;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const dice = new Dice(seed);
      const text = sentence(dice);
      const list = pieces(bracketed(dice, text), bracketed(dice, edited(dice, edited(dice, text))));
      for (const side of sides) {
        const own = list.filter((piece) => piece[side]);
        own.forEach((piece, i) => {
          const next = own[i + 1];
          if (!next || next.kind === piece.kind) return;
          const cuts = /\w$/.test(piece.text) && /^\w/.test(next.text) && marksOf(piece, side) === marksOf(next, side);
          if (cuts) throw new Error(`${piece.text}|${next.text}`);
        });
      }
    }),
    { numRuns: 300 },
  );
});

const marksOf = (piece: WordPiece, side: "before" | "after") => JSON.stringify(piece[side]?.marks);

/** A sentence with a bracket somewhere in it. */
function bracketed(dice: Dice, text: string): TextValue {
  const list = text.split(" ");
  const from = dice.below(list.length);
  const to = from + dice.below(3);
  const at = (x: number, y: number) => list.slice(x, y).join(" ");
  const inside = [
    contested("b1", at(from, to) || "x"),
    proposed("b1", "o1", dice.one(["should", "may", at(from, to + 1)]) || "may"),
  ];
  return built(
    prop("p1", `${at(0, from)} `, ...(dice.chance(0.7) ? inside : [at(from, to)]), ` ${at(to, list.length)}`),
  );
}

test("R21 an insertion begins where a phrase does", () => {
  expect(words("Each Party shall take measures.", "Each Party shall take all appropriate measures.")).toBe(
    "Each Party shall take +{all appropriate }measures.",
  );
  expect(words("goods and services", "goods, works and services")).toBe("goods+{, works} and services");
  expect(words("It ends here.", "It ends here. It also begins here.")).toBe("It ends here.+{ It also begins here.}");
  expect(
    words("A Party may apply. A Party may appeal.", "A Party may apply. A Party may withdraw. A Party may appeal."),
  ).toBe("A Party may apply. +{A Party may withdraw. }A Party may appeal.");
});

test("R22 a sentence that was rewritten reads as one replacement, a touched one as touched", () => {
  expect(
    words(
      "The Parties recognise the importance of the freedom of transit for landlocked members.",
      "Freedom of transit matters to landlocked members, as the Parties recognise.",
    ).match(/[-+]\{/g)?.length,
  ).toBeLessThanOrEqual(6);
  expect(
    words(
      "Each Party shall publish its fees within thirty days.",
      "Each Party should publish its fees within sixty days.",
    ),
  ).toBe("Each Party -{shall}+{should} publish its fees within -{thirty}+{sixty} days.");
});

test("R23 both passages can be read back, whatever they hold", () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 });
  const passage = fc.oneof(
    units.map((codes) => String.fromCharCode(...codes)),
    fc.integer().map((seed) => sentence(new Dice(seed))),
  );
  fc.assert(
    fc.property(passage, passage, (before, after) => {
      const parts = compareWords(before, after);
      const side = (without: string) =>
        parts
          .filter(({ kind }) => kind !== without)
          .map(({ words: text }) => text)
          .join("");
      expect(side("added")).toBe(before);
      expect(side("removed")).toBe(after);
    }),
    { numRuns: 300 },
  );
});

test("R23 hostile passages are compared without hanging", () => {
  const many = Array.from({ length: 64_000 }, (_, i) => `w${i}x`).join(" ");
  expect(words(many, "short")).toBe(`-{${many}}+{short}`);
  const noise = (from: number) => Array.from({ length: 20_000 }, (_, i) => (i * from) % 977).join(" ");
  expect(compareWords(noise(7), noise(11)).length).toBeGreaterThan(1);
});

test("R24 another formatting is told as such, and does not hide what changed", () => {
  const before = built(prop("p1", "Each ", strong("Party"), " shall act."));
  const after = built(prop("p1", "Each ", em("Party"), " should act."));
  expect(shown(pieces(before, after))).toBe("Each ~{Party} -{shall}+{should} act.");
  const row = compareTexts(before, built(prop("p1", "Each Party shall act.")), { ids: "same" }).rows[0];
  expect(row?.kind).toBe("changed");
  expect(row?.changed).toEqual({ words: false, formatting: true, standing: false, structure: false });
});

test("R25 each piece says whose words they are on either side", () => {
  expect(one("1. Each Party shall act.", "1. Each Party [shall][KAZ: should] act.")).toBe(
    "Each Party shall+KAZ{should} act.",
  );
  expect(one("1. Each Party [shall][KAZ: should] act.", "1. Each Party should act.")).toBe(
    "Each Party -{shall}should act.",
  );
  expect(one("1. Each Party [shall][KAZ: should] act.", "1. Each Party [shall][KAZ: may][UZB: should] act.")).toBe(
    "Each Party shall-KAZ{should}+KAZ{may}+UZB{should} act.",
  );
  const adopted = pieces(parse("1. It [shall][KAZ: should].").text, parse("1. It should.").text).find(
    ({ text }) => text === "should",
  );
  expect([adopted?.before?.party, adopted?.before?.option, adopted?.after?.party]).toEqual(["KAZ", "o1a", null]);
});

test("R25 a counter-proposal beside the words that it repeats is told as the insertion", () => {
  expect(
    one(
      "1. Goods are released within 30 days of arrival.",
      "1. Goods are released [within 30 days][TJK: within 60 days] of arrival at the border.",
    ),
  ).toBe("Goods are released within 30 days+TJK{within 60 days} of arrival+{ at the border}.");
});
