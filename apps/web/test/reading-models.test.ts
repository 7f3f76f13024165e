import { indexBrackets } from "@adref/brackets";
import {
  type CommentFacts,
  docOfY,
  EMPTY_RECORD,
  type PartyCode,
  provisionElements,
  type RecordValue,
  STANCES,
  writeDoc,
} from "@adref/schema";
import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { anchorOf, placeOfAnchor, placeOfComment } from "../src/comments/anchor.ts";
import type { PlacedThread } from "../src/comments/comment-store.ts";
import { mentionedIn, mentioningAt, peopleMeant, withMention } from "../src/comments/mentions.ts";
import { mentionsIn, threadsOf, waitsFor } from "../src/comments/threads.ts";
import { commentedNow, compareEmphasis, hitsIn, NO_EMPHASIS } from "../src/editor/emphasis.ts";
import { outlineOf } from "../src/history/outline-of.ts";
import {
  choicesOf,
  EVERYTHING,
  filterText,
  isFiltering,
  parseFilter,
  passes,
  STATES,
  type Subject,
  TRAITS,
  toggled,
} from "../src/reading/filter.ts";
import { nextForMe } from "../src/reading/next-for-me.ts";
import { markNear, railMarks } from "../src/reading/rail-model.ts";
import { bare, hitsOf, soughtFor } from "../src/reading/search.ts";
import { NOTHING_CHANGED, subjectsOf } from "../src/reading/subjects.ts";
import { parseView, viewText } from "../src/reading/views.ts";

const AT = "2026-11-20T10:00:00.000Z";
const LATER = "2026-11-24T10:00:00.000Z";
const PARTIES: readonly PartyCode[] = ["GEO", "KAZ", "UZB"];

/** b1: GEO's "should" for "shall", opposed by UZB; b2: KAZ's insertion; b3: GEO's, parked. */
const { doc } = treaty(
  prop({ id: "a1", kind: "article", number: "Article 7" }, "Fees"),
  prop({ id: "p1", number: "1" }, "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act."),
  prop({ id: "p2", number: "2" }, "Fees are published", proposed("b2", "o2", " at once"), "."),
  prop({ id: "p3", number: "3" }, "Nothing ", contested("b3", "at all"), "."),
);
const index = indexBrackets(doc);
const outline = outlineOf(doc);
const record: RecordValue = {
  ...EMPTY_RECORD,
  brackets: { b1: { owner: "GEO", at: AT }, b2: { owner: null, at: AT }, b3: { owner: "GEO", at: AT, parked: true } },
  options: {
    o1: { bracket: "b1", within: null, owner: "GEO", at: AT },
    o2: { bracket: "b2", within: null, owner: "KAZ", at: LATER },
  },
  stances: { o1: { UZB: { stance: "oppose", at: AT } } },
};
const said = (id: string, given: Partial<CommentFacts> = {}) => ({
  id,
  provision: "p1",
  quoted: "",
  author: "Somebody",
  party: null,
  at: AT,
  text: "Why?",
  answers: null,
  done: false,
  ...given,
});
const commentsOf = (list: readonly ReturnType<typeof said>[]) =>
  Object.fromEntries(list.map(({ id, ...facts }) => [id, facts]));
const subjectsFor = (party: PartyCode | null, given: Partial<Parameters<typeof subjectsOf>[0]> = {}) =>
  subjectsOf({
    ...{ index, outline, record, threads: [], claimed: new Set<string>(), changed: NOTHING_CHANGED },
    me: { id: "me", party },
    ...given,
  });

describe("a filter", () => {
  const filters = fc
    .subarray([...TRAITS, ...STATES, ...STANCES, ...PARTIES])
    .map((choices) => choices.reduce((filter, choice) => toggled(filter, choice), EVERYTHING));
  const subjects: fc.Arbitrary<Subject> = fc
    .record({
      owners: fc.subarray([...PARTIES]),
      says: fc.array(fc.record({ party: fc.constantFrom(...PARTIES), stance: fc.constantFrom(...STANCES) })),
      states: fc.subarray([...STATES]),
      traits: fc.subarray([...TRAITS]),
    })
    .map(({ owners, says, states, traits }) => ({
      ...{ owners: new Set(owners), says, states: new Set(states), traits: new Set(traits) },
    }));

  test("is read from the address as it was written there, and forgets what it does not know", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parseFilter(filterText(filter))).toEqual(filter);
      }),
    );
    expect(parseFilter("needs,later-version,KAZ,,needs")).toEqual(parseFilter("needs,KAZ"));
    expect(parseFilter(null)).toEqual(EVERYTHING);
  });

  test("lets everything through where it names nothing, and never more for a trait more", () => {
    fc.assert(
      fc.property(filters, subjects, fc.constantFrom(...TRAITS), (filter, subject, trait) => {
        expect(passes(EVERYTHING, subject)).toBe(true);
        if (filter.traits.includes(trait)) return;
        if (passes(toggled(filter, trait), subject)) expect(passes(filter, subject)).toBe(true);
      }),
    );
  });

  test("is undone by the same choices again", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const empty = choicesOf(filter).reduce((rest, choice) => toggled(rest, choice), filter);
        expect(isFiltering(empty)).toBe(false);
      }),
    );
  });

  test("takes a party with a stance as that party's stance", () => {
    const subject = subjectsFor("KAZ").brackets.get("b1") as Subject;
    expect(passes(parseFilter("GEO"), subject)).toBe(true);
    expect(passes(parseFilter("oppose"), subject)).toBe(true);
    expect(passes(parseFilter("UZB,oppose"), subject)).toBe(true);
    expect(passes(parseFilter("GEO,oppose"), subject)).toBe(false);
  });
});

describe("what waits for a party", () => {
  const needs = (party: PartyCode | null, given = {}) =>
    [...subjectsFor(party, given).brackets].flatMap(([id, { traits }]) => (traits.has("needs") ? [id] : []));

  test("is every bracket that is not parked, in which it has nothing and on which it said nothing", () => {
    expect(needs("KAZ")).toEqual(["b1"]);
    expect(needs("UZB")).toEqual(["b2"]);
    expect(needs("GEO")).toEqual(["b2"]);
    expect(needs(null)).toEqual([]);
    expect(needs("KAZ~layer")).toEqual(["b1"]);
  });

  test("is its own too where it is asked to confirm or to join", () => {
    const o1 = { bracket: "b1", within: null, owner: "GEO", at: AT };
    const asked = { ...record, options: { ...record.options, o1: { ...o1, unconfirmed: { by: "s", at: AT } } } };
    expect(needs("GEO", { record: asked })).toEqual(["b1", "b2"]);
    const invited = { ...record, options: { ...record.options, o1: { ...o1, invited: ["UZB"] } } };
    expect(needs("UZB", { record: invited })).toEqual(["b1", "b2"]);
  });

  test("is not what was made here a moment ago and is not on the record yet", () => {
    const { b2: _b2, ...brackets } = record.brackets;
    const { o2: _o2, ...options } = record.options;
    const unknown = { ...record, brackets, options };
    expect(needs("GEO", { record: unknown, claimed: new Set(["o2"]) })).toEqual([]);
  });

  test("is gone to in the order of the text, round and round, threads to oneself among them", () => {
    const thread = threadsOf(commentsOf([said("c1", { provision: "p3", mentions: ["me"] })]))[0];
    if (!thread) throw new Error("no thread");
    const threads: PlacedThread[] = [{ thread, place: { provision: "p3", from: 0, to: 0 } }];
    const subjects = subjectsFor("KAZ", { threads });
    const step = (active: string | null, provision: string | null) =>
      nextForMe({ ...{ index, outline, subjects, threads, me: "me" }, active, provision })?.id;
    expect(step(null, null)).toBe("b1");
    expect(step("b1", "p1")).toBe("c1");
    expect(step("c1", "p3")).toBe("b1");
    expect(step(null, "p2")).toBe("c1");
  });
});

test("what is known is taken over where nothing of it changed, and is what would be known anew", () => {
  const me = { id: "me", party: "KAZ" };
  const base = { index, outline, record, threads: [], claimed: new Set<string>(), changed: NOTHING_CHANGED, me };
  const subjects = subjectsOf(base);
  const before = { sources: base, claimed: 0, subjects };
  const typed = treaty(
    prop({ id: "a1", kind: "article", number: "Article 7" }, "Fees"),
    prop({ id: "p1", number: "1" }, "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should!"), " act."),
    prop({ id: "p2", number: "2" }, "Fees are published", proposed("b2", "o2", " at once"), "."),
    prop({ id: "p3", number: "3" }, "Nothing ", contested("b3", "at all"), "."),
  ).doc;
  expect(subjectsOf({ ...base, index: indexBrackets(typed, index) }, before)).toBe(subjects);
  const o1 = { UZB: { stance: "oppose", at: AT }, KAZ: { stance: "support", at: LATER } } as const;
  const next = { ...base, record: { ...record, stances: { o1 } } };
  const now = subjectsOf(next, before);
  expect(now).toEqual(subjectsOf(next));
  expect(now.brackets.get("b2")).toBe(subjects.brackets.get("b2"));
  expect(now.brackets.get("b1")?.traits.has("needs")).toBe(false);
});

test("what the record dates after the last visit is changed, and what a comparison says", () => {
  const since = { since: "2026-11-22T00:00:00.000Z", brackets: new Set(["b3"]), provisions: new Set(["a1"]) };
  const { brackets, provisions } = subjectsFor("KAZ", { changed: since });
  const changed = (all: ReadonlyMap<string, Subject>) =>
    [...all].flatMap(([id, { traits }]) => (traits.has("changed") ? [id] : []));
  expect(changed(brackets)).toEqual(["b2", "b3"]);
  expect(changed(provisions)).toEqual(["a1"]);
});

describe("finding", () => {
  const nameOf = (id: string) =>
    ({ a1: "Article 7", p1: "Article 7(1)", p2: "Article 7(2)", p3: "Article 7(3)" })[id] ?? "";
  const find = (words: string) => {
    const sought = soughtFor(words, { doc, index, record, parties: PARTIES, nameOf });
    return sought ? hitsOf(sought, doc, new WeakMap()).map(({ provision, from, to }) => [provision, from, to]) : null;
  };

  test("words in either case with any space between them, signs as they are", () => {
    expect(find("fees")).toEqual([
      ["a1", 0, 4],
      ["p2", 0, 4],
    ]);
    expect(find("are  PUBLISHED")).toEqual([["p2", 5, 18]]);
    expect(find("act.")).toEqual([["p1", 23, 27]]);
    expect(find("(")).toEqual([]);
    expect(find(" ")).toBeNull();
  });

  test("numbers however they are written", () => {
    for (const words of ["7.2", "Article 7(2)", "art. 7 (2)", "7(2)"])
      expect(find(words), words).toEqual([["p2", 0, 0]]);
    expect(find("Article 7")).toEqual([["a1", 0, 0]]);
    expect(bare("Article 12(3)(a)")).toBe("12.3.a");
  });

  test("all words of a party by its code", () => {
    expect(find("kaz")).toEqual([["p2", 18, 26]]);
    expect(find("GEO")).toEqual([["p1", 16, 22]]);
  });

  test("any words at all without an error, each hit being what was sought", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (words, text) => {
        const sought = soughtFor(words, { doc, index, record, parties: PARTIES, nameOf });
        if (!sought) return;
        const plain = (some: string) => some.trim().replace(/\s+/g, " ").toLowerCase();
        for (const { from, to } of hitsIn({ ...sought, places: new Map() }, "x", `${text}${words}`)) {
          expect(plain(`${text}${words}`.slice(from, to)).length).toBe(plain(words).length);
        }
      }),
    );
  });
});

describe("commented words", () => {
  test("keep their place while one types beside them, before they are read again", () => {
    fc.assert(
      fc.property(
        ...([fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), fc.string({ maxLength: 6 })] as const),
        (before, after, typed) => {
          const words = `${before}WORDS${after}`;
          const from = before.length;
          const stretch = { thread: "c", from, to: from + 5, open: true };
          const now = `${typed}${words}`;
          const moved = commentedNow({ words, stretches: [stretch] }, now)[0];
          // Where what was typed is what stood there, nobody can tell which of the two was there before.
          if (before.startsWith(typed.slice(0, 1)) || words.startsWith(typed.slice(0, 1))) return;
          expect(now.slice(moved?.from, moved?.to)).toBe("WORDS");
        },
      ),
    );
  });

  test("are gone with the words", () => {
    const stretches = [{ thread: "c", from: 4, to: 9, open: true }];
    expect(commentedNow({ words: "the WORDS here", stretches }, "the  here")).toEqual([]);
  });

  test("are drawn again where they changed and nowhere else", () => {
    const one = (from: number) => ({ words: "abcdef", stretches: [{ thread: "c", from, to: 6, open: true }] });
    const drawn: string[] = [];
    const compare = (a: typeof NO_EMPHASIS, z: typeof NO_EMPHASIS) =>
      compareEmphasis(
        a,
        z,
        [],
        (id) => drawn.push(id),
        (id) => drawn.push(id),
      );
    const before = {
      ...NO_EMPHASIS,
      commented: new Map([
        ["p1", one(1)],
        ["p2", one(1)],
      ]),
    };
    compare(before, {
      ...before,
      commented: new Map([
        ["p1", one(1)],
        ["p2", one(2)],
      ]),
    });
    compare(before, { ...before, dimmed: new Set(["b1"]) });
    expect(drawn).toEqual(["p2", "b1"]);
  });
});

describe("an anchor", () => {
  const shared = () => {
    const words = new Y.Doc();
    const body = words.getXmlFragment("body");
    writeDoc(body, doc);
    const textOf = (id: string) => {
      const element = [...provisionElements(body)].find((one) => one.getAttribute("id") === id);
      const text = element?.get(0);
      if (!(text instanceof Y.XmlText)) throw new Error(`no words in ${id}`);
      return text;
    };
    return { words, body, textOf };
  };
  const wordsAt = (words: Y.Doc, place: { provision: string; from: number; to: number } | null) => {
    const node = docOfY(words.getXmlFragment("body"));
    let found = "";
    node.descendants((child) => {
      if (place && child.attrs.id === place.provision) found = child.textContent.slice(place.from, place.to);
      return true;
    });
    return found;
  };

  test("goes with its words through whatever is typed around and into them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.string({ minLength: 1, maxLength: 4 })), { maxLength: 12 }),
        (typing) => {
          const { words, body, textOf } = shared();
          const anchor = anchorOf(body, { provision: "p2", from: 9, to: 18 });
          if (!anchor) throw new Error("no anchor");
          for (const [at, typed] of typing) {
            const text = textOf("p2");
            text.insert(Math.min(at, text.length), typed);
          }
          const place = placeOfAnchor(words, anchor);
          const now = wordsAt(words, place);
          expect(now.startsWith("p") && now.endsWith("d")).toBe(true);
          expect([..."published"].every((letter) => now.includes(letter))).toBe(true);
        },
      ),
    );
  });

  test("falls back to the quoted words, then to the provision, then to nothing", () => {
    const { words, body, textOf } = shared();
    const wordsOf = (id: string) => {
      const has = [...provisionElements(body)].some((one) => one.getAttribute("id") === id);
      return has
        ? textOf(id)
            .toJSON()
            .replace(/<[^>]*>/g, "")
        : undefined;
    };
    const anchor = anchorOf(body, { provision: "p2", from: 9, to: 18 });
    const comment = { provision: "p2", quoted: "published", ...(anchor && { anchor }) };
    textOf("p2").delete(9, 9);
    expect(placeOfComment(comment, words, wordsOf)).toEqual({ provision: "p2", from: 0, to: 0 });
    textOf("p2").insert(0, "published ");
    expect(placeOfComment(comment, words, wordsOf)).toEqual({ provision: "p2", from: 0, to: 9 });
    body.delete(2, 1);
    expect(placeOfComment(comment, words, wordsOf)).toBeNull();
    expect(placeOfComment({ ...comment, anchor: { from: "AAAA", to: "!" } }, words, wordsOf)).toBeNull();
  });
});

describe("threads", () => {
  test("hold answers below what they answer in the end, circles and lost ones by themselves", () => {
    const list = [
      said("c1", { at: "1" }),
      said("c2", { at: "3", answers: "c1" }),
      said("c3", { at: "2", answers: "c2" }),
      said("x", { at: "4", answers: "y" }),
      said("y", { at: "5", answers: "x" }),
      said("z", { at: "6", answers: "lost" }),
    ];
    const threads = threadsOf(commentsOf(list), [{ ...said("c9", { at: "7", answers: "c1" }), unsent: "waiting" }]);
    expect(threads.map(({ id, answered }) => [id, answered.map((one) => one.id)])).toEqual([
      ["c1", ["c3", "c2", "c9"]],
      ["x", []],
      ["y", []],
      ["z", []],
    ]);
    expect(threadsOf({})).toEqual([]);
  });

  test("wait for whom they speak to until that person answers or they are settled", () => {
    const head = said("c1", { mentions: ["me"] });
    const only = (list: readonly ReturnType<typeof said>[]) => {
      const thread = threadsOf(commentsOf(list))[0];
      if (!thread) throw new Error("no thread");
      return thread;
    };
    expect(waitsFor(only([head]), "me")).toBe(true);
    expect(waitsFor(only([head]), "you")).toBe(false);
    const answered = [head, said("c2", { at: LATER, answers: "c1", person: "me" })];
    expect(waitsFor(only(answered), "me")).toBe(false);
    expect(mentionsIn(only(answered), "me")).toBe(true);
    expect(waitsFor(only([{ ...head, done: true }]), "me")).toBe(false);
  });
});

describe("mentions", () => {
  const person = (id: string, name: string, party: PartyCode | null) => ({
    ...{ id, name, party, role: "delegation" as const, bodies: [], names: true },
  });
  const people = [person("a", "Ana", "GEO"), person("ab", "Ana Berg", "UZB"), person("n", "Nüshaba Ali", "KAZ")];

  test("are written from the sign to the caret, and not in an address of mail", () => {
    expect(mentioningAt("Ask @An", 7)).toEqual({ at: 4, typed: "An" });
    expect(mentioningAt("a@b", 3)).toBeNull();
    expect(mentioningAt("@ now", 5)).toBeNull();
    expect(mentioningAt("@Ana\nnow", 8)).toBeNull();
  });

  test("offer people by any part of the name, without accents, or by party", () => {
    const meant = (typed: string) => peopleMeant(people, typed, "me").map(({ id }) => id);
    expect(meant("an")).toEqual(["a", "ab"]);
    expect(meant("nus")).toEqual(["n"]);
    expect(meant("berg")).toEqual(["ab"]);
    expect(meant("kaz")).toEqual(["n"]);
    expect(peopleMeant(people, "an", "a").map(({ id }) => id)).toEqual(["ab"]);
  });

  test("name the longest name that is there", () => {
    const { text, caret } = withMention("Ask @an please", { at: 4, typed: "an" }, "Ana Berg");
    expect(text).toBe("Ask @Ana Berg please");
    expect(text.slice(caret)).toBe("please");
    expect(mentionedIn(text, people)).toEqual(["ab"]);
    expect(mentionedIn("@Ana and @Ana Berg", people)).toEqual(["a", "ab"]);
    expect(mentionedIn("Ana", people)).toEqual([]);
  });
});

describe("the rail", () => {
  const marks = () => {
    const statuses = { p1: { status: "agreed-group", at: "" }, p2: { status: "adopted", at: "" } } as const;
    const sources = { outline, index, record: { ...record, statuses } };
    const reading = { subjects: subjectsFor("KAZ"), brackets: new Set(["b2", "b3"]) };
    return railMarks({ ...sources, reading, hits: [{ provision: "p3", from: 0, to: 1 }] });
  };

  test("marks what stands in each provision, without what a filter leaves out", () => {
    expect(marks()).toEqual([
      { provision: "p1", kinds: ["group"] },
      { provision: "p2", kinds: ["mine", "agreed"] },
      { provision: "p3", kinds: ["parked", "hit"] },
    ]);
  });

  test("knows the mark under the pointer", () => {
    const drawn = marks().map((mark, i) => ({ ...mark, from: i * 20, to: i * 20 + 10 }));
    expect(markNear(drawn, 5, 6)?.provision).toBe("p1");
    expect(markNear(drawn, 16, 6)?.provision).toBe("p2");
    expect(markNear(drawn, 200, 6)).toBeNull();
  });
});

test("a view is read from the address as it was written there", () => {
  for (const text of ["", "standing", "favoured", "party:KAZ", "since:0", "since:12"]) {
    expect(viewText(parseView(text))).toBe(text);
  }
  expect(viewText(parseView("party:kaz"))).toBe("");
  expect(viewText(parseView("since:x"))).toBe("");
  expect(viewText(parseView(null))).toBe("");
});
