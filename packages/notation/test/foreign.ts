import fc from "fast-check";
import type { ParseOptions, Reading } from "../src/index.ts";

/** A draft as people write it, how it is to be read, and the same text in the notation. */
export interface Foreign {
  readonly source: string;
  readonly notation: string;
  readonly reading: Partial<Reading>;
}

/** A piece of a draft, spelled by its author, and in the notation. */
interface Spelled {
  readonly f: string;
  readonly c: string;
}

const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  KAZ: ["KAZ", "Kazakhstan", "Republic of Kazakhstan"],
  UZB: ["UZB", "Uzbekistan", "Узбекистан"],
  CHN: ["CHN", "China", "People's Republic of China"],
  KGZ: ["KGZ", "Kyrgyz Republic"],
  EU: ["EU", "European Union", "E.U."],
  G77: ["G77", "Group of 77"],
};
const CODES = Object.keys(SPELLINGS);

/** The parties and groups that the drafts name. */
export const PARTIES: ParseOptions = {
  parties: [
    { code: "KAZ", names: { en: "Republic of Kazakhstan", ru: "Казахстан" } },
    { code: "UZB", names: { en: "Uzbekistan", ru: "Узбекистан" } },
    { code: "CHN", names: { en: "People's Republic of China", ru: "Китай" } },
    { code: "KGZ", names: { en: "Kyrgyz Republic", ru: "Кыргызская Республика" } },
  ],
  aliases: { EU: "EU", "European Union": "EU", G77: "G77", "Group of 77": "G77" },
};

type Mode = Pick<Reading, "source" | "adjacent" | "slashes" | "lines">;

const mode: fc.Arbitrary<Mode> = fc.record({
  source: fc.constantFrom("draft", "draft", "marked"),
  adjacent: fc.constantFrom("separate", "touching", "spaced"),
  slashes: fc.constantFrom("words", "spaced", "all"),
  lines: fc.constantFrom("paragraphs", "wrapped"),
});

const both = (word: string): Spelled => ({ f: word, c: word });
const WORDS: readonly Spelled[] = [
  "the", "office", "names", "traders", "within", "thirty", "days", "of", "arrival", "при", "ввозе", "货物", "يجب", "“transit”",
  "e-mail", "and/or", "customs", "fees,", "as", "far", "possible", "3.5", "(see below)", "e.g.", "co-operates", "§ 4", "10 %",
].map(both); // biome-ignore format: a list
/** Signs that mean something in the notation alone: in a draft they are characters. */
const SIGNS: readonly Spelled[] = [
  { f: "5 * 3", c: "5 \\* 3" },
  { f: "a|b", c: "a\\|b" },
  { f: "C:\\temp", c: "C:\\\\temp" },
  { f: "______", c: "\\_\\_\\_\\_\\_\\_" },
  { f: "{goods}", c: "\\{goods}" },
  { f: "~~", c: "\\~\\~" },
];

const joined = (list: readonly Spelled[], by = " "): Spelled => ({
  f: list.map(({ f }) => f).join(by),
  c: list.map(({ c }) => c).join(by),
});

/** Sorted as the notation lists stances does not matter; who proposes first does. */
const people = fc.uniqueArray(fc.constantFrom(...CODES), { minLength: 1, maxLength: 4 });
const spelled = (codes: readonly string[], pick: number, by: string): string =>
  codes.map((code, i) => (SPELLINGS[code] as readonly string[])[(pick + i) % (SPELLINGS[code]?.length ?? 1)]).join(by);

/** One option with its attribution, without its signs. */
function partOf(words: Spelled, rest: Spelled, codes: readonly string[], form: number, pick: number): Spelled {
  const [first, ...others] = codes as [string, ...string[]];
  const half = Math.ceil(codes.length / 2);
  const [by, against] = [codes.slice(0, half), codes.slice(half)];
  const names = spelled(by, pick, [", ", "/", " and "][pick % 3] as string);
  const foes = spelled(against, pick + 1, ", ");
  const dash = [" – ", " - ", " — "][pick % 3] as string;
  const oppose = against.length > 0 ? ` — ${against.join(", ")} oppose` : "";
  const proposed = { c: `${by.join(", ")}: ${words.c}${oppose}` };
  switch (form) {
    case 0:
      return { f: `${spelled(codes, pick, ", ")}: ${words.f}`, c: `${codes.join(", ")}: ${words.c}` };
    case 1:
      return { f: `${names} propose${foes === "" ? "" : `; ${foes} oppose`}: ${words.f}`, ...proposed };
    case 2:
      return { f: `${words.f}${dash}${names}${foes === "" ? "" : `; ${foes} delete.`}`, ...proposed };
    case 3:
      return {
        f: `${words.f}${dash}${pick % 2 ? "proposal by" : "proposed by"} ${names}`,
        c: `${by.join(", ")}: ${words.c}`,
      };
    case 4:
      return {
        f: `${words.f} ${names} propose${foes === "" ? "" : `; ${foes} oppose`}: ${rest.f}`,
        c: `${by.join(", ")}: ${words.c} ${rest.c}${oppose}`,
      };
    case 5:
      return { f: `${words.f} (${spelled([first], pick, "")})`, c: `${first}: ${words.c}` };
    case 6: {
      const verbs = ["retain", "reserve", "support"].slice(0, others.length);
      const said = others.slice(0, verbs.length).map((code, i) => `; ${spelled([code], pick, "")} ${verbs[i]}`);
      const canon = others.slice(0, verbs.length).map((code, i) => `; ${code} ${verbs[i]}`);
      return {
        f: `${words.f}${dash}${spelled([first], pick, "")} delete${said.join("")}`,
        c: `${words.c} — ${first} delete${canon.join("")}`,
      };
    }
    default:
      return words;
  }
}

function optionStances(part: string): string {
  const dash = part.lastIndexOf(" — ");
  return part.slice(0, dash) + part.slice(dash).replace(" delete", " oppose").replace(" retain", " support");
}

const NOTES: readonly Spelled[] = [
  both("[ ]"),
  both("[...]"),
  both("[X]"),
  { f: "[date]", c: "[!: date]" },
  { f: "[____]", c: "[!: ____]" },
  { f: "[to be determined]", c: "[!: to be determined]" },
  { f: "[Drafters note: ask the capitals]", c: "[!: Drafters note: ask the capitals]" },
  { f: "[Placeholder for fees]", c: "[!: Placeholder for fees]" },
];

function inlineFor({ source, adjacent, slashes }: Mode): fc.Arbitrary<Spelled> {
  const word = fc.constantFrom(...WORDS, ...(source === "draft" ? SIGNS : []));
  const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => joined(list));
  const { inline } = fc.letrec<{ inline: Spelled; piece: Spelled; bracket: Spelled }>((tie) => ({
    inline: fc
      .tuple(words, fc.array(tie("piece"), { maxLength: 3, depthIdentifier: "signs" }), words)
      .map(([a, list, b]) => {
        return joined([a, ...list.flatMap((piece, i) => (i === 0 ? [piece] : [both("and"), piece])), b]);
      }),
    piece: fc.oneof(
      { depthIdentifier: "signs", depthSize: "small" },
      words,
      fc.constantFrom(...NOTES),
      tie("bracket").map(({ f, c }) => ({ f, c })),
    ),
    bracket: fc
      .tuple(
        fc.array(fc.tuple(tie("inline"), words, people, fc.nat(8), fc.nat(5)), {
          minLength: 1,
          maxLength: 3,
          depthIdentifier: "signs",
        }),
        fc.constantFrom("touching", "spaced", "between", "inside", "labels"),
        words,
      )
      .map(([options, how, after]) => {
        const labels = how === "labels" && options.length > 1;
        const divided = how === "inside" && slashes !== "words";
        const by = how === "between" && slashes !== "words" ? "]/[" : how === "spaced" ? "] [" : "][";
        const one = divided || by === "]/[" || (by === "][" ? adjacent !== "separate" : adjacent === "spaced");
        const unsigned = options.map(([, , , form]) => form >= 6);
        const parts = options.map(([inside, rest, codes, form, pick], i): Spelled => {
          if (labels) return { f: `Option ${i + 1}: ${inside.f}`, c: `?: ${inside.c}` };
          const part = partOf(inside, rest, codes, form, pick);
          // Beside words that stand already these are an option: wanting it deleted is opposing it.
          if (!one || form !== 6 || unsigned.indexOf(true) === i) return part;
          return { ...part, c: optionStances(part.c) };
        });
        if (divided) {
          // A second speaker's bare name would be read as a name of the first part's list otherwise.
          return { f: `[${parts.map(({ f }) => f).join(" / ")}]`, c: `[${parts.map(({ c }) => c).join("][")}]` };
        }
        const c = one ? "][" : by === "][" ? "]|[" : "] [";
        const unnamed = labels && !one;
        const canon = parts.map((part, i) => {
          if (!unnamed) return part.c;
          return i === 0 ? part.c : part.c.replace("?: ", `?: [!: Option ${i + 1}:] `);
        });
        const end = how === "spaced" || !one ? ` ${after.f}` : "";
        return {
          f: `[${parts.map(({ f }) => f).join(by)}]${end}`,
          c: `[${canon.join(c)}]${end === "" ? "" : ` ${after.c}`}`,
        };
      }),
  }));
  return inline;
}

const MARKERS: readonly Spelled[] = [
  { f: "1. ", c: "1. " },
  { f: "2) ", c: "2. " },
  { f: "2.bis ", c: "2 bis. " },
  { f: "3ter. ", c: "3 ter. " },
  { f: "5.1 ", c: "5.1. " },
  { f: "(a) ", c: "(a) " },
  { f: "b) ", c: "(b) " },
  { f: "(ii) ", c: "(ii) " },
  { f: "OP7bis. ", c: "OP7 bis. " },
  { f: "PP2 ", c: "> PP2. " },
];
const HEADINGS: readonly Spelled[] = [
  { f: "ARTICLE 5: Scope", c: "#### Article 5. Scope" },
  { f: "Article 5 bis – Fees", c: "#### Article 5 bis. Fees" },
  { f: "Article 7", c: "#### Article 7." },
  { f: "CHAPTER II. Customs", c: "## Chapter II. Customs" },
  { f: "Section A General Rules", c: "### Section A. General Rules" },
  { f: "Annex 1: Forms", c: "## Annex 1. Forms" },
  { f: "FINAL CLAUSES", c: "## FINAL CLAUSES" },
];
const STATUS: readonly Spelled[] = [
  { f: " [Agreed ad ref]", c: " {agreed ad ref}" },
  { f: "\n\n[Agreed ad referendum.]", c: " {agreed ad ref}" },
  { f: " [agreed]", c: " {agreed in group}" },
  { f: " [Adopted]", c: " {adopted}" },
];

/** Words behind, so that the next block is no further version of the same number. */
const apart = (blocks: fc.Arbitrary<Spelled[]>): fc.Arbitrary<Spelled[]> =>
  blocks.map((list) => [...list, both("And so on.")]);

function draftIn(how: Mode): fc.Arbitrary<Foreign> {
  const inline = inlineFor(how).map(({ f, c }) => ({ f: `Each ${f}`, c: `Each ${c}` }));
  const marker = fc.constantFrom(...MARKERS).map(({ f, c }) => ({ f: how.source === "marked" ? c : f, c }));
  const heading = fc.constantFrom(...HEADINGS).map(({ f, c }) => [{ f: how.source === "marked" ? c : f, c }]);
  const status = fc.oneof(
    { weight: 5, arbitrary: fc.constant(both("")) },
    { weight: 1, arbitrary: fc.constantFrom(...STATUS) },
  );
  const plain = fc.tuple(marker, inline, status).map((list) => [joined(list, "")]);
  const bare = fc.tuple(inline, status).map((list) => [joined(list, "")]);
  const whole = fc.tuple(marker, inline, people, fc.boolean(), fc.nat(5)).map(([sign, text, codes, behind, pick]) => {
    const names = spelled(codes, pick, ", ");
    const f = behind ? `[${sign.f}${text.f} – ${names}]` : `[${names}: ${sign.f}${text.f}]`;
    return [{ f, c: `[${codes.join(", ")}: ${sign.c}${text.c}]` }];
  });
  const contested = fc
    .tuple(marker, inline)
    .map(([sign, text]) => [{ f: `[${sign.f}${text.f}]`, c: `[${sign.c}${text.c}]` }]);
  const spanning = fc.tuple(marker, inline, inline, fc.boolean()).map(([sign, a, b, named]) => [
    { f: `${sign.f}${a.f} [${a.f}`, c: `${sign.c}${a.c} [${named ? "KAZ: " : ""}${a.c}` },
    { f: `${b.f}${named ? " - Kazakhstan" : ""}] ${b.f}`, c: `${b.c}] ${b.c}` },
  ]);
  const number = fc
    .tuple(fc.constantFrom("1.", "(a)", "2."), inline)
    .map(([label, { f, c }]) => [
      { f: `[${label} ]${f}`, c: `[${label.endsWith(".") ? label.replace(".", "\\.") : `\\${label}`} ]${c}` },
    ]);
  const options = fc.tuple(marker, inline, inline, fc.boolean()).map(([sign, a, b, alone]) => {
    const label = (n: number) => (alone ? `Option ${n}\n\n` : `Option ${n}: `);
    return [
      { f: `${label(1)}${sign.f}${a.f}`, c: `[?: ${sign.c}${a.c}]` },
      { f: `${label(2)}[${sign.f}${b.f}]`, c: `/[?: ${sign.c}${b.c}]` },
    ];
  });
  const versions = fc
    .tuple(fc.constantFrom("4. ", "5. "), inline, inline, fc.constantFrom("", " "))
    .map(([sign, a, b, gap]) => {
      const one = how.adjacent === "spaced" || (how.adjacent === "touching" && gap === "");
      return [{ f: `[${sign}${a.f}]${gap}[${sign}${b.f}]`, c: `[${sign}${a.c}]\n\n${one ? "/" : ""}[${sign}${b.c}]` }];
    });
  const loose = fc
    .constantFrom("]", "[")
    .chain((sign) =>
      fc
        .tuple(marker, inline)
        .map(([mark, { f, c }]) => [{ f: `${mark.f}${f} ${sign} more`, c: `${mark.c}${c} \\${sign} more` }]),
    );
  const draft = how.source === "draft";
  const block = fc.oneof(
    { weight: 6, arbitrary: plain },
    { weight: 2, arbitrary: bare },
    { weight: 1, arbitrary: heading },
    { weight: 2, arbitrary: apart(whole) },
    { weight: 2, arbitrary: apart(contested) },
    { weight: 1, arbitrary: spanning },
    ...(draft
      ? [
          { weight: 1, arbitrary: number },
          { weight: 1, arbitrary: apart(options) },
          { weight: 1, arbitrary: apart(versions) },
        ]
      : []),
  );
  return fc
    .tuple(fc.array(block, { minLength: 1, maxLength: 5 }), fc.option(loose, { freq: 6 }))
    .map(([blocks, last]) => {
      const list = [both("Begins here."), ...blocks.flat(), ...(last ?? [])];
      const { f, c } = joined(list, "\n\n");
      const source =
        draft && how.lines === "wrapped" ? f.replace(/(?<=[a-z]) (?=(?:within|arrival|customs|traders)\b)/g, "\n") : f;
      return { source, notation: c, reading: { ...how, labels: "options" } };
    });
}

/** Drafts with every convention that is read, without mistakes but for a loose sign. */
export const foreignDraft: fc.Arbitrary<Foreign> = mode.chain(draftIn);

/** Pieces of foreign drafts, whole and broken. */
const piece = fc.constantFrom(
  "[", "]", "][", "] [", "]/[", " / ", "/", "{", "}", "(", ")", "[KAZ: ", "[Kazakhstan and UZB: ", "[EU/CHN propose; KAZ oppose: ", " - KAZ]", " – proposal by China]",
  " — G77 delete; EU retain]", "; UZB delete.]", " (KAZ)]", "[Option 1: ", "[Alt. 2 ", "\n\nOption 1\n\n", "\n\nOption 2\n\n", "\nOption 1: ", "\nOption 2: ", "[Ruritania: ",
  " - Ruritania]", "[delete – KAZ]", "[KAZ delete]", "[Agreed ad ref]", "\n\n[agreed]\n\n", "[date]", "[ ]", "[X]", "[...]", "[54]", "[1. ]", "[Note: ", "[Move to article 4]",
  "\n\n1. ", "\n2) ", "\n\n2.bis ", "\n\n(a) ", "\nb) ", "\n\nARTICLE 5: ", "\n\nArticle 6\n", "\nCHAPTER II\n", "\n\nPP2 ", "\n\n[2. ", "\n\n[KAZ: 3) ", "[[", "]]", "\n", "\n\n",
  "*", "**", "__", "|", "\\", "\\[", "{^1}", "%% record", "#", "/[", "¶", " ", "\t", "\r\n", "\u0000", ":", ";", "—", "-", "KAZ", "propose:", "shall", "Each Party", "должны", "e] [E]ach",
); // biome-ignore format: a list

const anyReading: fc.Arbitrary<Partial<Reading>> = fc.record(
  {
    source: fc.constantFrom("draft", "draft", "marked"),
    lines: fc.constantFrom("paragraphs", "wrapped"),
    adjacent: fc.constantFrom("separate", "touching", "spaced"),
    slashes: fc.constantFrom("words", "spaced", "all"),
    labels: fc.constantFrom("options", "words"),
    numbers: fc.constantFrom("contested", "citations", "footnotes"),
    braces: fc.constantFrom("words", "options", "notes"),
    rounds: fc.constantFrom("words", "options"),
    parties: fc.constantFrom({}, { Ruritania: "RUR" }, { EU: null }),
  },
  { requiredKeys: ["source"] },
);

/** Anything at all, read anyhow. */
export const brokenDraft: fc.Arbitrary<Pick<Foreign, "source" | "reading">> = fc.record({
  source: fc.oneof(
    { weight: 3, arbitrary: fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(foreignDraft, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 3 }), piece), { maxLength: 4 }))
        .map(([{ source }, changes]) =>
          changes.reduce((text, [place, drop, put]) => {
            const at = place % (text.length + 1);
            return text.slice(0, at) + put + text.slice(at + drop);
          }, source),
        ),
    },
  ),
  reading: anyReading,
});
