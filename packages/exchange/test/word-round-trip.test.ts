import { readdirSync, readFileSync } from "node:fs";
import { parse } from "@adref/notation";
import { displayedNumbers, type ProvisionValue, provisionOfNode, provisionsOf, type TextValue } from "@adref/schema";
import fc from "fast-check";
import { Fragment } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { cleanText, exportWord } from "../src/index.ts";
import { read } from "./word-in.ts";

const cover = {
  symbol: "T/1/Rev.2",
  title: "Protocol",
  subtitle: "Talks",
  revision: "Rev.2",
  date: "1 May 2026",
  language: "English",
};
const paper = { attributions: true, cover, parties: [] };

/**
 * What a paper can say of a text: words, kinds, numbers, brackets, options, whose they are and what parties say of them,
 * with brackets named by their places. Footnotes come last, since a paper has its own places for them.
 */
function keyOf({ doc, record }: TextValue): unknown {
  const values = provisionsOf(doc).map(({ node }) => provisionOfNode(node));
  const numbers = displayedNumbers(values);
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    if (!names.has(id)) names.set(id, `#${names.size + 1}`);
    return names.get(id);
  };
  const said = (target: string) =>
    Object.entries(record.stances[target] ?? {})
      .map(([party, { stance }]) => `${party} ${stance}`)
      .sort();
  const optionOf = (option: string | null) =>
    option === null
      ? null
      : { named: nameOf(option), owner: record.options[option]?.owner ?? null, said: said(option) };
  const provision = ({ id, kind, bracket, option, within, runs }: ProvisionValue) => ({
    kind,
    number: kind === "footnote" ? "" : (numbers.get(id) ?? ""),
    status: record.statuses[id]?.status ?? "open",
    whole:
      bracket === null
        ? null
        : { bracket: nameOf(bracket), option: optionOf(option), within: within && nameOf(within) },
    runs: joined(
      runs.map(({ text, marks }) => ({
        text,
        marks: marks
          .map(({ type, attrs }) => {
            const { bracket, option, within } = attrs;
            if (type === "footnote" || type === "note") return type;
            if (!bracket) return type;
            return JSON.stringify([
              type,
              nameOf(bracket),
              said(bracket),
              optionOf(option ?? null),
              within && nameOf(within),
            ]);
          })
          .sort(),
      })),
    ),
  });
  const notes = values.filter(({ kind }) => kind === "footnote");
  const rest = values.filter(({ kind }) => kind !== "footnote");
  return [...rest, ...notes].map(provision);
}

function joined(runs: readonly { text: string; marks: readonly (string | undefined)[] }[]) {
  const out: { text: string; marks: readonly (string | undefined)[] }[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && JSON.stringify(last.marks) === JSON.stringify(run.marks))
      out[out.length - 1] = { ...last, text: last.text + run.text };
    else out.push(run);
  }
  return out;
}

function withoutNotes({ doc }: TextValue, { record }: TextValue): unknown {
  const blocks = doc.children.filter(({ attrs }) => attrs.kind !== "footnote");
  return keyOf({ doc: doc.copy(Fragment.fromArray(blocks)), record });
}

async function comesBack(text: TextValue): Promise<void> {
  for (const numbers of ["typed", "real"] as const) {
    const bytes = await exportWord(text, { ...paper, view: "bracketed", numbers, statuses: true });
    const back = read(bytes);
    expect(keyOf(back.text)).toEqual(keyOf(text));
    expect(back.report.findings).toEqual([]);
    expect(back.header).toMatchObject({
      symbol: "T/1/Rev.2",
      title: "Protocol",
      revision: "Rev.2",
      date: "1 May 2026",
      language: "English",
    });
    const clean = read(await exportWord(text, { ...paper, view: "clean", numbers }));
    // A clean paper leaves out footnotes whose sign stood on proposed words.
    expect(withoutNotes(clean.text, text)).toEqual(withoutNotes(cleanText(text), text));
  }
}

describe("the papers of the seed texts come back", () => {
  const folder = new URL("../../../apps/server/seed/", import.meta.url);
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".adref"))) {
    test(name, async () => {
      // A paper does not show that brackets side by side are two, nor that proposed provisions are options of one bracket.
      const source = readFileSync(new URL(name, folder), "utf8")
        .replaceAll("]|[", "] [")
        .replace(/\n\/\[/g, "\n[");
      await comesBack(parse(source).text);
    });
  }
});

const word = fc.constantFrom(
  "the Party",
  "shall",
  "may",
  "thirty days",
  "должны",
  "缔约方",
  "2.",
  "*",
  "{x}",
  "a, b",
  "½",
  "O'Neill “x”",
  "CO2",
);
const format = fc
  .tuple(word, fc.constantFrom("", "**", "*", "__", "~~", "^^", ",,"))
  .map(([text, sign]) => (sign === "" ? escaped(text) : `${sign}${escaped(text)}${sign}`));
const escaped = (text: string) => text.replace(/[\\*{_~^|]/g, (sign) => `\\${sign}`);
const party = fc.constantFrom("KAZ", "UZB", "MNG", "GEO");
const stances = fc.constantFrom(
  "",
  "",
  " — GEO retain",
  " — KAZ, UZB oppose",
  " — TJK reserve",
  " — MNG flexible; TJK oppose",
);
// Every bracket begins with a word of its own: a paper does not show which of two brackets round the same words is outside.
const { piece } = fc.letrec<{ piece: string; option: string; inside: string }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: format },
    { weight: 1, arbitrary: fc.constantFrom("[Note: to follow]", "[...]", "[.]", "[,]", "goods{^1}") },
    { weight: 2, arbitrary: fc.tuple(tie("inside"), stances).map(([words, said]) => `[${words}${said}]`) },
    { weight: 3, arbitrary: fc.tuple(tie("inside"), tie("option")).map(([words, options]) => `[${words}]${options}`) },
    { weight: 2, arbitrary: tie("option") },
  ),
  option: fc
    .array(fc.tuple(party, tie("inside"), stances), { minLength: 1, maxLength: 2 })
    .map((options) => options.map(([code, words, said]) => `[${code}: ${words}${said}]`).join("")),
  inside: fc.tuple(word, tie("piece")).map(([first, words]) => `${escaped(first)} ${words.replaceAll("{^1}", "")}`),
}));
const words = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(" "));
const block = fc.oneof(
  words.map((text) => `1. ${text}`),
  words.map((text) => `2 bis. ${text}`),
  words.map((text) => `(a) ${text}`),
  words.map((text) => `  (i) ${text}`),
  words.map((text) => `¶ Whereas ${text}`),
  words.map((text) => `> Recalling ${text}`),
  word.map((text) => `#### Article 5. ${escaped(text)}`),
  word.map((text) => `## Chapter II. ${escaped(text)}`),
  fc.tuple(party, words).map(([code, text]) => `[${code}: 3. ${text}]`),
  words.map((text) => `[4. ${text}]`),
  fc.tuple(words, words).map(([a, b]) => `| ${a} | ${b} |`),
);
// A footnote has one sign: where a text gives it two, a paper has two notes.
const source = fc.array(block, { minLength: 1, maxLength: 6 }).map((blocks) => {
  const [first = "", ...rest] = blocks.join("\n\n").split("{^1}");
  return `${rest.length > 0 ? `${first}{^1}${rest.join("")}` : first}\n\n{^1} A note.`;
});

test("the papers of generated texts come back", async () => {
  await fc.assert(
    fc.asyncProperty(source, async (source) => {
      await comesBack(parse(source).text);
    }),
    { numRuns: 50 },
  );
});

test("a tracked paper comes back as proposals: adopting all gives the later words, dropping all the earlier ones", async () => {
  const left = ({ doc }: TextValue, accept: boolean) =>
    provisionsOf(doc)
      .filter(({ node }) => accept || !node.attrs.bracket)
      .map(({ node }) =>
        node.children
          .filter(({ marks }) => !marks.some(({ type }) => type.name === (accept ? "contested" : "proposed")))
          .map(({ text }) => text)
          .join(""),
      )
      .join("")
      .replace(/\s/g, "");
  await fc.assert(
    fc.asyncProperty(source, source, async (...sources) => {
      // One note changed into another is printed as tracked words between signs that stay: a bracket with a proposal in it.
      const [a = "", b = ""] = sources.map((source) =>
        source.replaceAll("{^1}", "1").replace(/\[(?:Note: to follow|\.\.\.)\]/g, "note"),
      );
      const [before, after] = [cleanText(parse(a).text), cleanText(parse(b).text)];
      const bytes = await exportWord(after, {
        ...paper,
        view: "tracked",
        words: "clean",
        against: { text: before, name: "Rev.1" },
      });
      const { text } = read(bytes, { authors: { KAZ: "KAZ" } });
      const plain = ({ doc }: TextValue) =>
        provisionsOf(doc)
          .map(({ node }) => node.textContent)
          .join("")
          .replace(/\s/g, "");
      expect([...left(text, true)].sort().join("")).toBe([...plain(after)].sort().join(""));
      expect([...left(text, false)].sort().join("")).toBe([...plain(before)].sort().join(""));
    }),
    { numRuns: 50 },
  );
});
