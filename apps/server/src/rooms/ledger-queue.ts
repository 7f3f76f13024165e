import type { Entry, NewEntry, Store } from "../store/port.ts";
import type { Clock } from "./clock.ts";
import type { Job } from "./jobs.ts";

/** The room went away before the answer was known. Whether the change was taken, the ledger knows: ask again. */
export class RoomClosed extends Error {
  override readonly name = "RoomClosed";
}

/** A job that became durable, with the entry that it made, if it made one. */
export interface Settled {
  readonly job: Job;
  readonly entry: Entry | null;
}

/**
 * A look at the accepted text at exactly entry `seq`. `take` looks; what it returns is called once that entry is durable
 * and everybody was told of it. Where another node wrote first, it looks again.
 */
export interface Look {
  take(seq: number): () => void;
  fail(error: Error): void;
}

/** What a room stands on after it has read what another node wrote. */
export interface Stand {
  /** The ledger's end. */
  readonly seq: number;
  /** Those that waited and that the ledger holds already, by their keys. */
  readonly answered: ReadonlySet<Job>;
  /** What has to be done before those that wait. */
  readonly first?: readonly Job[];
}

/** What the queue asks of the room. */
export interface Ground {
  /** Judges in memory. Throws where the gate is broken. */
  judge(job: Job): NewEntry | null;
  /** A group is durable: tell everybody, in order. */
  deliver(group: readonly Settled[]): void;
  /**
   * Another node wrote: read what was missed. What is returned is called at once: it tells what was missed and stands on the
   * ledger's end.
   */
  reread(): Promise<(waiting: readonly Job[]) => Stand>;
  /** An append or a judgement failed: nothing can be said about the text any more. */
  failed(error: Error): void;
}

interface Waiting {
  readonly job: Job;
  entry: NewEntry | null;
}

/**
 * The one order in which a text changes. A job is judged at once, in memory; everything judged while an append is under way
 * makes the next append; nobody is told anything before the append has resolved.
 */
export class LedgerQueue {
  readonly #store: Store;
  readonly #text: string;
  readonly #clock: Clock;
  readonly #ground: Ground;
  #seq: number;
  #waiting: Waiting[] = [];
  #looks: Look[] = [];
  /** How far the ledger reaches, as far as anybody said. */
  #head = 0;
  #running = false;
  #closed: Error | null = null;
  #whenIdle: (() => void)[] = [];

  /** `seq` is the ledger's last entry, on which the ground stands. */
  constructor(store: Store, text: string, clock: Clock, seq: number, ground: Ground) {
    this.#store = store;
    this.#text = text;
    this.#clock = clock;
    this.#seq = seq;
    this.#ground = ground;
  }

  /** The last durable entry. */
  get seq(): number {
    return this.#seq;
  }

  /** How many jobs wait. */
  get length(): number {
    return this.#waiting.length;
  }

  add(job: Job): void {
    if (this.#closed) {
      job.fail(this.#closed);
      return;
    }
    try {
      this.#waiting.push({ job, entry: this.#ground.judge(job) });
    } catch (error) {
      job.fail(error as Error);
      this.#fail(error as Error);
      return;
    }
    this.#wake();
  }

  /** Looks at the text, at once where nothing is under way. */
  look(look: Look): void {
    if (this.#closed) {
      look.fail(this.#closed);
      return;
    }
    if (!this.#running && this.#waiting.length === 0) {
      look.take(this.#seq)();
      return;
    }
    this.#looks.push(look);
    this.#wake();
  }

  /** Another node says that the ledger reaches to `seq`. */
  catchUp(seq: number): void {
    this.#head = Math.max(this.#head, seq);
    if (this.#head > this.#seq && !this.#closed) this.#wake();
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    if (!this.#running || this.#closed) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Takes nothing more; what waits is told so. */
  close(error: Error): void {
    if (this.#closed) return;
    this.#closed = error;
    for (const { job } of this.#waiting) job.fail(error);
    for (const look of this.#looks) look.fail(error);
    this.#waiting = [];
    this.#looks = [];
    this.#wakeIdle();
  }

  #wake(): void {
    if (this.#running) return;
    this.#running = true;
    this.#clock.soon(() => void this.#run());
  }

  async #run(): Promise<void> {
    try {
      while (!this.#closed && (this.#waiting.length > 0 || this.#looks.length > 0 || this.#head > this.#seq)) {
        if (this.#head > this.#seq) await this.#standOnEnd();
        else await this.#group();
      }
    } catch (error) {
      this.#fail(error as Error);
    }
    this.#running = false;
    this.#wakeIdle();
  }

  async #group(): Promise<void> {
    const group = this.#waiting;
    const looks = this.#looks;
    this.#waiting = [];
    this.#looks = [];
    try {
      const entries = group.flatMap(({ entry }) => entry ?? []);
      const seen = looks.map((look) => look.take(this.#seq + entries.length));
      const appended = entries.length > 0 ? await this.#append(entries) : [];
      if (this.#closed) throw this.#closed;
      if (!appended) {
        this.#waiting = [...group, ...this.#waiting];
        this.#looks = [...looks, ...this.#looks];
        return;
      }
      this.#seq += appended.length;
      let next = 0;
      const settled = group.map(({ job, entry }) => ({ job, entry: entry ? (appended[next++] as Entry) : null }));
      this.#ground.deliver(settled);
      for (const tell of seen) tell();
    } catch (error) {
      for (const { job } of group) job.fail(error as Error);
      for (const look of looks) look.fail(error as Error);
      throw error;
    }
  }

  /** The entries as stored; null where another node was first. */
  async #append(entries: readonly NewEntry[]): Promise<readonly Entry[] | null> {
    const appended = await this.#store.append(this.#text, this.#seq, entries);
    if (appended.appended) return appended.entries;
    if (appended.seq <= this.#seq) throw new Error(`The ledger ends at entry ${appended.seq}, before ${this.#seq}`);
    this.#head = Math.max(this.#head, appended.seq);
    return null;
  }

  async #standOnEnd(): Promise<void> {
    const stand = await this.#ground.reread();
    if (this.#closed) return;
    const { seq, answered, first = [] } = stand(this.#waiting.map(({ job }) => job));
    this.#seq = seq;
    const left = this.#waiting.filter(({ job }) => !answered.has(job));
    this.#waiting = [...first.map((job) => ({ job, entry: null })), ...left];
    for (const waiting of this.#waiting) waiting.entry = this.#ground.judge(waiting.job);
  }

  #fail(error: Error): void {
    if (this.#closed) return;
    this.close(new RoomClosed(`The text's room failed; ask again. ${error.message}`, { cause: error }));
    this.#ground.failed(error);
  }

  #wakeIdle(): void {
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }
}
