import { expect, test } from "vitest";
import { listBrackets, parse, preview, type Reading, serialize, suggestReading } from "../src/index.ts";
import { PARTIES } from "./foreign.ts";

/** What a draft is read as, in the notation, and what was found: "line:column what". */
function reads(source: string, reading: Partial<Reading> = {}): readonly string[] {
  const { text, findings } = parse(source, { ...PARTIES, reading });
  return [serialize(text).trimEnd(), ...findings.map(({ line, column, what }) => `${line}:${column} ${what}`)];
}

const all: Partial<Reading> = { adjacent: "spaced", slashes: "all", braces: "options", rounds: "options" };

test("N70 a reading says how a source is to be read; without one it is the notation", () => {
  expect(serialize(parse("[a - KAZ]").text)).toBe("[a - KAZ]\n");
  expect(reads("[a - KAZ]")).toEqual(["[KAZ: a]"]);
  expect(reads("%% title: x\n\n#### Article 5. Fees\n\n[**a** - KAZ]", { source: "marked" })).toEqual([
    "#### Article 5. Fees\n\n[KAZ: **a**]",
  ]);
  expect(reads("**a** | #5", { source: "draft" })).toEqual(["\\*\\*a\\*\\* \\| #5"]);
});

test("N71 markers of drafts, as they are usually spelled", () => {
  const source =
    "ARTICLE 5 bis: SCOPE\n\n1) One\n\n2.bis Two\n\n5.1 Three\n\na) four\n\nPP2 Recalling\n\nOP7ter. Decides\n\nSection B of it";
  expect(reads(source)).toEqual([
    "#### Article 5 bis. SCOPE\n\n1. One\n\n2 bis. Two\n\n5.1. Three\n\n(a) four\n\n> PP2. Recalling\n\nOP7 ter. Decides\n\nSection B of it",
  ]);
});

test("N71 a heading that is a number alone takes a short line below it as its title", () => {
  expect(reads("Article 2\nPaperless trade\n\n1. Words.")).toEqual(["#### Article 2. Paperless trade\n\n1. Words."]);
  expect(reads("Article 2\nThe Parties shall:\n\n(a) act.")).toEqual([
    "#### Article 2.\n\nThe Parties shall:\n\n(a) act.",
  ]);
});

test("N72 lines are paragraphs, or run on", () => {
  expect(reads("1. One two\nthree\n2. Four")).toEqual(["1. One two\n\nthree\n\n2. Four"]);
  expect(reads("1. One two\nthree\n2. Four", { lines: "wrapped" })).toEqual(["1. One two three\n\n2. Four"]);
});

test("N73 words in capitals are headings, the first of them the title", () => {
  expect(reads("DRAFT TEXT\n\nFINAL CLAUSES\n\nI. Our Common Aim")).toEqual([
    "# DRAFT TEXT\n\n## FINAL CLAUSES\n\n## I. Our Common Aim",
  ]);
});

test("N74 names before the words, with verbs or without", () => {
  expect(reads("[Kazakhstan, EU: a]")).toEqual(["[KAZ, EU: a]"]);
  expect(reads("[KAZ/UZB propose; EU, G77 oppose: a]")).toEqual(["[KAZ, UZB: a — EU, G77 oppose]"]);
  expect(reads("[Proposal by China: a] [KAZ/UZB. b]")).toEqual(["[CHN: a] [KAZ, UZB: b]"]);
});

test("N75 names behind the words; wanting an option deleted is opposing it", () => {
  expect(reads("[a - KAZ; G77 delete] [, b. -EU; UZB, China delete.]")).toEqual([
    "[KAZ: a — G77 oppose] [EU: , b. — CHN, UZB oppose]",
  ]);
  expect(reads("[a – proposal by China] [b (KAZ)] [c — EU delete; KAZ retain]")).toEqual([
    "[CHN: a] [KAZ: b] [c — EU delete; KAZ retain]",
  ]);
});

test("N76 names amid the words need a verb", () => {
  expect(reads("[each Party KAZ propose; EU oppose: shall act]")).toEqual(["[KAZ: each Party shall act — EU oppose]"]);
  expect(reads("[each Party KAZ: shall act]")).toEqual(["[each Party KAZ: shall act]"]);
});

test("N77 digits of footnotes in an attribution are notes", () => {
  expect(reads("[KAZ propose12: a]")).toEqual(["[KAZ: [!: 12]a]"]);
});

test("N78 an unknown name is words, and its option nobody's", () => {
  expect(reads("[Ruritania: a] [b - Ruritania; KAZ delete]")).toEqual([
    "[?: Ruritania: a] [?: b \\- Ruritania; KAZ delete]",
    "1:2 Ruritania: not a party that is known here.",
    "1:19 Ruritania: not a party that is known here.",
  ]);
  expect(reads("[Ruritania: a]", { parties: { Ruritania: "RUR" } })).toEqual(["[RUR: a]"]);
  expect(reads("[EU: a] [b — EU delete]", { parties: { EU: null } })).toEqual(["[EU\\: a] [b \\— EU delete]"]);
});

test("N79 which brackets side by side are options is a setting", () => {
  expect(reads("[a][b] [c]", { adjacent: "separate" })).toEqual(["[a]|[b] [c]"]);
  expect(reads("[a][b] [c]", { adjacent: "touching" })).toEqual(["[a][b] [c]"]);
  expect(reads("[a][b] [c]", { adjacent: "spaced" })).toEqual(["[a][b][c]"]);
  expect(reads("[2. a] [2. b] [3. c]", all)).toEqual(["[2. a]\n\n/[2. b]\n\n[3. c]"]);
});

test("N80 which slashes divide options is a setting", () => {
  const source = "[a / b - KAZ] [shall/should] [a]/[b] [and/or]";
  expect(reads(source, { slashes: "words" })).toEqual(["[KAZ: a / b] [shall/should] [a]/[b] [and/or]"]);
  expect(reads(source, { slashes: "spaced" })).toEqual(["[a][KAZ: b] [shall/should] [a][b] [and/or]"]);
  expect(reads(source, { slashes: "all" })).toEqual(["[a][KAZ: b] [shall][should] [a][b] [and/or]"]);
});

test("N81 labels make options; one that its place does not tell is kept as a note", () => {
  expect(reads("[Option 1: a][Option 2: b] c [Alt. 2 d]")).toEqual(["[?: a][?: b] c [?: [!: Alt. 2] d]"]);
  expect(reads("Option 1\n\n1. A\n\nOption 2: [1. B]\n\n2. C")).toEqual(["[?: 1. A]\n\n/[?: 1. B]\n\n2. C"]);
  expect(reads("Option 2: a")).toEqual(["Option 2: a", '1:1 "Option 2:" does not begin one of several options.']);
  expect(reads("[Option 1: a]", { labels: "words" })).toEqual(["[Option 1: a]"]);
});

test("N82 braces and round brackets are options by setting", () => {
  expect(reads("{a/b c} (d - KAZ) (e)")).toEqual(["\\{a/b c} (d - KAZ) (e)"]);
  expect(reads("{a/b c} and [x] (d - KAZ) (e)", all)).toEqual(["[a][b c] and [x][KAZ: d] (e)"]);
  expect(reads("{Placeholder} {a}", { braces: "notes" })).toEqual(["[!: Placeholder] [!: a]"]);
});

test("N83 placeholders and notes to draftsmen are notes", () => {
  expect(reads("[ ] [...] [X] [date] [____] [to be determined]")).toEqual([
    "[ ] [...] [X] [!: date] [!: \\_\\_\\_\\_] [!: to be determined]",
  ]);
  expect(reads("a [Move to Article 4]")).toEqual([
    "a [!: Move to Article 4]",
    "1:3 Words in brackets look like a note to the draftsmen.",
  ]);
});

test("N84 status tags are statuses", () => {
  expect(reads("1. a [Agreed ad ref]\n\n2. b\n\n[agreed]\n\n3. [Adopted] c")).toEqual([
    "1. a {agreed ad ref}\n\n2. b {agreed in group}\n\n3. [!: Adopted] c",
    "7:4 Words in brackets look like a note to the draftsmen.",
  ]);
});

test("N85 brackets that only name parties speak of the bracket before", () => {
  expect(reads("[a][b - KAZ] [delete – EU] [c] [UZB delete]")).toEqual(["[a][KAZ: b — EU oppose] [c — UZB delete]"]);
  expect(reads("a [delete – KAZ]")).toEqual([
    "a [!: delete – KAZ]",
    "1:3 Words in brackets say what parties want, but of nothing.",
  ]);
  expect(reads("[delete: a – KAZ]")).toEqual(["[a — KAZ delete]"]);
});

test("N86 numbers in brackets are contested, citations, footnotes or former numbers", () => {
  expect(reads("a [54] [75][85] days")).toEqual(["a [54] [75][85] days"]);
  expect(reads("a [54]", { numbers: "citations" })).toEqual(["a \\[54\\]"]);
  expect(reads("a [54]", { numbers: "footnotes" })).toEqual(["a [!: 54]"]);
  expect(reads("15. [17] Words")).toEqual([
    "15. [!: 17] Words",
    "1:5 A number in brackets follows a provision's number.",
  ]);
  expect(reads("[1.   ]In court")).toEqual(["[1\\.   ]In court"]);
});

test("N87 brackets cut words, run over paragraphs, and need not balance", () => {
  expect(reads("here, e] [E]ach")).toEqual(["here, e\\] [E]ach", '1:8 A "]" closes nothing.']);
  expect(reads("[here, e] [E]ach", all)).toEqual(["[here, e][E]ach"]);
  expect(reads("1. a [b\n\nARTICLE 2\n\nc - KAZ] d")).toEqual(["1. a [KAZ: b\n\n#### Article 2.\n\nc] d"]);
});

test("N88 a number in a party's bracket that ends amid a paragraph is words", () => {
  expect(reads("[KAZ: 3) a] b")).toEqual(["[KAZ: 3) a] b"]);
  expect(reads("[KAZ: 3) a]")).toEqual(["[KAZ: 3. a]"]);
});

test("N89 a party that speaks twice of the same words is heard once", () => {
  expect(reads("[KAZ: a - KAZ delete]")).toEqual([
    "[KAZ: a \\- KAZ delete]",
    "1:8 A party speaks twice of the same words.",
  ]);
});

test("N94 a suggestion gives a reading and its reasons", () => {
  const { reading, reasons, names } = suggestReading(
    "1. [shall] [should] act, [a - Ruritania; US delete / b - US]\n\nOption 1\n\nx",
  );
  expect(reading).toMatchObject({ source: "draft", adjacent: "spaced", slashes: "spaced", labels: "options" });
  expect(reading.parties).toEqual({ Ruritania: "RURITANIA", US: "US" });
  expect(names).toEqual([
    { name: "US", code: "US", mentions: 2 },
    { name: "Ruritania", code: "RURITANIA", mentions: 1 },
  ]);
  expect(reasons).toContainEqual({
    setting: "adjacent",
    because: "spaced-brackets-alike",
    count: 1,
    example: { line: 1, column: 4, words: "[shall] [should]" },
  });
  expect(suggestReading("#### Article 5. Fees\n\n1. [a][KAZ: b]").reading.source).toBe("notation");
  expect(suggestReading("[a - Ruritania]", PARTIES).names).toEqual([{ name: "Ruritania", code: null, mentions: 1 }]);
});

test("N95 a preview counts what a source would be read as", () => {
  const { findings, ...counts } = preview("1. [a - KAZ; EU delete] [date] [b - Ruritania]\n\n[agreed]", {
    ...PARTIES,
    reading: {},
  });
  expect(findings).toHaveLength(1);
  expect(counts).toEqual({
    provisions: 1,
    brackets: 2,
    options: 2,
    notes: 1,
    statuses: 1,
    parties: [
      { code: "EU", mentions: 1 },
      { code: "KAZ", mentions: 1 },
    ],
    unknown: [{ name: "Ruritania", code: null, mentions: 1 }],
  });
});

test("N96 a listing names every bracket with its options, words and stances", () => {
  const { text } = parse(
    "#### Article 5. Fees\n\n1. Each [shall — GEO delete][KAZ, UZB: [!: Option 2] should [not]] act.\n\n[KAZ: +. One\n\n(a) two]",
  );
  expect(listBrackets(text)).toEqual([
    {
      id: "b1",
      depth: 0,
      owner: "KAZ",
      provisions: [{ id: "p2", number: "1" }],
      standing: "shall",
      options: [
        {
          id: "o1a",
          party: "KAZ",
          label: "Option 2",
          words: "should not",
          stances: [{ party: "UZB", stance: "support" }],
        },
      ],
      stances: [{ party: "GEO", stance: "delete" }],
    },
    {
      id: "b2",
      depth: 1,
      owner: null,
      provisions: [{ id: "p2", number: "1" }],
      standing: "not",
      options: [],
      stances: [],
    },
    {
      id: "b3",
      depth: 0,
      owner: "KAZ",
      provisions: [
        { id: "p3", number: "1 bis" },
        { id: "p4", number: "(a)" },
      ],
      standing: null,
      options: [{ id: "o3a", party: "KAZ", label: null, words: "One\ntwo", stances: [] }],
      stances: [],
    },
  ]);
});

test("a listing keeps what is proposed inside other words out of them", () => {
  const listed = (source: string) =>
    listBrackets(parse(source).text).map(({ standing, options }) => [standing, ...options.map(({ words }) => words)]);
  expect(listed("1. Act [within [three][KAZ: five] days][UZB: after [two][KAZ: ten [whole]] weeks].")).toEqual([
    ["within three days", "after two weeks"],
    ["three", "five"],
    ["two", "ten whole"],
    ["whole"],
  ]);
  expect(listed("[KAZ: 2. Each [shall][UZB: may] act.]")).toEqual([
    [null, "Each shall act."],
    ["shall", "may"],
  ]);
});
