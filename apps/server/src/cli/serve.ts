import type { AddressInfo } from "node:net";
import type { Directory } from "@adref/protocol";
import { pino } from "pino";
import { type Config, type Overrides, originOf, readConfig } from "../config.ts";
import { EXIT, OperatorError } from "../errors.ts";
import { PastThread } from "../history/past-thread.ts";
import { buildServer } from "../http/server.ts";
import { LiveDirectory } from "../live-directory.ts";
import { isSample, loadSeed, readSeed, SAMPLE } from "../load-seed.ts";
import { lockFolder } from "../lock.ts";
import { createMetrics, roomMetrics, watchTexts } from "../metrics.ts";
import { EMPTY } from "../negotiation/empty.ts";
import { foundNegotiation, type Standing, standingOf } from "../negotiation/stream.ts";
import { openStore } from "../open-store.ts";
import { Rooms } from "../rooms/index.ts";
import { announceAddress } from "../serving-address.ts";
import { issueSecret, linkAddress } from "../sign-in/secrets.ts";
import type { Store } from "../store/port.ts";
import { type Closer, closeAll } from "./close-all.ts";
import { table, titleOf } from "./people.ts";
import { warmUp } from "./warm-up.ts";

/** How long a stop may take before the process ends anyway, in milliseconds. */
const PATIENCE = 15_000;
/** How often secrets that have run out are swept, in milliseconds. */
const SWEEP = 3_600_000;

export interface ServeOptions extends Overrides {
  readonly quiet?: boolean;
  /** In a data folder without a negotiation, begins an empty one instead of the sample. */
  readonly empty?: boolean;
}

/** A server that runs. */
export interface Running {
  readonly origin: string;
  /** Flushes, writes checkpoints, closes everything. Rejects with StopError where a part failed; the others are closed then, too. */
  stop(): Promise<void>;
}

/** Parts of the server failed while it stopped. What they held may not be flushed; the ledger holds what was saved. */
class StopError extends AggregateError {
  override readonly name = "StopError";

  constructor(failures: readonly unknown[]) {
    super(failures, failures.map((failure) => String(failure)).join("; "));
  }
}

/** Starts the server and keeps it until SIGINT or SIGTERM; then stops it cleanly and ends the process with 0. */
export async function serve(options: ServeOptions): Promise<void> {
  const config = readConfig(options);
  const say = options.quiet ? () => {} : (words: string) => process.stdout.write(`${words}\n`);
  const starting = startServer(config, say);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(EXIT.failed), PATIENCE).unref();
    starting
      .then((running) => running.stop())
      .then(
        () => process.exit(EXIT.ok),
        (error: unknown) => {
          process.stderr.write(`adref: the server did not stop cleanly: ${error}\n`);
          process.exit(EXIT.failed);
        },
      );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  await starting;
}

/**
 * Opens the data, loads the sample negotiation where there is none, and listens. `say` is told, once it
 * listens, what a person at the terminal should read. Throws OperatorError where the address or the data cannot be used.
 */
export async function startServer(config: Config, say: (line: string) => void): Promise<Running> {
  const closers: Closer[] = [];
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2));
  const stop = async () => {
    const failures = await closeAll(closers);
    if (failures.length > 0) throw new StopError(failures);
  };
  try {
    if (!config.databaseUrl) closers.push(lockFolder(config.data));
    const metrics = createMetrics();
    const store = await openStore(config, (seconds) => metrics.commitSeconds.observe(seconds));
    closers.push(() => store.close());
    const { seq, directory } = await opened(store, config.empty);
    const live = new LiveDirectory(store, directory, seq);
    const limits = { messageBytes: config.limits.messageBytes };
    const past = new PastThread(store);
    closers.push(() => past.close());
    const seen = { metrics: roomMetrics(metrics), past: past.reader };
    const rooms = new Rooms({ store, directory: live.current, log, limits, ...seen });
    watchTexts(metrics, () => rooms.size);
    const app = await buildServer({ config, store, rooms, directory: live, metrics, log, past });
    closers.push(() => app.close());
    const sweep = setInterval(() => store.dropExpired(new Date().toISOString()).catch(() => {}), SWEEP).unref();
    closers.push(() => clearInterval(sweep));
    await listen(config, () => app.listen({ host: config.host, port: config.port }));
    const origin = originOf(config, (app.server.address() as AddressInfo).port);
    if (!config.databaseUrl) closers.push(announceAddress(config.data, origin));
    const links = await linksToSay(store, directory, origin);
    const data = config.databaseUrl ? "PostgreSQL" : config.data;
    say(
      `Adref ${config.version} serves ${directory.name || "a negotiation without a name yet"} at ${origin}\nData: ${data}. Stop with Ctrl-C.\n${links}`,
    );
    void warmUp(rooms, directory.texts);
    return { origin, stop };
  } catch (error) {
    for (const failure of await closeAll(closers)) log.error({ err: failure }, "A part of the server did not close");
    throw error;
  }
}

/**
 * The negotiation of a store. In one that has none, an empty one or the sample is founded; one of an earlier version, which has
 * no ledger of its own, gets one.
 */
async function opened(store: Store, empty: boolean): Promise<Standing> {
  const standing = await standingOf(store);
  const now = new Date();
  if (standing && standing.seq > 0) return standing;
  if (!standing && !empty) await loadSeed(store, await readSeed(SAMPLE), now);
  const directory = standing?.directory ?? EMPTY;
  const founder = directory.people.find(({ role }) => role === "secretariat");
  return foundNegotiation(store, directory, founder?.id ?? "", now.toISOString());
}

/** The links that anybody at the machine may see: of the sample, and the first one of a negotiation that has no name yet. */
async function linksToSay(store: Store, directory: Directory, origin: string): Promise<string> {
  if (await isSample(directory)) return `\n${await freshLinks(store, directory, origin)}\n`;
  const first = directory.name === "" && directory.people.find(({ role, ended }) => role === "secretariat" && !ended);
  if (!first) return "";
  const { secret } = await issueSecret(store, "link", first.id, Date.now());
  const explain = "Nothing is here yet. Open this link to set the negotiation up; it is for one use within 7 days:";
  return `\n${explain}\n\n  ${linkAddress(origin, secret)}\n\n`;
}

async function freshLinks(store: Store, directory: Directory, origin: string): Promise<string> {
  const rows = await Promise.all(
    directory.people.map(async (person) => {
      const { secret } = await issueSecret(store, "link", person.id, Date.now());
      return [titleOf(directory, person), person.name, linkAddress(origin, secret)];
    }),
  );
  return `This is the sample negotiation. Sign-in links, each for one use within 7 days:\n\n${table(rows)}`;
}

async function listen(config: Config, begin: () => Promise<string>): Promise<void> {
  try {
    await begin();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const where = `${config.host}:${config.port}`;
    if (code === "EADDRINUSE") {
      const sentence = `The address ${where} is taken. Stop what uses it, or set PORT (or --port) to another one.`;
      throw new OperatorError(EXIT.address, sentence, { cause: error });
    }
    throw new OperatorError(EXIT.address, `The address ${where} cannot be used: ${message}`, { cause: error });
  }
}
