import { KINDS, RESOLUTIONS, type RecordValue, STANCES, STATUSES, schema, type TextValue } from "@adref/schema";
import fc from "fast-check";
import { Fragment, type Mark, type Node } from "prosemirror-model";

/** Characters and words that are hard on a notation. */
const WORDS = [
  "shall", "may ", " the Party", "KAZ: ", "Note: x", "X", "...", " ", "  ", "—", " — KAZ delete", "[", "]", "][", "\\", "\\u{41}",
  "{^3}", "{adopted}", "**", "*", "__", "_", "~~", "^^", ",,", ",", "|", "2. ", "(a) ", "(i) ", "# ", "## Chapter I. ", "> ", "%% record",
  "%% title: x", "/[", "/", "¶", "¶ ", "!: ", "?: ", ":", "\n", "\n\n", "\t", "\u0000", "\u00a0", "\u2028", "\ufeff", "\ud800", "😀",
  "должны", "缔约方", "يجب", "\u202e", "Article 5. ", "Article", "a", "é", "“x”", "=", "+. ", "(+)", "\"", "'", "{a/b}", "- KAZ delete",
]; // biome-ignore format: a list

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join("")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 6 }) },
);

const bracketId = fc.constantFrom("b1", "b2", "b3", "b4", "bzzzzzzzzzzzzz");
const optionId = fc.constantFrom("o1a", "o1b", "o2a", "o3a", "oyyyyyyyyyyyyy");
const optionOrNull = fc.option(optionId, { freq: 2 });
const provisionId = fc.constantFrom("p1", "p2", "p3", "p7", "pxxxxxxxxxxxxx");
const party = fc.constantFrom("KAZ", "UZB", "TJK", "MNG", "GEO");
const anyOwner = fc.option(
  fc.oneof({ weight: 5, arbitrary: party }, { weight: 1, arbitrary: fc.constant("Группа 5") }),
);
const at = fc.constantFrom("", "2026-03-04T05:06:07.000Z");

const mark: fc.Arbitrary<Mark> = fc.oneof(
  { weight: 4, arbitrary: bracketId.map((bracket) => schema.mark("contested", { bracket })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(bracketId, optionId, optionOrNull)
      .map(([bracket, option, within]) => schema.mark("proposed", { bracket, option, within })),
  },
  { weight: 1, arbitrary: fc.constantFrom("n1", "n2").map((note) => schema.mark("note", { note })) },
  { weight: 1, arbitrary: provisionId.map((footnote) => schema.mark("footnote", { footnote })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom("strong", "em", "underline", "strike", "superscript", "subscript")
      .map((name) => schema.mark(name)),
  },
);

const marks = fc
  .array(mark, { maxLength: 4 })
  .map((list) => list.reduce((set: readonly Mark[], one) => one.addToSet(set), []));

const run = fc.tuple(text, marks).map(([words, set]) => schema.text(words, set));

const number = fc.constantFrom(
  "",
  null,
  "2",
  "2 bis",
  "(a)",
  "(i)",
  "(ii)",
  "Article 5",
  "Chapter IV",
  "Annex A",
  "3",
  "+",
  "odd one",
);

const provisionAttrs = fc.record({
  id: fc.oneof({ weight: 8, arbitrary: provisionId }, { weight: 1, arbitrary: fc.constantFrom(null, "an odd id") }),
  kind: fc.constantFrom(...KINDS),
  level: fc.integer({ min: 0, max: 8 }),
  number,
});
const whole = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ bracket: null, option: null, within: null }) },
  { weight: 1, arbitrary: fc.record({ bracket: bracketId, option: optionId, within: optionOrNull }) },
);

const provision = fc
  .tuple(provisionAttrs, whole, fc.array(run, { maxLength: 5 }))
  .map(([attrs, proposed, runs]) => schema.node("provision", { ...attrs, ...proposed }, Fragment.fromArray(runs)));

const cellAttrs = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant({ colspan: 2, rowspan: 1, colwidth: [90] }) },
);
const cell = fc
  .tuple(
    fc.constantFrom("table_cell", "table_header"),
    cellAttrs,
    fc.oneof(
      { weight: 5, arbitrary: provision.map((node) => [node]) },
      { weight: 1, arbitrary: fc.array(provision, { maxLength: 2 }) },
    ),
  )
  .map(([type, attrs, blocks]) => schema.node(type, attrs, blocks));
const table = fc
  .tuple(fc.constantFrom("t1", "t2", "tzzz", null), fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 3 }))
  .map(([id, rows]) =>
    schema.node(
      "table",
      { id },
      rows.map((cells) => schema.node("table_row", null, cells)),
    ),
  );

const stance = fc.record({ stance: fc.constantFrom(...STANCES), note: text, at }, { requiredKeys: ["stance", "at"] });

const record: fc.Arbitrary<RecordValue> = fc.record({
  brackets: fc.dictionary(
    bracketId,
    fc.record({ owner: anyOwner, at, parked: fc.boolean() }, { requiredKeys: ["owner", "at"] }),
    { noNullPrototype: true },
  ),
  options: fc.dictionary(optionId, fc.record({ bracket: bracketId, within: optionOrNull, owner: anyOwner, at }), {
    noNullPrototype: true,
  }),
  stances: fc.dictionary(
    fc.oneof(bracketId, optionId),
    fc.dictionary(fc.oneof({ weight: 6, arbitrary: party }, { weight: 1, arbitrary: fc.constant("odd") }), stance, {
      noNullPrototype: true,
    }),
    { noNullPrototype: true },
  ),
  statuses: fc.dictionary(
    provisionId,
    fc.record(
      { status: fc.constantFrom(...STATUSES), parked: fc.boolean(), at, reason: text },
      { requiredKeys: ["status", "at"] },
    ),
    { noNullPrototype: true },
  ),
  resolutions: fc.dictionary(
    bracketId,
    fc.record(
      {
        kind: fc.constantFrom(...RESOLUTIONS),
        option: optionId,
        words: text,
        at,
        by: fc.constant("chair"),
        reason: text,
      },
      { requiredKeys: ["kind", "at", "by"] },
    ),
    { noNullPrototype: true },
  ),
  comments: fc.dictionary(
    fc.constantFrom("c1", "c2"),
    fc.record({
      provision: provisionId,
      quoted: text,
      author: text,
      party: fc.constantFrom("KAZ", null),
      at,
      text,
      answers: fc.constantFrom("c1", null),
      done: fc.boolean(),
    }),
    { noNullPrototype: true },
  ),
  sessions: fc.constant({}),
  silences: fc.constant({}),
  freeze: fc.constant({}),
});

/** Any text that the schema can hold, sensible or not. */
export const anyText: fc.Arbitrary<TextValue> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: provision }, { weight: 1, arbitrary: table }), { maxLength: 5 }),
    record,
  )
  .map(([blocks, facts]) => ({ doc: schema.topNodeType.create(null, blocks as Node[]), record: facts }));
