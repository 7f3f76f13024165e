import { type MomentRef, parseMomentRef, type Timeline } from "@adref/protocol";
import { ID_PATTERN } from "@adref/schema";
import type { FastifyInstance, FastifyReply } from "fastify";
import * as z from "zod";
import { RequestError } from "../errors.ts";
import type { Services } from "./services.ts";
import { readerOf } from "./texts.ts";

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const timelineQuery = z.object({ before: count.optional() });
const compareQuery = z.object({ from: z.string(), to: z.string() });
const minutesQuery = z.object({ session: z.string().regex(ID_PATTERN) });
const provenanceQuery = z.object({
  provision: z.string().regex(ID_PATTERN),
  from: count.optional(),
  to: count.optional(),
  at: z.string().default("now"),
});

/** The past of a text: its timeline, any moment, comparisons, where words came from, and minutes of its sessions. */
export function historyRoutes(app: FastifyInstance, services: Services): void {
  const { history } = services;

  app.get("/api/texts/:id/timeline", async (request): Promise<Timeline> => {
    const { person, text } = readerOf(request, services);
    const { before } = parsed(timelineQuery, request.query);
    return history.timeline(text, person, before);
  });

  app.get("/api/texts/:id/moments/:ref", async (request, reply) => {
    const { person, text } = readerOf(request, services);
    return json(reply, await history.moment(text, refOf((request.params as { ref: string }).ref), person));
  });

  app.get("/api/texts/:id/compare", async (request, reply) => {
    const { person, text } = readerOf(request, services);
    const { from, to } = parsed(compareQuery, request.query);
    return json(reply, await history.compare(text, refOf(from), refOf(to), person));
  });

  app.get("/api/texts/:id/provenance", async (request) => {
    const { person, text } = readerOf(request, services);
    const { provision, from, to, at } = parsed(provenanceQuery, request.query);
    const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    return history.provenance(text, { provision, ...range, at: refOf(at) }, person);
  });

  app.get("/api/texts/:id/minutes", async (request) => {
    const { person, text } = readerOf(request, services);
    return history.minutes(text, parsed(minutesQuery, request.query).session, person);
  });
}

function json(reply: FastifyReply, body: Buffer): FastifyReply {
  return reply.type("application/json; charset=utf-8").send(body);
}

function refOf(text: string): MomentRef {
  const ref = parseMomentRef(text);
  if (ref) return ref;
  throw new RequestError(
    400,
    "bad-moment",
    "A moment is named as now, rev:3, seq:123, moment:<id>, file:<id>, party:KAZ or party:KAZ@rev:2.",
  );
}

function parsed<T>(schema: z.ZodType<T>, query: unknown): T {
  const found = schema.safeParse(query);
  if (found.success) return found.data;
  const issue = found.error.issues[0];
  throw new RequestError(
    400,
    "bad-query",
    `Mend "${issue?.path.join(".") ?? "query"}" in the address: ${issue?.message}.`,
  );
}
