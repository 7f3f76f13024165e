import type { Command } from "commander";

/** What stands under every help. */
export const CODES = `
Exit codes: 0 done · 1 verify found a bad entry, or an unexpected failure · 2 an option or variable that is not understood ·
3 the address is taken · 4 the data cannot be used, or a file not be written · 5 no such person, text, body or moment ·
6 brackets are open · 7 a file that cannot be read · 8 an act that is refused
Environment: HOST, PORT, ADREF_DATA, ADREF_ORIGIN, DATABASE_URL, ADREF_LOG (docs/guides/operator.md)`;

/** The verbs in the order in which the help lists them. */
export const VERBS = [
  "serve",
  "seed",
  "link",
  "token",
  "verify",
  "import",
  "export",
  "issue",
  "convert",
  "brackets",
  "compare",
] as const;

/** A new verb, with the codes under its help. */
function verb(adref: Command, name: (typeof VERBS)[number], description: string): Command {
  return adref.command(name).description(description).addHelpText("after", CODES);
}

/** A new verb that works on the negotiation of a data folder. */
function dataVerb(adref: Command, name: (typeof VERBS)[number], description: string): Command {
  return verb(adref, name, description).option("--data <dir>", "the data folder (default: ./data)");
}

/** The verbs that serve, let people in, and prove the record. */
export function addServerVerbs(adref: Command): void {
  dataVerb(adref, "serve", "Serve the negotiation; load the sample into an empty data folder first.")
    .option("--host <host>", "the address to listen at (default: 127.0.0.1)")
    .option("--port <port>", "the port to listen at (default: 4400)")
    .option("--empty", "begin an empty negotiation instead of the sample")
    .option("--quiet", "print nothing, no sign-in links either")
    .action(async (options) => (await import("./serve.ts")).serve(options));
  dataVerb(adref, "seed", "Load a negotiation into an empty data folder.")
    .option("--from <dir>", "a seed folder (default: the sample negotiation)")
    .action(async (options) => (await import("./seed.ts")).seed(options));
  dataVerb(adref, "link", "Print a one-time sign-in link.")
    .requiredOption("--as <person>", "the person's id")
    .option("--days <n>", "how long it may be used (default: 7)")
    .option("--origin <url>", "the address that people use")
    .action(async (options) => (await import("./secrets.ts")).link(options));
  dataVerb(adref, "token", "Print a bearer token for the API and for sockets.")
    .requiredOption("--as <person>", "the person's id")
    .option("--days <n>", "how long it holds (default: 30)")
    .action(async (options) => (await import("./secrets.ts")).token(options));
  dataVerb(adref, "verify", "Replay the ledger of every text and judge every entry again.")
    .option("--text <id>", "one text only")
    .option("--url <url>", "a running server whose answers must equal the ledger")
    .action(async (options) => (await import("./verify.ts")).verify(options));
}

/** The verbs that bring texts in, and give them out. */
export function addTextVerbs(adref: Command): void {
  readingOptions(dataVerb(adref, "import", "Put a file into the negotiation as a new text, and print the text's id."))
    .argument("<file>", "the file, or - for standard input")
    .requiredOption("--title <title>", "what the text is called")
    .requiredOption("--symbol <symbol>", "its document symbol, such as CARTIF/FA")
    .requiredOption("--body <id>", "the body in which it is negotiated")
    .option("--from <format>", FROM)
    .option("--as <person>", "who imports, of the Secretariat (default: its first person)")
    .option("--dry-run", "read and report only")
    .action(async (file, options) => (await import("./import.ts")).importFile(file, options));
  lookOptions(dataVerb(adref, "export", "Write a text of the negotiation to a file."))
    .requiredOption("--text <id>", "the text's id")
    .requiredOption("--out <file>", "the file to write, or - for standard output")
    .option("--format <format>", "docx, html, txt, json or akn (default: by the ending, else docx)")
    .option("--revision <n>", "the text as it was issued, not as it stands")
    .option("--at <moment>", "the text at a moment: now, rev:2, seq:140, moment:<id>, party:KAZ or party:KAZ@rev:2")
    .option("--against <moment>", "the moment with which it is compared, for tracked and table")
    .option("--quiet", "show no progress")
    .action(async (options) => (await import("./export.ts")).exportFile(options));
  dataVerb(adref, "issue", "Issue the next revision of a text; print its symbol and the hash of its words.")
    .argument("<text>", "the text's id")
    .requiredOption("--as <person>", "who issues it, of the Secretariat")
    .option("--title <title>", "what the revision is called (default: Revision n)")
    .action(async (text, options) => (await import("./issue.ts")).issue(text, options));
}

/** The verbs that work on files alone, without a server or data. */
export function addFileVerbs(adref: Command): void {
  partyOptions(readingOptions(lookOptions(verb(adref, "convert", "Convert a file to another format."))))
    .argument("<in>", "the file to read, or - for standard input")
    .argument("<out>", "the file to write, or - for standard output")
    .option("--from <format>", FROM)
    .option("--to <format>", FORMAT)
    .option("--against <file>", "the earlier file with which it is compared, for tracked and table")
    .option("--against-from <format>", "the format of that file")
    .option("--title <title>", "what stands on the cover instead of what the file says")
    .option("--symbol <symbol>", "the same, for the document's symbol")
    .action(async (from, to, options) => (await import("./convert.ts")).convert(from, to, options));
  partyOptions(readingOptions(verb(adref, "brackets", "List every bracket of a file.")))
    .argument("<in>", "the file, or - for standard input")
    .option("--from <format>", FROM)
    .option("--json", "as JSON, with everything that reading the file found")
    .action(async (file, options) => (await import("./brackets.ts")).brackets(file, options));
  partyOptions(readingOptions(lookOptions(verb(adref, "compare", "Compare two files, the earlier one first."))))
    .argument("<before>", "the earlier file")
    .argument("<after>", "the later file")
    .argument("[out]", "the file to write, or - for standard output", "-")
    .option("--to <format>", "html, docx or json (default: by the ending)")
    .option("--from <format>", "the format of both files (default: by their endings)")
    .option("--against-from <format>", "the format of the earlier one, where it is another")
    .option("--ids <ids>", "whether equal ids mean the same provision: auto, same or foreign", "auto")
    .action(async (before, after, out, options) => (await import("./compare.ts")).compare(before, after, out, options));
}

const FORMAT = "docx, html, txt, json or akn (default: by the ending)";
const FROM = `what the file is: ${FORMAT}`;

/** How a paper looks; the values are those of the API. */
function lookOptions(command: Command): Command {
  return command
    .option("--view <view>", "bracketed, clean, tracked or table")
    .option("--attribution, --attributions <on|off>", "whether it says whose the brackets are (default: on)")
    .option("--colours <on|off>", "whether parties have colours (default: off)")
    .option("--numbering <real|typed>", "numbers that Word counts, or typed ones (default: typed)")
    .option("--lines <on|off>", "line numbers (default: off)")
    .option("--statuses <on|off>", "whether statuses stand after provisions (default: on)")
    .option("--marking <words>", "what stands at the head of every page, such as RESTRICTED")
    .option("--words <bracketed|clean>", "how two texts stand that are compared (default: bracketed)")
    .option("--columns <parties|options|texts>", "what a table has columns for")
    .option("--rows <all|open>", "which provisions a table has (default: all)")
    .option("--open-say", "a clean draft although brackets are open; it says so on its face");
}

const each = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value];

/** How files are read; each of these may be given several times. */
function readingOptions(command: Command): Command {
  return command
    .option("--reading <setting=value>", "how typed brackets are read, such as slashes=all (guide)", each)
    .option("--name <name=CODE>", "a name in the text and the party that it means; name= for none", each)
    .option("--author, --authors <name=CODE>", "whose an author's tracked changes are; or a JSON file of them", each)
    .option("--report", "print all that was guessed, not kept and found")
    .option("--quiet", "print neither progress nor a summary");
}

/** Who the parties are, where no negotiation says it. */
function partyOptions(command: Command): Command {
  return command.option("--parties <codes>", "codes with commas between, or a JSON file such as negotiation.json");
}
