import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../../scripts/chromium.ts";
import { measurePeer, measureProduct } from "./browser/measure-editor.ts";
import { measureGate } from "./gate/measure-gate.ts";
import { describeMachine } from "./machine.ts";
import { LOADS, type Measured } from "./measured.ts";
import { report } from "./report.ts";
import { measureFsync, measureSync } from "./sync/measure-sync.ts";

/**
 * Measures the product beside its peers, each figure `RUNS` times in turn, so that a drift of the machine meets all alike,
 * and writes docs/benchmarks.md. The client must be built. `--quick` runs once and prints instead;
 * `--runs=N` takes another number of runs.
 */
const quick = process.argv.includes("--quick");
const RUNS = quick ? 1 : Number(process.argv.find((arg) => arg.startsWith("--runs="))?.slice("--runs=".length) ?? 5);
const SIZE = 5_000;

const browser = await launchChromium();
const measured: Measured = {
  machine: describeMachine(browser.version()),
  fsync: [],
  gate: { 1000: [], 5000: [] },
  sync: { steady: { adref: [], hocuspocus: [], relay: [] }, overload: { adref: [], hocuspocus: [], relay: [] } },
  editor: { adref: [], plain: [], y: [] },
};
await browser.close();

const say = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
for (let run = 1; run <= RUNS; run++) {
  say(`run ${run} of ${RUNS}`);
  measured.fsync.push(measureFsync());
  for (const size of ["1000", "5000"] as const) measured.gate[size].push(measureGate(Number(size)));
  for (const name of ["steady", "overload"] as const) {
    for (const system of ["relay", "hocuspocus", "adref"] as const) {
      const result = await measureSync(system, LOADS[name], SIZE);
      measured.sync[name][system].push(result);
      say(`${name} ${system}: p50 ${result.p50.toFixed(2)} p95 ${result.p95.toFixed(2)} missing ${result.missing}`);
    }
  }
  for (const editor of ["plain", "y", "adref"] as const) {
    const result = editor === "adref" ? await measureProduct(SIZE) : await measurePeer(editor, SIZE);
    measured.editor[editor].push(result);
    say(`${editor}: editable ${result.firstEditable.toFixed(0)}, ${JSON.stringify(result.keys)}`);
  }
}

const page = report(measured);
if (quick) process.stdout.write(page);
else writeFileSync(fileURLToPath(new URL("../../../docs/benchmarks.md", import.meta.url)), page);
