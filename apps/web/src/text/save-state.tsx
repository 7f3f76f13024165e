import { Button } from "react-aria-components";
import { type MessageId, useSay } from "../intl.tsx";
import type { SessionState, TextSession } from "../sync/types.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useCalmSave } from "./calm-save.ts";

interface Shown {
  readonly icon: IconName;
  readonly words: MessageId;
  readonly hint: MessageId;
  readonly count: number;
}

/** What the header says of the reader's own changes. It is never hopeful: `Saved` is the server's word. */
export function savedWords(state: Pick<SessionState, "save" | "connection" | "keptOnDevice">): Shown {
  const { save, connection } = state;
  switch (save.kind) {
    case "refused":
      return { icon: "refused", words: "save.refused", hint: "save.refusedHint", count: save.pieces };
    case "offline":
      return state.keptOnDevice
        ? { icon: "offline", words: "save.offline", hint: "save.offlineHint", count: save.changes }
        : { icon: "offline", words: "save.offlineHere", hint: "save.offlineHereHint", count: save.changes };
    case "saving":
      return { icon: "saving", words: "save.saving", hint: "save.savingHint", count: 0 };
    case "saved":
      if (connection === "online") return { icon: "saved", words: "save.saved", hint: "save.savedHint", count: 0 };
      if (connection === "connecting") {
        return { icon: "saving", words: "save.connecting", hint: "save.connectingHint", count: 0 };
      }
      return { icon: "offline", words: "save.offline", hint: "save.offlineHint", count: 0 };
  }
}

/** The state of the reader's own changes, always visible, and the way into the tray when something lies in it. */
export function SaveStateLine({ session, openTray }: { session: TextSession; openTray: () => void }) {
  const say = useSay();
  const { save, connection, keptOnDevice, tray } = useCalmSave(session);
  const shown = savedWords({ save, connection, keptOnDevice });
  const words = say(shown.words, { count: shown.count });
  return (
    <div className={`save save-${save.kind}`}>
      <span className="save-line" role="status" aria-live="polite" title={say(shown.hint)}>
        <Icon name={shown.icon} />
        <span>{words}</span>
      </span>
      {tray.length > 0 && (
        <Button className="button button-small tray-button" onPress={openTray}>
          {save.kind === "refused" ? say("save.openTray") : say("save.trayCount", { count: tray.length })}
        </Button>
      )}
    </div>
  );
}
