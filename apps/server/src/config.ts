import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { EXIT, OperatorError } from "./errors.ts";

/** Bounds on what one person or address may ask of the server. */
export interface Allowance {
  /** Bytes of a JSON request. */
  readonly bodyBytes: number;
  /** Bytes of a file that the Secretariat brings in. */
  readonly importBytes: number;
  /** Bytes of one socket message; a larger one ends the socket. Above what the gate takes, so that its refusal is heard. */
  readonly messageBytes: number;
  /** Requests a minute of one session or address. */
  readonly requestsPerMinute: number;
  /** Attempts a minute of one address to use a sign-in link. A meeting room often shares one address. */
  readonly signInsPerMinute: number;
  /** Sockets that one person may hold open. */
  readonly socketsPerPerson: number;
}

/** How the server runs. This file alone reads the environment. */
export interface Config {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** The folder of the embedded store, absolute. */
  readonly data: string;
  /** PostgreSQL's URL; null for the embedded store. */
  readonly databaseUrl: string | null;
  /** The address people use, such as https://adref.example.org; null: that at which the server listens. */
  readonly origin: string | null;
  /** Whether a proxy in front sets X-Forwarded-For. */
  readonly trustProxy: boolean;
  /** The folder of the built client, absolute. */
  readonly web: string;
  readonly logLevel: string;
  /** Whether a store without a negotiation gets an empty one instead of the sample. */
  readonly empty: boolean;
  readonly limits: Allowance;
  readonly version: string;
}

const whole = (low: number, high: number) => {
  const message = `must be a whole number from ${low} to ${high}`;
  return z.coerce.number(message).int(message).min(low, message).max(high, message);
};
const LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const environment = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: whole(0, 65_535).default(4_400),
  ADREF_DATA: z.string().min(1).default("data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://")
    .optional(),
  ADREF_ORIGIN: z
    .string()
    .refine((value) => URL.canParse(value) && new URL(value).origin === value.replace(/\/$/, ""), {
      message: "must be an origin such as https://adref.example.org",
    })
    .transform((value) => new URL(value).origin)
    .optional(),
  ADREF_TRUST_PROXY: z.enum(["0", "1"]).default("0"),
  ADREF_LOG: z.enum(LEVELS).default("warn"),
  ADREF_EMPTY: z.enum(["0", "1"]).default("0"),
  ADREF_WEB: z.string().min(1).optional(),
  ADREF_BODY_BYTES: whole(1_000, 100_000_000).default(256_000),
  ADREF_IMPORT_BYTES: whole(1_000, 50_000_000).default(25_000_000),
  ADREF_MESSAGE_BYTES: whole(1_000, 100_000_000).default(6_000_000),
  ADREF_REQUESTS_PER_MINUTE: whole(1, 1_000_000).default(1_200),
  ADREF_SIGN_INS_PER_MINUTE: whole(1, 1_000_000).default(120),
  ADREF_SOCKETS_PER_PERSON: whole(1, 1_000_000).default(400),
});

/** Options of the command line that stand above the environment. */
export interface Overrides {
  readonly data?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | number | undefined;
  readonly empty?: boolean | undefined;
}

/**
 * Reads the configuration. `env` defaults to the process's. Throws OperatorError (usage) with one line that names the first
 * variable or option that is not understood.
 */
export function readConfig(overrides: Overrides = {}, env: NodeJS.ProcessEnv = process.env): Config {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(environment.shape)) if (env[name]) given[name] = env[name];
  if (overrides.data !== undefined) given.ADREF_DATA = overrides.data;
  if (overrides.host !== undefined) given.HOST = overrides.host;
  if (overrides.port !== undefined) given.PORT = overrides.port;
  if (overrides.empty) given.ADREF_EMPTY = "1";
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    throw new OperatorError(
      EXIT.usage,
      `${name} is "${given[name]}", but ${issue?.message ?? "it is not understood"}.`,
    );
  }
  const values = parsed.data;
  return {
    host: values.HOST,
    port: values.PORT,
    data: resolve(values.ADREF_DATA),
    databaseUrl: values.DATABASE_URL ?? null,
    origin: values.ADREF_ORIGIN ?? null,
    trustProxy: values.ADREF_TRUST_PROXY === "1",
    web: values.ADREF_WEB ? resolve(values.ADREF_WEB) : fileURLToPath(new URL("../../web/dist", import.meta.url)),
    logLevel: values.ADREF_LOG,
    empty: values.ADREF_EMPTY === "1",
    limits: {
      bodyBytes: values.ADREF_BODY_BYTES,
      importBytes: values.ADREF_IMPORT_BYTES,
      messageBytes: values.ADREF_MESSAGE_BYTES,
      requestsPerMinute: values.ADREF_REQUESTS_PER_MINUTE,
      signInsPerMinute: values.ADREF_SIGN_INS_PER_MINUTE,
      socketsPerPerson: values.ADREF_SOCKETS_PER_PERSON,
    },
    version: packageVersion(),
  };
}

/** The address that people use; without one, that at which the server listens. `port` where the system chose it. */
export function originOf({ origin, host, port: configured }: Config, port: number = configured): string {
  if (origin) return origin;
  const anywhere = host === "0.0.0.0" || host === "::";
  const named = anywhere ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${named}:${port}`;
}

/** The version of this program. */
export function packageVersion(): string {
  const file = fileURLToPath(new URL("../package.json", import.meta.url));
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
