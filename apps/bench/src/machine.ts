import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, totalmem } from "node:os";

/** The machine and the versions, as a line of the report. */
export function describeMachine(chromium: string): string {
  const model = cpus()[0]?.model ?? "unknown processor";
  const memory = Math.round(totalmem() / 2 ** 30);
  const versions = ["yjs", "y-prosemirror", "prosemirror-view", "@hocuspocus/server", "ws"].map(
    (name) => `${name} ${versionOf(name)}`,
  );
  return `${cpus().length} × ${model}, ${memory} GiB, Linux ${release()}; Node ${process.version}, Chromium ${chromium}, ${versions.join(", ")}`;
}

function versionOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}/`.length);
  return (JSON.parse(readFileSync(`${folder}package.json`, "utf8")) as { version: string }).version;
}
