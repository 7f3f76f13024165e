import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { handshakeParams } from "@adref/protocol";
import { bigText } from "../big-text.ts";
import { serveInChild } from "../child.ts";
import { makeFixture, TEXT } from "../fixture.ts";
import { median } from "../stats.ts";
import { type Load, type LoadResult, runLoad } from "./load.ts";
import { hocuspocusFraming, PLAIN } from "./typist.ts";

export type System = "adref" | "hocuspocus" | "relay";

/** Runs one load against one system on a fresh copy of the long text. */
export async function measureSync(system: System, load: Load, size: number): Promise<LoadResult> {
  const folder = mkdtempSync(join(tmpdir(), "adref-bench-"));
  try {
    const fixture = await makeFixture(folder, bigText(size, size), load.clients);
    writeFileSync(join(folder, "words.bin"), fixture.words);
    const served = await serveInChild(system, folder);
    try {
      return await runLoad(
        load,
        fixture.words,
        system === "hocuspocus" ? hocuspocusFraming(TEXT) : PLAIN,
        (i, client) => {
          if (system !== "adref") return served.url;
          const params = new URLSearchParams({ ...handshakeParams(client), token: fixture.tokens[i] as string });
          return `${served.url.replace("http", "ws")}/sync/${TEXT}?${params}`;
        },
      );
    } finally {
      await served.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The milliseconds that one commit of a small record takes on this machine: the median of 50 appends with fsync. */
export function measureFsync(): number {
  const folder = mkdtempSync(join(tmpdir(), "adref-bench-"));
  const file = openSync(join(folder, "fsync"), "a");
  const samples: number[] = [];
  for (let i = 0; i < 50; i++) {
    const start = performance.now();
    writeSync(file, Buffer.alloc(256, i));
    fsyncSync(file);
    samples.push(performance.now() - start);
  }
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return median(samples);
}
