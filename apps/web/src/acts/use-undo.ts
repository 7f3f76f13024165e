import { useCallback } from "react";
import { useSay } from "../intl.tsx";
import type { TextSession } from "../sync/types.ts";
import { tell } from "../ui/toasts.tsx";
import { useAct } from "./use-act.ts";

/** What a session says by itself where the server did not judge. */
const NOT_JUDGED: readonly string[] = ["offline", "signed-out"];

/** The messages that offer to take an act back, by its entry: they go when it was taken back by other means. */
const offered = new Map<number, () => void>();

/** How the chair takes an act back: by the entry of the ledger that it became. */
export interface Undoing {
  /** Takes it back and tells so. False where the server refused, which is told as well; null where it was not reached. */
  undo(seq: number): Promise<boolean | null>;
  /** Tells what was done, with a button that takes it back. `undone` is called when it was. */
  offer(seq: number, sentence: string, undone?: () => void): void;
}

/** Takes back acts of the chair on brackets and statuses, where nothing was done there since. */
export function useUndo(session: TextSession): Undoing {
  const say = useSay();
  const { run } = useAct(session);
  const undo = useCallback(
    async (seq: number) => {
      const outcome = await run({ type: "undo", seq });
      offered.get(seq)?.();
      offered.delete(seq);
      if (outcome.accepted === false) return NOT_JUDGED.includes(outcome.refusal.id) ? null : false;
      if (outcome.accepted !== true) return null;
      tell({ kind: "done", sentence: say("undo.done") });
      return true;
    },
    [run, say],
  );
  const offer = useCallback(
    (seq: number, sentence: string, undone: () => void = () => {}) => {
      const press = () => void undo(seq).then((done) => done && undone());
      offered.set(seq, tell({ kind: "done", sentence, action: { label: say("undo.button"), run: press } }));
    },
    [undo, say],
  );
  return { undo, offer };
}
