import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import {
  type AcceptImport,
  type ImportSettings,
  type ImportView,
  LARGEST_IMPORT,
  type Person,
  type TextInfo,
} from "@adref/protocol";
import { RequestError } from "../errors.ts";
import type { UploadedText } from "../history/uploads.ts";
import type { Log } from "../rooms/socket.ts";
import type { NewEntry, Store } from "../store/port.ts";
import { type Errand, Workshop } from "../threads/workshop.ts";
import { FileTooLarge, ImportFiles, type KeptImport, newImportId } from "./import-files.ts";
import type { ImportOrder } from "./import-orders.ts";
import {
  alreadyAccepted,
  emptyFile,
  noSuchBody,
  noSuchImport,
  stillReading,
  symbolTaken,
  tooLarge,
  tooMany,
} from "./import-refusals.ts";
import { freeTextId, type Listed, putText } from "./put-text.ts";
import { Readings, type Work } from "./readings.ts";
import { rememberAuthors } from "./remembered-authors.ts";

/** What imports may cost. Times are in milliseconds, sizes in bytes unless they say otherwise. */
export interface ImportLimits {
  readonly largest: number;
  /** Files that are kept at once. */
  readonly most: number;
  /** How long a file is kept after it came in, was read anew or became a text. */
  readonly kept: number;
  /** How long one may be on its way: a network that was pulled out says nothing, and would hold its place for ever. */
  readonly arrival: number;
  /** How long reading one may take, and how much memory. */
  readonly patience: number;
  readonly megabytes: number;
  /** How long an answer waits for the reading, so that most views come back ready. */
  readonly answerWithin: number;
}

/** A text of 300 pages reads in seconds; what takes longer than this is not one. */
export const IMPORT_LIMITS: ImportLimits = {
  largest: LARGEST_IMPORT,
  most: 100,
  kept: 7 * 24 * 3_600_000,
  arrival: 600_000,
  patience: 60_000,
  megabytes: 512,
  answerWithin: 1_500,
};

export interface ImportParts {
  /** Where files are kept; made when the first one comes. */
  readonly folder: string;
  readonly store: Store;
  readonly directory: Listed;
  readonly log: Log;
  readonly limits: ImportLimits;
  readonly now?: () => number;
}

/**
 * Files that the Secretariat brings in: kept on the disk until they are accepted as a text or forgotten, read on a thread, and
 * read again when a person says how. Every refusal is a RequestError.
 */
export class Imports {
  readonly #parts: ImportParts;
  readonly #files: ImportFiles;
  readonly #workshop: Workshop<ImportOrder, unknown>;
  readonly #readings: Readings;
  readonly #arriving = new Set<string>();
  readonly #accepting = new Map<string, Promise<TextInfo>>();
  /** By file, what is done last of those things that may not be done to it at once. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #now: () => number;

  constructor(parts: ImportParts) {
    this.#parts = parts;
    this.#files = new ImportFiles(parts.folder);
    this.#now = parts.now ?? Date.now;
    this.#workshop = new Workshop({
      module: new URL("./import-thread.ts", import.meta.url),
      atOnce: 2,
      keep: 15_000,
      megabytes: parts.limits.megabytes,
    });
    const work: Work = (order, errand) => this.#work(order, errand);
    this.#readings = new Readings({ ...parts, files: this.#files, work });
  }

  /** Takes a file in and begins to read it. `size` is what the sender says that it will send, where it says so. */
  async begin(person: Person, name: string, stream: Readable, size: number | null): Promise<ImportView> {
    const { largest, most } = this.#parts.limits;
    if (size !== null && size > largest) throw tooLarge(largest, size);
    const id = newImportId();
    // What is still on its way fills the disk as well; of those who begin in one moment the first ones are let in.
    const before = this.#arriving.size;
    this.#arriving.add(id);
    const late = setTimeout(
      () => stream.destroy(new Error("The file did not come in time")),
      this.#parts.limits.arrival,
    );
    try {
      const others = (await this.#files.all()).filter((one) => !this.#arriving.has(one.id));
      if (others.length + before >= most) throw tooMany(most);
      const received = await this.#files.receive(id, stream, largest).catch((error: unknown) => {
        if (error instanceof FileTooLarge) throw tooLarge(largest, null);
        throw error;
      });
      if (received.size === 0) throw emptyFile();
      const kept: KeptImport = {
        version: 1,
        id,
        ...received,
        name,
        by: person.id,
        at: this.#time(),
        expires: this.#time(this.#parts.limits.kept),
        settings: {},
        outcome: null,
        text: null,
      };
      await this.#files.save(kept);
      return await this.#soon(kept, this.#readings.begin(kept));
    } catch (error) {
      await this.#files.drop(id);
      throw error;
    } finally {
      clearTimeout(late);
      this.#arriving.delete(id);
    }
  }

  /** The files that are kept, the newest first; results are left out. */
  async list(): Promise<ImportView[]> {
    const kept = (await this.#files.all()).filter((one) => !this.#isExpired(one));
    return kept.map((one) => ({ ...this.#viewOf(one), result: null }));
  }

  /** How a file stands. One whose reading a restart of the server cut off is read again. */
  async view(id: string): Promise<ImportView> {
    const kept = await this.#kept(id);
    if (kept.outcome === null && !this.#readings.has(id)) void this.#readings.begin(kept);
    return this.#viewOf(kept);
  }

  /** Reads a file again, as a person says. */
  async change(id: string, settings: ImportSettings): Promise<ImportView> {
    const { kept, ended } = await this.#inTurn(id, async () => {
      const before = await this.#kept(id);
      if (before.text) throw alreadyAccepted();
      const kept: KeptImport = { ...before, settings, outcome: null, expires: this.#time(this.#parts.limits.kept) };
      await this.#readings.stop(id);
      await this.#files.save(kept);
      return { kept, ended: this.#readings.begin(kept) };
    });
    return this.#soon(kept, ended);
  }

  /** The words and the record that a file was read as, as JSON of an ImportedText. */
  async text(id: string): Promise<Buffer> {
    await this.#ready(id);
    return readFile(this.#files.textOf(id));
  }

  /** A file's name and what it was read as, for comparisons; null where there is no such file, or it is not read. */
  async open(id: string): Promise<UploadedText | null> {
    const kept = await this.#files.kept(id);
    if (!kept?.outcome?.ok || this.#isExpired(kept)) return null;
    return { name: kept.name, text: await readFile(this.#files.textOf(id)) };
  }

  /** Makes a text of a file. The same file again gives the same text, whatever it is then asked to be called. */
  accept(id: string, person: Person, asked: AcceptImport): Promise<TextInfo> {
    const under = this.#accepting.get(id);
    if (under) return under;
    const accepting = this.#inTurn(id, () => this.#accept(id, person, asked)).finally(() => this.#accepting.delete(id));
    this.#accepting.set(id, accepting);
    return accepting;
  }

  /** Forgets a file; the text that was made of it stays. */
  async drop(id: string): Promise<void> {
    await this.#inTurn(id, async () => {
      await this.#kept(id);
      await this.#readings.stop(id);
      await this.#files.drop(id);
    });
  }

  /** Forgets what has run out; to be called now and then. */
  async sweep(): Promise<void> {
    for (const kept of await this.#files.all()) {
      if (this.#isExpired(kept) && !this.#accepting.has(kept.id)) await this.#files.drop(kept.id);
    }
    await this.#files.dropStrays(this.#arriving);
  }

  /** Stops all reading. */
  async close(): Promise<void> {
    await this.#readings.close();
    await this.#workshop.close();
  }

  async #accept(id: string, person: Person, { title, symbol, body }: AcceptImport): Promise<TextInfo> {
    const { store, directory, log } = this.#parts;
    let kept = await this.#ready(id);
    if (kept.text && directory.current().texts.some(({ id }) => id === kept.text?.id)) return kept.text;
    if (!directory.current().bodies.some((one) => one.id === body)) throw noSuchBody(body);
    await directory.refresh();
    const taken = directory.current().texts.find((one) => one.symbol === symbol && one.id !== kept.text?.id);
    if (taken) throw symbolTaken(symbol, taken.title);
    const entry = (await this.#work({
      do: "entry",
      from: this.#files.textOf(id),
      person: person.id,
      at: this.#time(),
      source: { key: id, file: { name: kept.name, hash: kept.hash } },
    })) as NewEntry;
    for (;;) {
      const text = kept.text ?? { id: await freeTextId(store, directory, title), title, symbol, body };
      if (!kept.text) {
        kept = { ...kept, text, expires: this.#time(this.#parts.limits.kept) };
        await this.#files.save(kept);
      }
      if (await putText(store, directory, text, entry)) {
        if (kept.outcome?.ok)
          await rememberAuthors(store, kept.outcome.result.authors).catch((error) =>
            log.warn({ err: error }, "Authors could not be remembered"),
          );
        return text;
      }
      kept = { ...kept, text: null };
    }
  }

  #work(order: ImportOrder, errand: Omit<Errand, "patience"> = {}): Promise<unknown> {
    return this.#workshop.do(order, { ...errand, patience: this.#parts.limits.patience });
  }

  /** Reading a file anew, making a text of it and forgetting it wait for one another. */
  async #inTurn<T>(id: string, run: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).catch(() => {}).then(run);
    this.#turns.set(id, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(id) === turn) this.#turns.delete(id);
    }
  }

  /** The file as it stands when its reading has ended, or soon. */
  async #soon(kept: KeptImport, ended: Promise<void>): Promise<ImportView> {
    let timer: NodeJS.Timeout | undefined;
    const soon = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#parts.limits.answerWithin);
    });
    await Promise.race([ended, soon]);
    clearTimeout(timer);
    return this.#viewOf((await this.#files.kept(kept.id)) ?? kept);
  }

  async #kept(id: string): Promise<KeptImport> {
    const kept = await this.#files.kept(id);
    if (!kept || this.#isExpired(kept)) throw noSuchImport();
    return kept;
  }

  async #ready(id: string): Promise<KeptImport> {
    const kept = await this.#kept(id);
    if (kept.outcome === null) throw stillReading();
    if (!kept.outcome.ok) throw new RequestError(409, kept.outcome.id, kept.outcome.sentence);
    return kept;
  }

  #viewOf({ version: _, outcome, text, ...kept }: KeptImport): ImportView {
    const state = outcome === null ? "reading" : outcome.ok ? "ready" : "refused";
    const refusal = outcome && !outcome.ok ? { id: outcome.id, sentence: outcome.sentence } : null;
    const done = outcome === null ? this.#readings.done(kept.id) : 1;
    return { ...kept, state, done, refusal, result: outcome?.ok ? outcome.result : null, text: text?.id ?? null };
  }

  #isExpired({ expires }: KeptImport): boolean {
    return Date.parse(expires) <= this.#now();
  }

  #time(from = 0): string {
    return new Date(this.#now() + from).toISOString();
  }
}
