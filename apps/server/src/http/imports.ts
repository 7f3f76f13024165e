import type { Readable } from "node:stream";
import {
  acceptImportSchema,
  type ImportView,
  importSettingsSchema,
  type Person,
  type TextSummary,
} from "@adref/protocol";
import type { FastifyInstance, FastifyRequest } from "fastify";
import * as z from "zod";
import { RequestError } from "../errors.ts";
import { type Services, textOf, visitorOf } from "./services.ts";

const nameQuery = z.object({ name: z.string().max(1_000) });

/** Files that the Secretariat brings in (imports/). The bytes of a file come as they are, not as a form. */
export async function importRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { imports, summaries, directory } = services;

  await app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    raw.post("/api/imports", async (request): Promise<ImportView> => {
      const person = secretaryOf(request);
      const name = nameOf(parsed(nameQuery, request.query, "bad-import", "A file needs its name: ?name=…"));
      const length = Number(request.headers["content-length"] ?? Number.NaN);
      const body = (request.body as Readable | undefined) ?? request.raw;
      return imports.begin(person, name, body, Number.isFinite(length) ? length : null);
    });
  });

  app.get("/api/imports", async (request): Promise<readonly ImportView[]> => {
    secretaryOf(request);
    return imports.list();
  });

  app.get("/api/imports/:id", async (request): Promise<ImportView> => {
    secretaryOf(request);
    return imports.view(idOf(request));
  });

  app.put("/api/imports/:id/settings", async (request): Promise<ImportView> => {
    secretaryOf(request);
    const settings = parsed(importSettingsSchema, request.body, "bad-import", "These settings are not understood");
    return imports.change(idOf(request), settings);
  });

  app.get("/api/imports/:id/text", async (request, reply) => {
    secretaryOf(request);
    return reply.type("application/json; charset=utf-8").send(await imports.text(idOf(request)));
  });

  app.post("/api/imports/:id/accept", async (request): Promise<TextSummary> => {
    const person = secretaryOf(request);
    const asked = parsed(acceptImportSchema, request.body, "bad-import", "A text needs a title, a symbol and a body");
    const { id } = await imports.accept(idOf(request), person, asked);
    const { revisions: _, ...summary } = await summaries.of(textOf(directory(), id));
    return summary;
  });

  app.delete("/api/imports/:id", async (request) => {
    secretaryOf(request);
    await imports.drop(idOf(request));
    return {};
  });
}

/** Who asks. Throws RequestError (401, 403) for all but the Secretariat. */
function secretaryOf(request: FastifyRequest): Person {
  const { person } = visitorOf(request);
  if (person.role === "secretariat") return person;
  throw new RequestError(403, "not-yours", "Only the Secretariat brings files in.");
}

const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;

function parsed<T>(schema: z.ZodType<T>, value: unknown, id: string, sentence: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.length ? ` (${issue.path.join(".")}: ${issue.message})` : "";
  throw new RequestError(400, id, `${sentence}${where}.`);
}

/** The name of a file without its folders and without signs that no name should have. */
function nameOf({ name }: { name: string }): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "").trim();
  return (clean.length > 200 ? clean.slice(-200).toWellFormed() : clean) || "file";
}
