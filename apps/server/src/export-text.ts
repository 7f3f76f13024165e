import { Worker } from "node:worker_threads";
import { indexBrackets, openBrackets } from "@adref/brackets";
import type { WordOptions } from "@adref/exchange";
import type { Directory, Revision, TextInfo } from "@adref/protocol";
import type { TextValue } from "@adref/schema";
import type { WordOrder } from "./word-worker.ts";

/** Papers that are made at once. Others wait their turn: each takes a processor and the memory of a whole text. */
const AT_ONCE = 2;

export const VIEWS = ["bracketed", "clean"] as const;
export type View = (typeof VIEWS)[number];

/** What is exported: a text as it stands, or as it was issued. */
export interface Exported {
  readonly directory: Directory;
  readonly text: TextInfo;
  readonly value: TextValue;
  readonly revision: Revision | null;
  readonly view: View;
  /** Whether codes of parties may stand in the paper. */
  readonly attributions: boolean;
  readonly date: Date;
}

/** How many brackets are open in a text: a clean paper of it must say so on its face. */
export function openIn({ doc, record }: TextValue): number {
  return openBrackets(indexBrackets(doc), record).total;
}

/** The Word file. Made on a thread of its own: a long paper takes seconds, in which nobody's typing may wait. */
export async function wordOf(exported: Exported): Promise<Uint8Array> {
  const { directory, text, value, revision, view, attributions, date } = exported;
  const open = openIn(value);
  const options: WordOptions = {
    view,
    attributions,
    parties: directory.parties,
    cover: {
      ...(directory.secretariat !== undefined && { secretariat: directory.secretariat }),
      ...(directory.language !== undefined && { language: directory.language }),
      symbol: revision?.symbol ?? text.symbol,
      title: text.title,
      subtitle: directory.name,
      date: dayOf(revision ? new Date(revision.at) : date),
      ...(revision && { revision: revisionName(revision.number) }),
      ...(view === "clean" && open > 0 && { note: `Not an agreed text: ${counted(open)} open in it.` }),
    },
  };
  return inTurn(() => made({ doc: value.doc.toJSON(), record: value.record, options }));
}

let making = 0;
const waiting: (() => void)[] = [];

/** Does something when fewer than AT_ONCE are at it. Who is done hands its place on. */
async function inTurn<T>(make: () => Promise<T>): Promise<T> {
  if (making < AT_ONCE) making += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await make();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else making -= 1;
  }
}

function made(order: WordOrder): Promise<Uint8Array> {
  const worker = new Worker(new URL("./word-worker.ts", import.meta.url));
  return new Promise<Uint8Array>((resolve, reject) => {
    // Under `node --watch` the thread's runtime sends messages of its own on the same port.
    worker.on("message", (message: unknown) => {
      if (message instanceof Uint8Array) resolve(message);
    });
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("The paper was not finished")));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

/** "Zero draft" or "Rev.2". */
export function revisionName(number: number): string {
  return number === 0 ? "Zero draft" : `Rev.${number}`;
}

/** A name for the file: letters, digits, points and hyphens only, so that no system and no header objects. */
export function fileName(exported: Pick<Exported, "text" | "revision" | "view">, extension: string): string {
  const { text, revision, view } = exported;
  const parts = [text.symbol, revision ? revisionName(revision.number) : "draft", view];
  return `${parts.join("-").replace(/[^A-Za-z0-9.]+/g, "-")}.${extension}`;
}

function counted(open: number): string {
  return open === 1 ? "1 bracket is" : `${open} brackets are`;
}

function dayOf(date: Date): string {
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
