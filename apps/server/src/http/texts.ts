import {
  mayDraft,
  mayRead,
  type Person,
  type Revision,
  type TextInfo,
  type TextView,
  textOfLayer,
} from "@adref/protocol";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { RequestError } from "../errors.ts";
import { shownRevision } from "../rooms/shown-revision.ts";
import { type Services, textOf, visitorOf } from "./services.ts";

/** One text: how it stands, and its revisions. */
export function textRoutes(app: FastifyInstance, services: Services): void {
  app.get("/api/texts/:id", async (request): Promise<TextView> => {
    const { person, text, below } = readerOrDrafterOf(request, services);
    const { revision, revisions, ...view } = await services.summaries.of(below);
    return {
      ...view,
      id: text.id,
      revision: shownRevision(revision, person),
      revisions: revisions.map((one) => shownRevision(one, person)),
    };
  });

  app.get("/api/texts/:id/revisions", async (request): Promise<readonly Revision[]> => {
    const { person, text } = readerOf(request, services);
    return (await services.summaries.of(text)).revisions.map((one) => shownRevision(one, person));
  });
}

/** The text of a path and the person who may read it. Throws RequestError (401, 404 or 403). */
export function readerOf(request: FastifyRequest, services: Services): { person: Person; text: TextInfo } {
  const { person } = visitorOf(request);
  const text = textOf(services.directory(), (request.params as { id: string }).id);
  if (!mayRead(person, text)) throw new RequestError(403, "not-yours", "This text is not open to you.");
  return { person, text };
}

/**
 * The same where a party's layer may be meant: then `text` has the layer's id, and `below` is the text itself. Who has no layer
 * is told what anybody is told of a text that does not exist.
 */
export function readerOrDrafterOf(
  request: FastifyRequest,
  services: Services,
): { person: Person; text: TextInfo; below: TextInfo } {
  const { id } = request.params as { id: string };
  const lower = textOfLayer(id);
  if (lower === null) {
    const { person, text } = readerOf(request, services);
    return { person, text, below: text };
  }
  const { person } = visitorOf(request);
  const below = textOf(services.directory(), mayDraft(person) ? lower : id);
  return { person, text: { ...below, id }, below };
}
