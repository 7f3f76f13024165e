import type { Directory, TextInfo } from "@adref/protocol";
import type { FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { RequestError } from "../errors.ts";
import type { Papers } from "../exports/papers.ts";
import type { History } from "../history/history.ts";
import type { Imports } from "../imports/imports.ts";
import type { LiveDirectory } from "../live-directory.ts";
import type { Metrics } from "../metrics.ts";
import type { RoomService } from "../room-service.ts";
import type { SignIn, Visitor } from "../sign-in/sign-in.ts";
import type { Store } from "../store/port.ts";
import type { Summaries } from "./summaries.ts";

/** What handlers work with. */
export interface Services {
  readonly config: Config;
  readonly store: Store;
  readonly rooms: RoomService;
  readonly directory: () => Directory;
  /** The same, to be changed and looked at again. */
  readonly live: LiveDirectory;
  readonly imports: Imports;
  readonly papers: Papers;
  readonly history: History;
  readonly signIn: SignIn;
  readonly summaries: Summaries;
  readonly metrics: Metrics;
  readonly log: Logger;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the sign-in hook on every route of the API; null while signed out. */
    visitor: Visitor | null;
  }
}

/** Who sent a request. Throws RequestError (401) when nobody is signed in. */
export function visitorOf(request: FastifyRequest): Visitor {
  if (request.visitor) return request.visitor;
  throw new RequestError(
    401,
    "signed-out",
    "You are signed out. Open your sign-in link, or ask the Secretariat for a new one.",
  );
}

/** The text that a path names. Throws RequestError (404). */
export function textOf(directory: Directory, id: string): TextInfo {
  const text = directory.texts.find((candidate) => candidate.id === id);
  if (text) return text;
  throw new RequestError(404, "no-such-text", "There is no such text in this negotiation.");
}
