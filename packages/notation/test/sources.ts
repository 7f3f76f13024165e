import fc from "fast-check";

/** Sources as people write them: every construct of the notation, nested as deep as it goes, without mistakes. */
const hardWord = fc.constantFrom(
  "the", "Party", "shall", "may", "not", "within", "days", "goods", "должны", "缔约方", "يجب", "m^^2^^", "CO,,2,,",
  "“transit”", "a/b", "e-mail", "5 * 3", "\\[sic\\]", "\\{x\\}", "C:\\temp", "**firmly**", "*bona fide*", "__new__", "~~old~~",
  "***both***", "snake_case", "[X]", "[...]", "[ ]", "[Note: to be checked]", "[!: aside]", "and/or", "1.5", "\\(a)",
); // biome-ignore format: a list

/** Sources without a header, made of the given words. */
export function sourcesOf(word: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => list.join(" "));
  const party = fc.constantFrom("KAZ", "UZB", "TJK", "MNG", "GEO", "CHN");
  const verb = fc.constantFrom(
    "support",
    "oppose",
    "retain",
    "delete",
    "flexible",
    "reserve",
    'reserve "pending \\"capital\\""',
  );
  const stances = fc
    .tuple(fc.uniqueArray(party, { minLength: 1, maxLength: 4 }), fc.array(verb, { minLength: 4, maxLength: 4 }))
    .map(([parties, verbs]) => ` — ${parties.map((code, i) => `${code} ${verbs[i]}`).join("; ")}`);
  const tail = fc.oneof({ weight: 3, arbitrary: fc.constant("") }, { weight: 1, arbitrary: stances });
  const head = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.uniqueArray(party, { minLength: 1, maxLength: 3 }).map((codes) => `${codes.join(", ")}: `),
    },
    { weight: 1, arbitrary: fc.constant("?: ") },
  );

  const { inline } = fc.letrec<{ inline: string; piece: string; bracket: string; option: string }>((tie) => ({
    inline: fc
      .array(tie("piece"), { minLength: 1, maxLength: 4, depthIdentifier: "signs" })
      .map((list) => list.join(" ")),
    piece: fc.oneof({ depthIdentifier: "signs", depthSize: "small" }, words, tie("bracket")),
    option: fc.tuple(head, tie("inline"), tail).map(([who, what, said]) => `[${who}${what}${said}]`),
    bracket: fc
      .tuple(
        fc.option(fc.tuple(tie("inline"), tail), { freq: 4 }),
        fc.array(tie("option"), { maxLength: 2, depthIdentifier: "signs" }),
        fc.constantFrom("", "[", "|"),
        tie("inline"),
      )
      .map(([standing, options, more, other]) => {
        const first = standing ? `[${standing[0]}${standing[1]}]` : "";
        const unnamed = more === "[" && standing ? `[${other}]` : "";
        const beside = more === "|" ? `|[${other}]` : "";
        const parts = first + options.join("") + unnamed;
        return parts === "" ? "shall" : parts + beside;
      }),
  }));

  const marker = fc.constantFrom(
  "", "1. ", "2 bis. ", "(a) ", "(b) ", "  (i) ", "  (ii) ", "> ", "# ", "## ", "## Chapter IV. ", "## Annex A. ",
  "### Section 2. ", "#### Article 5. ", "#### Article 5 bis. ", "####+ ", "+. ", "(+) ", "¶ ", "#### ",
); // biome-ignore format: a list
  const numbered = marker.filter((sign) => sign.trim() !== "");
  const status = fc.constantFrom(
    "",
    "",
    "",
    " {agreed in group}",
    " {agreed ad ref}",
    " {adopted}",
    " {parked}",
    " {agreed ad ref, parked}",
  );

  const plain = fc.tuple(marker, inline, status).map(([sign, text, end]) => [`${sign}${text}${end}`]);
  const empty = numbered.map((sign) => [sign.trimEnd()]);
  const split = (sign: string) => [/^ */.exec(sign)?.[0] ?? "", sign.trimStart()] as const;
  const contested = fc.tuple(numbered, inline, tail, status).map(([sign, text, said, end]) => {
    const [indent, bare] = split(sign);
    return [`${indent}[${bare}${text}${said}]${end}`];
  });
  const whole = fc
    .tuple(numbered, head, inline, tail, fc.option(fc.tuple(numbered, head, inline)), fc.array(plain, { maxLength: 2 }))
    .map(([sign, who, text, said, other, more]) => {
      const [indent, bare] = split(sign);
      const blocks = [`${indent}[${who}${bare}${text}`, ...more.flat().filter((block) => !/\{[a-z, ]+\}$/.test(block))];
      blocks[blocks.length - 1] += `${said}]`;
      if (other) {
        const [space, next] = split(other[0]);
        blocks.push(`${space}/[${other[1]}${next}${other[2]}]`);
      }
      return blocks;
    });
  const spanning = fc
    .tuple(numbered, inline, fc.array(plain, { maxLength: 2 }), inline, tail, numbered)
    .map(([sign, text, middle, last, said, end]) => [
      `${sign}${text} [${text}`,
      ...middle.flat(),
      `${end}${last}${said}] ${text}`,
    ]);
  const noted = fc
    .tuple(numbered, inline, fc.integer({ min: 1, max: 9 }))
    .map(([sign, text, n]) => [`${sign}${text} word{^${n}} more`, `{^${n}} Words of the note.`]);
  const table = fc
    .array(fc.array(fc.oneof(inline, fc.constant("")), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map((rows) => [rows.map((cells) => `|${cells.map((cell) => ` ${cell} |`).join("")}`).join("\n")]);

  return fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: plain },
        { weight: 1, arbitrary: empty },
        { weight: 2, arbitrary: contested },
        { weight: 2, arbitrary: whole },
        { weight: 1, arbitrary: spanning },
        { weight: 1, arbitrary: noted },
        { weight: 1, arbitrary: table },
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((blocks) => blocks.flat().join("\n\n"));
}

/** Any source without a header. */
export const anySource: fc.Arbitrary<string> = sourcesOf(hardWord);
