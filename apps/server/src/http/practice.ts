import { isPractice, type PracticeView, practiceCueSchema, practiceRequestSchema } from "@adref/protocol";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from "fastify";
import { RequestError } from "../errors.ts";
import { History } from "../history/history.ts";
import { PastThread } from "../history/past-thread.ts";
import { recordFor } from "../history/reader-record.ts";
import { NO_UPLOADS } from "../history/uploads.ts";
import { LiveDirectory } from "../live-directory.ts";
import { type Practice, playerOf } from "../practice/practice.ts";
import type { PracticeRoom } from "../practice/practice-room.ts";
import { actRoutes } from "./acts.ts";
import { answerOf } from "./answer-of.ts";
import { exportRoutes } from "./exports.ts";
import { historyRoutes } from "./history.ts";
import { seenRoutes } from "./seen.ts";
import { type Services, textOf, visitorOf } from "./services.ts";
import { Summaries } from "./summaries.ts";
import { textRoutes } from "./texts.ts";

/** What serves a room besides the room itself. */
interface Desk {
  readonly app: FastifyInstance;
  readonly summaries: Summaries;
  readonly past: PastThread;
}

/**
 * Practice rooms. What is asked of a room's text goes to routes of its own, which are the same as those of any text and know of
 * nothing but the room: no mistake in them reaches the negotiation, nor anybody but the player.
 */
export function practiceRoutes(app: FastifyInstance, services: Services, practice: Practice): void {
  const desks = new WeakMap<PracticeRoom, Promise<Desk>>();
  const deskOf = (room: PracticeRoom) => {
    const desk = desks.get(room) ?? openDesk(room, services);
    desks.set(room, desk);
    return desk;
  };

  app.post("/api/practice", async (request): Promise<PracticeView> => {
    const { person } = visitorOf(request);
    const parsed = practiceRequestSchema.safeParse(request.body);
    if (!parsed.success) throw new RequestError(400, "bad-request", "Say which text, and which role you take in it.");
    const negotiation = services.directory();
    const of = textOf(negotiation, parsed.data.text);
    const { party } = parsed.data;
    if (party !== null && !negotiation.parties.some(({ code }) => code === party)) {
      throw new RequestError(404, "no-such-party", "There is no such party in this negotiation.");
    }
    // As the player may read it: names that are withheld stay so.
    const { value: whole } = await services.history.open(of, { kind: "now" }, person);
    const key = person.names ? null : await services.store.pseudonymKey();
    const value = { doc: whole.doc, record: recordFor(whole.record, of.id, { key }) };
    const me = playerOf(person, parsed.data, of.body);
    const room = await practice.begin({ value, of, owner: person.id, me, negotiation, log: services.log });
    return viewOf(room);
  });

  app.get("/api/practice/:id", async (request): Promise<PracticeView> => viewOf(roomOf(request)));

  app.post("/api/practice/:id/cues", async (request): Promise<PracticeView> => {
    const room = roomOf(request);
    if (!practiceCueSchema.safeParse(request.body).success) {
      throw new RequestError(400, "bad-request", "This practice room knows no such cue.");
    }
    if (!(await room.cutLine())) {
      throw new RequestError(409, "nothing-proposed", "Propose something first: the lesson is about your own words.");
    }
    return viewOf(room);
  });

  app.delete("/api/practice/:id", async (request) => {
    const room = roomOf(request);
    const desk = await desks.get(room);
    await practice.end(room);
    await desk?.app.close();
    return {};
  });

  app.addHook("preHandler", async (request, reply) => {
    const { id } = (request.params ?? {}) as { id?: string };
    const isText = request.routeOptions.url?.startsWith("/api/texts/:id");
    if (!isText || id === undefined || !isPractice(id) || !request.visitor) return;
    const room = practice.of(id, request.visitor.person.id);
    // A text of the negotiation may be called so; only where there is no room, it is asked for.
    if (!room) return;
    const { app: own } = await deskOf(room);
    const { statusCode, headers, rawPayload } = await own.inject({
      method: request.method as "GET",
      url: request.url,
      headers: { "content-type": "application/json" },
      ...(request.body === undefined || request.body === null ? {} : { payload: JSON.stringify(request.body) }),
    });
    if (statusCode === 200 && request.routeOptions.url?.endsWith("/export")) room.papers += 1;
    for (const name of ["content-type", "content-disposition"]) {
      const value = headers[name];
      if (value !== undefined) reply.header(name, value);
    }
    return reply.code(statusCode).send(rawPayload);
  });

  function roomOf(request: FastifyRequest): PracticeRoom {
    const { person } = visitorOf(request);
    const room = practice.of((request.params as { id: string }).id, person.id);
    if (room) return room;
    throw new RequestError(404, "no-such-practice", "This practice room is closed. Open another one from the text.");
  }

  async function viewOf(room: PracticeRoom): Promise<PracticeView> {
    const { summaries } = await deskOf(room);
    const text = await summaries.of(room.text);
    const { id, name, parties, bodies, groups = [], people } = room.directory;
    return {
      id: room.text.id,
      of: room.of,
      me: room.me,
      text,
      negotiation: { id, name, parties, bodies, groups, people, texts: [text] },
      began: room.began,
      until: practice.until(room),
      words: room.words,
      papers: room.papers,
      lineCut: room.lineCut,
    };
  }
}

/** The routes of one room. */
async function openDesk(room: PracticeRoom, services: Services): Promise<Desk> {
  const { store, rooms, me } = room;
  const past = new PastThread(store);
  const directory = () => room.directory;
  const revisions = async (text: typeof room.text) => (await rooms.snapshot(text)).revisions;
  const summaries = new Summaries(store, rooms);
  const own: Services = {
    ...services,
    store,
    rooms,
    directory,
    live: new LiveDirectory(store, room.directory),
    history: new History({ store, directory, past, uploads: NO_UPLOADS, revisions }),
    summaries,
  };
  const app = Fastify({ logger: false, bodyLimit: services.config.limits.bodyBytes });
  app.setErrorHandler((error: FastifyError | RequestError, _, reply) => {
    const { status, body } = answerOf(error);
    if (status >= 500) services.log.error({ err: error }, "A request to a practice room failed");
    reply.code(status).send(body);
  });
  app.decorateRequest("visitor", null);
  app.addHook("onRequest", async (request) => {
    request.visitor = { person: me, via: "bearer", hash: "", expires: "" };
    // Every paper says what it is, whatever was asked.
    if (request.routeOptions.url?.endsWith("/export")) Object.assign(request.query as object, { marking: "PRACTICE" });
  });
  app.addHook("onClose", () => past.close());
  textRoutes(app, own);
  seenRoutes(app, own);
  actRoutes(app, own);
  exportRoutes(app, own);
  historyRoutes(app, own);
  await app.ready();
  return { app, summaries, past };
}
