import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * For development: the server, started anew whenever its files change, and Vite with the client, which passes the API and
 * the sockets on to it. Ctrl-C stops both; when one ends, so does the other.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const port = process.env.PORT ?? "4400";
const server = `http://127.0.0.1:${port}`;
const client = "http://127.0.0.1:5173";

const children = [
  start(process.execPath, ["--watch", "--watch-preserve-output", "apps/server/src/main.ts", "serve"], root, {
    PORT: port,
    ADREF_ORIGIN: client,
  }),
  start(`${root}node_modules/.bin/vite`, ["--host", "127.0.0.1", "--port", "5173", "--strictPort"], `${root}apps/web`, {
    ADREF_SERVER: server,
  }),
];
console.log(`Open ${client} (the server behind it is ${server}). Ctrl-C stops both.`);

let stopping = false;
for (const child of children) child.on("exit", (code) => stop(code ?? 0));
process.on("SIGINT", () => stop(0));
process.on("SIGTERM", () => stop(0));

function stop(code: number): void {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const child of children) if (child.exitCode === null) child.kill("SIGTERM");
}

function start(command: string, args: readonly string[], cwd: string, env: Record<string, string>): ChildProcess {
  return spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "inherit", "inherit"] });
}
