import type { Session } from "@adref/protocol";
import type { FastifyInstance, FastifyReply } from "fastify";
import * as z from "zod";
import type { Config } from "../config.ts";
import { RequestError } from "../errors.ts";
import { LIFETIME } from "../sign-in/secrets.ts";
import { SESSION_COOKIE } from "../sign-in/sign-in.ts";
import { type Services, visitorOf } from "./services.ts";
import type { Sockets } from "./sockets.ts";

const signInBody = z.strictObject({ token: z.string().max(200) });

/** Sign-in with a one-time link, sign-out, and who one is. */
export function sessionRoutes(app: FastifyInstance, services: Services, sockets: Sockets): void {
  const { config, signIn } = services;

  app.post(
    "/api/signin",
    {
      config: {
        rateLimit: { max: config.limits.signInsPerMinute, timeWindow: "1 minute", keyGenerator: ({ ip }) => ip },
      },
    },
    async (request, reply): Promise<Session> => {
      const body = signInBody.safeParse(request.body);
      const begun = body.success ? await signIn.redeem(body.data.token) : null;
      if (!begun) {
        throw new RequestError(
          401,
          "bad-link",
          "This sign-in link has been used or has expired. Ask the Secretariat for a new one.",
        );
      }
      setSessionCookie(reply, config, begun.session.secret);
      return { person: begun.person, expires: begun.session.expires };
    },
  );

  app.post("/api/signout", async (request, reply) => {
    const visitor = visitorOf(request);
    await signIn.end(visitor);
    sockets.endSession(visitor.hash);
    reply.clearCookie(SESSION_COOKIE, { path: "/" });
    return {};
  });

  app.get("/api/session", async (request): Promise<Session> => {
    const { person, expires } = visitorOf(request);
    return { person, expires };
  });
}

/** Sends the session's cookie: no script reads it, no other site makes a browser send it. */
export function setSessionCookie(reply: FastifyReply, config: Config, secret: string): void {
  reply.setCookie(SESSION_COOKIE, secret, {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure: config.origin?.startsWith("https:") ?? false,
    maxAge: LIFETIME.session / 1_000,
  });
}
