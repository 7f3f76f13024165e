import { redo, stopCapturing, undo } from "@adref/binding";
import { HeadlessEditor, type Rewrite } from "@adref/binding/testing";
import {
  type Author,
  applyResolution,
  bracketSelection,
  indexBrackets,
  proposeChange,
  withdrawOption,
} from "@adref/brackets";
import { type Claims, judgeWhole, ownersOf, ownsRun, type RefusalId, wholeOf, withClaims } from "@adref/law";
import type { Act, Person, TextInfo } from "@adref/protocol";
import {
  bodyOf,
  docOfY,
  isLocked,
  newWordsDoc,
  type PartyCode,
  type ProvisionValue,
  patchRecord,
  provisionElements,
  provisionOfY,
  type RecordValue,
  type Run,
  withinOfBracket,
  wordsOf,
} from "@adref/schema";
import { TextSelection, type Transaction } from "prosemirror-state";
import * as Y from "yjs";
import { judgeAct } from "../../src/acts/judge-act.ts";
import { Gate } from "../../src/gate/gate.ts";

/** Whatever a session does is a plain value, so that a failing run can be kept as it is. */
export type Move =
  | { readonly do: "type"; readonly who: number; readonly at: number }
  | { readonly do: "backspace"; readonly who: number; readonly at: number; readonly times: number }
  | { readonly do: "cut" | "replace" | "bracket"; readonly who: number; readonly at: number; readonly length: number }
  | { readonly do: "enter"; readonly who: number; readonly at: number }
  | { readonly do: "pause" | "undo" | "redo" | "part" | "heal" | "send" | "receive"; readonly who: number }
  | { readonly do: "withdraw"; readonly who: number; readonly pick: number }
  | { readonly do: "stance"; readonly who: number; readonly target: number; readonly stance: number }
  | { readonly do: "resolve"; readonly bracket: number; readonly how: number }
  | { readonly do: "agree"; readonly provision: number }
  | { readonly do: "reopen"; readonly provision: number };

type Edit = Extract<Move, { at: number } | { do: "withdraw" }> | { readonly do: "undo" | "redo"; readonly who: number };

type Text = HeadlessEditor["state"]["doc"];

/** Refusals that say that words, marks or a provision are not the author's. */
const ABOUT_OWNERS: readonly RefusalId[] = ["others-words", "others-marks", "others-provision", "in-anothers-name"];

const TEXT: TextInfo = { id: "t", title: "Text", symbol: "T", body: "wg1" };
const CHAIR: Person = { id: "chair", name: "Chair", role: "chair", party: null, bodies: ["wg1"], names: true };
const AT = "2026-06-03T09:00:00.000Z";
const FIRST_SIGN = 0x4e00;
const STANCES = ["support", "oppose", "retain", "delete", "reserve", "flexible"] as const;

/** What the server sends to a peer: news of the words, and the record as it is then. */
interface News {
  readonly update: Uint8Array | null;
  readonly record: RecordValue;
  /** How many acts the chair had done by then. */
  readonly chaired: number;
}

/** What a peer has written and not sent yet, and how many acts of the chair it knew of then. */
interface Written {
  readonly update: Uint8Array;
  readonly knew: number;
}

interface Peer {
  readonly party: PartyCode;
  readonly person: string;
  doc: Y.Doc;
  editor: HeadlessEditor;
  record: RecordValue;
  online: boolean;
  out: Written[];
  in: News[];
  /** How many acts of the chair it has been told of. */
  knows: number;
  /** Signs typed since the last acknowledged update, and where each went. */
  unsent: Set<string>;
}

export interface Tally {
  offered: number;
  refused: number;
  typed: number;
  resolved: number;
  agreed: number;
  stances: number;
  readonly reasons: string[];
  /** Refusals of what was written before its author knew of the chair's last act, by the id of the refusal. */
  readonly overtaken: string[];
  /** Those of the others: no act of the chair explains them. */
  readonly unexplained: string[];
  /** Edits in which the editor took for the author's own what the law says is not, as the author sees the text. */
  readonly unlawful: string[];
}

/**
 * Delegations at their editors, a server's gate and a chair, with the network pumped by hand. Every word that a delegation
 * types is one sign that is used nowhere else, so that each can be found again at the end.
 */
export class Session {
  readonly gate: Gate;
  readonly peers: Peer[];
  readonly tally: Tally = {
    offered: 0,
    refused: 0,
    typed: 0,
    resolved: 0,
    agreed: 0,
    stances: 0,
    reasons: [],
    overtaken: [],
    unexplained: [],
    unlawful: [],
  };
  readonly authorOf = new Map<string, PartyCode>();
  /** Signs that their authors took away at their desks. */
  readonly removedByAuthor = new Set<string>();
  /** Signs that stood in the accepted text, and those of them that their owner or the chair has removed from it since. */
  readonly stood = new Set<string>();
  readonly removed = new Set<string>();
  readonly adopted = new Set<string>();
  readonly trays = new Map<PartyCode, Set<string>>();
  readonly agreedValues = new Map<string, string>();
  readonly stances = new Map<string, string>();
  #sign = FIRST_SIGN;
  #client = 100;
  #chaired = 0;
  readonly #authors = new WeakMap<Y.Doc, Author>();
  #ids = 0;

  constructor(words: Uint8Array, record: RecordValue, parties: readonly PartyCode[]) {
    this.gate = new Gate({ words, record, leases: new Map() });
    this.peers = parties.map((party) => {
      this.trays.set(party, new Set());
      const peer = {
        party,
        person: `${party}-1`,
        record,
        online: true,
        out: [],
        in: [],
        knows: 0,
        unsent: new Set<string>(),
      };
      return Object.assign(
        peer,
        this.#fresh(() => peer as unknown as Peer),
      ) as Peer;
    });
  }

  perform(move: Move): void {
    switch (move.do) {
      case "resolve":
        return this.#resolve(move.bracket, move.how);
      case "agree":
      case "reopen":
        return this.#status(move.provision, move.do);
    }
    const peer = this.peers[move.who % this.peers.length] as Peer;
    switch (move.do) {
      case "pause":
        return stopCapturing(peer.editor.state);
      case "send":
        return this.#send(peer);
      case "receive":
        return this.#receive(peer);
      case "part":
        peer.online = false;
        return;
      case "heal":
        return this.#heal(peer);
      case "stance":
        return this.#stance(peer, move.target, move.stance);
      default:
        return this.#edit(peer, move as Edit);
    }
  }

  /** Everyone comes back, everything is sent and received. */
  settle(): void {
    for (const peer of this.peers) this.#heal(peer);
    for (let i = 0; i < 1_000; i++) {
      let busy = false;
      for (const peer of this.peers) {
        while (peer.out.length > 0) {
          this.#send(peer);
          busy = true;
        }
        while (peer.in.length > 0) {
          this.#receive(peer);
          busy = true;
        }
      }
      if (!busy) return;
    }
    throw new Error("The session does not come to rest");
  }

  /** The accepted provisions, by id. */
  provisions(): Map<string, ProvisionValue> {
    const values = [...provisionElements(bodyOf(this.gate.accepted))].map(provisionOfY);
    return new Map(values.map((value) => [value.id, value]));
  }

  signs(): string {
    return [...this.provisions().values()].map(wordsOf).join("\n");
  }

  #fresh(owner: () => Peer): Pick<Peer, "doc" | "editor"> {
    const doc = newWordsDoc();
    doc.clientID = this.#client++;
    Y.applyUpdate(doc, this.gate.encode(), "server");
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "server") owner().out.push({ update, knew: owner().knows });
    });
    const rewrite: Rewrite = (state, tr) => this.#propose(owner(), state, tr);
    // Steps of undo end with a move, not with time: the same moves are to be the same session on every machine.
    return { doc, editor: new HeadlessEditor(doc, { rewrite, captureMs: Number.POSITIVE_INFINITY }) };
  }

  /** One for as long as the document is the same: it remembers what was made of it. */
  #author(peer: Peer): Author {
    const known = this.#authors.get(peer.doc);
    if (known) return known;
    const author: Author = {
      party: peer.party,
      ownerOfOption: (id: string) => peer.record.options[id]?.owner,
      ownerOfBracket: (id: string) => peer.record.brackets[id]?.owner,
      withinOf: (id: string) => peer.record.options[id]?.within,
      withinOfBracket: (id: string) => withinOfBracket(peer.record, id),
      locked: (id: string) => (peer.record.statuses[id]?.status ?? "open") !== "open",
      newId: (prefix: string) => this.#newId(prefix),
    };
    this.#authors.set(peer.doc, author);
    return author;
  }

  #propose(peer: Peer, state: HeadlessEditor["state"], tr: Transaction): Transaction | null {
    return proposeChange(state, tr, this.#author(peer)).tr;
  }

  #edit(peer: Peer, move: Edit): void {
    const seen = peer.editor.state.doc;
    const before = seen.textContent;
    const known = this.#sign;
    this.#apply(peer, move);
    if (move.do !== "undo" && move.do !== "redo") this.#judgeEdit(peer, seen, move.do);
    const after = peer.editor.state.doc.textContent;
    // What the editor itself did not take, because the place is agreed, was never said.
    for (let code = known; code < this.#sign; code++) {
      const sign = String.fromCharCode(code);
      if (after.includes(sign)) continue;
      this.authorOf.delete(sign);
      peer.unsent.delete(sign);
    }
    for (const sign of new Set(before)) {
      if (this.authorOf.get(sign) === peer.party && !after.includes(sign)) this.removedByAuthor.add(sign);
    }
  }

  /**
   * Editor and law must agree on whose words are whose, whatever has ended. Not judged is what stands on unsent words that an
   * act of the chair has overtaken: these will be refused first.
   */
  #judgeEdit(peer: Peer, before: Text, what: string): void {
    if (peer.out.some(({ knew }) => knew < peer.knows)) return;
    const actor = { role: "delegation", party: peer.party } as const;
    const owners = withClaims(ownersOf(peer.record), claimsIn(before, peer.record), peer.party);
    const locked = (id: string) => isLocked(peer.record, id);
    const verdict = judgeWhole(actor, wholeOf(before), wholeOf(peer.editor.state.doc), owners, locked);
    if (!verdict.lawful && ABOUT_OWNERS.includes(verdict.refusal.id))
      this.tally.unlawful.push(`${peer.party} ${what}: ${verdict.refusal.id}`);
  }

  #apply(peer: Peer, move: Edit): void {
    const { editor } = peer;
    if (move.do === "undo") return void undo(editor.state, editor.dispatch, editor.asView());
    if (move.do === "redo") return void redo(editor.state, editor.dispatch, editor.asView());
    if (move.do === "withdraw") return this.#withdraw(peer, move.pick);
    if (!("at" in move)) return;
    const { state } = editor;
    const $at = TextSelection.near(state.doc.resolve(move.at % (state.doc.content.size + 1))).$head;
    if (!$at.parent.inlineContent) return;
    const select = (from: number, to: number) =>
      editor.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)));
    select($at.pos, $at.pos);
    switch (move.do) {
      case "type":
        return editor.dispatch(editor.state.tr.insertText(this.#word(peer)));
      case "backspace":
        for (let i = 0; i < move.times; i++) {
          const { head, $head } = editor.state.selection;
          if ($head.parentOffset > 0) editor.dispatch(editor.state.tr.delete(head - 1, head));
        }
        return;
      case "enter":
        return editor.dispatch(editor.state.tr.split($at.pos));
      default: {
        const to = Math.min($at.pos + 1 + move.length, $at.end());
        if (to <= $at.pos) return;
        select($at.pos, to);
        if (move.do === "cut") editor.dispatch(editor.state.tr.deleteSelection());
        else if (move.do === "replace") editor.dispatch(editor.state.tr.insertText(this.#word(peer), $at.pos, to));
        else bracketSelection(this.#author(peer))(editor.state, editor.dispatch);
      }
    }
  }

  #withdraw(peer: Peer, pick: number): void {
    const { editor, party, record } = peer;
    const options = [...indexBrackets(editor.state.doc).brackets.values()].flatMap((view) => view.options);
    const own = options.filter(({ id }) => record.options[id]?.owner === party);
    const option = own[pick % Math.max(own.length, 1)];
    if (option) withdrawOption(this.#author(peer), option.id)(editor.state, editor.dispatch);
  }

  /** Ids in no order, as they are in life, and yet the same in every run of the same moves. */
  #newId(prefix: string): string {
    this.#ids += 1;
    return prefix + (Math.imul(this.#ids, 0x9e3779b1) >>> 0).toString(36).padStart(7, "0");
  }

  #word(peer: Peer): string {
    const sign = String.fromCharCode(this.#sign++);
    this.authorOf.set(sign, peer.party);
    this.tally.typed++;
    peer.unsent.add(sign);
    return sign;
  }

  #send(peer: Peer): void {
    const written = peer.online ? peer.out.shift() : undefined;
    if (!written) return;
    const { update, knew } = written;
    this.tally.offered++;
    const before = this.provisions();
    const owners = ownersOf(this.gate.record);
    const offer = this.gate.offer(update, {
      actor: { role: "delegation", party: peer.party },
      person: peer.person,
      claimed: peer.doc.clientID,
      at: AT,
    });
    if (!offer.taken) return this.#refused(peer, offer.refusal, knew < this.#chaired);
    this.#follow(before, (run, provision) => ownsRun(peer.party, run.marks, provision, owners), peer.party);
    for (const sign of peer.unsent) if (this.stood.has(sign)) peer.unsent.delete(sign);
    this.gate.record = patchRecord(this.gate.record, offer.patch);
    this.#broadcast(offer.nothingNew ? null : offer.update, peer);
  }

  /** Which signs came into the accepted text and which went, and that those were whose change took them away. */
  #follow(
    before: ReadonlyMap<string, ProvisionValue>,
    mayRemove: (run: Run, provision: ProvisionValue) => boolean,
    by: string,
  ): void {
    const now = new Set(this.signs());
    for (const provision of before.values()) {
      for (const run of provision.runs) {
        for (const sign of run.text) {
          if (now.has(sign) || !this.authorOf.has(sign)) continue;
          if (!mayRemove(run, provision)) throw new Error(`${by} took away ${sign}, which was another's`);
          this.removed.add(sign);
        }
      }
    }
    for (const sign of now) {
      if (!this.authorOf.has(sign)) continue;
      this.stood.add(sign);
      this.removed.delete(sign);
    }
  }

  /** What a client does: its unacknowledged words go to the tray before it takes a fresh document. */
  #refused(peer: Peer, refusal: { id: string; sentence: string }, overtaken: boolean): void {
    this.tally.refused++;
    this.tally.reasons.push(`${peer.party} ${refusal.id}: ${refusal.sentence}`);
    this.tally[overtaken ? "overtaken" : "unexplained"].push(refusal.id);
    for (const sign of peer.unsent) this.trays.get(peer.party)?.add(sign);
    peer.unsent.clear();
    peer.editor.destroy();
    peer.out = [];
    peer.in = [];
    peer.record = this.gate.record;
    peer.knows = this.#chaired;
    Object.assign(
      peer,
      this.#fresh(() => peer),
    );
  }

  #broadcast(update: Uint8Array | null, author: Peer | null): void {
    for (const peer of this.peers) {
      peer.in.push({ update: peer === author ? null : update, record: this.gate.record, chaired: this.#chaired });
    }
  }

  #receive(peer: Peer): void {
    const news = peer.online ? peer.in.shift() : undefined;
    if (!news) return;
    peer.record = news.record;
    peer.knows = news.chaired;
    if (!news.update) return;
    const before = peer.editor.state.doc.textContent;
    Y.applyUpdate(peer.doc, news.update, "server");
    const after = peer.editor.state.doc.textContent;
    // What a client does: unsent words that went away with their place go to the tray at once (swept-words.ts).
    for (const sign of peer.unsent) {
      if (!before.includes(sign) || after.includes(sign)) continue;
      this.trays.get(peer.party)?.add(sign);
      peer.unsent.delete(sign);
    }
  }

  /** Coming back sends everything that the server lacks as one update, as Yjs's handshake does. */
  #heal(peer: Peer): void {
    if (peer.online) return;
    peer.online = true;
    if (peer.out.length === 0) return;
    const knew = Math.min(...peer.out.map((written) => written.knew));
    peer.out = [{ update: Y.encodeStateAsUpdate(peer.doc, this.gate.stateVector()), knew }];
  }

  #judge(act: Act, person: Person) {
    const doc = docOfY(bodyOf(this.gate.accepted));
    const provisions = this.provisions();
    return judgeAct({
      act,
      person,
      text: TEXT,
      negotiation: { parties: [], people: [] },
      index: indexBrackets(doc),
      hasProvision: (id) => provisions.has(id),
      record: this.gate.record,
      at: AT,
    });
  }

  #stance(peer: Peer, target: number, stance: number): void {
    const targets = Object.keys(this.gate.record.options);
    const id = targets[target % targets.length];
    if (!id) return;
    const person: Person = {
      id: peer.person,
      name: "",
      role: "delegation",
      party: peer.party,
      bodies: [],
      names: true,
    };
    const value = STANCES[stance % STANCES.length] as (typeof STANCES)[number];
    const verdict = this.#judge({ type: "stance", target: id, stance: value }, person);
    if (!verdict.accepted) return;
    this.tally.stances++;
    this.stances.set(`${id}/${peer.party}`, value);
    this.gate.record = patchRecord(this.gate.record, verdict.patch);
    this.#broadcast(null, null);
  }

  #resolve(bracket: number, how: number): void {
    const index = indexBrackets(docOfY(bodyOf(this.gate.accepted)));
    const id = index.order[bracket % index.order.length];
    const view = id ? index.brackets.get(id) : undefined;
    if (!id || !view) return;
    const option = view.options[how % Math.max(view.options.length, 1)]?.id ?? "standing";
    const acts: Act[] = [
      { type: "adopt", bracket: id, option },
      { type: "adopt", bracket: id, option: "standing" },
      { type: "merge", bracket: id, words: "merged words" },
      { type: "lift", bracket: id },
      { type: "delete", bracket: id },
    ];
    const verdict = this.#judge(acts[how % acts.length] as Act, CHAIR);
    if (!verdict.accepted || !verdict.ends) return;
    const { ends } = verdict;
    const before = this.provisions();
    const touched = this.#signsIn(ends.bracket);
    let resolved = false;
    const update = this.gate.change((body) => {
      resolved = applyResolution(body, ends.bracket, ends.how).resolved;
    });
    if (!resolved) return;
    const after = this.signs();
    this.tally.resolved++;
    this.#follow(before, () => true, "the chair");
    for (const sign of touched) if (after.includes(sign)) this.adopted.add(sign);
    this.gate.record = patchRecord(this.gate.record, verdict.patch);
    this.#chaired++;
    this.#broadcast(update, null);
  }

  /** The signs whose owner may be another one once a bracket has ended: it can become part of what stood round it. */
  #signsIn(bracket: string): Set<string> {
    const signs = new Set<string>();
    for (const value of this.provisions().values()) {
      for (const run of value.runs) {
        const inIt = value.bracket === bracket || run.marks.some((mark) => mark.attrs.bracket === bracket);
        if (inIt) for (const sign of run.text) signs.add(sign);
      }
    }
    return signs;
  }

  #status(provision: number, what: "agree" | "reopen"): void {
    const all = [...this.provisions().values()];
    const value = all[provision % all.length];
    if (!value) return;
    const act: Act =
      what === "agree"
        ? { type: "status", provisions: [value.id], status: "agreed-adref" }
        : { type: "reopen", provisions: [value.id], reason: "again" };
    const verdict = this.#judge(act, CHAIR);
    if (!verdict.accepted) return;
    if (what === "agree") {
      this.tally.agreed++;
      this.agreedValues.set(value.id, JSON.stringify(value));
    } else this.agreedValues.delete(value.id);
    this.#chaired++;
    this.gate.record = patchRecord(this.gate.record, verdict.patch);
    this.#broadcast(null, null);
  }
}

/** What a document says that the record does not know yet: its author's own, which were not sent or not answered. */
function claimsIn(doc: Text, record: RecordValue): Claims {
  const { brackets } = indexBrackets(doc);
  const views = [...brackets.values()];
  return {
    brackets: views.filter(({ id }) => !record.brackets[id]),
    options: views.flatMap(({ id: bracket, options }) =>
      options.filter(({ id }) => !record.options[id]).map(({ id, within }) => ({ id, bracket, within })),
    ),
  };
}
