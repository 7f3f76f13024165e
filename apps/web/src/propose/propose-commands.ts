import type { Command } from "../commands/registry.ts";
import type { EditorHandle } from "../editor/handle.ts";
import type { Wish } from "../editor/wishes.ts";
import type { MessageId } from "../intl.tsx";
import type { TextSession } from "../sync/types.ts";
import { refusalMessage } from "../text/use-refusals.ts";

interface Wishes {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  /** Opens the menu of what may be proposed for the provision at the caret. */
  readonly openMenu: () => void;
  readonly openReplace: () => void;
}

/** What can be proposed by keys and from the palette. The keys of the words themselves are bound in editor/keys.ts. */
export function proposeCommands({ session, handle, openMenu, openReplace }: Wishes): readonly Command[] {
  const find: Command = { id: "replace", name: "help.replace", group: "reading", keys: ["Mod-h"], run: openReplace };
  if (session.me.role !== "delegation" || session.me.party === null) return [find];
  const { commands } = handle;
  // The caret's last move may still be on its way, and the menu must speak of the provision that it went to.
  const later = (open: () => void) => () => requestAnimationFrame(() => requestAnimationFrame(open));
  const here = () => handle.chosenProvisions();
  const wished = (id: string, name: MessageId, wish: (provisions: readonly string[]) => Wish): Command => ({
    id,
    name,
    group: "writing",
    heard: "place",
    run: () => {
      if (commands.propose(wish(here()))) handle.focus();
    },
    why: () => {
      if (here().length === 0) return "command.why.noPlace";
      const why = commands.hindrance(wish(here()));
      return why === null ? null : refusalMessage(why);
    },
  });
  const words = { group: "writing", heard: "place" } as const;
  return [
    {
      id: "propose",
      name: "help.propose",
      group: "writing",
      keys: ["Mod-Alt-p"],
      run: later(openMenu),
      why: () => (handle.getState().provision ? null : "command.why.noPlace"),
    },
    wished("alternative", "propose.alternativeCopy", (provisions) => ({
      kind: "alternative",
      provisions,
      words: "copy",
    })),
    wished("new-before", "propose.before", ([beside = ""]) => ({ kind: "provision", beside, side: "before" })),
    wished("new-after", "propose.after", ([beside = ""]) => ({ kind: "provision", beside, side: "after" })),
    wished("bracket-provisions", "propose.bracket", (provisions) => ({ kind: "bracket", provisions })),
    wished("delete-provisions", "propose.delete", (provisions) => ({ kind: "delete", provisions })),
    wished("footnote", "propose.footnote", () => ({ kind: "footnote" })),
    { id: "level", name: "help.level", keys: ["Tab", "Shift-Tab"], ...words },
    { id: "formats", name: "help.formats", keys: ["Mod-b", "Mod-i", "Mod-u"], ...words },
    { id: "more-formats", name: "help.moreFormats", keys: ["Mod-Shift-x", "Mod-.", "Mod-,"], ...words },
    find,
  ];
}
