import type { EditorHandle } from "../editor/handle.ts";
import type { OutlineStore } from "../outline/outline-store.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { FreezeDialog, FrozenBand } from "./freeze-dialog.tsx";
import { SilenceBands } from "./silence-band.tsx";
import { SilenceDialog } from "./silence-dialog.tsx";
import { TakeDownBand } from "./take-down-band.tsx";
import { TakeDownDialog } from "./take-down-dialog.tsx";
import { UnconfirmedNotice } from "./unconfirmed-notice.tsx";
import type { Desk } from "./use-desk.ts";
import "./desk.css";

interface Props {
  readonly desk: Desk;
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly outline: OutlineStore;
}

/** The lines under the header that say what holds for the text as a whole, and what of the desk stands over the page. */
export function DeskParts({ desk, session, handle, outline }: Props) {
  const { shown, show, taking } = desk;
  const close = () => show(null);
  return (
    <>
      {taking && <TakeDownBand taking={taking} />}
      <FrozenBand session={session} />
      <SilenceBands session={session} handle={handle} />
      <UnconfirmedNotice session={session} handle={handle} />
      {shown === "freeze" && <FreezeDialog session={session} close={close} />}
      {shown === "silence" && <Silence session={session} handle={handle} outline={outline} close={close} />}
      {shown === "take-down" && taking && <TakeDownDialog taking={taking} close={close} />}
    </>
  );
}

function Silence({ outline, ...props }: Omit<Props, "desk"> & { close: () => void }) {
  const rows = useSelected(outline, (state) => state);
  return <SilenceDialog {...props} rows={rows} />;
}
