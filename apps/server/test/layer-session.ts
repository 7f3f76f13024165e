import { indexBrackets } from "@adref/brackets";
import { ownersOf, without } from "@adref/law";
import { type Act, draftingParty, layerIdOf, newLayerClient, type Person } from "@adref/protocol";
import {
  bodyOf,
  docOfY,
  markKey,
  type ProvisionValue,
  patchRecord,
  provisionElements,
  provisionOfY,
  type RecordValue,
  yOfNode,
} from "@adref/schema";
import { prop, treaty } from "@adref/schema/testing";
import fc from "fast-check";
import { expect } from "vitest";
import * as Y from "yjs";
import type { Rooms } from "../src/rooms/index.ts";
import { verifyText } from "../src/verify/verify-text.ts";
import { House } from "./rooms/house.ts";
import { MemoryStore } from "./rooms/memory-store.ts";
import { CHAIR, DIRECTORY, importOf, KAZ, MNG, OBSERVER, SECRETARIAT, TEXT, UZB } from "./rooms/negotiation.ts";
import type { TestClient, TestReader } from "./rooms/test-client.ts";

export const LAYER = { ...TEXT, id: layerIdOf(TEXT.id) };
export const KAZ_2: Person = { ...KAZ, id: "kaz-2", name: "Another of them" };
const OURS = draftingParty("KAZ");

/** Each private word is made of one character that nothing else in the session has. */
const FIRST_SECRET = 0x3400;

export type Move = {
  readonly do: (typeof MOVES)[number];
  readonly who: number;
  readonly which: number;
  readonly at: number;
};

const MOVES = [
  ...(["draft", "draft", "replace", "replace", "strike", "whole", "nest", "into", "erase"] as const),
  ...(["propose", "propose", "contest", "withdraw", "pen", "pen", "cut", "drop"] as const),
  ...(["resolve", "agree", "reopen", "freeze", "restore"] as const),
  ...(["table", "table", "table-all", "table-amid", "discard", "comment", "restart", "rejoin", "settle"] as const),
] as const;

export const move: fc.Arbitrary<Move> = fc.record({
  do: fc.constantFrom(...MOVES),
  who: fc.nat(1),
  which: fc.nat(40),
  at: fc.nat(60),
});

/** What one person drafted in private. */
interface Secret {
  readonly sign: string;
  readonly length: number;
  readonly option: string;
}

/**
 * Two people of KAZ draft in their layer, on one server or on two, while others change the text below them: delegations, the
 * Secretariat's pen and the chair. Everything that anybody else is ever sent is kept, to be searched.
 */
export class LayerSession {
  readonly house: House;
  readonly nodes: [Rooms, Rooms];
  drafters: TestClient[] = [];
  others: TestClient[] = [];
  readers: { readonly reader: TestReader; readonly heard: Uint8Array[] }[] = [];
  ours: TestReader | null = null;
  readonly heard: Uint8Array[] = [];
  readonly secrets: Secret[] = [];
  readonly public = new Set<string>();
  readonly gone = new Set<string>();
  readonly counts = new Map<string, number>();
  #ids = 0;

  private constructor(house: House, other: Rooms) {
    this.house = house;
    this.nodes = [house.rooms, other];
  }

  static async open(): Promise<LayerSession> {
    const store = new MemoryStore();
    store.announcing = true;
    await store.append(TEXT.id, 0, [importOf()]);
    const house = await House.open({ store, limits: { checkpointEntries: 7, checkpointQuiet: 0, idle: 1 } });
    const session = new LayerSession(house, house.node());
    await session.#join();
    return session;
  }

  async #join(): Promise<void> {
    const { house } = this;
    this.drafters = [
      await house.join(KAZ, newLayerClient(), this.nodes[0], LAYER),
      await house.join(KAZ_2, newLayerClient(), this.nodes[1], LAYER),
    ];
    this.others = await Promise.all(
      [UZB, SECRETARIAT, KAZ, MNG, OBSERVER].map((person, i) =>
        house.join(person, undefined, this.nodes[i % 2] as Rooms),
      ),
    );
    for (const person of [UZB, MNG, CHAIR]) {
      const heard: Uint8Array[] = [];
      const reader = await house.reader(person);
      this.readers.push({ reader, heard });
    }
    this.ours = await house.reader(KAZ, this.nodes[0], LAYER);
  }

  /** Everybody leaves, the servers go down and come back. */
  async restart(): Promise<void> {
    this.#keep();
    for (const node of [...this.nodes]) {
      const closing = node.close();
      await this.house.settle();
      this.house.clock.advance(5_000);
      await this.house.settle();
      await closing;
    }
    this.nodes[0] = this.house.node();
    this.nodes[1] = this.house.node();
    this.house.rooms = this.nodes[0];
    await this.#join();
  }

  #keep(): void {
    for (const client of this.others) this.heard.push(...client.frames.splice(0));
    for (const { reader } of this.readers.splice(0)) this.heard.push(Y.encodeStateAsUpdate(reader.doc));
  }

  async run({ do: what, who, which, at }: Move): Promise<void> {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
    const drafter = this.drafters[who] as TestClient;
    const [uzb, pen, tabling] = this.others as [TestClient, TestClient, TestClient];
    const n = ++this.#ids;
    switch (what) {
      case "draft":
        return this.#draft(drafter, n, (sign, option) => this.#insert(drafter, which, at, sign, `priv-b${n}`, option));
      case "replace":
        return this.#draft(drafter, n, (sign, option) => {
          const from = this.#contest(drafter, which, at, `priv-b${n}`);
          if (from) this.#insertAt(from.text, from.to, sign, `priv-b${n}`, option, null);
        });
      case "strike":
        this.#contest(drafter, which, at, `priv-b${n}`);
        await this.house.settle();
        await this.house.act(KAZ, { type: "stance", target: `priv-b${n}`, stance: "delete" }, undefined, LAYER);
        return;
      case "whole":
        return this.#draft(drafter, n, (sign, option) => {
          const body = bodyOf(drafter.doc);
          const block = treaty(prop({ id: `priv-p${n}`, bracket: `priv-b${n}`, option }, sign.repeat(4))).doc.child(0);
          const node = block.type.create({ ...block.attrs, number: null }, block.content);
          body.insert(at % (body.length + 1), [yOfNode(node)]);
        });
      case "nest":
      case "into": {
        // Into one of ours, or into one of UZB's.
        const run = runs(drafter).filter(({ own, option }) => option && own === (what === "nest"))[which % 5];
        if (!run?.option) return;
        return this.#draft(drafter, n, (sign, option) => {
          const at = run.from + 1;
          this.#insertAt(
            run.text,
            Math.min(at, run.from + run.length),
            sign,
            `priv-b${n}`,
            option,
            run.option,
            run.keys,
          );
        });
      }
      case "erase": {
        const mine = runs(drafter).filter(({ own }) => own);
        const run = mine[which % Math.max(1, mine.length)];
        if (!run) return;
        for (const sign of run.words) this.gone.add(sign);
        drafter.doc.transact(() => run.text.delete(run.from, run.length));
        return;
      }
      case "propose":
        this.#insert(which % 3 === 0 ? tabling : uzb, which, at, `u${n}`, `b${n}x`, `o${n}x`);
        return;
      case "contest":
        this.#contest(uzb, which, at, `b${n}x`);
        return;
      case "withdraw": {
        const run = runs(uzb).filter(({ option }) => option?.endsWith("x"))[which % 3];
        if (run) uzb.doc.transact(() => run.text.delete(run.from, run.length));
        return;
      }
      case "pen": {
        const text = textAt(pen, which);
        if (text) pen.doc.transact(() => text.insert(at % (text.length + 1), `s${n} `, nothing(text)));
        return;
      }
      case "cut": {
        const text = textAt(pen, which);
        const delta = (text?.toDelta() ?? []) as { insert: string; attributes?: object }[];
        const first = delta[0];
        if (text && first && !first.attributes && first.insert.length > 6) text.delete(at % 3, 3);
        return;
      }
      case "drop": {
        const body = bodyOf(pen.doc);
        const free = body
          .toArray()
          .findIndex((one) => one instanceof Y.XmlElement && !/bracket|option/.test(one.toString()));
        if (free >= 0 && body.length > 2 && at % 3 === 0) body.delete(free, 1);
        return;
      }
      case "resolve": {
        const index = indexBrackets(docOfY(bodyOf(uzb.doc)));
        const bracket = index.order[which % Math.max(1, index.order.length)] ?? "none";
        const option = index.brackets.get(bracket)?.options[0]?.id ?? "standing";
        const acts: Act[] = [
          { type: "adopt", bracket, option },
          { type: "adopt", bracket, option: "standing" },
          { type: "merge", bracket, words: `merged ${n}` },
          { type: "delete", bracket },
        ];
        await this.house.act(CHAIR, acts[at % acts.length] as Act);
        return;
      }
      case "agree":
      case "reopen": {
        const provisions = [`p${(which % 3) + 1}`];
        const agree: Act = { type: "status", provisions, status: "agreed-group" };
        await this.house.act(CHAIR, what === "agree" ? agree : { type: "reopen", provisions, reason: "asked" });
        return;
      }
      case "freeze":
        await this.house.act(CHAIR, { type: "freeze", frozen: at % 4 === 0 });
        return;
      case "restore":
        if (at % 3 === 0) await this.house.act(SECRETARIAT, { type: "restore", seq: 1 + (which % 9), reason: "asked" });
        return;
      case "table":
      case "table-all":
        return this.#table(who, what === "table" ? which : null);
      case "table-amid":
        return this.#tableAmid(who, which, at, n);
      case "discard": {
        const ids = privateIds(drafter);
        const id = ids[which % Math.max(1, ids.length)];
        if (!id) return;
        await this.house.settle();
        const before = signsIn(drafter);
        const answer = await this.house.act(KAZ, { type: "discard", options: [id] }, undefined, LAYER);
        if (!answer.accepted) return;
        const after = signsIn(drafter);
        for (const sign of before) if (!after.has(sign)) this.gone.add(sign);
        return;
      }
      case "comment": {
        const sign = String.fromCodePoint(FIRST_SECRET + 3_000 + n);
        const act: Act = {
          type: "comment",
          comment: `priv-c${n}`,
          provision: "p1",
          quoted: "",
          text: sign,
          answers: null,
        };
        const answer = await this.house.act(KAZ, act, undefined, LAYER);
        expect(answer.accepted || answer.refusal.id === "no-such-provision" || answer).toBe(true);
        return;
      }
      case "restart":
        await this.house.settle();
        if (at % 4 === 0) await this.restart();
        return;
      case "rejoin":
        await this.house.settle();
        drafter.disconnect();
        await this.house.settle();
        if (drafter.refusals.length === 0) drafter.connect(this.nodes[(who + at) % 2] as Rooms);
        return;
      case "settle":
        await this.house.settle();
    }
  }

  /** Whoever was refused takes a fresh document, as clients do. What was refused is nobody's any more. */
  async settle(): Promise<void> {
    await this.house.settle();
    for (const [i, client] of this.drafters.entries()) {
      if (client.refusals.length === 0) continue;
      const fresh = await this.house.join(client.person, newLayerClient(), this.nodes[i] as Rooms, LAYER);
      this.drafters[i] = fresh;
    }
    for (const [i, client] of this.others.entries()) {
      if (client.refusals.length === 0) continue;
      this.heard.push(...client.frames);
      this.others[i] = await this.house.join(client.person, undefined, this.nodes[i % 2] as Rooms);
    }
    const there = signsIn(this.drafters[0] as TestClient);
    for (const { sign } of this.secrets) if (!this.#known.has(sign) && there.has(sign)) this.#known.add(sign);
  }

  /** Signs that the layer has taken. */
  readonly #known = new Set<string>();

  #draft(client: TestClient, n: number, write: (sign: string, option: string) => void): void {
    const sign = String.fromCodePoint(FIRST_SECRET + n);
    const option = `priv-o${n}`;
    this.secrets.push({ sign, length: 4, option });
    client.doc.transact(() => write(sign, option));
  }

  #insert(client: TestClient, which: number, at: number, words: string, bracket: string, option: string): void {
    const text = textAt(client, which);
    if (text) this.#insertAt(text, at % (text.length + 1), words, bracket, option, null);
  }

  #insertAt(
    text: Y.XmlText,
    at: number,
    words: string,
    bracket: string,
    option: string,
    within: string | null,
    around: Readonly<Record<string, object>> = {},
  ): void {
    const mark = { type: "proposed", attrs: { bracket, option, within } };
    const attributes = { ...nothing(text), ...around, [markKey(mark)]: mark.attrs };
    text.doc?.transact(() => text.insert(at, words.length === 1 ? words.repeat(4) : words, attributes));
  }

  #contest(client: TestClient, which: number, at: number, bracket: string): { text: Y.XmlText; to: number } | null {
    const text = textAt(client, which);
    if (!text || text.length === 0) return null;
    const from = at % text.length;
    const length = Math.min(3, text.length - from);
    const mark = { type: "contested", attrs: { bracket } };
    client.doc.transact(() => text.format(from, length, { [markKey(mark)]: mark.attrs }));
    return { text, to: from + length };
  }

  async #table(who: number, which: number | null): Promise<void> {
    await this.settle();
    const drafter = this.drafters[who] as TestClient;
    const ids = privateIds(drafter);
    const options =
      which === null ? ids.slice(0, 50) : ids.slice(which % Math.max(1, ids.length)).slice(0, 1 + (which % 3));
    if (options.length === 0) return;
    const before = this.values(drafter);
    const answer = await this.house.act(KAZ, { type: "table", options }, undefined, LAYER);
    await this.settle();
    this.counts.set("asked", (this.counts.get("asked") ?? 0) + 1);
    if (!answer.accepted) return;
    this.counts.set("tabled", (this.counts.get("tabled") ?? 0) + 1);
    const tabled = new Set(answer.tabled);
    const uzb = this.others[0] as TestClient;
    // What stays private is taken out of the draft as it was; that is what everybody must have now.
    const expected = without(OURS, before, ownersOf(this.#recordWith(tabled)));
    expect(texts(this.values(uzb))).toEqual(texts(expected));
    this.#noteTabled(answer.tabled ?? []);
  }

  /** Tables while others write, the party's own people among them. What comes of it, `check` has to bear. */
  async #tableAmid(who: number, which: number, at: number, n: number): Promise<void> {
    await this.settle();
    const drafter = this.drafters[who] as TestClient;
    const options = privateIds(drafter).slice(0, 20);
    if (options.length === 0) return;
    const act: Act = { type: "table", options };
    const writes = [
      () => this.#insert(this.others[0] as TestClient, which, at, `u${n}`, `b${n}x`, `o${n}x`),
      () => this.#draft(drafter, n, (sign, option) => this.#insert(drafter, which + 1, at, sign, `priv-b${n}`, option)),
      () => {
        const text = textAt(this.others[1] as TestClient, which);
        text?.doc?.transact(() => text.insert(at % (text.length + 1), `s${n} `, nothing(text)));
      },
    ];
    writes[at % 3]?.();
    const tabling = this.house.rooms.act(KAZ, LAYER, { key: `amid-${n}-00000000`, act });
    for (const write of writes) write();
    await this.settle();
    const answer = await tabling;
    if (!answer.accepted) return;
    this.counts.set("tabled amid", (this.counts.get("tabled amid") ?? 0) + 1);
    this.#noteTabled(answer.tabled ?? []);
  }

  #noteTabled(tabled: readonly string[]): void {
    const there = signsIn(this.others[0] as TestClient);
    for (const { sign, option } of this.secrets) if (there.has(sign) && tabled.includes(option)) this.public.add(sign);
    for (const id of tabled) {
      this.public.add(id);
      const bracket = this.#record().options[id]?.bracket;
      if (bracket) this.public.add(bracket);
      this.public.add(id.replace("priv-o", "priv-p"));
    }
  }

  values(client: TestClient): ProvisionValue[] {
    return [...provisionElements(bodyOf(client.doc))].map(provisionOfY);
  }

  #record(): RecordValue {
    return (this.ours as TestReader).record;
  }

  /** The layer's record as if these were still the party's public ones and nothing else of it. */
  #recordWith(tabled: ReadonlySet<string>): RecordValue {
    const record = this.#record();
    const brackets = Object.fromEntries(Object.entries(record.brackets).map(([id, facts]) => [id, facts]));
    const options = Object.fromEntries(
      Object.entries(record.options).map(([id, facts]) => [id, tabled.has(id) ? { ...facts, owner: "KAZ" } : facts]),
    );
    return patchRecord({ ...record, brackets: {}, options: {} }, { brackets, options });
  }

  /** What has to hold whenever all is quiet. */
  async check(): Promise<void> {
    await this.settle();
    const [one, two] = this.drafters as [TestClient, TestClient];
    const uzb = this.others[0] as TestClient;
    const record = this.#record();
    expect(two.json).toBe(one.json);
    // Without what is private the draft is the text.
    const rest = without(OURS, this.values(one), ownersOf(record));
    expect(rest).toEqual(this.values(uzb));
    // Nothing private is lost.
    const kept = new Set([...signsIn(one)]);
    for (const { lost } of Object.values(record.options)) for (const sign of lost?.words ?? "") kept.add(sign);
    for (const sign of this.#known) {
      expect(kept.has(sign) || this.gone.has(sign) || this.public.has(sign) || `lost ${sign.codePointAt(0)}`).toBe(
        true,
      );
    }
    this.search();
    const verified = await verifyText(this.house.store, TEXT, DIRECTORY);
    expect(verified.finding).toBeNull();
    expect(this.house.errors).toEqual([]);
  }

  /** Looks for private words and ids in all that anybody else ever had. */
  search(): void {
    const { ledgers, checkpoints } = this.house.store;
    const places: Buffer[] = [
      ...this.heard.map((bytes) => Buffer.from(bytes)),
      ...this.others.flatMap(({ frames }) => frames.map((bytes) => Buffer.from(bytes))),
      ...this.readers.map(({ reader }) => Buffer.from(Y.encodeStateAsUpdate(reader.doc))),
      ...(ledgers.get(TEXT.id) ?? []).flatMap(({ update, data }) => [
        Buffer.from(update),
        Buffer.from(JSON.stringify(data)),
      ]),
      ...(checkpoints.get(TEXT.id) ?? []).flatMap(({ words, rest }) => {
        const { docs } = JSON.parse(rest) as { docs: Record<string, string> };
        const decoded = Object.values(docs).map((doc) => Buffer.from(doc, "base64"));
        return [Buffer.from(words), Buffer.from(rest), ...decoded];
      }),
    ];
    const all = Buffer.concat(places);
    for (const { sign, option } of this.secrets) {
      if (!this.public.has(sign)) expect(all.includes(Buffer.from(sign)) && `words of ${option}`).toBe(false);
    }
    const ids = all.toString("latin1").match(/priv-[a-z]\d+/g) ?? [];
    expect([...new Set(ids)].filter((id) => !this.public.has(id) && !id.startsWith("priv-b"))).toEqual([]);
    for (const id of ids) if (id.startsWith("priv-b")) expect(this.#mayBeKnown(id) || id).toBe(true);
  }

  #mayBeKnown(bracket: string): boolean {
    return this.public.has(bracket);
  }
}

interface TextRun {
  readonly text: Y.XmlText;
  readonly from: number;
  readonly length: number;
  readonly words: string;
  readonly option: string | null;
  readonly own: boolean;
  readonly keys: Readonly<Record<string, object>>;
}

/** Runs with exactly one proposal on them. */
function runs(client: TestClient): TextRun[] {
  const out: TextRun[] = [];
  for (const element of provisionElements(bodyOf(client.doc))) {
    for (const text of element.toArray()) {
      if (!(text instanceof Y.XmlText)) continue;
      let from = 0;
      for (const part of text.toDelta() as {
        insert: string;
        attributes?: Record<string, { option?: string } | null>;
      }[]) {
        const options = Object.values(part.attributes ?? {}).flatMap((attrs) => attrs?.option ?? []);
        const option = options.length === 1 ? (options[0] as string) : null;
        const keys = Object.fromEntries(
          Object.entries(part.attributes ?? {}).filter(([key, attrs]) => attrs && key.startsWith("proposed")),
        );
        const own = option?.startsWith("priv-") ?? false;
        out.push({
          text,
          from,
          length: part.insert.length,
          words: part.insert,
          option,
          own,
          keys: keys as Record<string, object>,
        });
        from += part.insert.length;
      }
    }
  }
  return out;
}

/** Private options and brackets that stand in a draft, whoever they may be by now. */
function privateIds(client: TestClient): string[] {
  const index = indexBrackets(docOfY(bodyOf(client.doc)));
  const ids = index.order.flatMap((id) => [id, ...(index.brackets.get(id)?.options.map((option) => option.id) ?? [])]);
  return [...new Set(ids.filter((id) => id.startsWith("priv-")))];
}

function signsIn(client: TestClient): ReadonlySet<string> {
  const text = [...provisionElements(bodyOf(client.doc))].map((element) => element.toString()).join("");
  return new Set([...text].filter((sign) => (sign.codePointAt(0) ?? 0) >= FIRST_SECRET));
}

/** Words with the brackets and options on them, without what does not show. */
function texts(values: readonly ProvisionValue[]): unknown {
  return values.map(({ id, runs, option }) => ({ id, option, runs }));
}

function textAt(client: TestClient, which: number): Y.XmlText | null {
  const all = [...provisionElements(bodyOf(client.doc))];
  const open = all.filter((element) => element.getAttribute("option") === undefined || which % 5 === 0);
  const element = open[which % Math.max(1, open.length)];
  const text = element?.toArray()[0];
  return text instanceof Y.XmlText ? text : null;
}

function nothing(text: Y.XmlText): Record<string, null> {
  const none: Record<string, null> = {};
  for (const part of text.toDelta() as { attributes?: Record<string, unknown> }[]) {
    for (const key of Object.keys(part.attributes ?? {})) none[key] = null;
  }
  return none;
}
