import { mayAct } from "@adref/protocol";
import { useCallback, useMemo, useState } from "react";
import type { Command } from "../commands/registry.ts";
import { useCommands } from "../commands/use-commands.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { usePeople } from "../people/people.ts";
import { screenPath } from "../projector/path.ts";
import type { TextSession } from "../sync/types.ts";
import type { SessionsShown } from "./sessions-dialog.tsx";
import { type Follow, useFollow, useShowFocus } from "./use-follow.ts";

/** What the page of a text knows of the room: the console, who is followed, and what of sessions is shown. */
export interface Room {
  /** Whether the reader presides here: the chair of the text's body. */
  readonly presiding: boolean;
  /** Whether the console is the reader's to open: the chair's, and the Secretariat's to follow the chair in it. */
  readonly mayConsole: boolean;
  readonly console: boolean;
  setConsole(open: boolean): void;
  readonly follow: Follow;
  readonly sessions: SessionsShown | null;
  showSessions(shown: SessionsShown | null): void;
  openScreen(): void;
}

/** The room as one page of a text has it. */
export function useRoom(session: TextSession, handle: EditorHandle | null): Room {
  const people = usePeople();
  const { me, text } = session;
  const presides = useCallback(
    (id: string) => {
      const known = people.find((person) => person.id === id);
      return known ? known.role === "chair" && known.bodies.includes(text.body) : true;
    },
    [people, text.body],
  );
  const presiding = mayAct(me, text, "adopt");
  const mayConsole = presiding || mayAct(me, text, "open-session");
  const [open, setOpen] = useState(false);
  const [sessions, showSessions] = useState<SessionsShown | null>(null);
  const follow = useFollow(session, handle, presides);
  useShowFocus(session, handle, presiding);

  const setConsole = useCallback(
    (next: boolean) => {
      setOpen(next);
      // Where the console had the focus, it goes back to the words.
      if (!next) handle?.focus();
    },
    [handle],
  );
  const openScreen = useCallback(() => void globalThis.open(screenPath(text.id), "_blank"), [text.id]);
  const following = follow.state === "on";
  const commands = useMemo((): readonly Command[] => {
    const out: Command[] = [
      { id: "sessions", name: "sessions.title", group: "page", run: () => showSessions({ show: "list" }) },
      { id: "screen", name: "screen.open", group: "page", run: openScreen },
    ];
    if (mayConsole) {
      const toggle = () => setConsole(!open);
      out.push({ id: "console", name: "console.title", group: "deciding", keys: ["Mod-Alt-k"], run: toggle });
    }
    if (!presiding) {
      const name = following ? "follow.off" : "follow.button";
      out.push({ id: "follow", name, group: "reading", run: () => follow.follow(!following) });
    }
    return out;
  }, [mayConsole, presiding, open, setConsole, openScreen, following, follow.follow]);
  useCommands(commands);

  return {
    presiding,
    mayConsole,
    console: open && mayConsole,
    setConsole,
    follow,
    sessions,
    showSessions,
    openScreen,
  };
}
