import {
  EMPTY_RECORD,
  type MarkValue,
  markIdentity,
  type OptionFacts,
  type ProvisionValue,
  type RecordValue,
  type Run,
} from "@adref/schema";
import fc from "fast-check";
import { type Actor, judgeWhole, ownersOf, placeOf, type Verdict, type WholeText } from "../src/index.ts";
import { appendRun } from "../src/without.ts";

/** Texts as lists of provisions, and a record in which three parties own brackets; for the tests of the law. */
export const PARTIES = ["KAZ", "UZB", "MNG"] as const;

const option = (bracket: string, within: string | null, owner: string | null): OptionFacts => ({
  bracket,
  within,
  owner,
  at: "",
});

export const record: RecordValue = {
  ...EMPTY_RECORD,
  brackets: {
    bK: { owner: "KAZ", at: "" },
    bU: { owner: "UZB", at: "" },
    bM: { owner: "MNG", at: "" },
    bN: { owner: null, at: "" },
    bUinK: { owner: "UZB", at: "" },
    bEnded: { owner: "KAZ", at: "" },
    bWhole: { owner: "MNG", at: "" },
  },
  options: {
    oK: option("bK", null, "KAZ"),
    oUofK: option("bK", null, "UZB"),
    oU: option("bU", null, "UZB"),
    oM: option("bM", null, "MNG"),
    oN: option("bN", null, null),
    oUinK: option("bUinK", "oK", "UZB"),
    oEnded: option("bEnded", null, "KAZ"),
    oWhole: option("bWhole", null, "MNG"),
  },
  resolutions: { bEnded: { kind: "delete", at: "", by: "chair" } },
  statuses: { agreed: { status: "agreed-adref", at: "" } },
};

export const contested = (bracket: string): MarkValue => ({ type: "contested", attrs: { bracket } });
export const proposed = (bracket: string, id: string, within: string | null = null): MarkValue => ({
  type: "proposed",
  attrs: { bracket, option: id, within },
});
/** The mark of an option that the record knows. */
export const of = (id: string): MarkValue => {
  const facts = record.options[id];
  if (!facts) throw new Error(`No such option: ${id}`);
  return proposed(facts.bracket, id, facts.within);
};
export const strong: MarkValue = { type: "strong", attrs: {} };
export const noteMark = (note: string): MarkValue => ({ type: "note", attrs: { note } });

export const run = (text: string, ...marks: MarkValue[]): Run => ({
  text,
  marks: [...marks].sort((a, b) => (markIdentity(a) < markIdentity(b) ? -1 : 1)),
});

/** A provision; attributes may be given, and runs are joined as readers join them. */
export function provision(id: string, runs: readonly Run[], attrs: Partial<ProvisionValue> = {}): ProvisionValue {
  const joined: Run[] = [];
  for (const one of runs) if (one.text !== "") appendRun(joined, one);
  return {
    id,
    kind: "paragraph",
    level: 4,
    number: null,
    bracket: null,
    option: null,
    within: null,
    ...attrs,
    runs: joined,
  };
}

export const wholeText = (provisions: readonly ProvisionValue[]): WholeText => ({
  places: provisions.map(placeOf),
  provisions: new Map(provisions.map((one) => [one.id, one])),
});

export const delegation = (party: string): Actor => ({ role: "delegation", party });
export const secretariat: Actor = { role: "secretariat" };

export const locked = (id: string): boolean => (record.statuses[id]?.status ?? "open") !== "open";

/** Judges a change of a whole text under the record above. */
export function verdictOf(
  actor: Actor,
  before: readonly ProvisionValue[],
  after: readonly ProvisionValue[],
  under: RecordValue = record,
): Verdict {
  return judgeWhole(actor, wholeText(before), wholeText(after), ownersOf(under), locked);
}

/** The id of the refusal, or "lawful". */
export function outcome(
  actor: Actor,
  before: readonly ProvisionValue[],
  after: readonly ProvisionValue[],
  under: RecordValue = record,
): string {
  const verdict = verdictOf(actor, before, after, under);
  return verdict.lawful ? "lawful" : verdict.refusal.id;
}

const markSets: readonly (readonly MarkValue[])[] = [
  [],
  [],
  [strong],
  [contested("bK")],
  [contested("bU")],
  [contested("bK"), contested("bM")],
  [of("oK")],
  [of("oUofK")],
  [of("oU"), strong],
  [of("oM"), contested("bU")],
  [of("oN")],
  [of("oK"), of("oUinK")],
  [of("oUinK")],
];

const runs = fc.array(
  fc
    .tuple(
      fc.string({ unit: fc.constantFrom("a", "b", " "), minLength: 1, maxLength: 4 }),
      fc.constantFrom(...markSets),
    )
    .map(([text, marks]) => run(text, ...marks)),
  { maxLength: 6 },
);

const attributes = fc.constantFrom<Partial<ProvisionValue>>(
  {},
  {},
  { number: "2" },
  { kind: "article", level: 3 },
  { bracket: "bWhole", option: "oWhole" },
  { bracket: "bK", option: "oK" },
);

/** Texts of one to four provisions. */
export const texts: fc.Arbitrary<readonly ProvisionValue[]> = fc
  .array(fc.tuple(runs, attributes), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([content, attrs], i) => provision(`p${i}`, content, attrs)));
