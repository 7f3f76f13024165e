import { createHash } from "node:crypto";
import type { ImportedText } from "@adref/protocol";
import { asIfAdopted, compareTexts } from "@adref/revisions";
import {
  bodyOf,
  canonicalWords,
  docOfY,
  newWordsDoc,
  type RecordValue,
  schema,
  type TextValue,
  writeDoc,
} from "@adref/schema";
import { type Ledger, readPast } from "../rooms/replay.ts";
import { ByteCache } from "./byte-cache.ts";
import type { PastOrder, PastResults, Source } from "./orders.ts";
import { Origins, originsFor, type ProvisionPast } from "./origins.ts";
import { type Audience, recordFor } from "./reader-record.ts";

/** What texts may weigh that are kept because they may be asked for again. */
const MOST_BYTES = 96_000_000;
const MOST_ANSWERS = 8_000_000;
/** Blocks in one list of a value. */
const LIST = 200;
const ENCODER = new TextEncoder();

interface Opened extends TextValue {
  readonly wordsHash: string;
}

/**
 * Opens moments of texts and looks at them. Everything here takes as long as texts are long, so that it works on a thread of
 * its own (past-thread.ts). What was opened is kept: a moment that is past never changes.
 */
export class PastDesk {
  readonly #ledger: Ledger;
  readonly #opened = new ByteCache<Opened>(MOST_BYTES);

  readonly #answers = new ByteCache<ProvisionPast | null>(MOST_ANSWERS);
  readonly #words: Origins;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#words = new Origins(ledger);
  }

  /** Does an order. Rejects where the ledger does not reach to the entry, or a text does not fit the schema. */
  async do(order: PastOrder): Promise<PastResults[keyof PastResults]> {
    switch (order.do) {
      case "moment":
        return this.#moment(await this.#open(order.source), order.text, order.audience);
      case "compare":
        return this.#compare(order);
      case "value":
        return inLists(await this.#open(order.source));
      case "origins":
        return this.#origins(order);
      case "decided":
        return this.#words.decided(order.text.id, order.from, order.to);
    }
  }

  async #origins(order: Extract<PastOrder, { do: "origins" }>): Promise<PastResults["origins"]> {
    const { text, seq, today, provision, audience } = order;
    const key = `${text.id}/${seq}/${provision}`;
    const known = this.#answers.get(key);
    const found = known === undefined ? await this.#words.of(text.id, seq, provision) : known;
    if (known === undefined) this.#answers.set(key, found, (key.length + JSON.stringify(found).length) * 2);
    if (!found) return null;
    const { origins, acts } = found;
    const { wordsHash } = await this.#open({ kind: "entry", text, seq, party: null });
    const { record } = await this.#open({ kind: "entry", text, seq: today, party: null });
    return {
      length: origins.at(-1)?.to ?? 0,
      wordsHash,
      origins: originsFor(origins, text.id, record, audience),
      acts,
    };
  }

  #moment({ doc, record, wordsHash }: Opened, text: string, audience: Audience): PastResults["moment"] {
    const json = `"doc":${JSON.stringify(doc.toJSON())},"record":${JSON.stringify(recordFor(record, text, audience))}`;
    return { body: ENCODER.encode(json), wordsHash };
  }

  async #compare(order: Extract<PastOrder, { do: "compare" }>): Promise<PastResults["compare"]> {
    const { text, audience } = order;
    const [from, to] = [await this.#open(order.from), await this.#open(order.to)];
    // A file may name its provisions as the text does and mean others.
    const ids = order.from.kind === "file" || order.to.kind === "file" ? "auto" : "same";
    const seen = ({ doc, record }: Opened): TextValue => ({ doc, record: recordFor(record, text, audience) });
    const comparison = compareTexts(seen(from), seen(to), { ids });
    return {
      body: ENCODER.encode(JSON.stringify(comparison)),
      fromHash: from.wordsHash,
      toHash: to.wordsHash,
    };
  }

  async #open(source: Source): Promise<Opened> {
    const key = keyOf(source);
    const known = key === null ? undefined : this.#opened.get(key);
    if (known) return known;
    const opened = await this.#read(source);
    if (key !== null) this.#opened.set(key, opened, weightOf(opened));
    return opened;
  }

  async #read(source: Source): Promise<Opened> {
    if (source.party !== null) return hashed(asIfAdopted(await this.#open({ ...source, party: null }), source.party));
    if (source.kind === "file") {
      const { doc, record } = JSON.parse(new TextDecoder().decode(source.json)) as ImportedText;
      return hashed({ doc: schema.nodeFromJSON(doc), record });
    }
    const { text, seq } = source;
    const past = await readPast(this.#ledger, text, seq);
    if (past.seq !== seq) throw new Error(`The ledger of ${text.id} ends at entry ${past.seq}, before ${seq}`);
    const body = bodyOf(past.doc);
    const opened = { doc: docOfY(body), record: past.record, wordsHash: hashOf(canonicalWords(body)) };
    past.doc.destroy();
    return opened;
  }
}

/** Files are not kept: theirs is another cache, and what an id stands for may be read anew. */
function keyOf(source: Source): string | null {
  if (source.kind === "file") return null;
  return `${source.text.id}/${source.seq}/${source.party ?? ""}`;
}

function hashed(value: TextValue): Opened {
  const shared = newWordsDoc();
  writeDoc(bodyOf(shared), value.doc);
  const wordsHash = hashOf(canonicalWords(bodyOf(shared)));
  shared.destroy();
  return { ...value, wordsHash };
}

const hashOf = (words: string) => createHash("sha256").update(words, "utf8").digest("hex");

function inLists({ doc, record, wordsHash }: Opened): PastResults["value"] {
  const blocks: string[] = [];
  for (let from = 0; from < doc.childCount; from += LIST) {
    const list: unknown[] = [];
    for (let i = from; i < Math.min(from + LIST, doc.childCount); i++) list.push(doc.child(i).toJSON());
    blocks.push(JSON.stringify(list));
  }
  return { blocks, record: JSON.stringify(record), wordsHash };
}

/** Roughly what a text weighs in memory: measured, a node weighs some 250 bytes, a fact as much, a character two. */
function weightOf({ doc, record }: Opened): number {
  let nodes = 0;
  doc.descendants(() => {
    nodes += 1;
    return true;
  });
  return nodes * 250 + doc.content.size * 2 + factsOf(record) * 250;
}

function factsOf({ stances, ...facts }: RecordValue): number {
  const counted = Object.values(facts).reduce((sum, part) => sum + Object.keys(part).length, 0);
  return counted + Object.values(stances).reduce((sum, parties) => sum + Object.keys(parties).length, 0);
}
