import { type Actor, judgeWhole, ownersOf, type Verdict, wholeOf } from "@adref/law";
import {
  bodyOf,
  docOfY,
  EMPTY_RECORD,
  isLocked,
  keepFormatting,
  type MarkValue,
  type OptionFacts,
  provisionElements,
  type RecordValue,
  writeDoc,
  yAttributes,
} from "@adref/schema";
import { type Built, cell, contested, prop, proposed, table, treaty } from "@adref/schema/testing";
import * as Y from "yjs";
import { Gate, type Offer } from "../src/gate/gate.ts";

/** What the tests of the gate share: a text under negotiation, people with documents of their own, and seeded chance. */
export const AT = "2026-09-01T10:00:00.000Z";

const option = (bracket: string, owner: string | null, within: string | null = null): OptionFacts => ({
  bracket,
  within,
  owner,
  at: AT,
});

/** The record of `sample`. */
export const sampleRecord: RecordValue = {
  ...EMPTY_RECORD,
  brackets: {
    bK: { owner: "KAZ", at: AT },
    bU: { owner: "UZB", at: AT },
    bW: { owner: "MNG", at: AT },
    bN: { owner: null, at: AT },
  },
  options: { oK: option("bK", "KAZ"), oU: option("bU", "UZB"), oW: option("bW", "MNG"), oN: option("bN", null) },
  statuses: { agreed: { status: "agreed-adref", at: AT } },
};

/** A text with standing words, brackets of three parties, an agreed provision, a proposed one, an empty one and a table. */
export const sample: Built = treaty(
  prop({ id: "a1", kind: "article", number: "Article 1" }, "Objectives"),
  prop(
    "p1",
    "Each Party ",
    contested("bK", "shall"),
    proposed("bK", "oK", "should endeavour to"),
    " publish its rules.",
  ),
  prop("p2", "The Parties ", contested("bU", "may"), proposed("bU", "oU", "are encouraged to"), " consult each other."),
  prop({ id: "agreed", number: "2" }, "Nothing in this Agreement creates rights for persons."),
  prop({ id: "whole", bracket: "bW", option: "oW" }, "Each Party shall designate a focal point."),
  prop("p3", "Fees ", proposed("bN", "oN", "and charges "), "are limited to the cost of services."),
  prop("empty"),
  table("t1", [cell(prop({ id: "c1", kind: "cell" }, "Customs code")), cell(prop({ id: "c2", kind: "cell" }))]),
);

/** A gate on a document. */
export function gateOf(built: Built, record: RecordValue = sampleRecord): Gate {
  const doc = new Y.Doc();
  writeDoc(bodyOf(doc), built.doc);
  return new Gate({ words: Y.encodeStateAsUpdate(doc), record, leases: new Map() });
}

let clientIds: Chance | null = null;

/** Takes the client ids of all documents opened from now on from seeded chance: Yjs decides by them who comes first. */
export function seedClientIds(seed: number): void {
  clientIds = new Chance(seed);
}

/** A person with a document of their own. What the document emits waits in `sent` until the test offers it. */
export class Peer {
  readonly person: string;
  readonly actor: Actor;
  doc: Y.Doc;
  sent: Uint8Array[] = [];
  readonly #quiet: boolean;

  /** `quiet` peers keep their formatting, as the product's clients do; others tidy it, as Yjs does by itself. */
  constructor(person: string, party: string | null, words: Uint8Array, quiet = true) {
    this.person = person;
    this.actor = party === null ? { role: "secretariat" } : { role: "delegation", party };
    this.#quiet = quiet;
    this.doc = this.#open(words);
  }

  get body(): Y.XmlFragment {
    return bodyOf(this.doc);
  }

  receive(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, "remote");
  }

  /** Starts afresh from the accepted words, as a client does after a refusal. */
  restart(words: Uint8Array): void {
    this.doc.destroy();
    this.doc = this.#open(words);
    this.sent = [];
  }

  /** Offers an update as this person. */
  offer(gate: Gate, update: Uint8Array): Offer {
    return gate.offer(update, { actor: this.actor, person: this.person, claimed: this.doc.clientID, at: AT });
  }

  /** Does something and offers it at once, as one update. */
  do(gate: Gate, write: (peer: Peer) => void): Offer {
    this.sent = [];
    this.doc.transact(() => write(this));
    const update = this.sent.length === 1 ? (this.sent[0] as Uint8Array) : Y.mergeUpdates(this.sent);
    this.sent = [];
    return this.offer(gate, update);
  }

  provision(id: string): Y.XmlElement {
    for (const element of provisionElements(this.body)) if (element.getAttribute("id") === id) return element;
    throw new Error(`No provision ${id}`);
  }

  text(id: string): Y.XmlText {
    const [text] = this.provision(id).toArray();
    if (!(text instanceof Y.XmlText)) throw new Error(`Provision ${id} has no text`);
    return text;
  }

  /** The place of words in a provision. */
  find(id: string, words: string): number {
    const at = plain(this.text(id)).indexOf(words);
    if (at < 0) throw new Error(`Provision ${id} has no words "${words}"`);
    return at;
  }

  /** Inserts words with exactly these marks. */
  write(id: string, at: number, words: string, ...marks: MarkValue[]): void {
    this.text(id).insert(at, words, yAttributes(marks));
  }

  #open(words: Uint8Array): Y.Doc {
    const doc = new Y.Doc();
    if (clientIds) doc.clientID = clientIds.below(2 ** 31);
    if (this.#quiet) keepFormatting(doc);
    bodyOf(doc);
    Y.applyUpdate(doc, words, "remote");
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "remote") this.sent.push(update);
    });
    return doc;
  }
}

/** The characters of a shared text. */
export function plain(text: Y.XmlText): string {
  return (text.toDelta() as { insert: unknown }[]).map(({ insert }) => String(insert)).join("");
}

export const contestedBy = (bracket: string): MarkValue => ({ type: "contested", attrs: { bracket } });
export const proposedAs = (bracket: string, id: string, within: string | null = null): MarkValue => ({
  type: "proposed",
  attrs: { bracket, option: id, within },
});

/** A new provision that a party proposes as a whole. */
export function proposedProvision(id: string, bracket: string, optionId: string, words = ""): Y.XmlElement {
  const element = new Y.XmlElement("provision");
  const attrs = { id, kind: "paragraph", level: 4, bracket, option: optionId };
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value as string);
  const text = new Y.XmlText();
  if (words !== "") text.insert(0, words);
  element.insert(0, [text]);
  return element;
}

/** The outcome of an offer: "taken", "nothing new", or the refusal's id. */
export function outcomeOf(offer: Offer): string {
  if (!offer.taken) return offer.refusal.id;
  return offer.nothingNew ? "nothing new" : "taken";
}

/** Somebody withdrew a provision while somebody else wrote into it: whoever comes second is refused, so that no word is lost. */
export function isConflict(id: string, update: Uint8Array): boolean {
  return id === "place-gone" || (id === "others-words" && Y.decodeUpdate(update).structs.length === 0);
}

/** Judges what an update would make of the accepted words, on whole documents, with nothing of the gate's. */
export function wholeVerdict(before: Uint8Array, update: Uint8Array, actor: Actor, record: RecordValue): Verdict {
  const read = (...updates: Uint8Array[]) => {
    const doc = new Y.Doc();
    keepFormatting(doc);
    bodyOf(doc);
    for (const one of updates) Y.applyUpdate(doc, one);
    return wholeOf(docOfY(bodyOf(doc)));
  };
  const locked = (id: string) => isLocked(record, id);
  return judgeWhole(actor, read(before), read(before, update), ownersOf(record), locked);
}

/** Seeded chance: the same numbers for the same seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0;
  }

  /** A whole number from 0 to below `n`. */
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  }

  of<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error("Nothing to choose from");
    return one;
  }

  /** A new id, as the product makes them. */
  id(prefix: string): string {
    return `${prefix}${this.below(2 ** 31).toString(36)}${this.below(2 ** 31).toString(36)}`;
  }

  /** True in so many of a hundred cases. */
  percent(n: number): boolean {
    return this.below(100) < n;
  }
}
