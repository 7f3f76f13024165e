import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { RequestError } from "../errors.ts";
import { type Services, visitorOf } from "./services.ts";

const body = z.strictObject({ seen: z.array(z.string().regex(/^[a-z-]{1,40}$/)).max(20) });

/** Which hints a person has seen: so that none is shown again on another device. In no ledger, told to nobody else. */
export function hintRoutes(app: FastifyInstance, { store }: Services): void {
  app.get("/api/hints", async (request): Promise<{ seen: readonly string[] }> => {
    return { seen: await seenBy(visitorOf(request).person.id) };
  });

  app.post("/api/hints", async (request): Promise<{ seen: readonly string[] }> => {
    const { person } = visitorOf(request);
    const parsed = body.safeParse(request.body);
    if (!parsed.success) throw new RequestError(400, "bad-request", "Say which hints were seen.");
    const seen = [...new Set([...(await seenBy(person.id)), ...parsed.data.seen])].slice(-20);
    await store.remember(nameOf(person.id), JSON.stringify(seen));
    return { seen };
  });

  async function seenBy(person: string): Promise<readonly string[]> {
    const json = await store.remembered(nameOf(person));
    return json === null ? [] : (JSON.parse(json) as string[]);
  }
}

const nameOf = (person: string) => `hints/${person}`;
