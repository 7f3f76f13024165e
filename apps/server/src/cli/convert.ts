import type { ReadText } from "@adref/exchange";
import type { Party } from "@adref/schema";
import { dayOf, type PaperFrame } from "../exports/paper-options.ts";
import { writePaper } from "../exports/write-paper.ts";
import { type LookOptions, openBracketsRemain, paperQuery } from "./paper-options.ts";
import { Progress } from "./progress.ts";
import { formatTo, type HowToRead, howToRead, type ReadOptions, readText } from "./read-file.ts";
import { reportLines, summaryLine } from "./reports.ts";
import { bytesTo, nameOf } from "./stream-files.ts";

export interface ConvertOptions extends LookOptions, ReadOptions {
  readonly from?: string;
  readonly to?: string;
  /** The file with which the text is compared, for the views of two texts. */
  readonly against?: string;
  readonly againstFrom?: string;
  readonly title?: string;
  readonly symbol?: string;
  /** Prints all that was guessed, not kept and found. */
  readonly report?: boolean;
  readonly quiet?: boolean;
}

/** Converts a file to another format, without a server or data. */
export async function convert(from: string, to: string, options: ConvertOptions): Promise<void> {
  const format = formatTo(to, options.to);
  const query = paperQuery(format, options, {}, options.against !== undefined);
  const how = await howToRead(options);
  const progress = new Progress(options.quiet ?? false);
  const read = await readText(from, options.from, how, progress);
  const other = options.against ? await readText(options.against, options.againstFrom, how, progress) : null;
  progress.begin(`Writing ${to === "-" ? format : nameOf(to)}`);
  const order = {
    text: read.text,
    against: other && { text: other.text, name: nameOfText(other, options.against ?? "") },
    format,
    look: query,
    frame: frameOfFile(read, nameOf(from), how, { ...options, ...(query.marking && { marking: query.marking }) }),
    sayOpen: query.open === "say",
    names: true,
  };
  const paper = await writePaper(order, progress.at);
  progress.end();
  if (!paper.ok) throw openBracketsRemain(paper.open);
  await bytesTo(to, paper.bytes);
  const said = options.report ? reportLines(read.report) : [];
  const line = options.quiet ? null : summaryLine(read.report);
  for (const one of options.report ? said : line === null ? [] : [line]) process.stderr.write(`${one}\n`);
}

/** What stands on a paper of a file alone: what the file says of itself, and its name where it says nothing. */
export function frameOfFile(
  { header }: ReadText,
  name: string,
  { parties }: HowToRead,
  given: { readonly title?: string; readonly symbol?: string; readonly marking?: string } = {},
): PaperFrame {
  const { title, symbol, date, revision, language } = header;
  const kept = Object.entries(header).filter(([key]) => key !== "adref");
  return {
    parties: parties.filter((party): party is Party => typeof party !== "string"),
    at: new Date().toISOString(),
    header: { adref: "1", ...Object.fromEntries(kept) },
    cover: {
      title: given.title ?? title ?? name.replace(/\.[^.]*$/, ""),
      symbol: given.symbol ?? symbol ?? "",
      subtitle: "",
      date: date ?? dayOf(new Date()),
      ...(revision !== undefined && { revision }),
      ...(language !== undefined && { language }),
      ...(given.marking && { distribution: given.marking }),
    },
  };
}

/** What a paper calls the text that it compares with. */
export function nameOfText({ header }: ReadText, path: string): string {
  return header.revision || header.symbol || nameOf(path);
}
