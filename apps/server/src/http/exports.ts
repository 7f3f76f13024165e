import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { RequestError } from "../errors.ts";
import { type Exported, fileName, openIn, VIEWS, wordOf } from "../export-text.ts";
import type { Services } from "./services.ts";
import { revisionOf } from "./summaries.ts";
import { readerOf } from "./texts.ts";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const query = z.object({
  format: z.literal("docx"),
  view: z.enum(VIEWS),
  revision: z.coerce.number().int().min(0).optional(),
  open: z.literal("say").optional(),
});

/** Downloads of a text, as it stands or as it was issued. */
export function exportRoutes(app: FastifyInstance, services: Services): void {
  const { rooms, summaries, directory } = services;

  app.get("/api/texts/:id/export", async (request, reply) => {
    const { person, text } = readerOf(request, services);
    const parsed = query.safeParse(request.query);
    if (!parsed.success) {
      const name = parsed.error.issues[0]?.path.join(".") ?? "query";
      throw new RequestError(
        400,
        "bad-export",
        `An export asks for format=docx and view=bracketed or clean; mend "${name}".`,
      );
    }
    const { view, revision: number, open } = parsed.data;
    const revision = number === undefined ? null : revisionOf((await summaries.of(text)).revisions, number);
    if (number !== undefined && !revision) {
      throw new RequestError(404, "no-such-revision", `Revision ${number} of this text has not been issued.`);
    }
    const value = revision ? await rooms.at(text.id, revision.seq) : (await rooms.snapshot(text)).value;
    if (view === "clean" && open !== "say" && openIn(value) > 0) {
      throw new RequestError(
        409,
        "open-brackets",
        "Brackets are still open. A clean draft of this text must say so on its face; ask for it with open=say.",
      );
    }
    const exported: Exported = {
      directory: directory(),
      text,
      value,
      revision,
      view,
      attributions: person.names,
      date: new Date(),
    };
    reply.header("content-type", DOCX);
    reply.header("content-disposition", `attachment; filename="${fileName(exported, "docx")}"`);
    reply.header("cache-control", "private, no-store");
    return reply.send(Buffer.from(await wordOf(exported)));
  });
}
