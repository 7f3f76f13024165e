import { refuse } from "@adref/law";
import { type Act, CLOSE, mayWrite, type Person, type TextView } from "@adref/protocol";
import { EMPTY_RECORD, type PartyCode, type RecordValue } from "@adref/schema";
import * as Y from "yjs";
import { recordForTaker } from "../desk/taken-party.ts";
import { DeviceCopy } from "./device-copy.ts";
import type { DeviceStore } from "./device-store.ts";
import { Outbox } from "./outbox.ts";
import type { OpenPersistence } from "./persistence.ts";
import { type PostAct, postActTo } from "./post-act.ts";
import { CursorSender, presentPeople } from "./presence.ts";
import { RecordMirror } from "./record-mirror.ts";
import { retablePiece } from "./retable.ts";
import { Tray } from "./tray.ts";
import type {
  ActOutcome,
  Connection,
  LateRefusal,
  PresentCursor,
  SessionState,
  SharedWords,
  TextSession,
} from "./types.ts";
import { Unsaved } from "./unsaved.ts";
import { type RefusedFor, WordsLink } from "./words-link.ts";

export interface OpenTextOptions {
  readonly text: TextView;
  readonly me: Person;
  /** The server's origin, such as `http://127.0.0.1:4400`. */
  readonly serverUrl: string;
  readonly WebSocket?: typeof WebSocket;
  readonly openStore?: (name: string) => Promise<DeviceStore>;
  readonly openPersistence?: OpenPersistence | null;
  readonly locks?: LockManager;
  readonly postAct?: PostAct;
  /** The party for which the Secretariat takes words down here; `me` then writes under the code of the taken. */
  readonly takesDownFor?: PartyCode;
  /** How long updates are gathered before they go out as one, in milliseconds. */
  readonly batchDelay?: number;
}

const BATCH_MS = 40;

/** How long after the words first came the first copy of them is put on the device. */
const KEEP_AFTER_MS = 300;

/** From so many on, claimed ids that the record knows by now are forgotten. */
const MANY_CLAIMS = 500;

/** Opens a text for one person: words, record, presence and what is kept on the device. */
export function openTextSession(options: OpenTextOptions): TextSession {
  return new Session(options);
}

class Session implements TextSession {
  readonly text: TextView;
  readonly me: Person;
  readonly claimed = new Set<string>();
  #options: OpenTextOptions;
  #socketUrl: string;
  #listeners = new Set<() => void>();
  #onLateRefusal = new Set<(refusal: LateRefusal) => void>();
  #onIssued = new Set<() => void>();
  #state: SessionState;
  #connection: Connection = "connecting";
  #unsaved = new Unsaved();
  #link: WordsLink;
  #cursor: CursorSender;
  #record: RecordMirror | null = null;
  #device: DeviceCopy;
  #loaded = false;
  #tray: Tray;
  /** Pieces of the tray that were refused for the sake of others, until the new document is in step. */
  #toOfferAgain: string[] = [];
  #outbox: Outbox;
  /** Nothing is on the device yet: the copy is made after the words are shown, or with the first change. */
  #keepOnceShown = false;
  #destroyed = false;
  /** The record as the server has it, and as it counts here. */
  #seen: readonly [RecordValue, RecordValue] = [EMPTY_RECORD, EMPTY_RECORD];

  constructor(options: OpenTextOptions) {
    this.#options = options;
    this.text = options.text;
    this.me = options.me;
    this.#socketUrl = options.serverUrl.replace(/^http/, "ws").replace(/\/$/, "");
    this.#state = {
      connection: "connecting",
      loaded: false,
      save: { kind: "saved" },
      tray: [],
      presence: [],
      record: EMPTY_RECORD,
      keptOnDevice: false,
    };
    const { openStore, openPersistence, locks } = options;
    this.#device = new DeviceCopy({ text: this.#keptAs(), person: this.me.id, openStore, openPersistence, locks });
    this.#tray = new Tray(this.#device.store, () => this.#announce());
    this.#outbox = new Outbox(
      this.#device.store,
      options.postAct ?? postActTo(options.serverUrl, this.text.id),
      () => this.#announce(),
      (refusal) => {
        for (const listener of this.#onLateRefusal) listener(refusal);
      },
    );
    this.#link = this.#makeLink(0);
    this.#cursor = new CursorSender(this.#link.provider.awareness);
    globalThis.addEventListener?.("online", this.#cameOnline);
    globalThis.addEventListener?.("offline", this.#wentOffline);
    void this.#open();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getState(): SessionState {
    return this.#state;
  }

  words(): SharedWords {
    return this.#link.words;
  }

  claim(ids: Iterable<string>): void {
    for (const id of ids) {
      if (!this.claimed.has(id)) this.#device.claim(id);
      this.claimed.add(id);
    }
    if (this.claimed.size <= MANY_CLAIMS) return;
    const { brackets, options } = this.#state.record;
    for (const id of this.claimed) {
      if (!brackets[id] && !options[id]) continue;
      this.claimed.delete(id);
      this.#device.unclaim(id);
    }
  }

  act(act: Act): Promise<ActOutcome> {
    return this.#outbox.act(act);
  }

  actAfterWords(act: Act): void {
    // What a party says of the words is for the party to say.
    if (this.#options.takesDownFor !== undefined) return;
    void this.#outbox.act(act, this.#unsaved.settled());
  }

  showCursor(cursor: PresentCursor | null): void {
    this.#cursor.show(cursor);
  }

  showFocus(focus: string | null): void {
    this.#cursor.showFocus(focus);
  }

  retable(id: string): boolean {
    const piece = this.#tray.pieces.find((kept) => kept.id === id);
    if (!piece || !this.#loaded || !mayWrite(this.me)) return false;
    const outcome = retablePiece(piece, this.#link.words, this.#state.record, this.me, this.claimed);
    if (outcome.tabled) {
      this.claim(outcome.ids);
      for (const act of outcome.acts) this.actAfterWords(act);
      this.#tray.remove(id);
    } else this.#tray.block(id, outcome.problem);
    return outcome.tabled;
  }

  discard(id: string): void {
    this.#tray.remove(id);
  }

  onLateRefusal(listener: (refusal: LateRefusal) => void): () => void {
    this.#onLateRefusal.add(listener);
    return () => this.#onLateRefusal.delete(listener);
  }

  onIssued(listener: () => void): () => void {
    this.#onIssued.add(listener);
    return () => this.#onIssued.delete(listener);
  }

  get takesDownFor(): PartyCode | null {
    return this.#options.takesDownFor ?? null;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    globalThis.removeEventListener?.("online", this.#cameOnline);
    globalThis.removeEventListener?.("offline", this.#wentOffline);
    this.#outbox.destroy();
    this.#cursor.destroy();
    this.#link.end();
    this.#record?.destroy();
    this.#device.close();
    this.#listeners.clear();
    this.#onLateRefusal.clear();
    this.#onIssued.clear();
  }

  async #open(): Promise<void> {
    await this.#device.open();
    if (this.#destroyed) return this.#device.store.close();
    this.#tray.store = this.#device.store;
    this.#outbox.store = this.#device.store;
    const record = await this.#device.record();
    await this.#tray.load();
    await this.#readClaims();
    const found = await this.#device.found();
    if (found === "words") await this.#keep();
    else if (found === "none") this.#keepOnceShown = true;
    else if (found === "elsewhere") void this.#device.later.then(() => this.#keepFromNow());
    if (this.#destroyed) return;
    // What waits beside words that another window keeps is that window's to send.
    if (found !== "elsewhere") void this.#outbox.load(this.#unsaved.settled());
    this.#followRecord(record ?? EMPTY_RECORD);
    this.#announce();
    this.#link.connect();
  }

  async #readClaims(): Promise<void> {
    for (const id of await this.#device.claims()) this.claimed.add(id);
  }

  /** Puts what the device kept into the document, and keeps what comes. */
  async #keep(): Promise<void> {
    if (this.#destroyed) return;
    const { doc, body } = this.#link.words;
    this.#unsaved.keptFromBefore(await this.#device.takeCount());
    if (this.#destroyed || doc !== this.#link.words.doc) return;
    await this.#device.keepWords(doc);
    this.#device.count(this.#unsaved.changes);
    if (this.#link.words.doc === doc && body.length > 0) this.#loaded = true;
    this.#announce();
  }

  /** Makes the first copy on the device. */
  #keepFirst(): void {
    if (!this.#keepOnceShown) return;
    this.#keepOnceShown = false;
    void this.#keep();
  }

  /** The other window was closed: what it kept is taken over, and the server is met anew with it. */
  async #keepFromNow(): Promise<void> {
    if (this.#destroyed) return;
    this.#link.provider.disconnect();
    await this.#readClaims();
    await this.#keep();
    void this.#outbox.load(this.#unsaved.settled());
    this.#link.connect();
  }

  #followRecord(initial: RecordValue): void {
    this.#record = new RecordMirror({
      serverUrl: this.#socketUrl,
      text: this.text.id,
      WebSocket: this.#options.WebSocket ?? WebSocket,
      initial,
      changed: () => {
        this.#device.keepRecord(() => this.#record?.record);
        this.#announce();
      },
    });
  }

  #makeLink(epoch: number): WordsLink {
    return new WordsLink({
      serverUrl: this.#socketUrl,
      text: this.text.id,
      epoch,
      mayWrite: mayWrite(this.me),
      ...(this.#options.takesDownFor !== undefined && { takesDownFor: this.#options.takesDownFor }),
      WebSocket: this.#options.WebSocket ?? WebSocket,
      unsaved: this.#unsaved,
      batchDelay: this.#options.batchDelay ?? BATCH_MS,
      listener: {
        connection: (state, code) => this.#connected(state, code),
        unsaved: () => this.#countUnsaved(),
        refused: (reason) => void this.#startAfresh(reason),
        swept: (words) => void this.#tray.add(words, refuse("place-gone")),
        presence: () => this.#announce(),
        issued: () => {
          for (const listener of this.#onIssued) listener();
        },
      },
    });
  }

  #connected(state: "online" | "offline", code: number | null): void {
    if (state === "online") {
      this.#connection = "online";
      if (!this.#loaded) this.#loaded = true;
      if (this.#keepOnceShown) setTimeout(() => this.#keepFirst(), KEEP_AFTER_MS);
      const { doc } = this.#link.words;
      this.#tray.dropAccepted((client) => Y.getState(doc.store, client));
      for (const id of this.#toOfferAgain.splice(0)) this.retable(id);
    } else if (code === CLOSE.signedOut) this.#connection = "signed-out";
    else if (code === CLOSE.forbidden || code === CLOSE.noSuchText) this.#connection = "forbidden";
    else if (code !== null) this.#connection = "reload";
    else if (this.#connection === "online" || this.#connection === "connecting") this.#connection = "offline";
    this.#outbox.online = this.#connection === "online";
    this.#announce();
  }

  #countUnsaved(): void {
    const { changes } = this.#unsaved;
    if (changes > 0) {
      this.#keepFirst();
      this.#device.changed(() => this.#announce());
    }
    this.#device.count(changes);
    this.#announce();
  }

  /** The document holds what the server refused. Our words in it go to the tray first, then the document is replaced. */
  async #startAfresh({ provision, ...reason }: RefusedFor): Promise<void> {
    const old = this.#link;
    this.#loaded = false;
    const pieces = old.unacknowledged();
    old.end();
    this.#unsaved.giveUp();
    this.#connection = "connecting";
    this.#cursor.destroy();
    this.#announce();
    await this.#tray.add(pieces, reason);
    // What went with the refused words only because it was sent with them is offered again by itself, once.
    if (pieces.some((piece) => piece.provision === provision)) {
      this.#toOfferAgain = pieces.filter((piece) => piece.provision !== provision).map(({ id }) => id);
    }
    const keeps = await this.#device.dropWords();
    if (this.#destroyed) return;
    this.#link = this.#makeLink(old.words.epoch + 1);
    this.#cursor = new CursorSender(this.#link.provider.awareness, this.#cursor.focus);
    if (keeps) await this.#keep();
    this.#link.connect();
  }

  #cameOnline = (): void => {
    this.#link.connect();
    this.#record?.reconnect();
  };

  /** The device left the network. A server on the same machine or wire may still answer, so the connection is tried anew. */
  #wentOffline = (): void => {
    if (this.#connection === "online") this.#link.reconnect();
  };

  #announce(): void {
    if (this.#destroyed) return;
    const state: SessionState = {
      connection: this.#connection,
      loaded: this.#loaded,
      save: this.#save(),
      tray: this.#tray.pieces,
      presence: this.#presence(),
      record: this.#record ? this.#counted(this.#record.record) : this.#state.record,
      keptOnDevice: this.#device.keepsWords,
    };
    if (sameState(state, this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** The record as it counts for who writes here. */
  #counted(record: RecordValue): RecordValue {
    const party = this.#options.takesDownFor;
    if (party === undefined) return record;
    if (this.#seen[0] !== record) this.#seen = [record, recordForTaker(record, party)];
    return this.#seen[1];
  }

  /** Words that are taken down are kept beside the text, so that one's own writing does not meet them. */
  #keptAs(): string {
    const { takesDownFor } = this.#options;
    return takesDownFor === undefined ? this.text.id : `${this.text.id}~for-${takesDownFor}`;
  }

  #save(): SessionState["save"] {
    const changes = this.#unsaved.changes + this.#outbox.length;
    // What is still on its way to the device is not said to be kept there.
    if (changes > 0 && (this.#connection === "online" || this.#device.behind)) return { kind: "saving" };
    if (changes > 0) return { kind: "offline", changes };
    const pieces = this.#tray.pieces.length;
    return pieces > 0 ? { kind: "refused", pieces } : { kind: "saved" };
  }

  #presence(): SessionState["presence"] {
    const people = presentPeople(this.#link.provider.awareness);
    const before = this.#state.presence;
    return JSON.stringify(people) === JSON.stringify(before) ? before : people;
  }
}

function sameState(a: SessionState, b: SessionState): boolean {
  return (
    a.connection === b.connection &&
    a.loaded === b.loaded &&
    a.tray === b.tray &&
    a.presence === b.presence &&
    a.record === b.record &&
    a.keptOnDevice === b.keptOnDevice &&
    a.save.kind === b.save.kind &&
    JSON.stringify(a.save) === JSON.stringify(b.save)
  );
}
