import { mayAct } from "@adref/protocol";
import type { Command } from "../commands/registry.ts";
import type { EditorHandle } from "../editor/handle.ts";
import type { MessageId } from "../intl.tsx";
import { nextForMe, type Waits } from "./next-for-me.ts";
import type { ReadingStores } from "./use-reading.ts";

interface Wishes {
  readonly stores: ReadingStores;
  readonly handle: EditorHandle;
  readonly find: () => void;
  /** Whether a view stands in the place of the words; then the way out of it. */
  readonly leave: (() => void) | null;
}

/** What one does while reading: to find words, to say something about them, to go to what waits, to leave a view. */
export function readingCommands({ stores, handle, find, leave }: Wishes): readonly Command[] {
  const { comments, reading } = stores;
  const { me, text } = comments.session;
  const inView = (): MessageId | null => (leave ? "view.why" : null);
  const waits = (): Waits | null => {
    const { index, outline, active, provision } = handle.getState();
    const { subjects } = reading.getState();
    const { threads, open } = comments.getState();
    const at = open ?? active;
    return nextForMe({ index, outline, subjects, threads, me: me.id, active: at, provision: provision?.id ?? null });
  };
  const goNext = () => {
    const next = waits();
    if (!next) return;
    if (next.what === "bracket") {
      comments.open(null);
      handle.goTo({ bracket: next.id }, true);
    } else {
      handle.goTo({ provision: next.provision, at: next.at }, true);
      comments.open(next.id);
    }
  };
  const mayNotComment = (): MessageId | null => {
    if (leave) return "view.why";
    if (!me.names || !mayAct(me, text, "comment")) return "refusal.not-your-act";
    return handle.chosen() ? null : "command.why.noPlace";
  };
  const begin = () => {
    const chosen = handle.chosen();
    if (chosen) comments.begin(chosen);
  };
  const commands: Command[] = [
    {
      id: "next-for-me",
      name: "help.needs",
      group: "moving",
      keys: ["Mod-Alt-n"],
      run: goNext,
      why: () => inView() ?? (waits() ? null : "filter.nothingWaits"),
    },
    { id: "find", name: "help.find", group: "reading", keys: ["Mod-Alt-f"], run: find, why: inView },
    { id: "comment", name: "help.comment", group: "reading", keys: ["Mod-Alt-m"], run: begin, why: mayNotComment },
  ];
  if (leave) {
    commands.push({ id: "leave-view", name: "view.leave", group: "reading", keys: ["Escape"], run: leave });
  }
  return commands;
}
