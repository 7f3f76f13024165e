import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
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
}

/** Where there is no room for a margin: the card of the bracket at the caret, as a sheet at the foot of the page. */
export function MarginSheet({ session, handle, strip }: Props) {
  const say = useSay();
  const active = useSelected(handle, (state) => state.active);
  const [raised, setRaised] = useState(false);
  return (
    <section
      className={raised && active ? "sheet sheet-raised" : "sheet"}
      aria-label={say("margin.label")}
      data-pane="margin"
    >
      {active && (
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
      {active && raised && <SheetCard session={session} handle={handle} id={active} />}
    </section>
  );
}

function SheetCard({ session, handle, id }: Omit<Props, "strip"> & { id: string }) {
  const shown = useBracket(session, handle, id);
  const acts = useCardActs(handle);
  if (!shown) return null;
  return (
    <article className="card card-open card-in-sheet">
      <Card session={session} open {...shown} {...acts} />
    </article>
  );
}
