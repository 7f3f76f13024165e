import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A server in a process of its own, so that the load generator and it do not share a thread. */
export interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `serve.ts` for a system on a folder and waits until it says where it listens. Throws when it ends before. */
export async function serveInChild(system: "adref" | "hocuspocus" | "relay", folder: string): Promise<Served> {
  const script = fileURLToPath(new URL("./serve.ts", import.meta.url));
  const child = spawn(process.execPath, [script, system, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await firstLine(child);
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk;
      const end = output.indexOf("\n");
      if (end >= 0) resolve(output.slice(0, end));
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code} before it listened`)));
  });
}
