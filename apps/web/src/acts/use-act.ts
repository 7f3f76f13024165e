import type { Act } from "@adref/protocol";
import { useCallback, useState } from "react";
import { useSay } from "../intl.tsx";
import type { ActOutcome, TextSession } from "../sync/types.ts";
import { tell } from "../ui/toasts.tsx";

/** `kept`: it waits on the device for a connection. */
export type ActState = "idle" | "sending" | "kept";

/** Does acts on the record. A refusal is told in the server's own sentence; the answer comes back to the caller too. */
export function useAct(session: TextSession): { state: ActState; run(act: Act): Promise<ActOutcome> } {
  const say = useSay();
  const [state, setState] = useState<ActState>("idle");
  const run = useCallback(
    async (act: Act) => {
      setState("sending");
      const outcome = await session.act(act);
      setState(outcome.accepted === "kept" ? "kept" : "idle");
      if (outcome.accepted === false) {
        tell({ kind: "refusal", title: say("toast.refused"), sentence: outcome.refusal.sentence });
      }
      return outcome;
    },
    [session, say],
  );
  return { state, run };
}
