import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { builtClient } from "./client.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const ADREF = join(ROOT, "apps/server/src/main.ts");

/** The product as an operator has it: `adref serve` with the sample negotiation, in a process and a data folder of its own. */
export class House {
  readonly origin: string;
  readonly data: string;
  #links: ReadonlyMap<string, string>;
  #server: ChildProcess;

  /** The first sign-in link that the server printed. */
  readonly firstLink: string;

  private constructor(
    origin: string,
    data: string,
    links: ReadonlyMap<string, string>,
    server: ChildProcess,
    firstLink: string,
  ) {
    this.origin = origin;
    this.data = data;
    this.#links = links;
    this.#server = server;
    this.firstLink = firstLink;
  }

  /** Starts the server, with further options of `adref serve`, and waits until it listens. Throws with what it printed when it ends before that. */
  static async open(...options: readonly string[]): Promise<House> {
    const web = await builtClient();
    const data = mkdtempSync(join(tmpdir(), "adref-story-"));
    const server = spawn(process.execPath, [ADREF, "serve", "--data", data, "--port", "0", ...options], {
      cwd: ROOT,
      env: { ...process.env, ADREF_WEB: web },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const said = await saidBy(server);
    const origin = / at (http:\S+)/.exec(said)?.[1];
    if (!origin) throw new Error(`The server did not say where it listens:\n${said}`);
    return new House(origin, data, linksIn(said), server, /http\S+\/signin\/\S+/.exec(said)?.[0] ?? "");
  }

  /** The one-time sign-in link of a person of the sample, by name, as the server printed it at its start. */
  link(name: string): string {
    const link = this.#links.get(name);
    if (!link) throw new Error(`The server printed no link for ${name}`);
    return link;
  }

  /** Runs a verb of the command line on the data and returns what it prints. Throws when it fails. */
  async adref(verb: string, ...rest: string[]): Promise<string> {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [ADREF, verb, "--data", this.data, ...rest], { cwd: ROOT });
    return stdout;
  }

  /** What the running server answers to a GET of the JSON API, asked with a bearer token. */
  async ask<T>(path: string, token: string): Promise<T> {
    const response = await fetch(`${this.origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Stops the server as an operator does and returns its exit code. */
  async stop(): Promise<number | null> {
    const server = this.#server;
    if (server.exitCode !== null) return server.exitCode;
    return new Promise((resolve) => {
      server.once("exit", (code) => resolve(code));
      server.kill("SIGTERM");
    });
  }

  /** Stops the server if it still runs, and removes its data. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** Resolves with the server's words once the last sign-in link is printed. */
function saidBy(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout?.setEncoding("utf8").on("data", (words: string) => {
      said += words;
      if (said.endsWith("\n\n") && said.includes("/signin/")) resolve(said);
    });
    server.once("exit", (code) => reject(new Error(`The server ended with ${code} before it listened:\n${said}`)));
  });
}

/** Rows of title, name and link; columns stand two spaces apart. */
function linksIn(said: string): Map<string, string> {
  const links = new Map<string, string>();
  for (const line of said.split("\n")) {
    const [, name, link] = line.trim().split(/ {2,}/);
    if (name && link) links.set(name, link);
  }
  return links;
}
