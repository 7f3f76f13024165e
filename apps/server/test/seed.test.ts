import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BracketIndex, type BracketView, indexBrackets } from "@adref/brackets";
import { parse } from "@adref/notation";
import { type ProvisionValue, provisionOfNode, provisionsOf, type RecordValue, wordsOf } from "@adref/schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSeedFiles, SeedFileError } from "../src/seed/seed-files.ts";

const folder = join(import.meta.dirname, "../seed");
const { directory, texts } = await readSeedFiles(folder);
const drafts = texts.map(({ id, source }) => readDraft(id, source));
const framework = draftOf("framework-agreement");
const customs = draftOf("customs-protocol");
const investment = draftOf("investment-protocol");

describe("the drafts", () => {
  test.each(drafts)("$id parses without a finding", ({ findings }) => {
    expect(findings).toEqual([]);
  });

  test.each(directory.texts)("$id says of itself what the negotiation says of it", ({ id, symbol, body, title }) => {
    const { header } = draftOf(id);
    expect(header).toMatchObject({ adref: "1", symbol, body });
    expect(header.title?.endsWith(title)).toBe(true);
  });

  test("hold enough provisions and brackets", () => {
    const all = drafts.map((draft) => draft.index.order.length);
    expect(all[0]).toBeGreaterThanOrEqual(100);
    expect(all[1]).toBeGreaterThanOrEqual(35);
    expect(all[2]).toBeGreaterThanOrEqual(35);
    expect(articlesOf(framework).length).toBeGreaterThanOrEqual(32);
    expect(articlesOf(customs).length).toBeGreaterThanOrEqual(14);
    expect(articlesOf(investment).length).toBeGreaterThanOrEqual(13);
    expect(kindsOf(framework, "recital").length).toBeGreaterThanOrEqual(8);
    expect(kindsOf(customs, "cell").length).toBeGreaterThanOrEqual(12);
    expect(kindsOf(customs, "annex")).toHaveLength(1);
  });

  test.each(directory.parties.map((party) => party.code))("%s owns brackets and takes stances", (code) => {
    const owned = drafts.flatMap(({ record }) => Object.values(record.brackets).filter(({ owner }) => owner === code));
    const stances = drafts.flatMap(({ record }) => Object.values(record.stances).filter((byParty) => byParty[code]));
    expect(owned.length).toBeGreaterThanOrEqual(8);
    expect(stances.length).toBeGreaterThanOrEqual(5);
  });

  test("name no party that the negotiation does not have", () => {
    const codes = new Set(directory.parties.map((party) => party.code));
    for (const { record } of drafts) {
      const named = [
        ...Object.values(record.brackets).map(({ owner }) => owner),
        ...Object.values(record.options).map(({ owner }) => owner),
        ...Object.values(record.stances).flatMap((byParty) => Object.keys(byParty)),
      ];
      expect(named.filter((code) => code !== null && !codes.has(code))).toEqual([]);
    }
  });

  test("show every practice of the negotiating room", () => {
    const found = (is: (bracket: BracketView, draft: Draft) => boolean) =>
      drafts.reduce((n, draft) => n + [...draft.index.brackets.values()].filter((b) => is(b, draft)).length, 0);
    const within = (bracket: BracketView) => bracket.options.some((option) => option.within !== null);
    expect(found((b) => b.depth >= 2 && within(b))).toBeGreaterThanOrEqual(3);
    expect(found((b) => b.options.length >= 2)).toBeGreaterThanOrEqual(20);
    expect(found((b) => b.standing.length > 0 && b.provisions.length >= 2)).toBeGreaterThanOrEqual(5);
    expect(found((b) => b.options.filter((option) => option.whole.length > 0).length >= 2)).toBeGreaterThanOrEqual(5);
    expect(found((b) => b.options.some((option) => option.whole.length > 0))).toBeGreaterThanOrEqual(20);
    expect(found((b, { record }) => record.brackets[b.id]?.owner === null)).toBeGreaterThanOrEqual(20);
    expect(found((b) => onlyWords(b, /^[,;.]$/))).toBeGreaterThanOrEqual(5);
    expect(found((b) => onlyWords(b, /^(and|or)$/))).toBeGreaterThanOrEqual(5);
    expect(found((b) => onlyWords(b, /^[\d,.]+$/) && b.options.length > 0)).toBeGreaterThanOrEqual(10);
    expect(found((b) => b.standing.some(({ words }) => /^\d+ [A-Z]\w+( \d{4})?$/.test(words)))).toBeGreaterThanOrEqual(
      3,
    );
    const reserves = drafts.flatMap(({ record }) =>
      Object.values(record.stances).flatMap((byParty) => Object.values(byParty)),
    );
    expect(reserves.filter(({ stance, note }) => stance === "reserve" && note).length).toBeGreaterThanOrEqual(15);
    expect(kindsOf(framework, "footnote").length).toBeGreaterThanOrEqual(4);
    expect(drafts.flatMap((draft) => kindsOf(draft, "footnote")).length).toBeGreaterThanOrEqual(6);
  });

  test.each(drafts)("$id says agreed only of provisions without brackets", ({ provisions, record, index }) => {
    const agreed = provisions.filter(({ id }) => (record.statuses[id]?.status ?? "open") !== "open");
    expect(agreed.length).toBeGreaterThanOrEqual(5);
    for (const provision of agreed) {
      expect([wordsOf(provision), index.byProvision.get(provision.id)]).toEqual([wordsOf(provision), undefined]);
    }
    expect(new Set(agreed.map(({ id }) => record.statuses[id]?.status))).toEqual(
      new Set(["agreed-group", "agreed-adref"]),
    );
  });

  test.each(drafts)("$id anchors every footnote once", ({ provisions }) => {
    const footnotes = provisions.filter(({ kind }) => kind === "footnote").map(({ id }) => id);
    const anchors = provisions.flatMap(({ runs }) =>
      runs.flatMap(({ marks }) => marks.filter(({ type }) => type === "footnote").map(({ attrs }) => attrs.footnote)),
    );
    expect([...new Set(anchors)].sort()).toEqual([...footnotes].sort());
  });
});

describe("the articles", () => {
  test.each(drafts)("of $id run without gaps or repeats", (draft) => {
    const numbers = articlesOf(draft);
    expect(new Set(numbers).size).toBe(numbers.length);
    const plain = numbers.filter((number) => /^\d+$/.test(number));
    expect(plain).toEqual(plain.map((_, i) => String(i + 1)));
    for (const [i, number] of numbers.entries()) {
      if (number.endsWith(" bis")) expect(numbers[i - 1]).toBe(number.replace(" bis", ""));
    }
  });

  test.each(drafts)("of $id have paragraphs that run on", ({ provisions }) => {
    expect(gapsIn(provisions)).toEqual([]);
  });

  test.each(drafts)("that $id refers to exist", (draft) => {
    const own = new Set(articlesOf(draft));
    const frameworks = new Set(articlesOf(framework));
    const missing: string[] = [];
    for (const provision of draft.provisions) {
      for (const { numbers, words, rest } of referencesIn(wordsOf(provision))) {
        if (rest.startsWith(" of the Charter")) continue;
        const there = rest.startsWith(" of the Framework Agreement") ? frameworks : own;
        if (numbers.some((number) => !there.has(number))) missing.push(words);
      }
    }
    expect(missing).toEqual([]);
  });
});

describe("the negotiation", () => {
  test("has its parties, bodies and people", () => {
    expect(directory.parties.map(({ code }) => code)).toEqual("AFG AZE CHN GEO KAZ KGZ MNG PAK TJK TKM UZB".split(" "));
    expect(directory.parties.filter(({ wto }) => wto === "acceding").map(({ code }) => code)).toEqual([
      "AZE",
      "TKM",
      "UZB",
    ]);
    for (const { code } of directory.parties) {
      expect(directory.people.some(({ party, role }) => party === code && role === "delegation")).toBe(true);
    }
    for (const body of ["wg1", "wg2", "wg3"]) {
      expect(directory.people.filter(({ role, bodies }) => role === "chair" && bodies.includes(body))).toHaveLength(1);
    }
    expect(directory.people.filter(({ role }) => role === "secretariat")).toHaveLength(2);
    expect(new Set(directory.people.filter(({ role }) => role === "observer").map(({ names }) => names))).toEqual(
      new Set([true, false]),
    );
  });
});

describe("a seed folder that is wrong", () => {
  let broken = "";
  beforeAll(async () => {
    broken = await mkdtemp(join(tmpdir(), "adref-seed-"));
  });
  afterAll(() => rm(broken, { recursive: true }));

  const small = {
    id: "n",
    name: "N",
    parties: [{ code: "KAZ", names: { en: "Kazakhstan", ru: "Казахстан" }, wto: "member" }],
    bodies: [{ id: "wg1", name: "Working Group 1" }],
    people: [{ id: "kaz-1", name: "A", role: "delegation", party: "KAZ", bodies: [], names: true }],
    texts: [{ id: "t", title: "T", symbol: "T", body: "wg1", file: "t.adref" }],
  };
  const person = small.people[0];

  test.each([
    ["", "{", "negotiation.json"],
    ["parties", JSON.stringify({ ...small, parties: [] }), "negotiation.json"],
    ["parties.1.code", JSON.stringify({ ...small, parties: [...small.parties, ...small.parties] }), "negotiation.json"],
    ["people.0.party", JSON.stringify({ ...small, people: [{ ...person, party: "XXX" }] }), "negotiation.json"],
    ["people.0.party", JSON.stringify({ ...small, people: [{ ...person, party: null }] }), "negotiation.json"],
    [
      "people.0.bodies",
      JSON.stringify({ ...small, people: [{ ...person, role: "chair", party: null }] }),
      "negotiation.json",
    ],
    [
      "texts.0.file",
      JSON.stringify({ ...small, texts: [{ ...small.texts[0], file: "../t.adref" }] }),
      "negotiation.json",
    ],
    ["texts.0.body", JSON.stringify({ ...small, texts: [{ ...small.texts[0], body: "wg9" }] }), "negotiation.json"],
    ["", JSON.stringify(small), "t.adref"],
  ])("is refused at %j", async (at, json, file) => {
    await writeFile(join(broken, "negotiation.json"), json);
    const error = await readSeedFiles(broken).then(
      () => null,
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(SeedFileError);
    expect({ at: error.at, file: error.file }).toEqual({ at, file: join(broken, file) });
  });
});

interface Draft {
  readonly id: string;
  readonly findings: readonly unknown[];
  readonly header: Readonly<Record<string, string>>;
  readonly record: RecordValue;
  readonly provisions: readonly ProvisionValue[];
  readonly index: BracketIndex;
}

function readDraft(id: string, source: string): Draft {
  const parties = directory.parties.map((party) => party.code);
  const { text, header, findings } = parse(source, { parties });
  return {
    id,
    findings,
    header,
    record: text.record,
    provisions: provisionsOf(text.doc).map(({ node }) => provisionOfNode(node)),
    index: indexBrackets(text.doc),
  };
}

function draftOf(id: string): Draft {
  const draft = drafts.find((one) => one.id === id);
  if (!draft) throw new Error(`The seed has no text ${id}`);
  return draft;
}

const kindsOf = (draft: Draft, kind: string) => draft.provisions.filter((provision) => provision.kind === kind);

/** The numbers of a draft's articles, such as "7" and "7 bis", in order. */
const articlesOf = (draft: Draft) =>
  kindsOf(draft, "article").map(({ number }) => (number ?? "").replace("Article ", ""));

const onlyWords = ({ standing }: BracketView, pattern: RegExp) =>
  standing.length === 1 && pattern.test(standing[0]?.words ?? "");

/** Paragraphs and subparagraphs whose number is not the next one; alternatives share a number, bis and ter follow it. */
function gapsIn(provisions: readonly ProvisionValue[]): string[] {
  const gaps: string[] = [];
  const last = { article: "", paragraph: 0, letter: 0 };
  for (const { kind, number } of provisions) {
    const label = number ?? "";
    if (["article", "annex", "chapter", "heading"].includes(kind))
      Object.assign(last, { article: label, paragraph: 0, letter: 0 });
    if (kind === "paragraph" && label !== "") {
      const n = Number.parseInt(label, 10);
      if (n !== last.paragraph && n !== last.paragraph + 1) gaps.push(`${last.article}, ${label}`);
      Object.assign(last, { paragraph: n, letter: 0 });
    }
    if (kind === "paragraph" && label === "") last.letter = 0;
    if (kind === "subparagraph") {
      const n = label.charCodeAt(1) - 96;
      if (n !== last.letter && n !== last.letter + 1) gaps.push(`${last.article}, ${last.paragraph}${label}`);
      last.letter = n;
    }
  }
  return gaps;
}

/** "Article 8 bis", "Articles 13, 14 and 15", with the words that follow. */
function referencesIn(words: string): { numbers: string[]; words: string; rest: string }[] {
  const one = String.raw`\d+(?: bis| ter)?`;
  const pattern = new RegExp(String.raw`\bArticles? (${one}(?:(?:, | and | or |, and )${one})*)`, "g");
  return [...words.matchAll(pattern)].map((match) => ({
    numbers: match[1]?.match(new RegExp(one, "g")) ?? [],
    words: match[0],
    rest: words.slice(match.index + match[0].length),
  }));
}
