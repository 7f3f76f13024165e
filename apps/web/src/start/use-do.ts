import type { NegotiationAct } from "@adref/protocol";
import { useCallback } from "react";
import { useSay } from "../intl.tsx";
import { tell } from "../ui/toasts.tsx";
import { actOnNegotiation } from "./negotiation-api.ts";

/** Does an act on the negotiation and says what became of it; resolves with whether it was done. */
export function useDo(changed: () => void): (act: NegotiationAct, doneWords?: string) => Promise<boolean> {
  const say = useSay();
  return useCallback(
    async (act, doneWords) => {
      const done = await actOnNegotiation(say, act);
      if (done.done) {
        if (doneWords !== undefined) tell({ kind: "done", sentence: doneWords });
        changed();
      } else tell({ kind: "refusal", title: say("toast.notDone"), sentence: done.sentence });
      return done.done;
    },
    [say, changed],
  );
}
