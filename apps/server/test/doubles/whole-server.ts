import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@adref/notation";
import type { Directory } from "@adref/protocol";
import { pino } from "pino";
import { type Config, readConfig } from "../../src/config.ts";
import { buildServer, type ServerParts } from "../../src/http/server.ts";
import { importEntry } from "../../src/import-text.ts";
import { LiveDirectory } from "../../src/live-directory.ts";
import { createMetrics } from "../../src/metrics.ts";
import { Rooms } from "../../src/rooms/index.ts";
import { issueSecret } from "../../src/sign-in/secrets.ts";
import { SqliteStore } from "../../src/store/sqlite.ts";
import { DIRECTORY } from "./directory.ts";

/** A server with nothing doubled: real rooms on a real store, listening on a free port. */
export interface WholeServer {
  readonly origin: string;
  readonly data: string;
  readonly store: SqliteStore;
  /** A request as a person, by bearer token. */
  ask(person: string | null, method: string, path: string, body?: unknown, init?: RequestInit): Promise<Response>;
  /** Stops the server and leaves the data. */
  stop(): Promise<void>;
  /** Stops the server and removes the data. */
  close(): Promise<void>;
}

/** Words of the text `fa` in a fresh folder, in the notation. */
export const SOURCE = `# Framework Agreement

#### Article 1. Release of goods

1. Each Party [shall][KAZ: should — UZB oppose] release goods [promptly — UZB delete].

2. Each Party names an enquiry point. {agreed ad ref}
`;

export interface WholeOptions {
  /** A data folder that is there already. */
  readonly data?: string;
  readonly parts?: Partial<ServerParts>;
  readonly limits?: Partial<Config["limits"]>;
  readonly source?: string;
}

/** Starts it with the text `fa`, imported from `source`. */
export async function wholeServer(options: WholeOptions = {}): Promise<WholeServer> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), "adref-whole-"));
  const config = readConfig({ data, port: 0 }, {});
  const store = SqliteStore.open(data);
  const known = (await store.directory()) ?? (await founded(store, options.source ?? SOURCE));
  const directory = new LiveDirectory(store, known);
  const log = pino({ level: "silent" });
  const rooms = new Rooms({ store, directory: directory.current, log });
  const app = await buildServer({
    config: { ...config, limits: { ...config.limits, requestsPerMinute: 100_000, ...options.limits } },
    store,
    rooms,
    directory,
    metrics: createMetrics(),
    log,
    ...options.parts,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (person: string) => {
    const token = tokens.get(person) ?? issueSecret(store, "token", person, Date.now()).then(({ secret }) => secret);
    tokens.set(person, token);
    return token;
  };
  const stop = async () => {
    await app.close();
    await store.close();
  };
  return {
    origin,
    data,
    store,
    ask: async (person, method, path, body, init = {}) => {
      const headers = new Headers(init.headers);
      if (person) headers.set("authorization", `Bearer ${await tokenOf(person)}`);
      const isBytes = body instanceof Uint8Array || body instanceof ReadableStream;
      if (body !== undefined && !isBytes) headers.set("content-type", "application/json");
      const sent = body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) };
      return fetch(origin + path, { ...init, method, headers, ...(sent as RequestInit) });
    },
    stop,
    close: async () => {
      await stop();
      rmSync(data, { recursive: true });
    },
  };
}

async function founded(store: SqliteStore, source: string): Promise<Directory> {
  const { text } = parse(source);
  await store.append("fa", 0, [importEntry(text, "secretariat", "2026-11-20T10:00:00.000Z")]);
  await store.saveDirectory(DIRECTORY);
  return DIRECTORY;
}
