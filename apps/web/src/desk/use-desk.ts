import { mayAct } from "@adref/protocol";
import { isFrozen } from "@adref/schema";
import { useMemo, useState } from "react";
import type { Command } from "../commands/registry.ts";
import { useCommands } from "../commands/use-commands.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import type { TakeDown } from "./use-take-down.ts";

/** What stands over the page: a question about freezing, a silence procedure, or for whom words are to be taken down. */
export type DeskShown = "freeze" | "silence" | "take-down" | null;

/** What the chair and the Secretariat do in the room with the text as a whole. */
export interface Desk {
  readonly shown: DeskShown;
  readonly show: (shown: DeskShown) => void;
  readonly mayFreeze: boolean;
  readonly maySilence: boolean;
  readonly taking: TakeDown | null;
}

/** The desk of one page. `taking` is null for who takes nothing down. */
export function useDesk(session: TextSession, taking: TakeDown | null): Desk {
  const [shown, show] = useState<DeskShown>(null);
  const { me, text } = session;
  const frozen = useSelected(session, ({ record }) => isFrozen(record));
  const mayFreeze = mayAct(me, text, "freeze") && !frozen;
  const maySilence = mayAct(me, text, "open-silence");
  const mayTake = taking !== null && taking.party === null;
  const commands = useMemo(() => {
    const out: Command[] = [];
    if (mayTake) out.push({ id: "take-down", name: "desk.takeDown", group: "writing", run: () => show("take-down") });
    if (mayFreeze) out.push({ id: "freeze", name: "desk.freezeMenu", group: "deciding", run: () => show("freeze") });
    if (maySilence)
      out.push({ id: "silence", name: "desk.silenceMenu", group: "deciding", run: () => show("silence") });
    return out;
  }, [mayTake, mayFreeze, maySilence]);
  useCommands(commands);
  return useMemo(() => ({ shown, show, mayFreeze, maySilence, taking }), [shown, mayFreeze, maySilence, taking]);
}
