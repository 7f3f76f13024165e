import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { type Logger, pino } from "pino";
import { type Config, readConfig } from "../../src/config.ts";
import { buildServer } from "../../src/http/server.ts";
import { LiveDirectory } from "../../src/live-directory.ts";
import { createMetrics } from "../../src/metrics.ts";
import { issueSecret } from "../../src/sign-in/secrets.ts";
import { SESSION_COOKIE } from "../../src/sign-in/sign-in.ts";
import { SqliteStore } from "../../src/store/sqlite.ts";
import { DIRECTORY } from "./directory.ts";
import { RoomsDouble } from "./rooms.ts";

/** A listening server on a free port, quiet, with the rooms' double and a store of its own. */
export interface TestServer {
  readonly app: FastifyInstance;
  readonly rooms: RoomsDouble;
  readonly store: SqliteStore;
  readonly origin: string;
  /** A fresh session of a person, as the cookie header that its browser sends. */
  cookie(person: string): Promise<string>;
  token(person: string, lifetime?: number): Promise<string>;
  link(person: string, lifetime?: number): Promise<string>;
  close(): Promise<void>;
}

export async function testServer(
  change: Partial<Config> = {},
  sweepEvery = 60_000,
  log: Logger = pino({ level: "silent" }),
): Promise<TestServer> {
  const data = mkdtempSync(join(tmpdir(), "adref-http-"));
  const config = { ...readConfig({ data }, {}), ...change };
  const store = SqliteStore.open(data);
  const rooms = new RoomsDouble();
  await store.saveDirectory(DIRECTORY);
  const directory = new LiveDirectory(store, DIRECTORY);
  const app = await buildServer({ config, store, rooms, directory, metrics: createMetrics(), log, sweepEvery });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const secret = async (kind: "link" | "session" | "token", person: string, lifetime?: number) =>
    (await issueSecret(store, kind, person, Date.now(), lifetime)).secret;
  return {
    app,
    rooms,
    store,
    origin: `http://127.0.0.1:${port}`,
    cookie: async (person) => `${SESSION_COOKIE}=${await secret("session", person)}`,
    token: (person, lifetime) => secret("token", person, lifetime),
    link: (person, lifetime) => secret("link", person, lifetime),
    close: async () => {
      await app.close();
      await store.close();
      rmSync(data, { recursive: true });
    },
  };
}
