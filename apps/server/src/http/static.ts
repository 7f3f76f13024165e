import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { RequestError } from "../errors.ts";

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Adref</title>
<p>The client has not been built. Run <code>npx pnpm@12.4.2 start</code>, or for development <code>npx pnpm@12.4.2 dev</code>.`;

/**
 * The built client in `folder`. Files under `assets/` have their hash in the name and are kept for a year; everything else
 * is asked for anew. Any other path that a browser opens is a page of the client.
 */
export async function staticRoutes(app: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(join(folder, "index.html"));
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: ["index.html"],
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(folder, "assets"));
        reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
    if (!isPage || /^\/(api|assets)\//.test(request.url)) {
      throw new RequestError(404, "not-found", "There is nothing at this address.");
    }
    reply.header("cache-control", "no-cache");
    if (!built) return reply.code(200).type("text/html").send(NOT_BUILT);
    return reply.code(200).sendFile("index.html");
  });
}
