import type { Failure } from "../api.ts";
import type { Say } from "../intl.tsx";

/** A failure in one sentence, the server's own where it gave one. */
export function failureSentence(say: Say, failure: Failure): string {
  if ("sentence" in failure && failure.sentence) return failure.sentence;
  switch (failure.kind) {
    case "offline":
      return say("past.offline");
    case "signed-out":
      return say("connection.signedOut.body");
    case "forbidden":
      return say("failure.forbidden.body");
    case "broken":
      return say("failure.broken.body", { status: failure.status });
    default:
      return say("failure.notFound.body");
  }
}
