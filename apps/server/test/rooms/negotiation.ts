import type { Directory, Person, TextInfo } from "@adref/protocol";
import type { RecordPatch } from "@adref/schema";
import { bodyOf, writeDoc } from "@adref/schema";
import { type Built, contested, prop, proposed, treaty } from "@adref/schema/testing";
import * as Y from "yjs";
import type { NewEntry } from "../../src/store/port.ts";

const AT = "2026-11-23T09:00:00.000Z";

const person = (id: string, more: Partial<Person>): Person => {
  return { id, name: `The person ${id}`, role: "delegation", party: null, bodies: [], names: true, ...more };
};

export const KAZ = person("kaz-1", { party: "KAZ" });
export const UZB = person("uzb-1", { party: "UZB" });
export const MNG = person("mng-1", { party: "MNG", names: false });
export const CHAIR = person("chair-1", { role: "chair", bodies: ["wg-1"] });
export const OTHER_CHAIR = person("chair-2", { role: "chair", bodies: ["wg-2"] });
export const SECRETARIAT = person("sec-1", { role: "secretariat" });
export const OBSERVER = person("adb-1", { role: "observer" });
export const OUTSIDER = person("out-1", { role: "observer", names: false });

export const TEXT: TextInfo = { id: "fa", title: "Framework Agreement", symbol: "CARTIF/FA", body: "wg-1" };

export const DIRECTORY: Directory = {
  id: "cartif",
  name: "CARTIF",
  parties: ["KAZ", "UZB", "MNG"].map((code) => ({ code, names: { en: code, ru: code }, wto: "member" })),
  groups: [{ id: "landlocked", name: "Landlocked parties", speaker: "KAZ", members: ["KAZ", "MNG"] }],
  bodies: [{ id: "wg-1", name: "Working Group 1" }],
  people: [KAZ, UZB, MNG, CHAIR, OTHER_CHAIR, SECRETARIAT, OBSERVER, OUTSIDER],
  texts: [TEXT],
};

/** Three paragraphs: b1 replaces a word (KAZ), b2 is an insertion of UZB's, p3 is free of brackets. */
export const SAMPLE: Built = treaty(
  prop("p1", "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act in time."),
  prop("p2", "Fees are limited", proposed("b2", "o2", " to the cost of services"), "."),
  prop("p3", "This Agreement enters into force on deposit."),
);

export const SAMPLE_PATCH: RecordPatch = {
  brackets: { b1: { owner: "KAZ", at: AT }, b2: { owner: "UZB", at: AT } },
  options: {
    o1: { bracket: "b1", within: null, owner: "KAZ", at: AT },
    o2: { bracket: "b2", within: null, owner: "UZB", at: AT },
  },
  stances: [{ target: "o1", party: "UZB", facts: { stance: "oppose", note: "too weak", at: AT } }],
  comments: {
    c1: {
      provision: "p1",
      quoted: "should",
      author: "A. Bekova (KAZ)",
      party: "KAZ",
      at: AT,
      text: "As in the KAZ paper.",
      answers: null,
      done: false,
    },
  },
};

/** The entry that puts a text in. */
export function importOf(built: Built = SAMPLE, patch: RecordPatch = SAMPLE_PATCH): NewEntry {
  const doc = new Y.Doc();
  doc.clientID = 77;
  writeDoc(bodyOf(doc), built.doc);
  return { kind: "import", update: Y.encodeStateAsUpdate(doc), data: { patch }, party: null, person: "sec-1", at: AT };
}
