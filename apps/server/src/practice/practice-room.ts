import { randomBytes, randomUUID } from "node:crypto";
import { CLOSE, type Directory, type Person, PRACTICE, type TextInfo } from "@adref/protocol";
import type { PartyCode, TextValue } from "@adref/schema";
import type { WebSocket } from "ws";
import { importEntry } from "../import-text.ts";
import { Rooms } from "../rooms/index.ts";
import type { Log } from "../rooms/socket.ts";
import type { Entry } from "../store/port.ts";
import { putForward } from "./moves.ts";
import { PassingStore } from "./passing-store.ts";
import { answers, type Cue, decideAgainst, opening } from "./script.ts";
import { utter } from "./utterance.ts";

/** How long the player's line stays broken in the lesson about it, in milliseconds. */
const CUT = 20_000;
/** How long after the line broke the chair decides. */
const DECISION = 3_000;
/** Parties that speak besides the player; more would drown the room. */
const SPEAKING = 4;

/** What a room is made of. */
export interface PracticeParts {
  readonly value: TextValue;
  readonly of: TextInfo;
  /** Whose room it is, and who that is in it. */
  readonly owner: string;
  readonly me: Person;
  readonly negotiation: Directory;
  readonly log: Log;
  /** How fast the others are: 1 as in a meeting, 0 at once. */
  readonly pace?: number;
}

/**
 * A private copy of a text, in memory only, in which other parties act by a script: through the same gate and the same acts as
 * everybody. Nothing of it reaches a store; when it is closed, it is gone.
 */
export class PracticeRoom {
  readonly text: TextInfo;
  readonly of: string;
  readonly owner: string;
  readonly me: Person;
  readonly directory: Directory;
  readonly store: PassingStore;
  readonly rooms: Rooms;
  readonly began = new Date().toISOString();
  /** Entries of words by the player. */
  words = 0;
  /** Papers that were made. */
  papers = 0;
  readonly #log: Log;
  readonly #pace: number;
  readonly #parties: readonly PartyCode[];
  readonly #sockets = new Set<WebSocket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #speaking: Promise<unknown> = Promise.resolve();
  #cut = false;
  #closed = false;

  private constructor(parts: PracticeParts) {
    const { of, owner, me, negotiation, log, pace = 1 } = parts;
    const id = `${PRACTICE}${randomBytes(6).toString("hex")}`;
    this.text = { ...of, id, symbol: `PRACTICE/${of.symbol}` };
    this.of = of.id;
    this.owner = owner;
    this.me = me;
    this.#log = log;
    this.#pace = pace;
    this.#parties = negotiation.parties.flatMap(({ code }) => (code === me.party ? [] : [code]));
    this.directory = { ...negotiation, people: [me, ...this.#others(of.body)], texts: [this.text] };
    this.store = new PassingStore((entry) => this.#heard(entry));
    this.rooms = new Rooms({ store: this.store, directory: () => this.directory, log });
  }

  /** Makes the copy and has the others begin. */
  static async open(parts: PracticeParts): Promise<PracticeRoom> {
    const room = new PracticeRoom(parts);
    const { value } = parts;
    // Sittings and silences are the negotiation's own; a copy that begins frozen would teach little.
    const record = { ...value.record, sessions: {}, silences: {}, freeze: {} };
    await room.store.append(room.text.id, 0, [
      importEntry({ doc: value.doc, record }, "practice-secretariat", room.began),
    ]);
    for (const cue of opening(room.#parties.slice(0, SPEAKING))) room.#later(cue);
    return room;
  }

  get lineCut(): boolean {
    return this.#cut;
  }

  /** Takes a socket of the player's. */
  connect(kind: "sync" | "record", socket: WebSocket, text: TextInfo, params: URLSearchParams): void {
    if (this.#cut || this.#closed) {
      socket.close(CLOSE.tryAgain, "The line is cut");
      return;
    }
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    if (kind === "sync") this.rooms.connectSync(socket, this.me, text, params);
    else this.rooms.connectRecord(socket, this.me, text);
  }

  /** Breaks the player's line for a while; meanwhile the chair decides against the player's newest proposal. False where there is none. */
  async cutLine(): Promise<boolean> {
    const { value } = await this.rooms.snapshot(this.text);
    if (this.#cut || !decideAgainst(value, this.me.party)) return false;
    this.#cut = true;
    for (const socket of this.#sockets) socket.close(CLOSE.tryAgain, "The line is cut");
    this.#after(DECISION, () => this.#say("practice-chair", (text) => decideAgainst(text, this.me.party)));
    this.#after(CUT, async () => {
      this.#cut = false;
    });
    return true;
  }

  /** Ends the room: everybody is sent away, and all of it is forgotten. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#sockets) socket.close(CLOSE.noSuchText, "The practice room is closed");
    await this.#speaking;
    await this.rooms.close();
  }

  #others(body: string): Person[] {
    const person = (id: string, name: string, role: Person["role"], more: Partial<Person> = {}): Person => ({
      id,
      name,
      role,
      party: null,
      bodies: [],
      names: true,
      ...more,
    });
    return [
      person("practice-secretariat", "Secretariat (practice)", "secretariat"),
      person("practice-chair", "Chair (practice)", "chair", { bodies: [body] }),
      ...this.#parties.map((party) => person(`practice-${party}`, `${party} (practice)`, "delegation", { party })),
    ];
  }

  #heard(entry: Entry): void {
    if (entry.text !== this.text.id || entry.person !== this.me.id) return;
    if (entry.kind === "words" && entry.data.for === undefined) this.words += 1;
    for (const cue of answers(entry, this.me, this.#parties.slice(0, SPEAKING))) this.#later(cue);
  }

  #later({ after, party, does }: Cue): void {
    if (party === "") return;
    this.#after(after, async () => {
      if (does.kind === "act") return this.#say(`practice-${party}`, does.act);
      const { value } = await this.rooms.snapshot(this.text);
      const { move, skip } = does;
      await utter(this.rooms, this.#person(`practice-${party}`), this.text, (doc) => {
        return putForward(doc, value.record, move, skip) !== null;
      });
    });
  }

  async #say(id: string, make: (text: TextValue) => ReturnType<typeof decideAgainst>): Promise<void> {
    const { value } = await this.rooms.snapshot(this.text);
    const act = make(value);
    if (act) await this.rooms.act(this.#person(id), this.text, { key: randomUUID(), act });
  }

  #person(id: string): Person {
    const person = this.directory.people.find((one) => one.id === id);
    if (!person) throw new Error(`Nobody in the practice room is called ${id}`);
    return person;
  }

  /** Does something in its time, one after another; a room that is closed does nothing more. */
  #after(milliseconds: number, run: () => Promise<unknown>): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#speaking = this.#speaking
        .then(() => (this.#closed ? undefined : run()))
        .catch((error: unknown) => this.#log.warn({ err: error }, "A part of the practice script could not be played"));
    }, milliseconds * this.#pace).unref();
    this.#timers.add(timer);
  }
}
