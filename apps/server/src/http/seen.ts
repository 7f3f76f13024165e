import type { SeenMark, SeenMarks } from "@adref/protocol";
import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { RequestError } from "../errors.ts";
import type { Store } from "../store/port.ts";
import { type Services, visitorOf } from "./services.ts";
import { readerOf } from "./texts.ts";

const body = z.strictObject({ seq: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional() });

/** Up to where a person has seen each text: a convenience of that person's, told to nobody else and in no ledger. */
export function seenRoutes(app: FastifyInstance, services: Services): void {
  const { store, directory, summaries } = services;

  app.get("/api/seen", async (request): Promise<SeenMarks> => {
    const { person } = visitorOf(request);
    const { texts } = directory();
    const marks = await Promise.all(texts.map(async ({ id }) => [id, await markOf(store, person.id, id)] as const));
    return Object.fromEntries(marks.flatMap(([id, mark]) => (mark ? [[id, mark]] : [])));
  });

  app.post("/api/texts/:id/seen", async (request): Promise<SeenMark> => {
    const { person, text } = readerOf(request, services);
    const parsed = body.safeParse(request.body ?? {});
    if (!parsed.success) throw new RequestError(400, "bad-mark", "Say up to which entry the text was seen.");
    const { seq: last, at } = await summaries.of(text);
    const before = await markOf(store, person.id, text.id);
    const seq = Math.min(parsed.data.seq ?? last, last);
    if (before && before.seq >= seq) return before;
    const [entry] = seq === last ? [] : await store.read(text.id, seq - 1, 1);
    const mark: SeenMark = { seq, at: entry?.at ?? at };
    await store.remember(nameOf(person.id, text.id), JSON.stringify(mark));
    return mark;
  });
}

const nameOf = (person: string, text: string) => `seen/${person}/${text}`;

async function markOf(store: Store, person: string, text: string): Promise<SeenMark | null> {
  const json = await store.remembered(nameOf(person, text));
  return json === null ? null : (JSON.parse(json) as SeenMark);
}
