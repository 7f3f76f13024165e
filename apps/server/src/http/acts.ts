import { type ActAnswer, actRequestSchema } from "@adref/protocol";
import type { FastifyInstance } from "fastify";
import { RequestError } from "../errors.ts";
import { PastBusy } from "../history/past-thread.ts";
import { RoomClosed } from "../rooms/ledger-queue.ts";
import { StoreError } from "../store/port.ts";
import type { Services } from "./services.ts";
import { readerOrDrafterOf } from "./texts.ts";

/** What is done on the record that is not typing. */
export function actRoutes(app: FastifyInstance, services: Services): void {
  app.post("/api/texts/:id/acts", async (request, reply): Promise<ActAnswer> => {
    const { person, text } = readerOrDrafterOf(request, services);
    const parsed = actRequestSchema.safeParse(request.body);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
      throw new RequestError(
        400,
        "bad-act",
        `This act is not understood${where}: ${issue?.message ?? "unknown form"}.`,
      );
    }
    const answer = await services.rooms.act(person, text, parsed.data).catch((error: unknown) => {
      if (![RoomClosed, StoreError, PastBusy].some((kind) => error instanceof kind)) throw error;
      services.log.warn({ err: error }, "An act was cut off");
      throw new RequestError(503, "try-again", "The server was interrupted. Send the same act again; it counts once.");
    });
    if (!answer.accepted) {
      services.metrics.refused.inc({ reason: answer.refusal.id });
      reply.code(409);
    }
    return answer;
  });
}
