import { createHash, randomBytes } from "node:crypto";
import type { Secret, Store } from "../store/port.ts";

/** A day in milliseconds. */
export const DAY = 86_400_000;

/** How long each kind of secret lives, in milliseconds, unless it is asked for otherwise. */
export const LIFETIME: Readonly<Record<Secret["kind"], number>> = {
  link: 7 * DAY,
  session: 12 * 3_600_000,
  token: 30 * DAY,
};

/** What a secret looks like: 32 random bytes as base64url. */
export const SECRET_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** The SHA-256 of a secret, lower-case hex: what the store knows it by. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** A secret as its holder gets it, once. `expires` is ISO 8601. */
export interface Issued {
  readonly secret: string;
  readonly hash: string;
  readonly expires: string;
}

/** Makes a secret for a person and stores its hash. `lifetime` is in milliseconds. */
export async function issueSecret(
  store: Store,
  kind: Secret["kind"],
  person: string,
  now: number,
  lifetime: number = LIFETIME[kind],
): Promise<Issued> {
  const secret = randomBytes(32).toString("base64url");
  const hash = hashSecret(secret);
  const expires = new Date(now + lifetime).toISOString();
  await store.saveSecret({ hash, kind, person, expires });
  return { secret, hash, expires };
}

/**
 * The address of a one-time link. Opening it uses nothing up: the page's script posts the secret, so that a mail program
 * which looks at the page for a preview does not burn the link.
 */
export function linkAddress(origin: string, secret: string): string {
  return `${origin}/signin/${secret}`;
}
