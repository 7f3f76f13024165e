import { useEffect } from "react";
import type { EditorHandle } from "../editor/handle.ts";
import { type MessageId, useSay } from "../intl.tsx";
import { en } from "../messages/en.ts";
import type { TextSession } from "../sync/types.ts";
import { tell } from "../ui/toasts.tsx";

/** Tells why the editor did not do what was tried, and what the server refused of that which had waited for it. */
export function useRefusals(session: TextSession, handle: EditorHandle | null): void {
  const say = useSay();
  useEffect(
    () =>
      session.onLateRefusal(({ sentence }) => {
        tell({ kind: "refusal", title: say("toast.refusedLate"), sentence });
      }),
    [session, say],
  );
  useEffect(() => {
    if (!handle) return;
    let told = handle.getState().refusal?.count ?? 0;
    return handle.subscribe(() => {
      const { refusal } = handle.getState();
      if (!refusal || refusal.count === told) return;
      told = refusal.count;
      tell({ kind: "hint", title: say("toast.notDone"), sentence: say(refusalMessage(refusal.id)) });
    });
  }, [handle, say]);
}

/** The message of a refusal, by its stable id. */
export function refusalMessage(id: string): MessageId {
  const message = `refusal.${id}`;
  return message in en ? (message as MessageId) : "refusal.other";
}
