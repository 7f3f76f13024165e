import { type ReactNode, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { CommentStore } from "../comments/comment-store.ts";
import { SheetThreads, useSheetThreads } from "../comments/sheet-threads.tsx";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Icon } from "../ui/icon.tsx";
import { Card } from "./card.tsx";
import { useBracket } from "./use-bracket.ts";
import { useCardActs } from "./use-card-acts.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  /** Where the reader is: the provision, its status, and the way to the next bracket. */
  readonly strip: ReactNode;
  readonly comments: CommentStore | null;
  /** Whether the reader follows the chair: the card of the bracket that the chair takes up opens by itself. */
  readonly following: boolean;
}

const NO_COMMENTS = { subscribe: () => () => {}, getState: () => null };

/** Where there is no room for a margin: the card of the bracket at the caret, as a sheet at the foot of the page. */
export function MarginSheet({ session, handle, strip, comments, following }: Props) {
  const say = useSay();
  const active = useSelected(handle, (state) => state.active);
  const provision = useSelected(handle, (state) => state.provision?.id ?? null);
  const [raised, setRaised] = useState(false);
  const threads = useSheetThreads(comments, provision);
  const about = useSelected(comments ?? NO_COMMENTS, (state) => state?.about ?? state?.open ?? null);
  const holds = active !== null || threads > 0;
  useEffect(() => {
    if (about !== null) setRaised(true);
  }, [about]);
  useEffect(() => {
    if (following && active !== null) setRaised(true);
  }, [following, active]);
  return (
    <section
      className={raised && holds ? "sheet sheet-raised" : "sheet"}
      aria-label={say("margin.label")}
      data-pane="margin"
    >
      {holds && (
        <Button
          className="sheet-grip"
          aria-expanded={raised}
          aria-label={say(raised ? "margin.lower" : "margin.raise")}
          onPress={() => setRaised(!raised)}
        >
          <Icon name={raised ? "next" : "previous"} />
        </Button>
      )}
      {strip}
      {raised && holds && (
        <div className="sheet-cards">
          {active && <SheetCard session={session} handle={handle} id={active} />}
          {comments && <SheetThreads store={comments} handle={handle} provision={provision} />}
        </div>
      )}
    </section>
  );
}

function SheetCard({ session, handle, id }: Pick<Props, "session" | "handle"> & { id: string }) {
  const shown = useBracket(session, handle, id);
  const acts = useCardActs(handle);
  if (!shown) return null;
  return (
    <article className="card card-open card-in-sheet">
      <Card session={session} open {...shown} {...acts} />
    </article>
  );
}
