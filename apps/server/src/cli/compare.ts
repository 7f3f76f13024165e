import { changesOf, compareTexts, countsOf } from "@adref/revisions";
import { EXIT, OperatorError } from "../errors.ts";
import { writePaper } from "../exports/write-paper.ts";
import { frameOfFile, nameOfText } from "./convert.ts";
import { type LookOptions, paperQuery } from "./paper-options.ts";
import { Progress } from "./progress.ts";
import { howToRead, type ReadOptions, readText } from "./read-file.ts";
import { bytesTo, nameOf } from "./stream-files.ts";

export interface CompareOptions extends LookOptions, ReadOptions {
  readonly to?: string;
  readonly from?: string;
  readonly againstFrom?: string;
  readonly ids?: string;
  readonly quiet?: boolean;
}

const TO = ["html", "docx", "json"] as const;
const IDS = ["auto", "same", "foreign"] as const;

/**
 * Compares two files, the earlier one first, without a server or data. As Word or HTML what changed is tracked, or stands side
 * by side with `--view table`; as JSON it is the comparison, the list of changes and their counts.
 */
export async function compare(before: string, after: string, out: string, options: CompareOptions): Promise<void> {
  const to = options.to ?? TO.find((format) => out.endsWith(`.${format}`));
  const format = TO.find((one) => one === to);
  if (!format)
    throw new OperatorError(EXIT.usage, `--to is ${to ? `"${to}"` : "missing"}, but must be html, docx or json.`);
  const ids = IDS.find((one) => one === (options.ids ?? "auto"));
  if (!ids) throw new OperatorError(EXIT.usage, `--ids is "${options.ids}", but must be auto, same or foreign.`);
  const view = format === "json" ? {} : { view: options.view ?? "tracked" };
  const query = paperQuery(format, { ...options, ...view }, {}, true);
  const how = await howToRead(options);
  const progress = new Progress(options.quiet ?? false);
  const a = await readText(before, options.againstFrom ?? options.from, how, progress);
  const b = await readText(after, options.from, how, progress);
  progress.begin("Comparing");
  if (format === "json") {
    const comparison = compareTexts(a.text, b.text, { ids });
    const changes = changesOf(comparison);
    const json = { counts: countsOf(comparison, changes), changes, comparison };
    progress.end();
    await bytesTo(out, `${JSON.stringify(json)}\n`);
    return;
  }
  const order = {
    text: b.text,
    against: { text: a.text, name: nameOfText(a, before) },
    format,
    look: query,
    frame: frameOfFile(b, nameOf(after), how, query.marking === undefined ? {} : { marking: query.marking }),
    sayOpen: true,
    names: true,
  };
  const paper = await writePaper(order, progress.at);
  progress.end();
  if (!paper.ok) throw new Error("A comparison of two texts is no clean paper");
  await bytesTo(out, paper.bytes);
}
