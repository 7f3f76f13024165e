import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line in a process of its own, with nothing of this one's configuration. */
export function spawnAdref(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, [MAIN, ...args], { env: { PATH, HOME, ...env }, stdio: ["pipe", "pipe", "pipe"] });
}

/** Runs a verb to its end; `input` comes on its standard input. */
export async function adref(
  args: readonly string[],
  env: Record<string, string> = {},
  input: string | Uint8Array = "",
): Promise<Ended> {
  const child = spawnAdref(args, env);
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}

/** A server in a process of its own, once it listens. */
export interface Serving {
  readonly origin: string;
  readonly child: ChildProcess;
  /** What it has printed so far. */
  printed(): string;
  /** Sends a signal; the answer is the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export async function serving(args: readonly string[], env: Record<string, string> = {}): Promise<Serving> {
  const child = spawnAdref(["serve", ...args], env);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let [printed, complained] = ["", ""];
  child.stderr?.on("data", (chunk) => {
    complained += chunk;
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      printed += chunk;
      const found = /^Adref \S+ serves .* at (\S+)$/m.exec(printed);
      if (found) resolve(found[1] as string);
    });
    void ended.then((code) => reject(new Error(`adref serve ended with ${code}: ${complained}`)));
  });
  return {
    origin,
    child,
    printed: () => printed,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
  };
}
