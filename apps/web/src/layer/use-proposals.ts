import type { BracketIndex } from "@adref/brackets";
import type { RecordValue } from "@adref/schema";
import { useMemo } from "react";
import type { EditorHandle } from "../editor/handle.ts";
import { useSelected, type Watched } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { type PrivateProposal, privateProposals } from "./drafts-model.ts";

/** The words and the record together: either may come before the other. */
interface Draft {
  readonly index: BracketIndex;
  readonly record: RecordValue;
}

/** A part of what is private in a draft; the component renders again only when `same` says that it changed. */
export function useProposals<T>(
  session: TextSession,
  handle: EditorHandle,
  select: (proposals: readonly PrivateProposal[]) => T,
  same: (a: T, b: T) => boolean = Object.is,
): T {
  const watched = useMemo(
    (): Watched<Draft> => ({
      subscribe: (listener) => {
        const ways = [handle.subscribe(listener), session.subscribe(listener)];
        return () => {
          for (const out of ways) out();
        };
      },
      getState: () => ({ index: handle.getState().index, record: session.getState().record }),
    }),
    [session, handle],
  );
  const { party } = session.me;
  return useSelected(
    watched,
    ({ index, record }) => select(privateProposals(index, record, party, session.claimed)),
    same,
  );
}
