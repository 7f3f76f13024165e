import type { IncomingMessage } from "node:http";
import type { Directory, Person } from "@adref/protocol";
import type { Secret, Store } from "../store/port.ts";
import { hashSecret, type Issued, issueSecret, LIFETIME, SECRET_PATTERN } from "./secrets.ts";

/** The name of the session's cookie. */
export const SESSION_COOKIE = "adref_session";

/** A session is renewed when this much of its life is gone, so that not every request writes. Milliseconds. */
const RENEW_AFTER = 30 * 60_000;

/** Somebody who is signed in. `via` says how: only a cookie needs protection against other sites. */
export interface Visitor {
  readonly person: Person;
  readonly via: "cookie" | "bearer";
  /** The store's key of the session or token. */
  readonly hash: string;
  /** ISO 8601. */
  readonly expires: string;
  /** Set when the session was just prolonged: its cookie is to be sent again. */
  readonly renewed?: string;
}

/** What authentication reads of a request. */
export type Credentials = Pick<IncomingMessage, "headers">;

/** Sign-in: one-time links become sessions; sessions and bearer tokens say who somebody is. */
export class SignIn {
  readonly #store: Store;
  readonly #directory: () => Directory;
  readonly #now: () => number;

  /** `now` gives milliseconds since 1970. */
  constructor(store: Store, directory: () => Directory, now: () => number = Date.now) {
    this.#store = store;
    this.#directory = directory;
    this.#now = now;
  }

  /** Uses a one-time link up and begins a session; null where the link is unknown, used, expired or of nobody we know. */
  async redeem(secret: string): Promise<{ readonly person: Person; readonly session: Issued } | null> {
    if (!SECRET_PATTERN.test(secret)) return null;
    const hash = hashSecret(secret);
    if ((await this.#store.secret(hash))?.kind !== "link") return null;
    const person = this.#personOf(await this.#store.takeSecret(hash));
    if (!person) return null;
    return { person, session: await issueSecret(this.#store, "session", person.id, this.#now()) };
  }

  /** Ends a session or token; other sessions of the person stay. */
  async end(visitor: Visitor): Promise<void> {
    await this.#store.takeSecret(visitor.hash);
  }

  /**
   * Who sent a request, or null. A bearer token (header, or `queryToken` for sockets, whose clients cannot set headers)
   * stands above the cookie.
   */
  async authenticate(request: Credentials, queryToken: string | null = null): Promise<Visitor | null> {
    const bearer = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? queryToken;
    if (bearer !== null) return this.#visitor(bearer, "token", "bearer");
    const cookie = cookieOf(request.headers.cookie, SESSION_COOKIE);
    return cookie === null ? null : this.#visitor(cookie, "session", "cookie");
  }

  /** Whether a visitor's session or token still holds: open sockets are asked this from time to time. */
  async stillHolds(visitor: Visitor): Promise<boolean> {
    return this.#personOf(await this.#store.secret(visitor.hash)) !== null;
  }

  async #visitor(secret: string, kind: Secret["kind"], via: Visitor["via"]): Promise<Visitor | null> {
    if (!SECRET_PATTERN.test(secret)) return null;
    const hash = hashSecret(secret);
    const found = await this.#store.secret(hash);
    const person = this.#personOf(found);
    if (!found || !person || found.kind !== kind) return null;
    const left = Date.parse(found.expires) - this.#now();
    if (kind !== "session" || LIFETIME.session - left < RENEW_AFTER) {
      return { person, via, hash, expires: found.expires };
    }
    const expires = new Date(this.#now() + LIFETIME.session).toISOString();
    await this.#store.extendSecret(hash, expires);
    return { person, via, hash, expires, renewed: secret };
  }

  #personOf(secret: Secret | null): Person | null {
    if (!secret || Date.parse(secret.expires) <= this.#now()) return null;
    const person = this.#directory().people.find(({ id }) => id === secret.person);
    return person && person.ended === undefined ? person : null;
  }
}

function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of header?.split(";") ?? []) {
    const equals = part.indexOf("=");
    if (part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}
