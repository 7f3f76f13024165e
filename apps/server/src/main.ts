#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { Command, CommanderError } from "commander";
import { packageVersion } from "./config.ts";
import { EXIT, OperatorError } from "./errors.ts";
import { StoreError } from "./store/port.ts";

const CODES = `
Exit codes: 0 done · 1 verify found a bad entry, or an unexpected failure · 2 an option or variable that is not understood ·
3 the address is taken · 4 the data cannot be used · 5 no such person, text or revision · 6 brackets are open
Environment: HOST, PORT, ADREF_DATA, ADREF_ORIGIN, DATABASE_URL, ADREF_LOG (docs/guides/operator.md)`;

/** The command line. Each verb is loaded when it is called, so that a small one starts fast. */
function program(): Command {
  const adref = new Command("adref")
    .description("The editor in which treaties get agreed: its server and its tools.")
    .addHelpText("after", CODES)
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const verb = (name: string, description: string): Command =>
    adref
      .command(name)
      .description(description)
      .option("--data <dir>", "the data folder (default: ./data)")
      .addHelpText("after", CODES);

  verb("serve", "Serve the negotiation; load the sample into an empty data folder first.")
    .option("--host <host>", "the address to listen at (default: 127.0.0.1)")
    .option("--port <port>", "the port to listen at (default: 4400)")
    .option("--quiet", "print nothing, no sign-in links either")
    .action(async (options) => (await import("./cli/serve.ts")).serve(options));
  verb("seed", "Load a negotiation into an empty data folder.")
    .option("--from <dir>", "a seed folder (default: the sample negotiation)")
    .action(async (options) => (await import("./cli/seed.ts")).seed(options));
  verb("link", "Print a one-time sign-in link.")
    .requiredOption("--as <person>", "the person's id")
    .option("--days <n>", "how long it may be used (default: 7)")
    .option("--origin <url>", "the address that people use")
    .action(async (options) => (await import("./cli/secrets.ts")).link(options));
  verb("token", "Print a bearer token for the API and for sockets.")
    .requiredOption("--as <person>", "the person's id")
    .option("--days <n>", "how long it holds (default: 30)")
    .action(async (options) => (await import("./cli/secrets.ts")).token(options));
  verb("export", "Write a text to a file.")
    .requiredOption("--text <id>", "the text's id")
    .requiredOption("--out <file>", "the file to write")
    .option("--format <format>", "docx, or adref for the notation with everything on the record", "docx")
    .option("--view <view>", "bracketed or clean", "bracketed")
    .option("--revision <n>", "the text as it was issued, not as it stands")
    .option("--open-say", "a clean draft although brackets are open; it says so on its face")
    .action(async (options) => (await import("./cli/export.ts")).exportFile(options));
  verb("verify", "Replay the ledger of every text and judge every entry again.")
    .option("--text <id>", "one text only")
    .option("--url <url>", "a running server whose answers must equal the ledger")
    .action(async (options) => (await import("./cli/verify.ts")).verify(options));
  return adref;
}

// Verbs are loaded when called: what was compiled once is not compiled again at the next start.
enableCompileCache();

try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version that were asked for end here too, with 0; help without a verb is a usage error.
    if (error.code === "commander.help") fail("give a verb: serve, seed, link, token, export or verify", EXIT.usage);
    else if (error.exitCode !== 0) fail(oneLine(error.message), EXIT.usage);
  } else if (error instanceof OperatorError) complain(error.message, error.exitCode);
  else if (error instanceof StoreError) complain(`The data cannot be used. ${error.message}.`, EXIT.data);
  else complain(error instanceof Error ? (error.stack ?? error.message) : String(error), EXIT.failed);
}

function oneLine(message: string): string {
  return message.replace(/^error: /, "").replaceAll("\n", " ");
}

function fail(problem: string, code: number): void {
  complain(`${problem}. See \`adref --help\`.`, code);
}

function complain(sentence: string, code: number): void {
  process.stderr.write(`adref: ${sentence}\n`);
  process.exitCode = code;
}
