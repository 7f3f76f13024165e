import { type Overrides, readConfig } from "../config.ts";
import { loadSeed, readSeed, SAMPLE } from "../load-seed.ts";
import { lockFolder } from "../lock.ts";
import { openStore } from "../open-store.ts";

export interface SeedOptions extends Overrides {
  /** A seed folder instead of the sample's. */
  readonly from?: string;
}

/** Loads a negotiation into an empty data folder; what is no structure in its texts is said on standard error. */
export async function seed(options: SeedOptions): Promise<void> {
  const config = readConfig(options);
  const files = await readSeed(options.from ?? SAMPLE);
  const unlock = config.databaseUrl ? () => {} : lockFolder(config.data);
  try {
    const store = await openStore(config);
    try {
      const { name, texts, people } = await loadSeed(store, files, new Date(), (line) => {
        process.stderr.write(`${line}\n`);
      });
      process.stdout.write(`Loaded ${name}: ${texts.length} texts, ${people.length} people.\n`);
    } finally {
      await store.close();
    }
  } finally {
    unlock();
  }
}
