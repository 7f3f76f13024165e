import type { ActType, LedgerPoint, TimelineAct } from "@adref/protocol";
import { MOST_POINTS } from "@adref/protocol";
import type { OptionFacts, PartyCode, SilenceFacts } from "@adref/schema";
import { momentsAfter, type Naming } from "../rooms/moments.ts";
import type { Ledger } from "../rooms/replay.ts";
import type { Entry, EntryData } from "../store/port.ts";

/** Entries that are read at once, so that nobody waits for the reading. */
const PAGE = 200;
/** A pause in the ledger after which another sitting begins, in milliseconds: longer than a lunch. */
const PAUSE = 3 * 3_600_000;

/** An act of the ledger that a timeline tells. */
export interface ToldAct extends LedgerPoint {
  readonly person: string;
  readonly type: TimelineAct["type"];
  readonly data: EntryData;
  /** With `issue`: the number of the revision. */
  readonly revision: number | null;
  /** With `adopt` and `lift`: whose words they are; null where nobody is named. */
  readonly party: PartyCode | null;
  /** The party for which the person acted; null for chair, Secretariat and server. */
  readonly actor: PartyCode | null;
  /** With an act that ends a silence procedure: how it ended. */
  readonly ended: NonNullable<SilenceFacts["ended"]>["how"] | null;
}

/**
 * What is known of a text's past without its words, read from the ledger once and then kept up. It grows with the acts, not
 * with the typing.
 */
export class Chronicle {
  readonly #ledger: Ledger;
  readonly #text: string;
  readonly #acts: ToldAct[] = [];
  readonly #points = new Points();
  readonly #options = new Map<string, OptionFacts>();
  readonly #sittings: { from: LedgerPoint; to: LedgerPoint }[] = [];
  #moments: readonly Naming[] = [];
  #first: LedgerPoint | null = null;
  #last: LedgerPoint | null = null;
  #revisions = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(ledger: Ledger, text: string) {
    this.#ledger = ledger;
    this.#text = text;
  }

  get acts(): readonly ToldAct[] {
    return this.#acts;
  }

  get moments(): readonly Naming[] {
    return this.#moments;
  }

  get first(): LedgerPoint | null {
    return this.#first;
  }

  get last(): LedgerPoint | null {
    return this.#last;
  }

  /** The newest stretches of the ledger without a long pause, at most MOST_POINTS. */
  get sittings(): readonly { readonly from: LedgerPoint; readonly to: LedgerPoint }[] {
    return this.#sittings.slice(-MOST_POINTS);
  }

  /** The first entry, the last, and some between, at most MOST_POINTS. */
  get points(): readonly LedgerPoint[] {
    const last = this.#last;
    const points = this.#points.all.filter(({ seq }) => seq < (last?.seq ?? 0));
    return last ? [...points, last] : points;
  }

  /** Reads the ledger to its end. Those who ask at the same time read together. Rejects with StoreError. */
  catchUp(): Promise<void> {
    this.#reading = this.#reading.catch(() => {}).then(() => this.#read());
    return this.#reading;
  }

  async #read(): Promise<void> {
    for (;;) {
      const page = await this.#ledger.read(this.#text, this.#last?.seq ?? 0, PAGE);
      for (const entry of page) this.#take(entry);
      if (page.length < PAGE) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #take(entry: Entry): void {
    const { seq, at, person, data } = entry;
    const point = { seq, at };
    this.#first ??= point;
    const sitting = this.#sittings.at(-1);
    if (sitting && Date.parse(at) - Date.parse(sitting.to.at) < PAUSE) sitting.to = point;
    else this.#sittings.push({ from: point, to: point });
    this.#points.add(point);
    this.#moments = momentsAfter(this.#moments, entry);
    this.#last = point;
    for (const [id, facts] of Object.entries(data.patch?.options ?? {})) this.#options.set(id, facts);
    const type = data.act?.type;
    if (type === undefined || !isTold(type)) return;
    const revision = type === "issue" ? ++this.#revisions : null;
    const { patch, ...told } = data;
    const ended = Object.values(patch?.silences ?? {})[0]?.ended?.how ?? null;
    const party = this.#partyOf(data.act);
    this.#acts.push({ seq, at, person, type, data: told, revision, party, actor: entry.party, ended });
  }

  /** Whose words an act made standing text. */
  #partyOf(act: EntryData["act"]): PartyCode | null {
    if (act?.type === "adopt") return this.#options.get(act.option)?.owner ?? null;
    if (act?.type !== "lift") return null;
    const owners = [...this.#options.values()].filter(({ bracket }) => bracket === act.bracket);
    return owners.length === 1 ? (owners[0]?.owner ?? null) : null;
  }
}

/** What a party says of words stands with the words, and what people say to one another in its thread. */
function isTold(type: ActType): type is TimelineAct["type"] {
  return type !== "stance" && !type.endsWith("comment");
}

/** Points of a ledger of any length, evenly spaced: where there are too many, every other one goes. */
class Points {
  #all: LedgerPoint[] = [];
  #stride = 1;

  get all(): readonly LedgerPoint[] {
    return this.#all;
  }

  add(point: LedgerPoint): void {
    if ((point.seq - 1) % this.#stride !== 0) return;
    this.#all.push(point);
    if (this.#all.length < MOST_POINTS) return;
    this.#stride *= 2;
    this.#all = this.#all.filter(({ seq }) => (seq - 1) % this.#stride === 0);
  }
}
