import type { ApiError } from "@adref/protocol";
import type { FastifyError } from "fastify";
import { RequestError } from "../errors.ts";

/** What is answered to a request that failed: the refusal's own sentence, or one that gives nothing of the server away. */
export function answerOf(error: FastifyError | RequestError): { status: number; body: ApiError } {
  if (error instanceof RequestError) {
    return { status: error.status, body: { error: { id: error.id, sentence: error.message } } };
  }
  const status = error.statusCode ?? 500;
  if (status === 413) {
    return { status, body: { error: { id: "too-large", sentence: "This request is larger than the server takes." } } };
  }
  if (status < 500) {
    return { status, body: { error: { id: "bad-request", sentence: "This request is not understood." } } };
  }
  return {
    status: 500,
    body: { error: { id: "server-failed", sentence: "The server could not do this. Try again; nothing was changed." } },
  };
}
