import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const CASES = 1_300;
/** How long all files may take together on a busy machine. */
const PATIENCE = 180_000;
/** A single file may not take longer, however bad it is and however busy the machine. */
const SLOWEST_MS = 10_000;
const MOST_MEMORY = 512 * 1_024 * 1_024;

interface Outcome {
  readonly read: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
  readonly slowest: { readonly name: string; readonly ms: number };
  readonly memory: number;
}

/** Reads the files in a process of its own, which may not use more memory than the most. */
async function outcomeOf(...what: string[]): Promise<Outcome> {
  const child = fileURLToPath(new URL("fuzz-child.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--max-old-space-size=320", child, ...what]);
  return JSON.parse(stdout);
}

function expectHarmless({ wrong, slowest, memory }: Outcome): void {
  expect(wrong).toEqual([]);
  expect(slowest, slowest.name).toSatisfy(({ ms }: Outcome["slowest"]) => ms < SLOWEST_MS);
  expect(memory).toBeLessThan(MOST_MEMORY);
}

test(
  "over 3,000 damaged files are read or refused with a sentence, and nothing else",
  async () => {
    const outcome = await outcomeOf("damaged", String(CASES));
    expectHarmless(outcome);
    const sum = (format: string) => (outcome.read[format] ?? 0) + (outcome.refused[format] ?? 0);
    expect(["html", "json", "akn"].map(sum)).toEqual([CASES / 2, CASES, CASES]);
    // Strict formats refuse nearly everything; a page is always read as something.
    expect(outcome.read.html).toBeGreaterThan(CASES / 4);
    expect(outcome.read.json).toBeGreaterThan(5);
    expect(outcome.read.akn).toBeGreaterThan(5);
  },
  PATIENCE,
);

test(
  "files that are made to take time or memory take neither",
  async () => {
    expectHarmless(await outcomeOf("hostile"));
  },
  PATIENCE,
);
