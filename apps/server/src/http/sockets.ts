import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import {
  CLOSE,
  type CloseCode,
  isOurVersion,
  isPractice,
  mayDraft,
  mayRead,
  type Person,
  type TextInfo,
  textOfLayer,
} from "@adref/protocol";
import { type WebSocket, WebSocketServer } from "ws";
import type { Practice } from "../practice/practice.ts";
import type { PracticeRoom } from "../practice/practice-room.ts";
import { Failures } from "../sign-in/failures.ts";
import { isOwnOrigin } from "../sign-in/origin.ts";
import type { Visitor } from "../sign-in/sign-in.ts";
import type { Services } from "./services.ts";

const PATH = /^\/(sync|record)\/([A-Za-z0-9_-]{1,40}(?:~layer)?)$/;

type Kind = "sync" | "record";
type Judged =
  | {
      readonly ok: true;
      readonly kind: Kind;
      readonly text: TextInfo;
      readonly visitor: Visitor;
      readonly params: URLSearchParams;
      /** Where the text is a practice room of the visitor's. */
      readonly practice?: PracticeRoom;
    }
  | { readonly ok: false; readonly code: CloseCode; readonly reason: string }
  | "drop";

/**
 * The sockets of `/sync/<text>` and `/record/<text>`. Every one is judged before the upgrade completes. One that is refused
 * is accepted and closed at once with a code from CLOSE: a refusal by HTTP status would look to y-websocket like a poor
 * line, and it would knock for ever.
 */
export class Sockets {
  readonly #services: Services;
  readonly #practice: Practice;
  readonly #ws: WebSocketServer;
  readonly #open = new Map<WebSocket, Visitor>();
  readonly #failures: Failures;
  readonly #sweep: NodeJS.Timeout;

  /** `sweepEvery` is how often open sockets are asked whether their session still holds, in milliseconds. */
  constructor(services: Services, practice: Practice, sweepEvery: number) {
    this.#services = services;
    this.#practice = practice;
    this.#failures = new Failures(services.config.limits.signInsPerMinute);
    this.#ws = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      // The rooms send away who is over the limit, with a code that is for good; this bounds what is read at all.
      maxPayload: 2 * services.config.limits.messageBytes,
    });
    this.#sweep = setInterval(() => void this.#endExpired(), sweepEvery);
    this.#sweep.unref();
  }

  /** Takes over the upgrades of an HTTP server. */
  attach(server: Server): void {
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on("error", () => socket.destroy());
      this.#upgrade(request, socket, head).catch((error: unknown) => {
        this.#services.log.error({ err: error }, "An upgrade failed");
        socket.destroy();
      });
    });
  }

  /**
   * Closes the sockets of people who may not sign in any more, and of those whose rights are others now: a socket goes by the
   * rights with which it was opened.
   */
  peopleChanged(before: readonly Person[], after: readonly Person[]): void {
    for (const [socket, { person }] of this.#open) {
      const was = before.find(({ id }) => id === person.id);
      const is = after.find(({ id }) => id === person.id);
      if (was === is) continue;
      if (!is || is.ended !== undefined) sendAway(socket, CLOSE.signedOut, "You may not sign in any more");
      else if (!was || rightsOf(was) !== rightsOf(is)) {
        sendAway(socket, CLOSE.tryAgain, "Your part in the negotiation has changed; connect again");
      }
    }
  }

  /** Closes the sockets of a session that has ended. */
  endSession(hash: string): void {
    for (const [socket, visitor] of this.#open) {
      if (visitor.hash === hash) sendAway(socket, CLOSE.signedOut, "Signed out");
    }
  }

  /** Stops the sweep; the rooms close their sockets themselves. */
  close(): void {
    clearInterval(this.#sweep);
    this.#ws.close();
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const judged = await this.#judge(request);
    if (judged === "drop") socket.destroy();
    if (judged === "drop" || socket.destroyed) return;
    this.#ws.handleUpgrade(request, socket, head, (ws) => {
      ws.on("error", (error) => this.#services.log.info({ err: error }, "A socket failed"));
      if (!judged.ok) return sendAway(ws, judged.code, judged.reason);
      this.#track(ws, judged.kind, judged.visitor);
      const { person } = judged.visitor;
      if (judged.practice) judged.practice.connect(judged.kind, ws, judged.text, judged.params);
      else if (judged.kind === "sync") this.#services.rooms.connectSync(ws, person, judged.text, judged.params);
      else this.#services.rooms.connectRecord(ws, person, judged.text);
    });
  }

  async #judge(request: IncomingMessage): Promise<Judged> {
    const { config, signIn, directory, live } = this.#services;
    const url = URL.parse(request.url ?? "", "http://localhost");
    const [, kind, id] = PATH.exec(url?.pathname ?? "") ?? [];
    if (!url || !kind || !id) return refusal(CLOSE.badRequest, "No socket is served at this address");

    const params = url.searchParams;
    if (!isOurVersion(params)) {
      return refusal(CLOSE.reload, "This page is of another version than the server; reload it");
    }
    const visitor = await signIn.authenticate(request, params.get("token"));
    if (!visitor) {
      const address = addressOf(request, config.trustProxy);
      if (this.#failures.tooMany(address)) return "drop";
      this.#failures.count(address);
      return refusal(CLOSE.signedOut, "Signed out");
    }
    if (visitor.via === "cookie" && !isOwnOrigin(request, config.origin)) {
      return refusal(CLOSE.forbidden, "Sockets are opened by this server's own pages only");
    }
    const practice = isPractice(id) ? this.#practice.of(id, visitor.person.id) : null;
    if (practice) {
      return { ok: true, kind: kind as Kind, text: { ...practice.text, id }, visitor, params, practice };
    }
    const listed = () => directory().texts.find((candidate) => candidate.id === id);
    if (!listed()) await live.refresh();
    // Who has no layer is told what anybody is told of a text that does not exist.
    const lower = mayDraft(visitor.person) ? textOfLayer(id) : null;
    const below = lower === null ? undefined : directory().texts.find((candidate) => candidate.id === lower);
    const text = below ? { ...below, id } : listed();
    if (!text) return refusal(CLOSE.noSuchText, "There is no such text");
    if (!mayRead(visitor.person, text)) return refusal(CLOSE.forbidden, "This text is not open to you");
    if (this.#heldBy(visitor.person.id) >= config.limits.socketsPerPerson) {
      return refusal(CLOSE.tooMuch, "Too many windows are open");
    }
    return { ok: true, kind: kind as Kind, text, visitor, params };
  }

  #track(ws: WebSocket, kind: Kind, visitor: Visitor): void {
    const { sockets } = this.#services.metrics;
    this.#open.set(ws, visitor);
    sockets.inc({ kind });
    ws.on("close", () => {
      this.#open.delete(ws);
      sockets.dec({ kind });
    });
  }

  #heldBy(person: string): number {
    let count = 0;
    for (const visitor of this.#open.values()) if (visitor.person.id === person) count += 1;
    return count;
  }

  async #endExpired(): Promise<void> {
    const visitors = new Map([...this.#open.values()].map((visitor) => [visitor.hash, visitor]));
    for (const visitor of visitors.values()) {
      const holds = await this.#services.signIn.stillHolds(visitor).catch(() => true);
      if (!holds) this.endSession(visitor.hash);
    }
  }
}

/** The address of the client: behind a trusted proxy, the one that the proxy saw. */
function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? String(request.headers["x-forwarded-for"] ?? "") : "";
  return forwarded.split(",").at(-1)?.trim() || request.socket.remoteAddress || "";
}

const rightsOf = ({ role, party, bodies, names }: Person) => JSON.stringify([role, party, bodies, names]);

const refusal = (code: CloseCode, reason: string): Judged => ({ ok: false, code, reason });

/** Closes a socket, and hangs up where the other side does not answer: till then it could go on sending. */
function sendAway(ws: WebSocket, code: CloseCode, reason: string): void {
  ws.close(code, reason);
  setTimeout(() => ws.terminate(), 1_000).unref();
}
