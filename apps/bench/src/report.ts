import { PLACES } from "./browser/measure-editor.ts";
import { LOADS, type Measured } from "./measured.ts";
import { median, overRuns } from "./stats.ts";
import type { System } from "./sync/measure-sync.ts";

const NAMES: Readonly<Record<System, string>> = {
  relay: "bare relay, no document (the floor)",
  hocuspocus: "Hocuspocus with SQLite (stores 2 s later)",
  adref: "Adref: judged, committed, then sent",
};
const EDITORS = {
  plain: "plain ProseMirror, mapped decorations",
  y: "y-prosemirror as it comes",
  adref: "Adref, the product's page",
} as const;

/** What stands between the product and the goals that it missed so far, written by hand. */
const TRIED = `## What was tried

- **Key → frame.** A box of its own for each provision that the browser skips out of sight, decorations cached for each provision, signs far away drawn when idle, and a page of which a key renders the open card and nothing else. A trace says what is left: with each frame the browser looks twice through the 5,000 boxes that it may skip, lays out their row and hit-tests it for the resting pointer. Only fewer boxes would take that away, and ProseMirror keeps all blocks of a text side by side. Without the boxes a frame costs several times as much.
- **First editable.** The product's page asks who is signed in, opens a socket and decodes the shared document, 3.7 MB, before it shows a word; plain ProseMirror reads a finished document. The editor is built out of the page and put into it whole, signs out of sight are drawn later, and the server opens its texts when it starts. What is left is decoding, the index of 5,000 brackets, and the browser's first look at the styles of 5,000 boxes.
- **Steady load.** Every letter waits for its own commit before anybody sees it; Hocuspocus passes it on at once and stores it seconds later. Commits are grouped, the hash of the words is made when a text is opened, and fingerprints are sent more rarely. The pauses that remain are the server's garbage collection and, on this machine, those of the load beside it, which the relay shows too.
- **Overload.** 196,000 deliveries a second from one process beside the server saturate these two cores: the bare relay, which sends each letter by itself, misses the goal by most. Hocuspocus, which merges what came in one tick and waits for no commit, came through best. Ours judges each letter and merges per commit; gathering for five milliseconds before each commit under load, and fewer checkpoints, brought nothing. A load generator of its own cores is needed to say more.`;

/** docs/benchmarks.md: medians of the runs with their ranges, the goals, and whether each was met in this run. */
export function report(measured: Measured): string {
  return `${[
    "# Benchmarks",
    "Written by `npx pnpm@12.4.2 bench`. Each figure is the median of " +
      `${measured.fsync.length} runs with the range behind it, in milliseconds. The systems were measured in turn, in one run, ` +
      "each server in a process of its own on the same two cores as its load. Absolute figures move from machine to machine; " +
      "what counts is the comparison.",
    `Machine: ${measured.machine}.`,
    `The text: 5,000 provisions of 60 words, 5,000 brackets, every tenth with a counter-proposal inside. ` +
      `One commit with fsync on this disk: ${overRuns(measured.fsync)}.`,
    editors(measured),
    gate(measured),
    sync(measured),
    goals(measured),
    TRIED,
  ].join("\n\n")}\n`;
}

function editors({ editor }: Measured): string {
  const head = [
    "editor",
    "first editable",
    ...PLACES.map((place) => `key → frame in ${place}, p50 / p95`),
    "remote key p50 / p95",
  ];
  const rows = (["plain", "y", "adref"] as const).map((name) => {
    const runs = editor[name];
    const keys = PLACES.map(
      (place) =>
        `${overRuns(
          runs.map((run) => run.keys[place].p50),
          1,
        )} / ${overRuns(
          runs.map((run) => run.keys[place].p95),
          1,
        )}`,
    );
    const remote = runs.flatMap((run) => run.remoteKey ?? []);
    const last =
      remote.length === 0
        ? "–"
        : `${overRuns(
            remote.map((r) => r.p50),
            1,
          )} / ${overRuns(
            remote.map((r) => r.p95),
            1,
          )}`;
    return [
      EDITORS[name],
      overRuns(
        runs.map((run) => run.firstEditable),
        0,
      ),
      ...keys,
      last,
    ];
  });
  return `## The editor\n\nOne key every 50 ms in the middle of the text, from the key event to the frame that shows it. A remote key is the time for which its message occupies the page.\n\n${table(head, rows)}`;
}

function gate({ gate: runs }: Measured): string {
  const rows = (["1000", "5000"] as const).map((size) => [
    size,
    overRuns(
      runs[size].map((run) => run.p50),
      3,
    ),
    overRuns(
      runs[size].map((run) => run.p95),
      3,
    ),
  ]);
  return `## The gate\n\nInspecting, trying, judging and applying one typed letter.\n\n${table(["provisions and brackets", "p50", "p95"], rows)}`;
}

function sync({ sync: loads }: Measured): string {
  const parts = (["steady", "overload"] as const).map((name) => {
    const { clients, rate } = LOADS[name];
    const rows = (["relay", "hocuspocus", "adref"] as const).map((system) => {
      const runs = loads[name][system];
      const over = (pick: (run: (typeof runs)[number]) => number) => overRuns(runs.map(pick));
      const missing = runs.reduce((sum, run) => sum + run.missing, 0);
      const refused = runs.reduce((sum, run) => sum + run.refused, 0);
      return [
        NAMES[system],
        over((r) => r.p50),
        over((r) => r.p95),
        over((r) => r.p99),
        String(missing),
        String(refused),
      ];
    });
    return `${clients} clients × ${rate} letters a second:\n\n${table(["system", "p50", "p95", "p99", "missing", "refused or closed"], rows)}`;
  });
  return `## Sync\n\nFrom writing a letter to its being seen by each other client.\n\n${parts.join("\n\n")}`;
}

function goals(measured: Measured): string {
  const { editor, gate: gates, sync: loads, fsync } = measured;
  const keyP95 = (place: (typeof PLACES)[number]) => median(editor.adref.map((run) => run.keys[place].p95));
  const p50Of = (size: "1000" | "5000") => median(gates[size].map((run) => run.p50));
  const p95Of = (name: "steady" | "overload", system: System) => median(loads[name][system].map((run) => run.p95));
  const editable = (name: "adref" | "plain") => median(editor[name].map((run) => run.firstEditable));
  const remote = median(editor.adref.flatMap((run) => run.remoteKey?.p50 ?? []));
  const missing = loads.steady.adref.reduce((sum, run) => sum + run.missing, 0);
  const bound = p95Of("steady", "hocuspocus") + median(fsync);
  const rows: [string, string, boolean][] = [
    ...PLACES.map((place): [string, string, boolean] => [
      `key → frame p95 in ${place} ≤ 16 ms`,
      keyP95(place).toFixed(1),
      keyP95(place) <= 16,
    ]),
    ["a remote key applied in ≤ 4 ms", remote.toFixed(1), remote <= 4],
    [
      "first editable ≤ plain ProseMirror's",
      `${editable("adref").toFixed(0)} against ${editable("plain").toFixed(0)}`,
      editable("adref") <= editable("plain"),
    ],
    ["the gate's median ≤ 0.1 ms a keystroke", p50Of("5000").toFixed(3), p50Of("5000") <= 0.1],
    [
      "the gate at 5,000 within 1.5 × of 1,000",
      (p50Of("5000") / p50Of("1000")).toFixed(2),
      p50Of("5000") <= 1.5 * p50Of("1000"),
    ],
    [
      "steady load p95 ≤ Hocuspocus + one fsync",
      `${p95Of("steady", "adref").toFixed(2)} against ${bound.toFixed(2)}`,
      p95Of("steady", "adref") <= bound,
    ],
    ["nothing missing under steady load", String(missing), missing === 0],
    ["overload p95 ≤ 10 ms", p95Of("overload", "adref").toFixed(1), p95Of("overload", "adref") <= 10],
  ];
  return `## The goals\n\n${table(
    ["goal", "measured", ""],
    rows.map(([goal, figure, met]) => [goal, figure, met ? "met" : "**missed**"]),
  )}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
