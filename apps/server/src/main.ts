#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { Command, CommanderError } from "commander";
import { addFileVerbs, addServerVerbs, addTextVerbs, CODES, VERBS } from "./cli/verbs.ts";
import { packageVersion } from "./config.ts";
import { EXIT, OperatorError } from "./errors.ts";
import { StoreError } from "./store/port.ts";

/** The command line. Each verb is loaded when it is called, so that a small one starts fast. */
function program(): Command {
  const adref = new Command("adref")
    .description("The editor in which treaties get agreed: its server and its tools.")
    .addHelpText("after", CODES)
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  addServerVerbs(adref);
  addTextVerbs(adref);
  addFileVerbs(adref);
  return adref;
}

// Verbs are loaded when called: what was compiled once is not compiled again at the next start.
enableCompileCache();

// Whoever reads may have had enough, as in `adref … | head`: that is no failure, and a server goes on serving. Who writes hears
// of other errors by itself (stream-files.ts); unheard here, they would end the process with a stack.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version that were asked for end here too, with 0; help without a verb is a usage error.
    if (error.code === "commander.help") fail(`give a verb: ${VERBS.join(", ")}`, EXIT.usage);
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
