import { indexBrackets } from "@adref/brackets";
import { type Act, type Person, STANDING } from "@adref/protocol";
import { bodyOf, canonicalWords, docOfY, markKey, newWordsDoc, provisionElements, writeDoc } from "@adref/schema";
import fc from "fast-check";
import { expect } from "vitest";
import type * as Y from "yjs";
import { House } from "./house.ts";
import { CHAIR, KAZ, MNG, SECRETARIAT, TEXT, UZB } from "./negotiation.ts";
import type { TestClient } from "./test-client.ts";

const DELEGATES: readonly Person[] = [KAZ, UZB, MNG];

/** What one person does in a random session; a plain value, so that a failing run can be kept as it is. */
export type Move = {
  readonly do:
    | "propose"
    | "contest"
    | "counter"
    | "withdraw"
    | "pen"
    | "resolve"
    | "park"
    | "agree"
    | "reopen"
    | "stance"
    | "issue"
    | "restore"
    | "restore-some"
    | "name"
    | "undo"
    | "take-down"
    | "confirm"
    | "explain"
    | "join"
    | "comment"
    | "session"
    | "freeze"
    | "silence"
    | "park-provision";
  readonly who: number;
  readonly which: number;
  readonly at: number;
};

/** Every kind of move, the common ones several times. */
const KINDS: readonly Move["do"][] = [
  ...(["propose", "contest", "counter", "pen"] as const).flatMap((kind) => [kind, kind, kind] as const),
  ...(["withdraw", "resolve", "resolve", "park", "agree", "reopen", "stance", "issue"] as const),
  ...(["restore", "restore-some", "name", "undo", "undo", "take-down", "take-down", "confirm"] as const),
  ...(["explain", "join", "comment", "session", "freeze", "silence", "silence", "park-provision"] as const),
];

/** A walk that does everything in many ways: nothing is left to chance. */
export const EVERYTHING: readonly Move[] = Array.from({ length: 14 }, (_, round) =>
  KINDS.map(
    (kind, i): Move => ({ do: kind, who: (round + i) % 3, which: (round * 5 + i) % 12, at: (round * 7 + i) % 15 }),
  ),
).flat();

export const move: fc.Arbitrary<Move> = fc.record({
  do: fc.constantFrom(...KINDS),
  who: fc.nat(2),
  which: fc.nat(40),
  at: fc.nat(60),
});

/** Random sessions with every act, several brackets in one another, and the Secretariat's pen. */
export class Session {
  readonly house: House;
  readonly clients: readonly TestClient[];
  readonly pen: TestClient;
  /** Takes words down for KAZ. */
  readonly taker: TestClient;
  readonly kinds = new Set<string>();
  #ids = 0;

  private constructor(house: House, clients: readonly TestClient[], pen: TestClient, taker: TestClient) {
    this.house = house;
    this.clients = clients;
    this.pen = pen;
    this.taker = taker;
  }

  static async open(): Promise<Session> {
    const house = await House.open({ limits: { checkpointEntries: 9, checkpointQuiet: 0 } });
    const clients = await Promise.all(DELEGATES.map((person) => house.join(person)));
    const taker = await house.taker(SECRETARIAT, "KAZ");
    return new Session(house, clients, await house.join(SECRETARIAT), taker);
  }

  async run({ do: what, who, which, at }: Move): Promise<void> {
    const client = what === "take-down" ? this.taker : (this.clients[who] as TestClient);
    const text = textAt(what === "pen" ? this.pen : client, which);
    const nth = ++this.#ids;
    const [bracket, option] = [`b-${nth}`, `o-${nth}`];
    const index = indexBrackets(docOfY(bodyOf(client.doc)));
    const open = index.order[which % Math.max(1, index.order.length)] ?? "none";
    switch (what) {
      case "propose":
      case "take-down":
        return this.#write(client, text, (place) =>
          place.insert(at % (place.length + 1), ` p${nth}`, { option, bracket }),
        );
      case "contest":
        return this.#write(client, text, (place) => place.contest(at % place.length, 1 + (which % 5), bracket));
      case "counter": {
        const within = index.brackets.get(open)?.options[0]?.id;
        const run = within ? runOf(client, within) : null;
        if (!run) return;
        return this.#write(client, run.text, (place) =>
          place.insert(run.from + 1, `c${nth}`, { option, bracket, within: within ?? null }),
        );
      }
      case "withdraw": {
        const own = [...index.brackets.values()]
          .flatMap(({ options }) => options)
          .find(({ id }) => this.#owner(id) === DELEGATES[who]?.party);
        const run = own ? runOf(client, own.id) : null;
        if (run) this.#write(client, run.text, () => run.text.delete(run.from, run.length));
        return;
      }
      case "pen":
        return this.#write(this.pen, text, (place) => place.pen(at % (place.length + 1), `s${nth} `));
      case "resolve": {
        const options = index.brackets.get(open)?.options ?? [];
        const acts: Act[] = [
          { type: "adopt", bracket: open, option: options[0]?.id ?? STANDING },
          { type: "adopt", bracket: open, option: STANDING },
          { type: "merge", bracket: open, words: `merged ${nth}` },
          { type: "lift", bracket: open },
          { type: "delete", bracket: open, reason: "Agreed in the room" },
        ];
        await this.#act(CHAIR, acts[at % acts.length] as Act);
        return;
      }
      case "park":
        await this.#act(CHAIR, { type: "park", bracket: open, parked: at % 2 === 0 });
        return;
      case "agree":
        await this.#act(CHAIR, {
          type: "status",
          provisions: [`p${(which % 3) + 1}`],
          status: at % 2 ? "agreed-group" : "agreed-adref",
        });
        return;
      case "reopen":
        await this.#act(CHAIR, { type: "reopen", provisions: [`p${(which % 3) + 1}`], reason: "Asked" });
        return;
      case "stance":
        await this.#act(DELEGATES[who] as Person, { type: "stance", target: open, stance: at % 3 ? "delete" : null });
        return;
      case "issue":
        await this.#act(SECRETARIAT, { type: "issue" });
        return;
      case "restore": {
        const seq = this.#past(at);
        const done = await this.#act(SECRETARIAT, { type: "restore", seq, reason: "Asked" });
        if (done) expect(await this.#words()).toBe(await this.#words(seq));
        return;
      }
      case "restore-some": {
        const provisions = which % 2 ? [`p${(which % 3) + 1}`] : ["p1", "p3"];
        await this.#act(SECRETARIAT, { type: "restore", seq: this.#past(at), provisions, reason: "Asked" });
        return;
      }
      case "name": {
        await this.#act(CHAIR, { type: "name-moment", moment: `m${which % 3}`, seq: this.#past(at), name: `N${nth}` });
        await this.#act(SECRETARIAT, { type: "rename-moment", moment: `m${at % 3}`, name: `R${nth}` });
        if (which % 2 === 0) await this.#act(CHAIR, { type: "unname-moment", moment: `m${at % 3}` });
        return;
      }
      default:
        return this.#inTheRoom(what, { who, which, at }, nth, open);
    }
  }

  /** What is neither words nor a decision on them. */
  async #inTheRoom(what: Move["do"], { who, which, at }: Omit<Move, "do">, nth: number, open: string): Promise<void> {
    const delegate = DELEGATES[who] as Person;
    const record = (await this.house.rooms.snapshot(TEXT)).value.record;
    const option = Object.keys(record.options)[which % Math.max(1, Object.keys(record.options).length)] ?? "none";
    const comment = `c-${which % 5}`;
    switch (what) {
      case "undo": {
        const decided = (this.house.store.ledgers.get(TEXT.id) ?? []).filter(({ data }) => data.act);
        const seq = at % 3 ? decided.at(-1)?.seq : decided[which % Math.max(1, decided.length)]?.seq;
        const before = seq === undefined || seq < 2 ? null : await this.#words(seq - 1);
        const last = seq === this.house.store.ledgers.get(TEXT.id)?.length;
        const done = await this.#act(CHAIR, { type: "undo", seq: seq ?? 1 });
        if (done && last) expect(await this.#words()).toBe(before);
        return;
      }
      case "confirm": {
        const waits = (facts: object) => Object.entries(facts).filter(([, { unconfirmed }]) => unconfirmed);
        const targets = [...waits(record.options), ...waits(record.brackets)].map(([id]) => id);
        await this.#act(KAZ, { type: "confirm", targets: targets.length > 0 ? targets : ["none"] });
        return;
      }
      case "explain":
        await this.#act(delegate, {
          ...{ type: "explain", target: at % 2 ? option : open },
          reason: which % 3 ? `Because ${nth}` : null,
        } as Act);
        return;
      case "join":
        for (const owner of DELEGATES) await this.#act(owner, { type: "invite", option, parties: ["KAZ", "MNG"] });
        for (const owner of DELEGATES) {
          const parties = ["KAZ", "UZB", "MNG"].filter((code) => code !== owner.party);
          await this.#act(owner, { type: "invite", option, parties });
        }
        await this.#act(delegate, { type: "join", option, joined: at % 3 > 0 });
        return;
      case "comment": {
        const answers = at % 2 ? null : `c-${at % 5}`;
        const said = { comment, provision: "p1", quoted: "", text: `Why ${nth}?`, answers };
        await this.#act(delegate, { type: "comment", ...said, mentions: [KAZ.id] });
        await this.#act(delegate, { type: "edit-comment", comment, text: `Why not ${nth}?` });
        await this.#act(at % 2 ? delegate : CHAIR, { type: "settle-comment", comment, done: at % 3 > 0 });
        if (which % 3 === 0) await this.#act(delegate, { type: "withdraw-comment", comment });
        return;
      }
      case "session": {
        const session = `s-${which % 4}`;
        await this.#act(CHAIR, { type: "open-session", session, title: `Session ${nth}`, agenda: ["p1"] });
        await this.#act(SECRETARIAT, { type: "set-agenda", session, agenda: ["p2", "p3"].slice(at % 3) });
        if (at % 2) await this.#act(CHAIR, { type: "close-session", session });
        return;
      }
      case "freeze":
        await this.#act(CHAIR, { type: "freeze", frozen: true });
        if (which % 5) await this.#act(CHAIR, { type: "freeze", frozen: false });
        return;
      case "silence": {
        const [silence, provisions] = [`q-${nth}`, ["p1", "p2", "p3"].slice(at % 3)];
        const until = new Date(this.house.clock.now() + 61_000).toISOString();
        await this.#act(CHAIR, { type: "open-silence", silence, provisions, status: "agreed-group", until });
        if (which % 4 === 0) await this.#act(delegate, { type: "break-silence", silence, reason: "No" });
        else if (which % 4 === 1) await this.#act(CHAIR, { type: "end-silence", silence });
        else if (which % 4 === 2) await this.house.pass(65_000);
        return;
      }
      case "park-provision":
        await this.#act(CHAIR, {
          ...{ type: "park-provision", provisions: [`p${(which % 3) + 1}`], parked: at % 3 > 0 },
        } as Act);
        return;
    }
  }

  #owner(option: string): string | null | undefined {
    for (const entry of this.house.store.ledgers.get(TEXT.id) ?? []) {
      const facts = entry.data.patch?.options?.[option];
      if (facts) return facts.owner;
    }
    return undefined;
  }

  /** Writes; where it is refused, the person comes back with a fresh document, as clients do. */
  async #write(client: TestClient, text: Y.XmlText, change: (place: Place) => void): Promise<void> {
    if (text.length === 0) return;
    client.doc.transact(() => change(new Place(text)));
    await this.house.settle();
    if (client.refusals.length === 0) return;
    const fresh = await this.house.join(client.person);
    if (client === this.taker) Object.assign(this, { taker: await this.house.taker(SECRETARIAT, "KAZ") });
    else if (client === this.pen) Object.assign(this, { pen: fresh });
    else Object.assign(this, { clients: this.clients.map((one) => (one === client ? fresh : one)) });
  }

  async #act(person: Person, act: Act): Promise<boolean> {
    const answer = await this.house.act(person, act);
    if (answer.accepted) this.kinds.add(act.type);
    return answer.accepted;
  }

  #past(at: number): number {
    const entries = this.house.store.ledgers.get(TEXT.id)?.length ?? 1;
    return 1 + (at % entries);
  }

  /** The words now, or after an entry. */
  async #words(seq?: number): Promise<string> {
    const { rooms } = this.house;
    const { doc } = seq === undefined ? (await rooms.snapshot(TEXT)).value : await rooms.at(TEXT.id, seq);
    const shared = newWordsDoc();
    writeDoc(bodyOf(shared), doc);
    return canonicalWords(bodyOf(shared));
  }
}

/** Direct writing in one text, with explicit marks. */
class Place {
  readonly #text: Y.XmlText;

  constructor(text: Y.XmlText) {
    this.#text = text;
  }

  get length(): number {
    return this.#text.length;
  }

  insert(at: number, words: string, attrs: { bracket: string; option: string; within?: string | null }): void {
    const { bracket, option, within = null } = attrs;
    // The key is made of the attributes in the order of the schema.
    const mark = { type: "proposed", attrs: { bracket, option, within } };
    const around = attrs.within ? attributesAt(this.#text, at) : clear(this.#text);
    this.#text.insert(at, words, { ...around, [markKey(mark)]: mark.attrs });
  }

  contest(at: number, length: number, bracket: string): void {
    const mark = { type: "contested", attrs: { bracket } };
    this.#text.format(at, Math.min(length, this.#text.length - at), { [markKey(mark)]: mark.attrs });
  }

  pen(at: number, words: string): void {
    this.#text.insert(at, words, clear(this.#text));
  }
}

type Delta = { readonly insert: string; readonly attributes?: Record<string, Record<string, string | null>> }[];

function clear(text: Y.XmlText): Record<string, null> {
  const keys = (text.toDelta() as Delta).flatMap(({ attributes }) => Object.keys(attributes ?? {}));
  return Object.fromEntries(keys.map((key) => [key, null]));
}

function attributesAt(text: Y.XmlText, at: number): Record<string, Record<string, string | null> | null> {
  let passed = 0;
  for (const { insert, attributes } of text.toDelta() as Delta) {
    passed += insert.length;
    if (passed > at) return { ...clear(text), ...attributes };
  }
  return clear(text);
}

function textAt(client: TestClient, which: number): Y.XmlText {
  const elements = [...provisionElements(bodyOf(client.doc))];
  return elements[which % elements.length]?.get(0) as Y.XmlText;
}

/** The first run of an option: where it is, and how long. */
function runOf(client: TestClient, option: string): { text: Y.XmlText; from: number; length: number } | null {
  for (const element of provisionElements(bodyOf(client.doc))) {
    const text = element.get(0) as Y.XmlText;
    let from = 0;
    for (const { insert, attributes } of text.toDelta() as Delta) {
      if (Object.values(attributes ?? {}).some((mark) => mark.option === option))
        return { text, from, length: insert.length };
      from += insert.length;
    }
  }
  return null;
}
