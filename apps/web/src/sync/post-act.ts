import type { ActAnswer, ActRequest } from "@adref/protocol";

/** Sends one act. Rejects where it was not judged; the same request may then be sent again. */
export type PostAct = (request: ActRequest) => Promise<ActAnswer>;

/** The server was reached and does not know who asks: what is kept waits for the next sign-in. */
export class SignedOutError extends Error {}

/**
 * Sends acts on one text to the server at `origin`. A refusal is an answer; the call throws where the act was not judged:
 * no connection, no session (SignedOutError), too many requests, a server that fails.
 */
export function postActTo(origin: string, text: string): PostAct {
  const url = `${origin}/api/texts/${encodeURIComponent(text)}/acts`;
  return async (request) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      credentials: "same-origin",
      body: JSON.stringify(request),
    });
    if (response.status === 401) throw new SignedOutError("The session has ended; sign in again");
    const answer = (await response.json()) as ActAnswer | { error: { id: string; sentence: string } };
    if (!("error" in answer)) return answer;
    if (response.status >= 500 || response.status === 429) throw new Error(answer.error.sentence);
    return { accepted: false, refusal: answer.error };
  };
}
