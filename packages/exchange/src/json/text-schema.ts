import { KINDS, RESOLUTIONS, STANCES, STATUSES } from "@adref/schema";
import { z } from "zod";

/** The version of the JSON format; a file of a later one is refused, not guessed at. */
export const JSON_VERSION = 1;
export const JSON_FORMAT = "adref-text";

const LONGEST_ID = 200;
const LARGEST_SPAN = 1_000;

// Object keys of that name would set a prototype instead of a fact.
const key = z
  .string()
  .max(LONGEST_ID)
  .refine((id) => id !== "__proto__", "is not a name that may be used");
const id = z.string().max(LONGEST_ID);
const nullableId = id.nullable();
const time = z.string().max(100).describe('ISO 8601, or "" where unknown');

const facts = <T extends z.ZodType>(fact: T) => z.record(key, fact);

/** What the record says, root by root (see the record's type in the schema package). Roots that are left out are empty. */
export const recordSchema = z.strictObject({
  brackets: facts(z.strictObject({ owner: nullableId, at: time, parked: z.boolean().optional() })).default({}),
  options: facts(z.strictObject({ bracket: id, within: nullableId, owner: nullableId, at: time })).default({}),
  stances: facts(facts(z.strictObject({ stance: z.enum(STANCES), note: z.string().optional(), at: time }))).default({}),
  statuses: facts(
    z.strictObject({
      status: z.enum(STATUSES),
      parked: z.boolean().optional(),
      at: time,
      reason: z.string().optional(),
    }),
  ).default({}),
  resolutions: facts(
    z.strictObject({
      kind: z.enum(RESOLUTIONS),
      option: id.optional(),
      words: z.string().optional(),
      at: time,
      by: z.string(),
      reason: z.string().optional(),
    }),
  ).default({}),
  comments: facts(
    z.strictObject({
      provision: id,
      quoted: z.string(),
      author: z.string(),
      party: nullableId,
      at: time,
      text: z.string(),
      answers: nullableId,
      done: z.boolean(),
    }),
  ).default({}),
});

const mark = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("contested"), bracket: id }),
  z.strictObject({ type: z.literal("proposed"), bracket: id, option: id, within: nullableId.default(null) }),
  z.strictObject({ type: z.literal("note"), note: id }),
  z.strictObject({ type: z.literal("footnote"), footnote: id }),
  ...(["strong", "em", "underline", "strike", "superscript", "subscript"] as const).map((type) =>
    z.strictObject({ type: z.literal(type) }),
  ),
]);

const words = z.union([
  z.string().describe("words without marks"),
  z.strictObject({ text: z.string(), marks: z.array(mark).max(1_000) }),
]);

const provision = z.strictObject({
  type: z.literal("provision"),
  id: nullableId.default(null),
  kind: z.enum(KINDS).default("paragraph"),
  level: z.int().min(0).max(99).optional().describe("the usual level of the kind where it is left out"),
  number: z.string().max(1_000).nullable().default(null).describe('null: derived from its place; "": none'),
  bracket: nullableId.default(null),
  option: nullableId.default(null),
  within: nullableId.default(null),
  words: z.array(words).default([]),
});

const span = z.int().min(1).max(LARGEST_SPAN);
const cell = z.strictObject({
  header: z.boolean().default(false),
  colspan: span.default(1),
  rowspan: span.default(1),
  colwidth: z.array(z.number().min(0).max(100_000)).max(LARGEST_SPAN).nullable().default(null),
  blocks: z.array(provision).default([]),
});

const table = z.strictObject({ type: z.literal("table"), id: nullableId.default(null), rows: z.array(z.array(cell)) });

/** The whole file. */
export const textSchema = z.strictObject({
  format: z.literal(JSON_FORMAT),
  version: z.literal(JSON_VERSION),
  header: z.record(key, z.string()).default({}).describe("title, symbol, revision, date, language, and others"),
  blocks: z.array(z.discriminatedUnion("type", [provision, table])),
  record: recordSchema.default({ brackets: {}, options: {}, stances: {}, statuses: {}, resolutions: {}, comments: {} }),
});

export type JsonProvision = z.output<typeof provision>;
export type JsonMark = z.output<typeof mark>;
export type JsonTable = z.output<typeof table>;
