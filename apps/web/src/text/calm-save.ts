import { useEffect, useState } from "react";
import type { SessionState, TextSession } from "../sync/types.ts";

/** So long nothing of one's own may have been on its way before the head of the page says that all is saved, in milliseconds. */
const CALM_MS = 600;

/** What the head of the page tells of one's own changes. */
export type SaveShown = Pick<SessionState, "save" | "connection" | "keptOnDevice" | "tray">;

/**
 * A session's save state as a person can read it: while one writes it stays at *Saving*, instead of jumping to *Saved* and back
 * with each key. Everything less hopeful than *Saved* shows at once, so that it never says more than is true.
 */
export function useCalmSave(session: TextSession): SaveShown {
  const [shown, setShown] = useState<SaveShown>(() => session.getState());
  useEffect(() => {
    let last = session.getState() as SaveShown;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const show = () => {
      timer = null;
      last = session.getState();
      setShown(last);
    };
    const follow = () => {
      const now = session.getState();
      if (sameShown(now, last) && timer === null) return;
      if (timer !== null) clearTimeout(timer);
      if (last.save.kind === "saving" && now.save.kind === "saved") timer = setTimeout(show, CALM_MS);
      else if (sameShown(now, last)) timer = null;
      else show();
    };
    show();
    const unsubscribe = session.subscribe(follow);
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [session]);
  return shown;
}

function sameShown(a: SaveShown, b: SaveShown): boolean {
  return (
    a.connection === b.connection &&
    a.keptOnDevice === b.keptOnDevice &&
    a.tray === b.tray &&
    JSON.stringify(a.save) === JSON.stringify(b.save)
  );
}
