import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { lockFolder } from "../apps/server/src/lock.ts";

/**
 * Removes the data folder, so that the next start begins with the sample negotiation: `pnpm reset [--yes] [--data DIR]`.
 * Only a folder that holds Adref's database is removed, and only while no server has it open.
 */
const { values } = parseArgs({
  options: {
    yes: { type: "boolean", default: false },
    data: { type: "string", default: process.env.ADREF_DATA ?? "data" },
  },
});
const folder = resolve(values.data);

if (!existsSync(folder)) {
  console.log(`There is no ${folder}; nothing to remove.`);
} else if (!existsSync(`${folder}/adref.sqlite`)) {
  console.error(`${folder} holds no Adref data; it stays as it is.`);
  process.exitCode = 1;
} else if (values.yes || (await confirmed())) {
  remove();
} else {
  console.log("Nothing was removed.");
}

function remove(): void {
  try {
    const unlock = lockFolder(folder);
    rmSync(folder, { recursive: true });
    unlock();
    console.log(`Removed ${folder}. The next start loads the sample negotiation.`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

async function confirmed(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Remove ${folder} with every text and ledger in it? Type yes: `);
  terminal.close();
  return answer.trim() === "yes";
}
