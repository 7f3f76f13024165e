import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A real server with the sample negotiation in a folder of its own, as `adref serve` starts it, on a free port. */
export interface RealServer {
  readonly url: string;
  /** A bearer token of a person of the sample. */
  token(person: string): string;
  /** A one-time sign-in link. */
  link(person: string): string;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));

/** Starts it and waits until it listens. Throws with what it printed when it does not. */
export async function startServer(): Promise<RealServer> {
  const data = mkdtempSync(join(tmpdir(), "adref-web-"));
  const child: ChildProcess = spawn(process.execPath, [main, "serve", "--data", data, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (address) resolve(address);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => reject(new Error(`The server did not start:\n${printed}`)));
  });
  const ask = (verb: string, person: string) => {
    const { stdout, stderr } = spawnSync(process.execPath, [main, verb, "--data", data, "--as", person], {
      encoding: "utf8",
      env: { ...process.env, ADREF_ORIGIN: url },
    });
    const answer = stdout.trim().split("\n").at(-1) ?? "";
    if (answer === "") throw new Error(`adref ${verb} --as ${person} said nothing: ${stderr}`);
    return answer;
  };
  return {
    url,
    token: (person) => ask("token", person),
    link: (person) => ask("link", person),
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
      rmSync(data, { recursive: true, force: true });
    },
  };
}
