import { bodyOf, canonicalWords, newWordsDoc, provisionsOf, writeDoc } from "@adref/schema";
import { type Built, cell, contested, em, note, prop, proposed, strong, table, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { heaviestRising } from "../src/history/longest-rising.ts";
import { planRestore } from "../src/history/plan-restore.ts";
import { writeRestore } from "../src/history/write-restore.ts";

type Doc = Built["doc"];

const words = fc.constantFrom("shall", "should", " act", " in time", "", "Party", " 🤝 ", "é", " of goods", "  ");
const piece = fc.tuple(words, fc.constantFrom("plain", "b1", "b2", "o1", "o2", "strong", "em", "note", "b1o2"));
const run = (word: string, mark: string) => {
  switch (mark) {
    case "b1":
    case "b2":
      return contested(mark, word);
    case "o1":
    case "o2":
      return proposed("b1", mark, word);
    case "b1o2":
      return contested("b2", proposed("b1", "o2", word));
    case "strong":
      return strong(word);
    case "em":
      return em(word);
    case "note":
      return note(`n${word.length}`, word);
    default:
      return word;
  }
};
const provision = (id: string) =>
  fc
    .tuple(
      fc.array(piece, { maxLength: 6 }),
      fc.constantFrom("paragraph", "article", "item"),
      fc.constantFrom("", "1", null),
    )
    .map(([pieces, kind, number]) =>
      prop({ id, kind, number } as never, ...pieces.map(([word, mark]) => run(word, mark))),
    );
const IDS = ["p1", "p2", "p3", "p4", "p5", "p6", "p7"];
/** A text of some of seven provisions, in any order, two of which may stand in a table. */
const text: fc.Arbitrary<Doc> = fc
  .tuple(fc.shuffledSubarray(IDS), fc.tuple(...IDS.map(provision)), fc.nat(3), fc.boolean())
  .map(([ids, provisions, inTable, split]) => {
    const blocks = ids.map((id) => provisions[IDS.indexOf(id)] as ReturnType<typeof prop>);
    if (inTable === 0 || blocks.length < 2) return treaty(...blocks).doc;
    const [a, c, ...rest] = blocks as [ReturnType<typeof prop>, ReturnType<typeof prop>];
    const grid = split ? table("t1", [cell(a), cell(c)]) : table("t1", [cell(a)], [cell(c)]);
    return treaty(...rest.slice(0, inTable), grid, ...rest.slice(inTable)).doc;
  });

const shared = (doc: Doc): Y.Doc => {
  const out = newWordsDoc();
  writeDoc(bodyOf(out), doc);
  return out;
};
const canonical = (doc: Y.Doc) => canonicalWords(bodyOf(doc));
const idsOf = (doc: Doc) => provisionsOf(doc).map(({ node }) => node.attrs.id as string);
const free = () => false;

test("a whole text becomes exactly what it was, whatever it became meanwhile", () => {
  fc.assert(
    fc.property(text, text, (past, now) => {
      const plan = planRestore(now, past, null, free);
      if ("sentence" in plan) {
        expect(plan.id).toBe("no-change");
        expect(canonical(shared(now))).toBe(canonical(shared(past)));
        return;
      }
      const live = shared(now);
      live.transact(() => writeRestore(bodyOf(live), plan));
      expect(canonical(live)).toBe(canonical(shared(past)));
      expect(canonical(shared(plan.doc))).toBe(canonical(live));
      const told = [...plan.rewritten, ...plan.inserted, ...plan.removed, ...plan.moved];
      expect(idsOf(past).filter((id) => !idsOf(now).includes(id))).toEqual(plan.inserted);
      expect(told.every((id) => IDS.includes(id))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("named provisions become what they were, and every other stays the element and the words that it is", () => {
  fc.assert(
    fc.property(text, text, fc.subarray(IDS, { minLength: 1 }), (past, now, named) => {
      const plan = planRestore(now, past, named, free);
      if ("sentence" in plan) {
        expect(["no-change", "no-such-provision", "restore-whole"]).toContain(plan.id);
        return;
      }
      const live = shared(now);
      const before = new Map(
        bodyOf(live)
          .toArray()
          .map((block) => [(block as Y.XmlElement).getAttribute("id"), block]),
      );
      live.transact(() => writeRestore(bodyOf(live), plan));
      expect(canonical(live)).toBe(canonical(shared(plan.doc)));
      expect(new Set(idsOf(plan.doc)).size).toBe(idsOf(plan.doc).length);
      const changed = new Set([...plan.rewritten, ...plan.inserted, ...plan.removed, ...plan.moved]);
      for (const block of bodyOf(live).toArray() as Y.XmlElement[]) {
        const id = block.getAttribute("id") as string;
        if (!changed.has(id) && block.nodeName === "provision") expect(before.get(id)).toBe(block);
      }
      const [then, after] = [byId(past), byId(plan.doc)];
      for (const id of named) expect(after.get(id)).toBe(then.get(id));
    }),
    { numRuns: 1_000 },
  );
});

test("agreed words neither change nor move, and do not stand in the way where they are the same", () => {
  fc.assert(
    fc.property(text, text, fc.subarray(IDS), (past, now, agreed) => {
      const plan = planRestore(now, past, null, (id) => agreed.includes(id));
      if ("sentence" in plan) {
        if (plan.id === "locked") expect(agreed).toContain(plan.provision);
        return;
      }
      const [before, after] = [byId(now), byId(plan.doc)];
      for (const id of agreed) expect(after.get(id)).toBe(before.get(id));
    }),
    { numRuns: 500 },
  );
});

const byId = (doc: Doc): ReadonlyMap<string, string> => {
  const elements = [
    ...shared(doc)
      .getXmlFragment("body")
      .createTreeWalker((one) => (one as Y.XmlElement).nodeName === "provision"),
  ];
  return new Map(
    elements.map((one) => [
      (one as Y.XmlElement).getAttribute("id") as string,
      JSON.stringify(canonicalOf(one as Y.XmlElement)),
    ]),
  );
};

function canonicalOf(element: Y.XmlElement): string {
  const alone = newWordsDoc();
  bodyOf(alone).insert(0, [element.clone() as Y.XmlElement]);
  return canonical(alone);
}

describe("what others type meanwhile", () => {
  const sentence = (doc: Y.Doc, place: number) => String((bodyOf(doc).get(place) as Y.XmlElement).toString());

  test("stays, in provisions that are not restored and in the words that stay", () => {
    const past = treaty(prop("p1", "Each Party shall act in good time."), prop("p2", "Fees are limited.")).doc;
    const now = treaty(prop("p1", "Each Party should act soon."), prop("p2", "Fees are limited.")).doc;
    const live = shared(now);
    const other = newWordsDoc(Y.encodeStateAsUpdate(live));
    const typed: Uint8Array[] = [];
    other.on("update", (update: Uint8Array) => typed.push(update));
    ((bodyOf(other).get(1) as Y.XmlElement).get(0) as Y.XmlText).insert(4, " and charges");
    ((bodyOf(other).get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(10, " concerned");
    const plan = planRestore(now, past, null, free);
    if ("sentence" in plan) throw new Error(plan.sentence);
    live.transact(() => writeRestore(bodyOf(live), plan));
    for (const update of typed) Y.applyUpdate(live, update);
    expect(sentence(live, 0)).toContain("Each Party concerned shall act in good time.");
    expect(sentence(live, 1)).toContain("Fees and charges are limited.");
  });
});

test("the heaviest rising members are rising, and no rising members are heavier", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(9), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 10, maxLength: 10 }),
      (values, weights) => {
        const weightOf = (value: number) => weights[value] as number;
        const kept = heaviestRising(values, weightOf, 10);
        const members = values.filter((value) => kept.has(value));
        expect(members).toEqual([...members].sort((a, b) => a - b));
        let best = 0;
        for (let mask = 0; mask < 1 << values.length; mask++) {
          const some = values.filter((_, i) => mask & (1 << i));
          if (some.every((value, i) => i === 0 || (some[i - 1] as number) < value)) {
            best = Math.max(
              best,
              some.reduce((sum, value) => sum + weightOf(value), 0),
            );
          }
        }
        expect(members.reduce((sum, value) => sum + weightOf(value), 0)).toBe(best);
      },
    ),
  );
});
