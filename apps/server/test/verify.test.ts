import { applyResolution } from "@adref/brackets";
import type { Act } from "@adref/protocol";
import { bodyOf, EMPTY_RECORD, provisionElements, type RecordPatch, yAttributes } from "@adref/schema";
import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { importEntry } from "../src/import-text.ts";
import { GENESIS, sealEntries } from "../src/ledger.ts";
import type { Entry, NewEntry } from "../src/store/port.ts";
import { type Finding, LedgerJudge } from "../src/verify/judge-ledger.ts";
import { DIRECTORY } from "./doubles/directory.ts";

const AT = "2026-11-24T10:00:00.000Z";
const TEXT = DIRECTORY.texts[0] as (typeof DIRECTORY.texts)[number];

const TREATY = {
  doc: treaty(
    prop({ id: "p1", number: "1" }, "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act."),
    prop({ id: "p2", number: "2" }, "Agreed words."),
  ).doc,
  record: {
    ...EMPTY_RECORD,
    brackets: { b1: { owner: "KAZ", at: "" } },
    options: { o1: { bracket: "b1", within: null, owner: "KAZ", at: "" } },
    statuses: { p2: { status: "agreed-adref", at: "" } },
  },
} as const;

/** A ledger as a test writes it: entries by people whose documents follow what was written before. */
class Writing {
  readonly entries: NewEntry[] = [importEntry(TREATY, "secretariat", AT)];
  readonly doc = new Y.Doc();

  constructor() {
    bodyOf(this.doc);
    Y.applyUpdate(this.doc, this.entries[0]?.update ?? new Uint8Array());
  }

  /** An entry with what `change` does to the words of a provision. */
  words(person: string, client: number, patch: RecordPatch, change: (text: Y.XmlText) => void, provision = "p1"): this {
    return this.#add("words", person, { patch }, client, (body) => {
      for (const element of provisionElements(body)) {
        if (element.getAttribute("id") === provision) change(element.get(0) as Y.XmlText);
      }
    });
  }

  act(person: string, act: Act, patch: RecordPatch, change: ((body: Y.XmlFragment) => void) | null = null): this {
    return this.#add("act", person, { act, patch, key: `key-${this.entries.length}` }, 2, change);
  }

  #add(
    kind: NewEntry["kind"],
    person: string,
    data: NewEntry["data"],
    client: number,
    change: ((body: Y.XmlFragment) => void) | null,
  ): this {
    this.doc.clientID = client;
    const before = Y.encodeStateVector(this.doc);
    if (change) this.doc.transact(() => change(bodyOf(this.doc)));
    const update = change ? Y.encodeStateAsUpdate(this.doc, before) : new Uint8Array();
    const party = DIRECTORY.people.find(({ id }) => id === person)?.party ?? null;
    this.entries.push({ kind, update, data, party, person, at: AT });
    return this;
  }
}

function judged(entries: readonly Entry[]): Finding | null {
  const judge = new LedgerJudge(TEXT, DIRECTORY);
  for (const entry of entries) {
    const finding = judge.next(entry);
    if (finding) return finding;
  }
  return null;
}

const sealed = (entries: readonly NewEntry[]) => sealEntries(TEXT.id, 0, GENESIS, entries);
const verdict = (writing: Writing) => judged(sealed(writing.entries));

const proposal = (bracket: string, option: string, within: string | null = null) =>
  yAttributes([{ type: "proposed", attrs: { bracket, option, within } }]);
const claim = (owner: string, bracket: string, option: string): RecordPatch => ({
  brackets: { [bracket]: { owner, at: AT } },
  options: { [option]: { bracket, within: null, owner, at: AT } },
});
const proposes = (text: Y.XmlText) => text.insert(0, "Subject to Article 3, ", proposal("b2", "o2"));
const resolution = { kind: "adopt", option: "o1" } as const;
const adopted = (by: string): RecordPatch => ({ resolutions: { b1: { ...resolution, at: AT, by } } });
const ADOPT: Act = { type: "adopt", bracket: "b1", option: "o1" };

describe("an honest ledger", () => {
  test("is whole and lawful", () => {
    const writing = new Writing()
      .words("uzb-1", 77, claim("UZB", "b2", "o2"), proposes)
      .words("uzb-1", 77, {}, (text) => text.insert(3, "xyz", proposal("b2", "o2")))
      .act(
        "kaz-1",
        { type: "stance", target: "o2", stance: "oppose" },
        {
          stances: [{ target: "o2", party: "KAZ", facts: { stance: "oppose", at: AT } }],
        },
      )
      .act("chair", ADOPT, adopted("chair"), (body) => applyResolution(body, "b1", resolution));
    expect(verdict(writing)).toBeNull();
  });
});

describe("a forged ledger is found out, at its first bad entry", () => {
  const honest = () => new Writing().words("uzb-1", 77, claim("UZB", "b2", "o2"), proposes);

  test.each<[string, Writing, RegExp]>([
    ["words of others deleted", honest().words("uzb-1", 77, {}, (text) => text.delete(25, 4)), /unlawful/],
    [
      "agreed words touched",
      honest().words("uzb-1", 77, claim("UZB", "b3", "o3"), (text) => text.insert(0, "x", proposal("b3", "o3")), "p2"),
      /locked/,
    ],
    ["a claim for somebody else", new Writing().words("uzb-1", 77, claim("KAZ", "b2", "o2"), proposes), /claims/],
    ["a claim left out", new Writing().words("uzb-1", 77, {}, proposes), /claims/],
    [
      "another person's client id",
      honest().words("kaz-1", 77, claim("KAZ", "b3", "o3"), (text) => text.insert(0, "x", proposal("b3", "o3"))),
      /client id 77 is uzb-1's/,
    ],
    ["the import's client id", new Writing().words("uzb-1", 1, claim("UZB", "b2", "o2"), proposes), /server's/],
    ["words of an observer", new Writing().words("expert", 77, {}, (text) => text.insert(0, "x")), /may not write/],
    [
      "an act of somebody without the right",
      honest().act("kaz-1", ADOPT, adopted("kaz-1"), (body) => applyResolution(body, "b1", resolution)),
      /not-your-act/,
    ],
    [
      "an act whose words are others",
      honest().act("chair", ADOPT, adopted("chair"), (body) =>
        applyResolution(body, "b1", { kind: "adopt", option: "standing" }),
      ),
      /not what the resolution makes/,
    ],
    [
      "an act whose patch says more",
      honest().act("chair", ADOPT, { ...adopted("chair"), statuses: { p1: { status: "adopted", at: AT } } }, (body) =>
        applyResolution(body, "b1", resolution),
      ),
      /patch/,
    ],
    [
      "a stance that changes words",
      honest().act(
        "kaz-1",
        { type: "stance", target: "o2", stance: "support" },
        { stances: [{ target: "o2", party: "KAZ", facts: { stance: "support", at: AT } }] },
        (body) => body.delete(0, 1),
      ),
      /does not change words/,
    ],
    [
      "a status over open brackets",
      honest().act(
        "chair",
        { type: "status", provisions: ["p1"], status: "agreed-adref" },
        { statuses: { p1: { status: "agreed-adref", at: AT } } },
      ),
      /open-brackets/,
    ],
    ["a stranger", honest().words("nobody", 99, {}, proposes), /nobody in the negotiation/],
  ])("%s", (_, writing, reason) => {
    expect(verdict(writing)).toMatchObject({ seq: writing.entries.length, reason: expect.stringMatching(reason) });
  });

  test("a second import", () => {
    const writing = honest();
    writing.entries.push(importEntry(TREATY, "secretariat", AT));
    expect(verdict(writing)).toMatchObject({ seq: 3, reason: expect.stringContaining("once") });
  });

  test("a party that is not the person's", () => {
    const writing = honest();
    writing.entries[1] = { ...(writing.entries[1] as NewEntry), party: "KAZ" };
    expect(verdict(writing)).toMatchObject({ seq: 2, reason: expect.stringContaining("belongs to UZB") });
  });

  test("pending words", () => {
    const writing = honest().words("uzb-1", 77, {}, (text) => text.insert(3, "abc", proposal("b2", "o2")));
    writing.entries.splice(1, 1);
    expect(verdict(writing)).toMatchObject({ seq: 2, reason: expect.stringContaining("not there") });
  });

  test("an entry changed, taken out, or put elsewhere", () => {
    const entries = sealed(
      honest().words("uzb-1", 77, {}, (text) => text.insert(3, "abc", proposal("b2", "o2"))).entries,
    );
    const [first, second, third] = entries as [Entry, Entry, Entry];
    expect(judged([first, { ...second, at: "2026-11-24T10:00:00.001Z" }, third])).toMatchObject({ seq: 2 });
    expect(judged([first, { ...second, data: {} }, third])).toMatchObject({ seq: 2 });
    expect(judged([first, { ...second, update: third.update }, third])).toMatchObject({ seq: 2 });
    expect(judged([first, third])).toMatchObject({ seq: 2, reason: expect.stringContaining("missing") });
    expect(judged([second])).toMatchObject({ seq: 1 });
  });
});
