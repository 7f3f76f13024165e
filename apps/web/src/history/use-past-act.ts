import type { Act, ActAnswer } from "@adref/protocol";
import { useCallback, useState } from "react";
import { useSay } from "../intl.tsx";
import { postActTo, SignedOutError } from "../sync/post-act.ts";

type Accepted = Extract<ActAnswer, { accepted: true }>;

/** Why an act about the past was not done: in a sentence, with the provision at fault where there is one. */
export interface NotDone {
  readonly sentence: string;
  readonly provision: string | null;
}

/**
 * Does acts about the past, one at a time: they are judged now or not at all, and never wait on the device. `notDone` stays
 * until the next is tried.
 */
export function usePastAct(text: string): {
  readonly sending: boolean;
  readonly notDone: NotDone | null;
  run(act: Act): Promise<Accepted | null>;
} {
  const say = useSay();
  const [sending, setSending] = useState(false);
  const [notDone, setNotDone] = useState<NotDone | null>(null);
  const run = useCallback(
    async (act: Act): Promise<Accepted | null> => {
      setSending(true);
      setNotDone(null);
      try {
        const answer = await postActTo(location.origin, text)({ key: crypto.randomUUID(), act });
        if (answer.accepted) return answer;
        const { sentence, provision = null } = answer.refusal;
        setNotDone({ sentence, provision });
      } catch (error) {
        const signedOut = error instanceof SignedOutError;
        setNotDone({ sentence: say(signedOut ? "connection.signedOut.body" : "past.actFailed"), provision: null });
      } finally {
        setSending(false);
      }
      return null;
    },
    [text, say],
  );
  return { sending, notDone, run };
}
