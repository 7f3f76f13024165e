import { extname } from "node:path";
import { formatById } from "@adref/exchange";
import type { Directory, MomentRef, Person, TextInfo } from "@adref/protocol";
import type { TextValue } from "@adref/schema";
import { type Overrides, readConfig } from "../config.ts";
import { EXIT, OperatorError, RequestError } from "../errors.ts";
import { frameOf, type PaperSubject } from "../exports/paper-options.ts";
import { subjectOf } from "../exports/subject.ts";
import { writePaper } from "../exports/write-paper.ts";
import { History } from "../history/history.ts";
import { PastThread } from "../history/past-thread.ts";
import { NO_UPLOADS } from "../history/uploads.ts";
import { openStore } from "../open-store.ts";
import { readPrefix } from "../rooms/replay.ts";
import { revisionsOf } from "../rooms/revisions.ts";
import type { Store } from "../store/port.ts";
import { type LookOptions, type MomentOptions, openBracketsRemain, paperQuery } from "./paper-options.ts";
import { directoryOf, secretaryOf, textOfId } from "./people.ts";
import { Progress } from "./progress.ts";
import { formatTo } from "./read-file.ts";
import { bytesTo, STANDARD } from "./stream-files.ts";

export interface ExportOptions extends Overrides, LookOptions, MomentOptions {
  readonly text: string;
  /** By the ending of `out` unless told; Word where it has none. */
  readonly format?: string;
  readonly out: string;
  readonly quiet?: boolean;
}

type Shown = PaperSubject & { readonly value: TextValue; readonly seq: number | null };

/** Writes a text, as it stands or as it was at any moment, to a file: with all that the API's export can do. */
export async function exportFile(options: ExportOptions): Promise<void> {
  const { out, revision, at, against } = options;
  const format = formatTo(out, options.format ?? (extname(out) === "" ? "docx" : undefined), "--format");
  const query = paperQuery(format, options, { revision, at, against });
  const progress = new Progress(options.quiet ?? false);
  const store = await openStore(readConfig(options));
  const past = new PastThread(store);
  try {
    const directory = await directoryOf(store);
    const text = textOfId(directory, options.text);
    const moments = new Moments(store, past, directory, text);
    progress.begin(`Opening ${text.symbol}`);
    const asked: MomentRef =
      query.at ?? (query.revision === undefined ? { kind: "now" } : { kind: "revision", number: query.revision });
    const shown = await moments.open(asked);
    const other = query.against ? await moments.open(query.against) : null;
    progress.begin(`Writing ${formatById(format).name}`);
    const order = {
      text: shown.value,
      against: other && { text: other.value, name: other.moment },
      format,
      look: query,
      frame: frameOf(shown, query.marking),
      sayOpen: query.open === "say",
      names: true,
    };
    const paper = await writePaper(order, progress.at);
    progress.end();
    if (!paper.ok) throw openBracketsRemain(paper.open);
    await bytesTo(out, paper.bytes);
    if (out !== STANDARD) process.stdout.write(`Wrote ${out}: ${text.symbol}, ${shown.moment}, entry ${shown.seq}.\n`);
  } finally {
    progress.end();
    await past.close();
    await store.close();
  }
}

/** The moments of one text, opened from the store as the server opens them. */
class Moments {
  readonly #history: History;
  readonly #directory: Directory;
  readonly #text: TextInfo;
  readonly #reader: Person;

  constructor(store: Store, past: PastThread, directory: Directory, text: TextInfo) {
    this.#directory = directory;
    this.#text = text;
    this.#reader = { ...secretaryOf(directory, undefined), names: true };
    this.#history = new History({
      store,
      directory: () => directory,
      past,
      uploads: NO_UPLOADS,
      revisions: async () => {
        const { issues, doc, docs } = await readPrefix(store, text);
        doc.destroy();
        docs.destroy();
        return revisionsOf(issues, text, directory);
      },
    });
  }

  /** Throws OperatorError (not found) where there is no such moment. */
  async open(ref: MomentRef): Promise<Shown> {
    try {
      const { info, value } = await this.#history.open(this.#text, ref, this.#reader);
      return { ...subjectOf(this.#directory, this.#text, info, new Date()), value, seq: info.seq };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      throw new OperatorError(EXIT.notFound, error.message, { cause: error });
    }
  }
}
