import { join } from "node:path";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { RequestError } from "../errors.ts";
import { Papers } from "../exports/papers.ts";
import { History } from "../history/history.ts";
import { PastThread } from "../history/past-thread.ts";
import { IMPORT_LIMITS, type ImportLimits, Imports } from "../imports/imports.ts";
import type { LiveDirectory } from "../live-directory.ts";
import { historyMetrics, type Metrics } from "../metrics.ts";
import { NEGOTIATION } from "../negotiation/stream.ts";
import { Practice } from "../practice/practice.ts";
import type { RoomService } from "../room-service.ts";
import { isOwnOrigin } from "../sign-in/origin.ts";
import { SignIn } from "../sign-in/sign-in.ts";
import type { Store } from "../store/port.ts";
import { actRoutes } from "./acts.ts";
import { answerOf } from "./answer-of.ts";
import { exportRoutes } from "./exports.ts";
import { hintRoutes } from "./hints.ts";
import { historyRoutes } from "./history.ts";
import { importRoutes } from "./imports.ts";
import { negotiationRoutes } from "./negotiation.ts";
import { peopleRoutes } from "./people.ts";
import { practiceRoutes } from "./practice.ts";
import { seenRoutes } from "./seen.ts";
import type { Services } from "./services.ts";
import { sessionRoutes, setSessionCookie } from "./session.ts";
import { Sockets } from "./sockets.ts";
import { staticRoutes } from "./static.ts";
import { statusRoutes } from "./status.ts";
import { Summaries } from "./summaries.ts";
import { textRoutes } from "./texts.ts";

export interface ServerParts {
  readonly config: Config;
  readonly store: Store;
  readonly rooms: RoomService;
  readonly directory: LiveDirectory;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** The thread that reads the past, where the rooms use it too; when omitted, one that is closed with the server. */
  readonly past?: PastThread;
  /** How often open sockets are asked whether their session still holds, in milliseconds. */
  readonly sweepEvery?: number;
  /** Where they differ from IMPORT_LIMITS. */
  readonly importLimits?: Partial<ImportLimits>;
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number;
}

/** How often files are forgotten that have run out, in milliseconds. */
const FORGET_EVERY = 3_600_000;

/**
 * The HTTP server with its sockets, ready to listen. `close()` ends the rooms (which flush and close their sockets) and then
 * the listener; the store is the caller's to close.
 */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { config, store, rooms, directory: live, log, sweepEvery = 60_000 } = parts;
  const directory = live.current;
  const app = Fastify({
    loggerInstance: log.child({}, { serializers: { req: loggedRequest } }) as FastifyBaseLogger,
    bodyLimit: config.limits.bodyBytes,
    // The proxy alone: what stands further left in X-Forwarded-For is whatever the client wrote there.
    trustProxy: config.trustProxy && ((_, hop) => hop === 0),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: (error, _, reply) => {
      const { status, body } = answerOf(error);
      (reply as FastifyReply).code(status).send(body);
    },
  });
  const signIn = new SignIn(store, directory);
  const imports = new Imports({
    folder: join(config.data, "imports"),
    store,
    directory: live,
    log,
    limits: { ...IMPORT_LIMITS, largest: config.limits.importBytes, ...parts.importLimits },
    ...(parts.now && { now: parts.now }),
  });
  const papers = new Papers();
  const past = parts.past ?? new PastThread(store);
  const history = new History({
    store,
    directory,
    past,
    uploads: imports,
    revisions: async (text) => (await rooms.snapshot(text)).revisions,
    observe: historyMetrics(parts.metrics),
  });
  const services: Services = {
    ...parts,
    history,
    directory,
    live,
    imports,
    papers,
    signIn,
    summaries: new Summaries(store, rooms),
  };
  const practice = new Practice(parts.now);
  const sockets = new Sockets(services, practice, sweepEvery);

  app.setErrorHandler((error: FastifyError | RequestError, request, reply) => {
    const { status, body } = answerOf(error);
    if (status >= 500) log.error({ err: error, url: request.routeOptions.url }, "A request failed");
    reply.code(status).send(body);
  });
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: csp() },
    ...transport(config),
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    max: config.limits.requestsPerMinute,
    timeWindow: "1 minute",
    keyGenerator: (request) => request.visitor?.hash ?? request.ip,
    hook: "preHandler",
    errorResponseBuilder: () =>
      new RequestError(429, "too-many-requests", "Too many requests in a short time; wait a minute and try again."),
  });

  app.decorateRequest("visitor", null);
  app.addHook("onRequest", async (request, reply) => {
    // The route, not the address: "/%61pi/signin" leads to the same handler.
    if (!(request.routeOptions.url ?? request.url).startsWith("/api/")) return;
    reply.header("cache-control", "no-store");
    request.visitor = await signIn.authenticate(request.raw);
    if (request.visitor?.renewed) setSessionCookie(reply, config, request.visitor.renewed);
    const changes = request.method !== "GET" && request.method !== "HEAD";
    if (changes && request.visitor?.via !== "bearer" && !isOwnOrigin(request.raw, config.origin)) {
      throw new RequestError(403, "foreign-origin", "This request does not come from Adref's own pages.");
    }
  });

  app.addHook("preHandler", async (request) => {
    const { id } = (request.params ?? {}) as { id?: string };
    const isText = request.visitor && request.routeOptions.url?.startsWith("/api/texts/:id");
    if (isText && !directory().texts.some((text) => text.id === id)) await live.refresh();
  });

  sessionRoutes(app, services, sockets);
  negotiationRoutes(app, services);
  peopleRoutes(app, services);
  textRoutes(app, services);
  seenRoutes(app, services);
  actRoutes(app, services);
  exportRoutes(app, services);
  historyRoutes(app, services);
  practiceRoutes(app, services, practice);
  hintRoutes(app, services);
  await importRoutes(app, services);
  statusRoutes(app, services);
  await staticRoutes(app, config.web);

  sockets.attach(app.server);
  const stopTelling = live.onChange((before, after) => sockets.peopleChanged(before.people, after.people));
  const stopHearing = store.onHead?.((text) => {
    if (text === NEGOTIATION)
      live.refresh().catch((error: unknown) => log.warn({ err: error }, "The negotiation could not be read"));
  });
  const forget = () =>
    imports.sweep().catch((error: unknown) => log.warn({ err: error }, "Imports could not be swept"));
  const forgetting = setInterval(forget, FORGET_EVERY).unref();
  void forget();
  app.addHook("preClose", async () => {
    clearInterval(forgetting);
    stopTelling();
    stopHearing?.();
    sockets.close();
    await Promise.all([imports.close(), papers.close(), practice.close()]);
    await rooms.close();
    if (!parts.past) await past.close();
  });
  return app;
}

/** Of a request the route is logged, not the address, which may hold the secret of a sign-in link. */
function loggedRequest({ method, routeOptions, ip }: FastifyRequest): object {
  return { method, route: routeOptions?.url ?? "a page", ip };
}

/**
 * What the pages may load: nothing but our own. Styles are allowed inline because the widgets' library adds a style element
 * of its own; scripts are not.
 */
function csp(): Record<string, string[]> {
  return {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
}

/** HTTPS is insisted on only where the server is known to be reached by it. */
function transport({ origin }: Config): {
  hsts: boolean;
  crossOriginOpenerPolicy: boolean;
  referrerPolicy: { policy: "no-referrer" };
} {
  const secure = origin?.startsWith("https:") ?? false;
  return { hsts: secure, crossOriginOpenerPolicy: secure, referrerPolicy: { policy: "no-referrer" } };
}
