import type {
  Invitation,
  NegotiationAct,
  NegotiationAnswer,
  NegotiationPast,
  NegotiationRefusal,
  NegotiationRequest,
} from "@adref/protocol";
import { NEGOTIATION_REFUSALS } from "@adref/protocol";
import { type Answer, call, type Failure } from "../api.ts";
import { failureSentence } from "../history/failure-sentence.ts";
import type { Say } from "../intl.tsx";

/** What became of an act: done, or why not, with the place in a list that is at fault. */
export type Done = { readonly done: true } | { readonly done: false; readonly sentence: string; readonly at?: number };

/** The calls by which the Secretariat changes the negotiation itself. */
export const negotiation = {
  history: () => call<readonly NegotiationPast[]>("/api/negotiation/history"),
  invite: (person: string) => call<Invitation>(`/api/people/${encodeURIComponent(person)}/link`, {}),
  inviteAll: (people: readonly string[]) => call<readonly Invitation[]>("/api/people/links", { people }),
};

/** Does an act. The answer says in the reader's words why it was not done. */
export async function actOnNegotiation(say: Say, act: NegotiationAct): Promise<Done> {
  const request: NegotiationRequest = { key: crypto.randomUUID(), act };
  const answer = await sent(request);
  if (!answer.ok) return { done: false, sentence: failureSentence(say, answer.failure) };
  if (answer.value.accepted) return { done: true };
  const { id, sentence, at } = answer.value.refusal;
  return {
    done: false,
    sentence: isKnown(id) ? say(`start.refusal.${id}`) : sentence,
    ...(at !== undefined && { at }),
  };
}

/** An act that is refused comes with a status of its own, and is an answer all the same. */
async function sent(request: NegotiationRequest): Promise<Answer<NegotiationAnswer>> {
  try {
    const response = await fetch("/api/negotiation/acts", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    const body = (await response.json()) as NegotiationAnswer & { error?: { id: string; sentence: string } };
    if (body.error) return { ok: false, failure: failureOf(response.status, body.error) };
    return { ok: true, value: body };
  } catch {
    return { ok: false, failure: { kind: "offline" } };
  }
}

function failureOf(status: number, error: { id: string; sentence: string }): Failure {
  if (status === 401) return { kind: "signed-out" };
  return status >= 500 ? { kind: "broken", status, sentence: error.sentence } : { kind: "refused", ...error };
}

const isKnown = (id: string): id is NegotiationRefusal => Object.hasOwn(NEGOTIATION_REFUSALS, id);
