import { createHash } from "node:crypto";
import { acceptImportSchema } from "@adref/protocol";
import { type Overrides, readConfig } from "../config.ts";
import { EXIT, OperatorError } from "../errors.ts";
import { importEntry } from "../import-text.ts";
import { knownAuthors } from "../imports/known-authors.ts";
import { freeTextId, putText } from "../imports/put-text.ts";
import { readImport } from "../imports/read-import.ts";
import { rememberAuthors, rememberedAuthors } from "../imports/remembered-authors.ts";
import { LiveDirectory } from "../live-directory.ts";
import { openStore } from "../open-store.ts";
import { directoryOf, secretaryOf } from "./people.ts";
import { Progress } from "./progress.ts";
import { formatNamed, howToRead, type ReadOptions } from "./read-file.ts";
import { reportLines, summaryLine } from "./reports.ts";
import { bytesFrom, nameOf, STANDARD } from "./stream-files.ts";

export interface ImportOptions extends Overrides, Omit<ReadOptions, "parties"> {
  readonly title: string;
  readonly symbol: string;
  readonly body: string;
  readonly from?: string;
  /** Who imports; the first person of the Secretariat unless told. */
  readonly as?: string;
  readonly dryRun?: boolean;
  readonly report?: boolean;
  readonly quiet?: boolean;
}

/** Puts a file into the negotiation as a new text, on the record of a person of the Secretariat. */
export async function importFile(path: string, options: ImportOptions): Promise<void> {
  const asked = acceptImportSchema.safeParse({ title: options.title, symbol: options.symbol, body: options.body });
  if (!asked.success) {
    const [issue] = asked.error.issues;
    throw new OperatorError(EXIT.usage, `--${issue?.path.join(".")} is not understood: ${issue?.message}.`);
  }
  if (path === STANDARD && !options.from) {
    throw new OperatorError(EXIT.usage, "Standard input has no ending; say with --from what it is.");
  }
  const { settings } = await howToRead(options);
  const bytes = await bytesFrom(path);
  const store = await openStore(readConfig(options));
  const progress = new Progress(options.quiet ?? false);
  try {
    const directory = await directoryOf(store);
    const person = secretaryOf(directory, options.as);
    const { title, symbol, body } = asked.data;
    if (!directory.bodies.some(({ id }) => id === body)) {
      const ids = directory.bodies.map(({ id }) => id).join(", ");
      throw new OperatorError(EXIT.notFound, `There is no body "${body}". There are: ${ids}.`);
    }
    const taken = directory.texts.find((text) => text.symbol === symbol);
    if (taken) {
      throw new OperatorError(EXIT.usage, `"${taken.title}" has the symbol ${symbol}. Give another one with --symbol.`);
    }
    progress.begin(`Reading ${nameOf(path)}`);
    const outcome = await readImport(bytes, {
      name: path === STANDARD ? "standard input" : nameOf(path),
      settings: { ...settings, ...(options.from && { format: formatNamed(options.from, "--from") }) },
      parties: directory.parties,
      remembered: await rememberedAuthors(store),
      known: knownAuthors(directory.people),
    });
    progress.end();
    if (!outcome.ok) throw new OperatorError(EXIT.file, `${nameOf(path)}: ${outcome.sentence}`);
    const { report, authors } = outcome.result;
    const summary = options.quiet ? null : summaryLine(report);
    for (const line of options.report ? reportLines(report) : summary === null ? [] : [summary]) {
      process.stderr.write(`${line}\n`);
    }
    if (options.dryRun) return;
    const hash = createHash("sha256").update(bytes).digest("hex");
    const entry = importEntry(outcome.text, person.id, new Date().toISOString(), {
      file: { name: nameOf(path), hash },
    });
    const live = new LiveDirectory(store, directory);
    for (;;) {
      const text = { id: await freeTextId(store, live, title), title, symbol, body };
      if (!(await putText(store, live, text, entry))) continue;
      await rememberAuthors(store, authors);
      process.stdout.write(`${text.id}\n`);
      return;
    }
  } finally {
    progress.end();
    await store.close();
  }
}
