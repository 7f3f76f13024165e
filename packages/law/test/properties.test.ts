import { markIdentity, type ProvisionValue, type RecordValue } from "@adref/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { judge, ownersOf, ownsRun, structureOf, without } from "../src/index.ts";
import { type Choice, claimed, doOwn } from "./own-changes.ts";
import {
  delegation,
  locked,
  outcome,
  PARTIES,
  provision,
  record,
  run,
  secretariat,
  texts,
  verdictOf,
} from "./texts.ts";

const parties = fc.constantFrom(...PARTIES);
const choices = fc
  .array(
    fc.record({
      kind: fc.nat(),
      where: fc.nat(20),
      from: fc.nat(20),
      length: fc.integer({ min: 1, max: 6 }),
      text: fc.string({ unit: fc.constantFrom("x", "y"), minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((list) => list.map((choice, i): Choice => ({ ...choice, fresh: `f${i}` })));

/** A party's changes one after another: the texts and records in between. */
function play(start: readonly ProvisionValue[], party: string, list: readonly Choice[]) {
  const steps = [{ text: start, record }];
  for (const choice of list) {
    const last = steps.at(-1) as { text: readonly ProvisionValue[]; record: RecordValue };
    const text = doOwn(last.text, party, choice, last.record);
    const verdict = verdictOf(delegation(party), last.text, text, last.record);
    if (!verdict.lawful) return { steps, refused: verdict.refusal.id };
    steps.push({ text, record: claimed(last.record, verdict.claims, party) });
  }
  return { steps, refused: null };
}

test("D1 no change at all is lawful for everybody, and claims nothing", () => {
  fc.assert(
    fc.property(texts, parties, (text, party) => {
      const nothing = { lawful: true, claims: { brackets: [], options: [] } };
      expect(verdictOf(delegation(party), text, text)).toEqual(nothing);
      expect(verdictOf(secretariat, text, text)).toEqual(nothing);
    }),
  );
});

test("D1 what a party does with its own words is lawful, and one change after another is lawful as one", () => {
  fc.assert(
    fc.property(texts, parties, choices, (text, party, list) => {
      const { steps, refused } = play(text, party, list);
      expect(refused).toBeNull();
      const last = steps.at(-1) as (typeof steps)[number];
      expect(outcome(delegation(party), text, last.text)).toBe("lawful");
    }),
    { numRuns: 500 },
  );
});

test("D1 a lawful change never changes the words of any other party, nor the standing words", () => {
  fc.assert(
    fc.property(texts, parties, choices, (text, party, list) => {
      const { steps } = play(text, party, list);
      const last = steps.at(-1) as (typeof steps)[number];
      for (const other of [...PARTIES, null]) {
        if (other === party) continue;
        expect(wordsOfParty(last.text, other, last.record, party)).toEqual(wordsOfParty(text, other, record, party));
      }
    }),
    { numRuns: 500 },
  );
});

test("D1 any two texts that differ without the party's contributions are refused, all others are not refused for D1", () => {
  fc.assert(
    fc.property(texts, texts, parties, (before, after, party) => {
      const owners = ownersOf(record);
      const same =
        JSON.stringify(plain(without(party, before, owners))) === JSON.stringify(plain(without(party, after, owners)));
      const id = outcome(delegation(party), before, after);
      const interference = ["others-words", "others-marks", "others-provision", "structure"].includes(id);
      if (!same) expect(id).not.toBe("lawful");
      else expect(interference).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test("D1 to change, drop or mark one character that is not the party's is refused", () => {
  fc.assert(
    fc.property(texts, parties, fc.nat(), fc.nat(3), (text, party, pick, how) => {
      const owners = ownersOf(record);
      const foreign = text.flatMap((one) =>
        one.runs.flatMap((part, at) => (ownsRun(party, part.marks, one, owners) ? [] : [{ one, at }])),
      );
      const target = foreign[pick % Math.max(foreign.length, 1)];
      if (!target) return;
      const { one, at } = target;
      const part = one.runs[at] as (typeof one.runs)[number];
      const changed = [
        [run(`${part.text}z`, ...part.marks)],
        [run(part.text.slice(1), ...part.marks)],
        [run(part.text, ...part.marks, { type: "em", attrs: {} })],
        [],
      ][how] as typeof one.runs;
      const after = provision(one.id, [...one.runs.slice(0, at), ...changed, ...one.runs.slice(at + 1)], one);
      const others = text.map((each) => (each.id === one.id ? after : each));
      expect(outcome(delegation(party), text, others)).toMatch(/^others-/);
    }),
    { numRuns: 1_000 },
  );
});

test("D1 the verdict does not depend on which unchanged provisions are looked at", () => {
  fc.assert(
    fc.property(texts, texts, fc.constantFrom(...PARTIES, null), fc.nat(15), (before, after, party, mask) => {
      const actor = party === null ? secretariat : delegation(party);
      const whole = verdictOf(actor, before, after);
      const ids = new Set([...before, ...after].map((one) => one.id));
      const pairs = [...ids].map((id) => ({
        before: before.find((one) => one.id === id) ?? null,
        after: after.find((one) => one.id === id) ?? null,
      }));
      const looked = pairs.filter((pair, i) => plainOf(pair.before) !== plainOf(pair.after) || (mask >> i) % 2 === 1);
      const place = (one: ProvisionValue) => ({ id: one.id, proposed: one.option === null ? null : one });
      const structure = structureOf(before.map(place), after.map(place));
      expect(judge({ actor, provisions: looked, structure, owners: ownersOf(record), locked })).toEqual(whole);
    }),
    { numRuns: 1_000 },
  );
});

test("S1 whatever the Secretariat lawfully does, every option keeps its words", () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      if (outcome(secretariat, before, after) !== "lawful") return;
      for (const party of PARTIES) {
        const own = (text: readonly ProvisionValue[]) => Object.values(wordsByOption(text, party)).sort();
        expect(own(after)).toEqual(own(before));
      }
    }),
    { numRuns: 2_000 },
  );
});

/** The words of a party (null: words that nobody named owns), provision by provision; `not` is whose do not count. */
function wordsOfParty(
  text: readonly ProvisionValue[],
  party: string | null,
  under: RecordValue,
  not: string,
): string[] {
  const owners = ownersOf(under);
  return text
    .map((one) => {
      const mine = one.runs.filter((part) =>
        party === null
          ? [...PARTIES].every((each) => !ownsRun(each, part.marks, one, owners))
          : ownsRun(party, part.marks, one, owners) && !ownsRun(not, part.marks, one, owners),
      );
      return mine.length > 0 ? `${one.id} ${mine.map((part) => part.text).join("")}` : "";
    })
    .filter((line) => line !== "");
}

function wordsByOption(text: readonly ProvisionValue[], party: string): Record<string, string> {
  const out: Record<string, string> = {};
  const owners = ownersOf(record);
  for (const one of text) {
    for (const part of one.runs) {
      if (!ownsRun(party, part.marks, one, owners)) continue;
      const key =
        part.marks
          .map(markIdentity)
          .filter((id) => id.startsWith("proposed"))
          .join() || `whole ${one.id}`;
      out[key] = (out[key] ?? "") + part.text;
    }
  }
  return out;
}

const plain = (list: readonly ProvisionValue[]) =>
  list.map((one) => [
    one.id,
    one.kind,
    one.level,
    one.number,
    one.bracket,
    one.option,
    one.within,
    one.runs.map((part) => [part.text, part.marks.map(markIdentity)]),
  ]);
const plainOf = (one: ProvisionValue | null) => JSON.stringify(one && plain([one]));
