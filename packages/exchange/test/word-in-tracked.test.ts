import { provisionsOf, type TextValue } from "@adref/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText, type readWord } from "../src/index.ts";
import { del, endOf, ins, p, r, tbl, wordFile } from "../src/testing/word-file.ts";
import { drawn, read } from "./word-in.ts";

/** Known, so that no other word that stands where a name could is taken for one. */
const PARTIES = { notation: { parties: ["KAZ", "UZB", "MNG"] } };
const FORMATS = [
  "",
  "<w:b/>",
  "<w:i/><w:u w:val='single'/>",
  "<w:vertAlign w:val='superscript'/>",
  '<w:highlight w:val="yellow"/>',
];
const AUTHORS = ["KAZ", "UZB", "A. Nobody"];
const WORDS = [
  "shall",
  " may",
  " ",
  "Party ",
  "2.",
  "(a) ",
  "*",
  "{x}",
  ",,",
  "é",
  "должны",
  "—",
  "\\",
  "|",
  "_",
  "😀",
  "Article 5",
  "[",
  "]",
  "[MNG: ",
  "][",
  "¶ ",
  "/",
];

/** Words of one run, and the changes round it. */
interface Atom {
  readonly text: string;
  readonly format: string;
  readonly inserted: readonly string[];
  readonly deleted: string | null;
}

const atom = fc.record({
  text: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join("")),
  format: fc.constantFrom(...FORMATS),
  inserted: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.constantFrom(...AUTHORS).map((one) => [one]) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...AUTHORS), fc.constantFrom(...AUTHORS)) },
  ),
  deleted: fc.option(fc.constantFrom(...AUTHORS), { freq: 3 }),
});
const paragraph = fc.record({
  atoms: fc.array(atom, { maxLength: 7 }),
  end: fc.constantFrom("", "", "", "ins", "del"),
});
type Paragraphs = readonly { readonly atoms: readonly Atom[]; readonly end: string }[];

function xmlOf(paragraphs: Paragraphs): string {
  return paragraphs
    .map(({ atoms, end }) => {
      const runs = atoms.map(({ text, format, inserted, deleted }) => {
        const run = deleted === null ? r(text, format) : del(deleted, r(text, format));
        return inserted.toReversed().reduce((inner, author) => ins(author, inner), run);
      });
      return p(runs.join(""), end === "" ? "" : endOf(end as "ins" | "del", "KAZ"));
    })
    .join("");
}

const XML_ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** What Word would leave of a body where all its changes are accepted, or all are rejected: by the XML alone. */
function wordsLeft(xml: string, accept: boolean): string {
  const gone = accept ? /<w:del [^>/]*>.*?<\/w:del>/gs : null;
  let rest = gone ? xml.replace(gone, "") : xml;
  if (!accept)
    for (let before = ""; before !== rest; ) {
      before = rest;
      rest = rest.replace(/<w:ins [^>/]*>(?:(?!<w:ins )[\s\S])*?<\/w:ins>/g, "");
    }
  const texts = [...rest.matchAll(/<w:(?:t|delText)(?: [^>]*)?>([^<]*)<\/w:(?:t|delText)>/g)].map(
    ([, text]) => text ?? "",
  );
  return texts.join("").replace(/&(?:amp|lt|gt|quot);/g, (entity) => XML_ENTITIES[entity] ?? "");
}

/** The same of a text: by the marks of brackets that tracked changes became, and of typed options that somebody put in. */
function wordsKept({ doc, record }: TextValue, accept: boolean): string {
  let out = "";
  const put = (option: string) => option.startsWith("ot") || AUTHORS.includes(record.options[option]?.owner ?? "");
  for (const { node } of provisionsOf(doc)) {
    const { option, number } = node.attrs;
    if (!accept && option && put(option)) continue;
    out += number ?? "";
    node.forEach((child) => {
      const gone = child.marks.some(({ type, attrs }) =>
        accept
          ? type.name === "contested" && attrs.bracket.startsWith("bt")
          : type.name === "proposed" && put(attrs.option),
      );
      if (!gone) out += child.text;
    });
  }
  return out;
}

/** Without spaces, and without what may be a sign or a number's point in one place and a character in another. */
const bare = (words: string) => words.replace(/\[(?:MNG: )?|[\]{}/\s.]/g, "");

function consistent({ doc, record }: TextValue): void {
  doc.check();
  for (const { node } of provisionsOf(doc)) {
    const { bracket, option, within } = node.attrs;
    if (bracket) expect(record.options[option]).toMatchObject({ bracket, within });
    node.forEach((child) => {
      for (const { type, attrs } of child.marks) {
        if (type.name === "contested") expect(record.brackets[attrs.bracket]).toBeDefined();
        if (type.name === "proposed")
          expect(record.options[attrs.option]).toMatchObject({ bracket: attrs.bracket, within: attrs.within });
      }
    });
  }
  for (const { bracket, within } of Object.values(record.options)) {
    expect(record.brackets[bracket]).toBeDefined();
    if (within !== null) expect(record.options[within]).toBeDefined();
  }
}

test("whatever is written and changed, accepting and rejecting all gives the words that Word would leave", () => {
  let tracked = 0;
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 1, maxLength: 5 }), (paragraphs) => {
      const xml = xmlOf(paragraphs);
      const text = read(wordFile(xml), { ...PARTIES, typedNumbers: false }).text;
      consistent(text);
      expect(bare(wordsKept(text, true))).toBe(bare(wordsLeft(xml, true)));
      // Of a provision round which somebody typed a bracket, the bracket says whose it is, whoever put it in.
      const typed = provisionsOf(text.doc).some(
        ({ node }) => node.attrs.bracket?.startsWith("b") && !node.attrs.bracket.startsWith("bt"),
      );
      if (!typed) expect(bare(wordsKept(text, false))).toBe(bare(wordsLeft(xml, false)));
      tracked += Object.keys(text.record.brackets).length;
    }),
    { numRuns: 700 },
  );
  expect(tracked).toBeGreaterThan(500);
});

test("with typed numbers read as numbers no character is lost either", () => {
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 1, maxLength: 4 }), (paragraphs) => {
      // Behind a number a dash divides it from the title, as a stop does, and is no word: another sign stands for it here.
      const plain = paragraphs.map(({ atoms }) => ({
        atoms: atoms.map((one) => ({ ...one, text: one.text.replace("—", "~"), inserted: [], deleted: null })),
        end: "",
      }));
      const xml = xmlOf(plain);
      const text = read(wordFile(xml), PARTIES).text;
      consistent(text);
      expect(bare(wordsKept(text, true))).toBe(bare(wordsLeft(xml, true)));
    }),
    { numRuns: 200 },
  );
});

test("without typed brackets, dropping all brackets leaves what Word leaves when all changes are rejected", () => {
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 1, maxLength: 4 }), (paragraphs) => {
      const plain = paragraphs.map(({ atoms, end }) => ({
        atoms: atoms.map((one) => ({ ...one, text: one.text.replace(/[[\]{}]|MNG: /g, "") })),
        end,
      }));
      const xml = xmlOf(plain);
      const { text } = read(wordFile(xml), { ...PARTIES, typedNumbers: false });
      const left = provisionsOf(cleanText(text).doc).map(({ node }) => node.textContent);
      expect(bare(left.join(""))).toBe(bare(wordsLeft(xml, false)));
    }),
    { numRuns: 200 },
  );
});

describe("tracked changes", () => {
  const parties = { notation: { parties: ["KAZ", "UZB", "MNG"] } };

  test("a word replaced is one bracket: the standing word and the author's option", () => {
    const body = p(r("Each Party ") + del("KAZ", "shall") + ins("KAZ", "should") + r(" act."));
    expect(drawn(wordFile(body), parties)).toEqual(["Each Party [shall][KAZ: should] act."]);
  });

  test("words taken out are contested, and their author wants them deleted", () => {
    expect(drawn(wordFile(p(r("act ") + del("KAZ", "promptly") + r("."))), parties)).toEqual([
      "act [promptly — KAZ delete].",
    ]);
  });

  test("what is put into somebody's insertion is written into that option", () => {
    const inside = p(r("A ") + ins("KAZ", "one ") + ins("UZB", "two ") + ins("KAZ", "three"));
    expect(drawn(wordFile(inside), parties)).toEqual(["A [KAZ: one [UZB: two ]three]"]);
    const nested = p(ins("KAZ", r("one ") + ins("UZB", "two ") + r("three")));
    expect(drawn(wordFile(p("A") + nested), parties)).toEqual(["A", "[KAZ: ¶ one [UZB: two ]three]"]);
    const deleted = p(r("A ") + ins("KAZ", r("one ") + del("UZB", "two")));
    expect(drawn(wordFile(deleted), parties)).toEqual(["A [KAZ: one [two — UZB delete]]"]);
  });

  test("paragraphs put in are proposed as wholes, several in a row as one option", () => {
    const body =
      p(r("Old."), endOf("ins", "KAZ")) + p(ins("KAZ", "2. New."), endOf("ins", "KAZ")) + p(ins("KAZ", "(a) More."));
    expect(drawn(wordFile(body), parties)).toEqual(["Old.", "[KAZ: 2. New.", "(a) More.]"]);
  });

  test("a bracket that was put in belongs to the insertion, an option that was put into a bracket is its author's", () => {
    const body = p(r("x ") + ins("KAZ", "[shall][should]") + r(" y [a][") + ins("UZB", "b") + r("]"));
    expect(drawn(wordFile(body), parties)).toEqual(["x [KAZ: [shall][should]] y [a][UZB: b]"]);
  });

  test("words put into somebody's typed option are written into it", () => {
    const body = p(r("days [KAZ: within ") + ins("UZB", "sixty ") + r("days] of"));
    expect(drawn(wordFile(body), parties)).toEqual(["days [KAZ: within [UZB: sixty ]days] of"]);
  });

  test("changes of an author whose changes are simply made leave no trace", () => {
    const body = p(r("a ") + del("Editor", "b ") + ins("Editor", "c"), endOf("del", "Editor")) + p(" d");
    const settings = { ...parties, authors: { Editor: "standing" } } as const;
    expect(drawn(wordFile(body), settings)).toEqual(["a c d"]);
    expect(read(wordFile(body), settings).authors).toMatchObject([
      { name: "Editor", insertions: 1, deletions: 2, standing: true },
    ]);
  });

  test("nobody's changes are proposals of nobody", () => {
    const body = p(r("a ") + ins("J. Smith", "b"));
    const { text } = read(wordFile(body), parties);
    expect(Object.values(text.record.options)).toMatchObject([{ owner: null, at: "2026-06-03T09:00:00.000Z" }]);
  });

  test("a party is guessed from a code or a name in the author's name, and the settings know better", () => {
    const known = { parties: [{ code: "KAZ", names: { en: "Kazakhstan", ru: "Казахстан" } }, "UZB"] };
    const body = p(
      ins("Delegation of Kazakhstan", "a") +
        r(" ") +
        ins("UZB (room 2)", "b") +
        r(" ") +
        ins("МИД, Казахстан", "c") +
        r(" ") +
        ins("Kazan Office", "d"),
    );
    const parties = (settings: Parameters<typeof readWord>[1]) => {
      return Object.fromEntries((read(wordFile(body), settings).authors ?? []).map(({ name, party }) => [name, party]));
    };
    expect(parties({ notation: known })).toEqual({
      "Delegation of Kazakhstan": "KAZ",
      "UZB (room 2)": "UZB",
      "МИД, Казахстан": "KAZ",
      "Kazan Office": null,
    });
    expect(parties({ notation: known, authors: { "UZB (room 2)": null, "Kazan Office": "KAZ" } })).toMatchObject({
      "UZB (room 2)": null,
      "Kazan Office": "KAZ",
    });
  });

  test("what cannot be a proposal is told: paragraphs divided or joined, rows, moves", () => {
    const divided = read(wordFile(p("One", endOf("ins", "KAZ")) + p("two")));
    expect(divided.report.notKept).toMatchObject([{ what: "1 place where a tracked change divides a paragraph." }]);
    const joined = read(wordFile(p("One", endOf("del", "KAZ")) + p("two")));
    expect(joined.report.notKept).toMatchObject([{ what: "1 place where a tracked change joins paragraphs." }]);
    const row = tbl(["a"], ["b"]).replace(
      "</w:tr><w:tr>",
      '</w:tr><w:tr><w:trPr><w:ins w:id="1" w:author="KAZ"/></w:trPr>',
    );
    const table = read(wordFile(row), parties);
    expect(table.report.findings).toMatchObject([{ what: "1 row of tables put in or taken out by tracked changes." }]);
    expect(drawn(wordFile(row), parties)).toEqual(["| a |\n| [KAZ: b] |"]);
    const moved = read(
      wordFile(
        p(
          r("a ") +
            ins("KAZ", "b").replaceAll("w:ins", "w:moveTo") +
            r(" c ") +
            del("KAZ", "b").replaceAll("w:del ", "w:moveFrom ").replace("</w:del>", "</w:moveFrom>"),
        ),
      ),
    );
    expect(moved.report.findings).toHaveLength(1);
  });
});
