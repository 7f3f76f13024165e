import { writeFile } from "node:fs/promises";
import { serialize } from "@adref/notation";
import type { Directory, Revision, TextInfo } from "@adref/protocol";
import { bodyOf, docOfY, type TextValue } from "@adref/schema";
import { type Overrides, readConfig } from "../config.ts";
import { EXIT, OperatorError } from "../errors.ts";
import { openIn, VIEWS, type View, wordOf } from "../export-text.ts";
import { openStore } from "../open-store.ts";
import { readPast, readPrefix } from "../rooms/replay.ts";
import { revisionsOf } from "../rooms/revisions.ts";
import type { Store } from "../store/port.ts";
import { directoryOf, textOfId } from "./people.ts";

export interface ExportOptions extends Overrides {
  readonly text: string;
  readonly format: string;
  readonly view: string;
  readonly out: string;
  readonly revision?: string;
  /** Write a clean paper although brackets are open; it says so on its face. */
  readonly openSay?: boolean;
}

/** Writes a text, as it stands or as it was issued, to a file. */
export async function exportFile(options: ExportOptions): Promise<void> {
  const { format, view, out } = options;
  if (format !== "docx" && format !== "adref") {
    throw new OperatorError(EXIT.usage, `--format is "${format}", but must be docx or adref.`);
  }
  if (!isView(view)) throw new OperatorError(EXIT.usage, `--view is "${view}", but must be ${VIEWS.join(" or ")}.`);
  const store = await openStore(readConfig(options));
  try {
    const directory = await directoryOf(store);
    const text = textOfId(directory, options.text);
    const { value, seq, revision } = await readText(store, directory, text, options.revision);
    if (format === "adref") {
      const header = { adref: "1", title: text.title, symbol: revision?.symbol ?? text.symbol, body: text.body };
      await write(out, serialize(value, { header }));
    } else {
      const open = view === "clean" ? openIn(value) : 0;
      if (open > 0 && !options.openSay) {
        const sentence = `${open} brackets are open. Add --open-say for a clean draft that says so on its face.`;
        throw new OperatorError(EXIT.openBrackets, sentence);
      }
      const date = new Date();
      await write(out, await wordOf({ directory, text, value, revision, view, attributions: true, date }));
    }
    process.stdout.write(`Wrote ${out}: ${text.symbol}, entry ${seq}.\n`);
  } finally {
    await store.close();
  }
}

/** The text as it stands, or as revision `number` was issued. */
async function readText(
  store: Store,
  directory: Directory,
  text: TextInfo,
  number: string | undefined,
): Promise<{ value: TextValue; seq: number; revision: Revision | null }> {
  const now = await readPrefix(store, text);
  const revisions = revisionsOf(now.issues, text, directory);
  const revision = number === undefined ? null : revisions.find((one) => String(one.number) === number);
  if (revision === undefined) {
    const issued = revisions.map((one) => one.number).join(", ");
    throw new OperatorError(EXIT.notFound, `Revision ${number} was not issued. Issued: ${issued || "none"}.`);
  }
  const { doc, record, seq } = revision ? await readPast(store, text, revision.seq) : now;
  return { value: { doc: docOfY(bodyOf(doc)), record }, seq, revision };
}

function isView(view: string): view is View {
  return (VIEWS as readonly string[]).includes(view);
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new OperatorError(EXIT.data, `The file ${file} cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
