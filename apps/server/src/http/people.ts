import {
  type Invitation,
  invitationsRequestSchema,
  type NegotiationAnswer,
  type NegotiationPast,
  negotiationRequestSchema,
  type Person,
} from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { RequestError } from "../errors.ts";
import { partiesNamed } from "../negotiation/parties-named.ts";
import { tellNegotiation } from "../negotiation/tell.ts";
import { issueSecret, LIFETIME, linkAddress } from "../sign-in/secrets.ts";
import { type Services, visitorOf } from "./services.ts";

/** What the Secretariat does to the negotiation itself, its history, and invitations. */
export function peopleRoutes(app: FastifyInstance, services: Services): void {
  const { live, store, config, rooms } = services;

  app.post("/api/negotiation/acts", async (request, reply): Promise<NegotiationAnswer> => {
    const person = secretaryOf(request);
    const parsed = negotiationRequestSchema.safeParse(request.body);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
      throw new RequestError(
        400,
        "bad-act",
        `This act is not understood${where}: ${issue?.message ?? "unknown form"}.`,
      );
    }
    const { key, act } = parsed.data;
    let named: ReadonlySet<PartyCode> = new Set();
    if (act.type === "remove-party") named = await partiesNamed(rooms, live.current().texts);
    const at = new Date().toISOString();
    const answer = await live.act({ event: act, person: person.id, at, key, inTexts: (code) => named.has(code) });
    if (!answer.accepted) {
      services.metrics.refused.inc({ reason: answer.refusal.id });
      reply.code(409);
    } else if (act.type === "end-person") await store.dropSecrets(act.person);
    return answer;
  });

  app.get("/api/negotiation/history", async (request): Promise<readonly NegotiationPast[]> => {
    const { person } = visitorOf(request);
    // Who was let in when would tell a reader without names whose a proposal is.
    if (!person.names) throw new RequestError(403, "not-yours", "The names in this history are withheld from you.");
    return tellNegotiation(store);
  });

  app.post("/api/people/:id/link", async (request): Promise<Invitation> => {
    const person = secretaryOf(request);
    const { id } = request.params as { id: string };
    const [invitation] = await invite(request, person, [id]);
    return invitation as Invitation;
  });

  app.post("/api/people/links", async (request): Promise<readonly Invitation[]> => {
    const person = secretaryOf(request);
    const parsed = invitationsRequestSchema.safeParse(request.body);
    if (!parsed.success) throw new RequestError(400, "bad-request", "Say whom to invite: a list of people's ids.");
    return invite(request, person, [...new Set(parsed.data.people)]);
  });

  /** The act first: a link that nobody is told of must not be there, and one that is there must be on the record. */
  async function invite(request: FastifyRequest, by: Person, people: readonly string[]): Promise<Invitation[]> {
    const now = Date.now();
    const expires = new Date(now + LIFETIME.link).toISOString();
    const event = { type: "invite", people, expires } as const;
    const answer = await live.act({ event, person: by.id, at: new Date(now).toISOString() });
    if (!answer.accepted) throw new RequestError(409, answer.refusal.id, answer.refusal.sentence);
    const origin = config.origin ?? `${request.protocol}://${request.host}`;
    const made: Invitation[] = [];
    for (const person of people) {
      await store.dropSecrets(person, "link");
      const { secret } = await issueSecret(store, "link", person, now);
      made.push({ person, link: linkAddress(origin, secret), expires });
    }
    return made;
  }
}

/** Who asks. Throws RequestError (401, 403) for all but the Secretariat. */
function secretaryOf(request: FastifyRequest): Person {
  const { person } = visitorOf(request);
  if (person.role === "secretariat") return person;
  throw new RequestError(403, "not-yours", "Only the Secretariat does this.");
}
