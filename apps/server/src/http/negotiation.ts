import type { NegotiationView, Person } from "@adref/protocol";
import type { FastifyInstance } from "fastify";
import { shownRevision } from "../rooms/shown-revision.ts";
import { type Services, visitorOf } from "./services.ts";

/** The negotiation's page. */
export function negotiationRoutes(app: FastifyInstance, { directory, live, summaries }: Services): void {
  app.get("/api/negotiation", async (request): Promise<NegotiationView> => {
    const { person } = visitorOf(request);
    await live.refresh();
    const { id, name, secretariat, parties, bodies, groups = [], people, texts } = directory();
    return {
      id,
      name,
      ...(secretariat !== undefined && { secretariat }),
      parties,
      bodies,
      groups,
      people: visiblePeople(people, person),
      texts: await Promise.all(
        texts.map(async (text) => {
          const { revisions: _, ...summary } = await summaries.of(text);
          return { ...summary, revision: shownRevision(summary.revision, person) };
        }),
      ),
    };
  });
}

/**
 * The people whom a reader may see by name. Where names of parties are withheld, delegates are left out: who was in the
 * room when a proposal came would tell whose it is.
 */
function visiblePeople(people: readonly Person[], reader: Person): readonly Person[] {
  if (reader.names) return people;
  return people.filter((person) => person.role !== "delegation" || person.id === reader.id);
}
