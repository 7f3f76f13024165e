import { fileURLToPath } from "node:url";
import { parse } from "@adref/notation";
import type { Directory } from "@adref/protocol";
import { EXIT, OperatorError } from "./errors.ts";
import { importEntry } from "./import-text.ts";
import { canonicalJson } from "./ledger.ts";
import { foundNegotiation, standingOf } from "./negotiation/stream.ts";
import { readSeedFiles, SeedFileError, type SeedFiles } from "./seed/seed-files.ts";
import type { Store } from "./store/port.ts";

/** The folder of the sample negotiation. */
export const SAMPLE = fileURLToPath(new URL("../seed", import.meta.url));

/** Reads a seed folder. Throws OperatorError (usage) with the file and the place in it that cannot be read. */
export async function readSeed(folder: string): Promise<SeedFiles> {
  try {
    return await readSeedFiles(folder);
  } catch (error) {
    if (error instanceof SeedFileError) throw new OperatorError(EXIT.usage, error.message, { cause: error });
    throw error;
  }
}

/**
 * Puts a negotiation into an empty store: every text as one import entry by the first person of the Secretariat, then the
 * directory, so that an interrupted load begins again from what is missing. What could not be read as structure stays words
 * and is told to `warn`, a line each with file, line and column. Throws OperatorError where the store has a negotiation
 * already or a text cannot be parsed.
 */
export async function loadSeed(
  store: Store,
  seed: SeedFiles,
  now: Date,
  warn: (line: string) => void = () => {},
): Promise<Directory> {
  if (await standingOf(store)) {
    throw new OperatorError(
      EXIT.data,
      "There is a negotiation in this data folder already. Give an empty folder with --data.",
    );
  }
  const { directory } = seed;
  const importer = directory.people.find((person) => person.role === "secretariat");
  if (!importer)
    throw new OperatorError(EXIT.usage, "The negotiation has nobody in the Secretariat who could import it.");
  const entries = seed.texts.map(({ id, file, source }) => {
    const { text, findings } = parsed(id, source);
    for (const { line, column, what, did } of findings) warn(`${file}:${line}:${column}: ${what} ${did}`);
    return { id, entry: importEntry(text, importer.id, now.toISOString()) };
  });
  for (const { id, entry } of entries) {
    if ((await store.head(id)).seq === 0) await store.append(id, 0, [entry]);
  }
  const founded = await foundNegotiation(store, directory, importer.id, now.toISOString());
  return founded.directory;
}

/**
 * Whether a negotiation is the sample to the last person, so that anybody at the machine may see its sign-in links. Texts
 * that were imported into it, and names of parties in more languages, make it no other.
 */
export async function isSample(directory: Directory): Promise<boolean> {
  const sample = (await readSeed(SAMPLE)).directory;
  const who = ({ id, name, people, parties }: Directory) => [id, name, people, parties.map(({ code }) => code)];
  const texts = sample.texts.every(({ id }) => directory.texts.some((text) => text.id === id));
  return texts && canonicalJson(who(sample)) === canonicalJson(who(directory));
}

function parsed(id: string, source: string) {
  try {
    return parse(source);
  } catch (error) {
    throw new OperatorError(EXIT.usage, `The text ${id} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
