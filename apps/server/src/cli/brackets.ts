import { type ListedBracket, type ListedStance, listBrackets } from "@adref/notation";
import { Progress } from "./progress.ts";
import { howToRead, type ReadOptions, readText } from "./read-file.ts";
import { reportLines, summaryLine } from "./reports.ts";
import { bytesTo, STANDARD } from "./stream-files.ts";

export interface BracketsOptions extends ReadOptions {
  readonly from?: string;
  readonly json?: boolean;
  readonly report?: boolean;
  readonly quiet?: boolean;
}

/** Characters of an option's words in the table. */
const WIDEST = 60;

/** Lists every bracket of a file, without a server or data. */
export async function brackets(path: string, options: BracketsOptions): Promise<void> {
  const progress = new Progress(options.quiet ?? false);
  const { text, report } = await readText(path, options.from, await howToRead(options), progress);
  const listed = listBrackets(text);
  if (options.json) {
    await bytesTo(STANDARD, `${JSON.stringify({ brackets: listed, report }, null, 2)}\n`);
    return;
  }
  await bytesTo(STANDARD, `${listed.flatMap(linesOf).join("\n")}${listed.length > 0 ? "\n" : ""}`);
  const line = options.quiet ? null : summaryLine(report);
  for (const one of options.report ? reportLines(report) : line === null ? [] : [line])
    process.stderr.write(`${one}\n`);
}

/** A bracket as people read it: where it stands, then a line for each alternative; deeper ones are indented. */
function linesOf({ id, depth, owner, provisions, standing, options, stances }: ListedBracket): string[] {
  const indent = "  ".repeat(depth);
  const numbers = provisions.map(({ number }) => number).filter((number) => number !== "");
  const where = numbers.length === 0 ? "" : ` in ${numbers.slice(0, 3).join(", ")}${numbers.length > 3 ? ", …" : ""}`;
  const lines = [`${indent}${id}${where}${owner === null ? "" : `, put up by ${owner}`}`];
  if (standing !== null) lines.push(`${indent}    stands: ${cut(standing)}${said(stances)}`);
  for (const option of options) {
    const who = option.party ?? option.label ?? "nobody";
    lines.push(`${indent}    ${who}: ${cut(option.words)}${said(option.stances)}`);
  }
  return lines;
}

function cut(words: string): string {
  const line = words.replace(/\s+/g, " ");
  return line.length > WIDEST ? `${line.slice(0, WIDEST - 1).toWellFormed()}…` : line;
}

function said(stances: readonly ListedStance[]): string {
  return stances.length === 0 ? "" : ` (${stances.map(({ party, stance }) => `${party} ${stance}`).join(", ")})`;
}
