import { ToggleButton } from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import type { OutlineStore } from "../outline/outline-store.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { FollowButton } from "./follow-button.tsx";
import { RoomBand } from "./room-band.tsx";
import { SessionsDialog } from "./sessions-dialog.tsx";
import type { Room } from "./use-room.ts";
import "./room.css";

/** What the header says of the room: the chair's console, and following the chair. */
export function RoomButtons({ room }: { room: Room }) {
  const say = useSay();
  return (
    <>
      {!room.presiding && <FollowButton follow={room.follow} />}
      {room.mayConsole && (
        <ToggleButton className="button console-button" isSelected={room.console} onChange={room.setConsole}>
          {say("console.button")}
        </ToggleButton>
      )}
    </>
  );
}

interface Props {
  readonly room: Room;
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly outline: OutlineStore;
}

/** The line under the header that tells of the session, and what of sessions stands over the page. */
export function RoomParts({ room, session, handle, outline }: Props) {
  const rows = useSelected(outline, (state) => state);
  return (
    <>
      <RoomBand
        session={session}
        handle={handle}
        rows={rows}
        follow={room.follow}
        presiding={room.presiding}
        editAgenda={(sitting) => room.showSessions({ show: "agenda", sitting })}
        closeSession={(sitting) => room.showSessions({ show: "close", sitting })}
      />
      {room.sessions && (
        <SessionsDialog session={session} handle={handle} rows={rows} shown={room.sessions} show={room.showSessions} />
      )}
    </>
  );
}
