import type { ExportQuery } from "@adref/protocol";
import { EXIT, OperatorError } from "../errors.ts";
import { readPaperQuery } from "../exports/paper-rules.ts";

/** How a paper looks, as the command line says it; the names are those of the API's query. */
export interface LookOptions {
  readonly view?: string;
  readonly attributions?: string;
  readonly colours?: string;
  readonly numbering?: string;
  readonly lines?: string;
  readonly statuses?: string;
  readonly marking?: string;
  readonly words?: string;
  readonly columns?: string;
  readonly rows?: string;
  /** Write a clean paper although brackets are open; it says so on its face. */
  readonly openSay?: boolean;
}

/** Which moments, where the text is one of the negotiation. */
export interface MomentOptions {
  readonly revision?: string | undefined;
  readonly at?: string | undefined;
  readonly against?: string | undefined;
}

/** Understands the options. `compared` says whether a file is compared with. Throws OperatorError (usage). */
export function paperQuery(
  format: string,
  options: LookOptions,
  moments: MomentOptions,
  compared = false,
): ExportQuery {
  const { openSay, view, attributions, colours, numbering, lines, statuses, marking, words, columns, rows } = options;
  const look = { view, attributions, colours, numbering, lines, statuses, marking, words, columns, rows };
  const given = { format, ...look, ...moments, open: openSay ? "say" : undefined };
  const read = readPaperQuery(given, compared);
  if (read.ok) return read.query;
  throw new OperatorError(EXIT.usage, read.sentence);
}

/** Says that a clean paper would hide open brackets. */
export function openBracketsRemain(open: number): OperatorError {
  const brackets = open === 1 ? "1 bracket is" : `${open} brackets are`;
  const sentence = `${brackets} open. Add --open-say for a clean draft that says so on its face.`;
  return new OperatorError(EXIT.openBrackets, sentence);
}
