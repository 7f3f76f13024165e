import { parse } from "@adref/notation";
import { CHANGE_SORTS, changesOf, compareTexts } from "@adref/revisions";
import { patchRecord, type RecordPatch, type TextValue } from "@adref/schema";
import fc from "fast-check";
import { createIntl } from "react-intl";
import { describe, expect, test } from "vitest";
import { changeSentence, groupOf } from "../src/compare/change-told.ts";
import { changesByRow, groupCells, rowNames, sectionsOf } from "../src/compare/compare-model.ts";
import { type Drawn, drawingOf, drawRow, type Side } from "../src/compare/draw-row.ts";
import type { Say } from "../src/intl.tsx";
import { en } from "../src/messages/en.ts";

const intl = createIntl({ locale: "en-GB", messages: en });
const say: Say = (id, values) => intl.formatMessage({ id }, values) as string;

const text = (source: string, patch: RecordPatch = {}): TextValue => {
  const parsed = parse(source).text;
  return { doc: parsed.doc, record: patchRecord(parsed.record, patch) };
};

/** A row as plain text: what came in {+ +}, what went in {- -}. */
function drawn(before: TextValue, after: TextValue, side: Side = "both", place = 0): string {
  const comparison = compareTexts(before, after);
  const row = comparison.rows[place];
  if (!row) throw new Error("there is no such row");
  return drawRow(row, side, drawingOf(comparison)).map(plain).join("");
}

function plain(part: Drawn): string {
  const words = part.draw === "words" ? part.text : part.draw === "footnote" ? `^${part.number}` : signText(part);
  return part.presence === "added" ? `{+${words}+}` : part.presence === "removed" ? `{-${words}-}` : words;
}

const signText = ({ sign, party }: Extract<Drawn, { draw: "sign" }>) =>
  sign === "[" && party !== null ? `[${party}: ` : sign;

describe("a row", () => {
  const standing = text("1. Each Party shall act.");
  const open = text("1. Each Party [shall][KAZ: should] act.");

  test("shows what came underlined and what went struck through, once each", () => {
    expect(drawn(standing, text("1. Each Party shall promptly act."))).toBe("Each Party shall {+promptly +}act.");
    expect(drawn(text("1. Each Party shall promptly act."), standing)).toBe("Each Party shall {-promptly -}act.");
  });

  test("shows brackets that came and went as signs that came and went, with the code of whose option it is", () => {
    expect(drawn(standing, open)).toBe("Each Party {+[+}shall{+]+}{+[KAZ: +}{+should+}{+]+} act.");
    expect(drawn(open, standing)).toBe("Each Party {-[-}shall{-]-}{-[KAZ: -}{-should-}{-]-} act.");
    expect(drawn(open, text("1. Each Party [shall][KAZ: should always] act."))).toBe(
      "Each Party [shall][KAZ: should{+ always+}] act.",
    );
  });

  test("names the party of each text, where another option of the other text has the same id", () => {
    const before = text("1. [one][GEO: two]\n\n2. It [grows][PAK: stands] here.");
    const after = text("1. [one][GEO: two]\n\n2. It [grows][KAZ: stands] here.");
    expect(drawn(before, after, "both", 1)).toContain("{-[PAK: -}");
    expect(drawn(before, after, "both", 1)).toContain("{+[KAZ: +}");
    expect(drawn(before, text("9. Other words."), "both", 1)).not.toContain("KAZ");
    const unlike = text("1. [sun][UZB: moon] [sea][KAZ: shore]\n\n2. Nothing else was said of it by anybody.");
    for (const place of [0, 1, 2, 3]) {
      const comparison = compareTexts(before, unlike);
      const row = comparison.rows[place];
      if (row?.kind !== "removed") continue;
      const said = drawRow(row, "both", drawingOf(comparison)).map(plain).join("");
      expect(said).not.toMatch(/KAZ|UZB/);
    }
  });

  test("shows each text by itself without what only the other has", () => {
    expect(drawn(standing, open, "before")).toBe("Each Party shall act.");
    expect(drawn(standing, open, "after")).toBe(
      "Each Party [shall]{+[KAZ: +}{+should+}{+]+} act.".replace("{+[KAZ: +}", "[KAZ: ").replace("{+]+}", "]"),
    );
  });

  test("draws nested options with their own codes, and signs balance whatever the two texts are", () => {
    const nested = text("1. It acts [KAZ: within [thirty][UZB: sixty] days].");
    expect(drawn(nested, nested)).toBe("It acts [KAZ: within [thirty][UZB: sixty] days].");
    const source = fc
      .array(fc.constantFrom("It ", "[shall]", "[KAZ: may]", "[a][UZB: b [KAZ: c] d]", "act ", "[x — TJK delete]"), {
        minLength: 1,
        maxLength: 8,
      })
      .map((parts) => `1. ${parts.join("")}`);
    fc.assert(
      fc.property(source, source, fc.constantFrom<Side>("both", "before", "after"), (a, b, side) => {
        const signs = drawn(text(a), text(b), side).replace(/[^[\]]/g, "");
        expect(signs.split("[").length, `${a} | ${b}`).toBe(signs.split("]").length);
      }),
      { numRuns: 200 },
    );
  });
});

describe("folding", () => {
  const source = (changed: string) =>
    [
      "#### Article 1. One",
      ...[1, 2, 3, 4].map((n) => `${n}. Words ${n}.`),
      "#### Article 2. Two",
      `1. ${changed}`,
    ].join("\n\n");

  test("folds what is unchanged and leaves the heading over what is changed", () => {
    const comparison = compareTexts(text(source("It may act.")), text(source("It shall act.")));
    const sections = sectionsOf(comparison, changesByRow(changesOf(comparison)));
    expect(sections.map(({ kind, rows }) => [kind, rows.length])).toEqual([
      ["fold", 5],
      ["rows", 2],
    ]);
  });

  test("every row stands in exactly one section, in order", () => {
    const comparison = compareTexts(text(source("a")), text(source("b")));
    const rows = sectionsOf(comparison, changesByRow(changesOf(comparison))).flatMap(({ rows }) => rows);
    expect(rows).toEqual(comparison.rows.map((_, i) => i));
    expect(groupCells(rows, comparison).flat()).toEqual(rows);
    expect(rows.map(rowNames(comparison, say))).toContain("Article 2");
  });

  test("a provision is called as in its own text, where another of the other text has its id and number", () => {
    const before = text("#### Article 1. Aims\n\n1. Trade grows.\n\n2. The orchard is watered by hand.");
    const after = text("#### Article 1. Scope\n\n#### Article 2. Aims\n\n1. Trade grows.");
    const comparison = compareTexts(before, after);
    const nameOf = rowNames(comparison, say);
    const named = comparison.rows.map(({ words }, i) => [words.map((piece) => piece.text).join(""), nameOf(i)]);
    expect(named).toContainEqual(["Trade grows.", "Article 2(1)"]);
    expect(named).toContainEqual(["The orchard is watered by hand.", "Article 1(2)"]);
  });
});

describe("a change in words", () => {
  const at = "2026-03-04T05:06:07.000Z";
  const told = (before: TextValue, after: TextValue) =>
    changesOf(compareTexts(before, after)).map((change) => changeSentence(say, change));

  test("names who did what", () => {
    const open = text("1. It [shall][KAZ: should] act.");
    expect(told(text("1. It shall act."), open)).toEqual(
      ["Words in brackets: shall", "KAZ proposed: should"].map((s, i) =>
        i === 0 ? expect.stringMatching(/in brackets: shall$/) : s,
      ),
    );
    expect(told(open, text("1. It [shall] act."))).toContain("KAZ withdrew its proposal: should");
    const adopted = text("1. It should act.", {
      resolutions: { b1: { kind: "adopt", option: "o1a", at, by: "chair" } },
    });
    expect(told(open, adopted)).toEqual(["The words of KAZ were adopted: should"]);
  });

  test("names no party where none is named", () => {
    const open = text("1. It [shall][should] act.");
    const sentences = told(text("1. It shall act."), open);
    for (const sentence of sentences) expect(sentence).not.toMatch(/none|undefined|\{/);
  });

  test("every sort has a sentence and a group, whatever its values are", () => {
    const values = {
      party: "",
      parties: "",
      words: "",
      fromNumber: "",
      toNumber: "2",
      lastNumber: "4",
      provisions: 1,
      fromKind: "paragraph",
      toKind: "item",
      added: "a",
      removed: "",
      from: "",
      to: "",
      earlier: "",
    };
    for (const sort of CHANGE_SORTS) {
      const change = { key: sort, sort, row: 0, rowKind: null, provision: "p", number: "1", values, bracket: null };
      expect(changeSentence(say, change), sort).not.toMatch(/^$|none|undefined|:$/);
      expect(["words", "brackets", "positions", "statuses", "places"]).toContain(groupOf(sort));
    }
  });
});
