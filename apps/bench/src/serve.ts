import { readFileSync } from "node:fs";
import { readConfig, startServer } from "@adref/server";
import { startHocuspocus } from "./sync/hocuspocus.ts";
import { startRelay } from "./sync/relay.ts";

/** One system under load, started by child.ts: prints its address, serves until SIGTERM. */
const [system, folder] = process.argv.slice(2);
if (!folder) throw new Error("usage: serve.ts SYSTEM FOLDER");

async function start(): Promise<{ url: string; stop(): Promise<void> }> {
  if (system === "hocuspocus") return startHocuspocus(folder as string, readFileSync(`${folder}/words.bin`));
  if (system === "relay") return startRelay();
  const running = await startServer(
    readConfig({ data: folder, host: "127.0.0.1", port: 0 }, { ...process.env, ADREF_SIGN_INS_PER_MINUTE: "100000" }),
    () => {},
  );
  return { url: running.origin, stop: () => running.stop() };
}

const running = await start();
process.stdout.write(`${running.url}\n`);
process.once("SIGTERM", () => running.stop().then(() => process.exit(0)));
