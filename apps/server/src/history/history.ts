import {
  type CompareView,
  type Directory,
  type MinutesView,
  MOST_ACTS,
  type MomentInfo,
  type MomentRef,
  type Person,
  type ProvenanceView,
  type Revision,
  type TextInfo,
  type Timeline,
} from "@adref/protocol";
import type { TextValue } from "@adref/schema";
import { RequestError } from "../errors.ts";
import { nameOf, shownMoment } from "../rooms/moments.ts";
import { shownRevision } from "../rooms/shown-revision.ts";
import type { Store } from "../store/port.ts";
import { ByteCache } from "./byte-cache.ts";
import { Chronicle, type ToldAct } from "./chronicle.ts";
import { sessionIn, withProvisions } from "./minutes.ts";
import type { PastOrder, PastResults } from "./orders.ts";
import { PastBusy, type PastThread } from "./past-thread.ts";
import type { Audience } from "./reader-record.ts";
import { type Found, resolveRef, type Shelf, type Stamp } from "./resolve-ref.ts";
import { tellAct } from "./tell-act.ts";
import type { Uploads } from "./uploads.ts";

/** What answers may weigh that are kept because the same moment may be asked for again, in bytes. */
const MOST_BYTES = 64_000_000;
/** How many orders of one person may wait at once. */
const MOST_WAITING = 12;
const STAMP_BYTES = 300;
const MOST_STAMPS = 10_000;

export interface HistoryParts {
  readonly store: Store;
  readonly directory: () => Directory;
  readonly past: PastThread;
  readonly uploads: Uploads;
  /** A text's revisions as they stand now. */
  readonly revisions: (text: TextInfo) => Promise<readonly Revision[]>;
  readonly observe?: HistoryObserver;
}

/** Told what looking into the past cost. */
export interface HistoryObserver {
  /** An order was done on the thread, in so many seconds. */
  took(what: PastOrder["do"], seconds: number): void;
  /** An answer was kept from before, or had to be made. */
  cached(hit: boolean): void;
}

/** What words are asked about: all of a provision's where no offsets are given. */
export interface ProvenanceQuestion {
  readonly provision: string;
  readonly from?: number;
  readonly to?: number;
  readonly at: MomentRef;
}

/**
 * The past of texts, for those who may read them: the timeline, any moment, comparisons, where words came from. Names are
 * withheld from whom they are withheld in the live text. Everything throws RequestError where it cannot be told.
 */
export class History {
  readonly #parts: HistoryParts;
  readonly #chronicles = new Map<string, Chronicle>();
  readonly #bodies = new ByteCache<PastResults["moment"]>(MOST_BYTES);
  readonly #waiting = new Map<string, number>();
  readonly #stamps = new ByteCache<Stamp>(MOST_STAMPS * STAMP_BYTES);

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  /** The past at a glance. `before`: acts that come before this entry. */
  async timeline(text: TextInfo, reader: Person, before: number = Number.MAX_SAFE_INTEGER): Promise<Timeline> {
    const [chronicle, revisions] = await Promise.all([this.#chronicle(text), this.#parts.revisions(text)]);
    const directory = this.#parts.directory();
    const { first, last, sittings, points, moments } = chronicle;
    const earlier = chronicle.acts.filter(({ seq }) => seq < before);
    const acts = earlier.slice(-MOST_ACTS);
    return {
      first,
      last,
      revisions: revisions.map((one) => shownRevision(one, reader)),
      moments: moments.map((one) => shownMoment(one, directory, reader)),
      acts: acts.map((act) => tellAct(act, directory, reader)),
      earlierActs: earlier.length - acts.length,
      sittings,
      points,
    };
  }

  /** A moment as the bytes of a MomentView. */
  async moment(text: TextInfo, ref: MomentRef, reader: Person): Promise<Buffer> {
    const { source, info } = await this.#find(text, ref, reader);
    const audience = await this.#audience(reader);
    const key = source.kind === "entry" ? JSON.stringify([text.id, source.seq, source.party, reader.names]) : null;
    const known = key === null ? undefined : this.#bodies.get(key);
    this.#parts.observe?.cached(known !== undefined);
    const made = known ?? (await this.#do(reader, { do: "moment", source, text: text.id, audience }));
    if (key !== null && !known) this.#bodies.set(key, made, made.body.length);
    return joined({ ...info, wordsHash: made.wordsHash } satisfies MomentInfo, made.body);
  }

  /** Two moments side by side, as the bytes of a CompareView. */
  async compare(text: TextInfo, from: MomentRef, to: MomentRef, reader: Person): Promise<Buffer> {
    const [a, b, audience] = await Promise.all([
      this.#find(text, from, reader),
      this.#find(text, to, reader),
      this.#audience(reader),
    ]);
    const order = { do: "compare", from: a.source, to: b.source, text: text.id, audience } as const;
    const { body, fromHash, toHash } = await this.#do(reader, order);
    const view: Omit<CompareView, "comparison"> = {
      from: { ...a.info, wordsHash: fromHash },
      to: { ...b.info, wordsHash: toHash },
    };
    return joined(view, Buffer.concat([Buffer.from('"comparison":'), body]));
  }

  /** Where words of a provision came from, as they stand at a moment. */
  async provenance(text: TextInfo, question: ProvenanceQuestion, reader: Person): Promise<ProvenanceView> {
    const { provision, at } = question;
    const { source, info } = await this.#find(text, at, reader);
    if (source.kind !== "entry" || source.party !== null) {
      throw new RequestError(400, "bad-moment", "Where words came from is told of moments of the text itself.");
    }
    const audience = await this.#audience(reader);
    const { seq: today } = await this.#parts.store.head(text.id);
    const found = await this.#do(reader, { do: "origins", text, seq: source.seq, today, provision, audience });
    if (!found) throw new RequestError(404, "no-such-provision", "This provision does not stand in the text then.");
    const to = Math.min(question.to ?? found.length, found.length);
    const from = Math.min(question.from ?? 0, to);
    const origins = found.origins.flatMap((origin) => {
      const [start, end] = [Math.max(origin.from, from), Math.min(origin.to, to)];
      if (start >= end) return [];
      return [{ ...origin, from: start, to: end, text: origin.text.slice(start - origin.from, end - origin.from) }];
    });
    const decided = new Set(found.acts);
    const directory = this.#parts.directory();
    const acts = (await this.#chronicle(text)).acts
      .filter(({ seq }) => decided.has(seq))
      .map((act) => tellAct(act, directory, reader));
    return { moment: { ...info, wordsHash: found.wordsHash }, provision, from, to, origins, acts };
  }

  /** A session, and what was done in it. */
  async minutes(text: TextInfo, session: string, reader: Person): Promise<MinutesView> {
    const chronicle = await this.#chronicle(text);
    const sat = sessionIn(chronicle.acts, session);
    if (!sat) throw new RequestError(404, "no-such-session", "This session is not in the ledger of this text.");
    const [from, to] = [sat.opened.seq, sat.closed?.seq ?? chronicle.last?.seq ?? sat.opened.seq];
    const decided = new Map(
      (await this.#do(reader, { do: "decided", text, from, to })).map(({ seq, provisions }) => [seq, provisions]),
    );
    const directory = this.#parts.directory();
    const point = ({ seq, at, person }: ToldAct) => ({ seq, at, by: nameOf(directory, person) });
    return {
      session,
      title: sat.title,
      agenda: sat.agenda,
      opened: point(sat.opened),
      closed: sat.closed && point(sat.closed),
      acts: chronicle.acts
        .filter(({ seq }) => seq >= from && seq <= to)
        .map((act) => withProvisions(tellAct(act, directory, reader), decided.get(act.seq))),
    };
  }

  /**
   * A moment, a party's view or an uploaded file as a value with all names, for papers: who withholds them from a reader is
   * the paper.
   */
  async open(text: TextInfo, ref: MomentRef, reader: Person): Promise<{ info: MomentInfo; value: TextValue }> {
    const { source, info } = await this.#find(text, ref, reader);
    const { value, wordsHash } = await this.#timed(reader, "value", () =>
      this.#parts.past.value({ do: "value", source }),
    );
    return { info: { ...info, wordsHash }, value };
  }

  #find(text: TextInfo, ref: MomentRef, reader: Person): Promise<Found> {
    const { store, directory, uploads, revisions } = this.#parts;
    const shelf: Shelf = {
      head: async () => (await store.head(text.id)).seq,
      stamp: (seq) => this.#stamp(text, seq),
      directory: directory(),
      text,
      reader,
      uploads,
      revisions: () => revisions(text),
      moments: async () => (await this.#chronicle(text)).moments,
    };
    return resolveRef(ref, shelf);
  }

  /** An entry is read once: a text's first one is as large as the text. */
  async #stamp(text: TextInfo, seq: number): Promise<Stamp | null> {
    const key = `${text.id}/${seq}`;
    const known = this.#stamps.get(key);
    if (known) return known;
    const [entry] = await this.#parts.store.read(text.id, seq - 1, 1);
    if (!entry) return null;
    const stamp = { at: entry.at, hash: entry.hash };
    this.#stamps.set(key, stamp, STAMP_BYTES);
    return stamp;
  }

  async #chronicle(text: TextInfo): Promise<Chronicle> {
    let chronicle = this.#chronicles.get(text.id);
    if (!chronicle) {
      chronicle = new Chronicle(this.#parts.store, text.id);
      this.#chronicles.set(text.id, chronicle);
    }
    await chronicle.catchUp();
    return chronicle;
  }

  async #audience(reader: Person): Promise<Audience> {
    return { key: reader.names ? null : await this.#parts.store.pseudonymKey() };
  }

  #do<D extends PastOrder["do"]>(reader: Person, order: Extract<PastOrder, { do: D }>): Promise<PastResults[D]> {
    return this.#timed(reader, order.do as D, () => this.#parts.past.do<D>(order));
  }

  /** Nobody fills the line of the thread alone. */
  async #timed<T>({ id }: Person, what: PastOrder["do"], run: () => Promise<T>): Promise<T> {
    const waiting = this.#waiting.get(id) ?? 0;
    if (waiting >= MOST_WAITING) {
      throw new RequestError(
        429,
        "too-many-requests",
        "You look at too many moments at once. Wait until some are there.",
      );
    }
    this.#waiting.set(id, waiting + 1);
    const began = performance.now();
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof PastBusy)) throw error;
      throw new RequestError(
        503,
        "try-again",
        "The past of this text could not be read just now. Try again in a moment.",
      );
    } finally {
      const left = (this.#waiting.get(id) ?? 1) - 1;
      if (left > 0) this.#waiting.set(id, left);
      else this.#waiting.delete(id);
      this.#parts.observe?.took(what, (performance.now() - began) / 1_000);
    }
  }
}

/** One JSON object of a small head and the members that `body` holds. */
function joined(head: object, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(head).slice(0, -1)},`), body, Buffer.from("}")]);
}
