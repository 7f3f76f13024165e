import type { FastifyInstance } from "fastify";
import { RequestError } from "../errors.ts";
import type { Services } from "./services.ts";

/** For the operator's machines: whether the server works, and what it counts. */
export function statusRoutes(app: FastifyInstance, { store, directory, metrics, signIn, config }: Services): void {
  app.get("/healthz", async (_, reply) => {
    const [text] = directory().texts;
    if (text) await store.head(text.id);
    reply.header("cache-control", "no-store");
    return { ok: true, version: config.version };
  });

  /** Open to programs on this machine; from elsewhere it takes a bearer token of the Secretariat. */
  app.get("/metrics", async (request, reply) => {
    const forwarded = request.headers["x-forwarded-for"] !== undefined;
    if (forwarded || !isLoopback(request.socket.remoteAddress)) {
      const visitor = await signIn.authenticate(request.raw);
      if (visitor?.via !== "bearer" || visitor.person.role !== "secretariat") {
        throw new RequestError(403, "not-yours", "Metrics are open to this machine and to the Secretariat's tokens.");
      }
    }
    reply.header("content-type", metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}

function isLoopback(address: string | undefined): boolean {
  return address === "::1" || address?.replace("::ffff:", "").startsWith("127.") === true;
}
