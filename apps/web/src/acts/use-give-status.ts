import { useSay } from "../intl.tsx";
import type { TextSession } from "../sync/types.ts";
import type { AgreedStatus } from "./status-offers.ts";
import type { StatusScope } from "./status-scope.ts";
import { type ActState, useAct } from "./use-act.ts";
import { useUndo } from "./use-undo.ts";

/** Gives a status to the provisions of a scope that do not have it yet, and tells when it is done. */
export function useGiveStatus(session: TextSession): {
  readonly state: ActState;
  give(scope: StatusScope, status: AgreedStatus): Promise<void>;
} {
  const say = useSay();
  const { state, run } = useAct(session);
  const { offer } = useUndo(session);
  return {
    state,
    give: async (scope, status) => {
      const provisions = [...(scope.offers.agree.get(status) ?? [])];
      const outcome = await run({ type: "status", provisions, status });
      if (outcome.accepted !== true) return;
      offer(outcome.seq, say(`status.done.${status}`, { provision: scope.name }));
    },
  };
}
